import type { Child } from 'hono/jsx'
import { uuidv7 } from '../../uuid.ts'
import type { View } from '../view.ts'
import type { SayItem } from './texts.ts'

/** What the forms of one page need. */
export interface ItemContext {
  view: View
  say: SayItem
  /** Address of the page. */
  path: string
  /** What was typed into a form that could not be saved, or into which a text was put. */
  draft: Record<string, string>
  /** The form that the address asks for. */
  opened?: string | undefined
}

/** One thing to do, folded away until wanted; open where something was typed. */
export function Deed({
  context,
  action,
  title,
  children,
}: {
  context: ItemContext
  action: string
  title: string
  children?: Child
}) {
  return (
    <details
      class="deed"
      id={action}
      open={[context.draft['action'], context.opened].includes(action)}
    >
      {/* Whoever comes by a link to the form goes on from there by keyboard. */}
      <summary autofocus={context.opened === action}>{title}</summary>
      <form method="post" action={`${context.path}/${action}`} class="deed-form">
        {children}
      </form>
    </details>
  )
}

interface FieldProps {
  label: string
  name: string
  value?: string | undefined
  max: number
  isLong?: boolean
  isRequired?: boolean
}

export function Field({ label, name, value = '', max, isLong, isRequired }: FieldProps) {
  return (
    <label>
      <span>{label}</span>
      {isLong === true ? (
        <textarea name={name} rows={5} maxlength={max * 2} required={isRequired}>
          {/* A browser drops the first line break inside. */}
          {`\n${value}`}
        </textarea>
      ) : (
        <input name={name} value={value} maxlength={max} autocomplete="off" required={isRequired} />
      )}
    </label>
  )
}

/** The id that makes a form sent twice one deed: kept with the draft. */
export function FreshId({ context }: { context: ItemContext }) {
  const { draft, view } = context
  return <input type="hidden" name="id" value={draft['id'] ?? uuidv7(view.now)} />
}

/** The site's prepared texts, put into the form by its own button: also without script. */
export function Canned({
  context: { say },
  texts,
}: {
  context: ItemContext
  texts: { label: string }[]
}) {
  if (texts.length === 0) return null
  return (
    <div class="canned">
      <label>
        <span>{say('canned')}</span>
        <select name="canned">
          <option value="">{say('choose')}</option>
          {texts.map(({ label }, i) => (
            <option value={String(i)}>{label}</option>
          ))}
        </select>
      </label>
      <button name="insert" value="1" formnovalidate>
        {say('insert')}
      </button>
    </div>
  )
}

/** A form of one button. */
export function OneButton({
  context,
  action,
  text,
  values = {},
}: {
  context: ItemContext
  action: string
  text: string
  values?: Record<string, string>
}) {
  return (
    <form method="post" action={`${context.path}/${action}`}>
      {Object.entries(values).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <button>{text}</button>
    </form>
  )
}

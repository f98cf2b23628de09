import type { PropsWithChildren } from 'hono/jsx'
import type { Form } from './form.ts'
import type { Texts } from './texts.ts'

/** A form as it is shown: what was typed before, and what was wrong with it, by field. */
export interface FormView {
  t: Texts
  values: Form
  errors: ReadonlyMap<string, string>
}

interface FieldProps {
  form: FormView
  /** JSON pointer of the request without its first slash. */
  name: string
  label: string
  /** `free`: optional, and the label says so itself. */
  use: 'required' | 'optional' | 'free'
  type?: 'text' | 'email' | 'tel'
  autocomplete?: string
  hint?: string
  placeholder?: string
  rows?: number
}

/** Id of a field, for labels, errors and the links of the summary. */
export const fieldId = (name: string) => `f-${name.replaceAll('/', '-')}`

/** A labelled line of text with its hint and error; several lines where `rows` says so. */
export function TextField({ form, name, label, use, hint, rows, ...rest }: FieldProps) {
  const id = fieldId(name)
  const value = form.values.get(name) ?? ''
  const attributes = {
    id,
    name,
    required: use === 'required',
    ...describe(form, name, hint !== undefined),
    ...rest,
  }
  return (
    <div class="field">
      <label for={id}>
        {label}
        {use === 'optional' && <span class="quiet"> ({form.t.optional})</span>}
      </label>
      {hint !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <FieldError form={form} name={name} />
      {rows === undefined ? (
        <input {...attributes} value={value} />
      ) : (
        <textarea {...attributes} rows={rows} dir="auto">
          {value}
        </textarea>
      )}
    </div>
  )
}

/** A box to tick, never ticked beforehand. */
export function Tick({
  form,
  name,
  required = false,
  children,
}: PropsWithChildren<{ form: FormView; name: string; required?: boolean }>) {
  const id = fieldId(name)
  return (
    <div class="field">
      <FieldError form={form} name={name} />
      <div class="tick">
        <input
          type="checkbox"
          id={id}
          name={name}
          checked={form.values.has(name)}
          required={required}
          {...describe(form, name, false)}
        />
        <label for={id}>{children}</label>
      </div>
    </div>
  )
}

/** One of a few answers, none chosen beforehand. */
export function Choice({
  form,
  name,
  label,
  options,
}: {
  form: FormView
  name: string
  label: string
  options: [value: string, label: string][]
}) {
  const chosen = form.values.get(name)
  return (
    <fieldset {...describe(form, name, false)}>
      <legend>{label}</legend>
      <FieldError form={form} name={name} />
      {options.map(([value, text], i) => (
        <div class="tick">
          <input
            type="radio"
            id={i === 0 ? fieldId(name) : `${fieldId(name)}-${value}`}
            name={name}
            value={value}
            checked={value === chosen}
            required
          />
          <label for={i === 0 ? fieldId(name) : `${fieldId(name)}-${value}`}>{text}</label>
        </div>
      ))}
    </fieldset>
  )
}

/** What no reader sees, and machines fill in. */
export function Trap({ t }: { t: Texts }) {
  return (
    <div class="aside" aria-hidden="true">
      <label>
        {t.leaveEmpty}
        <input name="website" tabindex={-1} autocomplete="off" />
      </label>
    </div>
  )
}

/** Values that go with a form without being shown. */
export function Hidden({ values }: { values: Record<string, string> }) {
  return (
    <>
      {Object.entries(values).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
    </>
  )
}

/** What was wrong, on top, with a link to each field; read out and focused as soon as the page opens. */
export function Summary({
  form,
  sentence,
  labels,
}: {
  form: FormView
  sentence: string
  labels: ReadonlyMap<string, string>
}) {
  const shown = [...labels.keys()].filter((name) => form.errors.has(name))
  const others = [...form.errors.keys()].filter((name) => !labels.has(name))
  return (
    <div class="summary" role="alert" tabindex={-1} autofocus>
      <p>
        <strong>{sentence}</strong>
      </p>
      {form.errors.size > 0 && (
        <ul>
          {shown.map((name) => (
            <li>
              <a href={`#${fieldId(name)}`}>
                {labels.get(name)}: {form.errors.get(name)}
              </a>
            </li>
          ))}
          {others.map((name) => (
            <li>{form.errors.get(name)}</li>
          ))}
        </ul>
      )}
    </div>
  )
}

function FieldError({ form, name }: { form: FormView; name: string }) {
  const error = form.errors.get(name)
  if (error === undefined) return null
  return (
    <p class="error" id={`${fieldId(name)}-error`}>
      {error}
    </p>
  )
}

function describe(form: FormView, name: string, hasHint: boolean) {
  const id = fieldId(name)
  const hasError = form.errors.has(name)
  const describers = [...(hasHint ? [`${id}-hint`] : []), ...(hasError ? [`${id}-error`] : [])]
  return {
    ...(hasError ? { 'aria-invalid': 'true' as const } : {}),
    ...(describers.length > 0 ? { 'aria-describedby': describers.join(' ') } : {}),
  }
}

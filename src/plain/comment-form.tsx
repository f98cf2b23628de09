import { consentOf } from '../sites/consent.ts'
import { allowedAudiences } from '../comments/rules.ts'
import type { CommentView } from '../comments/view.ts'
import { sentence } from '../messages.ts'
import { findTextFault } from '../text/bounds.ts'
import { countGraphemes } from '../text/graphemes.ts'
import { normaliseText } from '../text/normalise.ts'
import { draftValues, findMissing, formView, type Refused } from './draft.ts'
import { type FormView, Hidden, Summary, TextField, Tick, Trap } from './fields.tsx'
import type { PlainEnv } from './form.ts'
import type { View } from './frame.tsx'
import { pageAddress, type PlainParams } from './params.ts'
import { fill } from './texts.ts'

const authorFields = [
  { key: 'name', type: 'text', autocomplete: 'name' },
  { key: 'email', type: 'email', autocomplete: 'email' },
  { key: 'phone', type: 'tel', autocomplete: 'tel' },
  { key: 'address', type: 'text', autocomplete: 'street-address' },
  { key: 'subject', type: 'text', autocomplete: 'off' },
] as const

const nameOf = (key: string) => (key === 'subject' ? key : `author/${key}`)

/** Everything the feedback form shows, ready to be rendered. */
export async function prepareCommentForm(
  vars: PlainEnv['Variables'],
  view: View,
  url: string,
  refused: Refused | null,
) {
  const { settings } = view.site
  const isPublic = refused !== null && !refused.form.has('private') && hasPublic(view)
  const missing =
    refused === null
      ? []
      : findMissing(refused.form, settings.language, [
          ...shownFields(view)
            .filter(({ use }) => use === 'required')
            .map(({ key }) => ({ name: nameOf(key) })),
          { name: 'consent/process', isTick: true },
          ...(isPublic ? [{ name: 'consent/publish', isTick: true }] : []),
        ])
  return {
    form: formView(view.t, refused, [...missing, ...lengthFault(view, refused)]),
    hidden: await draftValues(vars, view, url, refused),
    problem: refused?.problem ?? null,
  }
}

/** The same words as the site's rules have for it, which speak only once everything else is right. */
function lengthFault({ t, site }: View, refused: Refused | null): [string, string][] {
  const raw = refused?.form.get('body') ?? ''
  const { language, comments } = site.settings
  if (refused === null || findTextFault(raw, 4 * comments.maxLength) !== null) return []
  const length = countGraphemes(normaliseText(raw))
  if (length === 0) return [['body', t.errBody]]
  if (length < comments.minLength)
    return [['body', sentence('min_length', language, comments.minLength)]]
  return length <= comments.maxLength
    ? []
    : [['body', sentence('max_length', language, comments.maxLength)]]
}

type Prepared = Awaited<ReturnType<typeof prepareCommentForm>>

/** The feedback form, or the answer to one comment; its address keeps what is being answered. */
export function CommentForm({
  view,
  params: { article, reply },
  prepared: { form, hidden, problem },
  answered,
  hasMail,
}: {
  view: View
  params: PlainParams
  prepared: Prepared
  answered: CommentView | null
  /** Whether the deployment can tell anybody anything by mail. */
  hasMail: boolean
}) {
  const { t, site } = view
  const { comments } = site.settings
  const consent = consentOf(site.settings)
  const audiences = allowedAudiences(site.settings)
  const action = pageAddress(site.key, { article, ...(reply === undefined ? {} : { reply }) })
  return (
    <form method="post" action={action} id="write">
      {problem !== null && (
        <Summary form={form} sentence={refusalOf(view, problem)} labels={labelsOf(view)} />
      )}
      <h2>{answered === null ? t.submit : fill(t.replyTo, { name: answered.author.name })}</h2>
      <Hidden values={hidden} />
      {audiences.length === 1 && <Hidden values={{ audience: audiences[0] ?? '' }} />}
      <Trap t={t} />
      <TextField
        form={form}
        name="body"
        label={t.body}
        use="required"
        rows={6}
        hint={`${hasPublic(view) ? t.placeholder : t.privateHint} ${fill(t.lengthHint, { min: comments.minLength, max: comments.maxLength })}`}
      />
      <fieldset>
        <legend>{t.identity}</legend>
        <IdentityFields view={view} form={form} />
      </fieldset>
      {audiences.length > 1 && (
        <Tick form={form} name="private">
          {t.editors}
        </Tick>
      )}
      {hasMail && hasPublic(view) && comments.fields.email !== 'hidden' && (
        <Tick form={form} name="notify">
          {t.notify}
        </Tick>
      )}
      <Tick form={form} name="consent/process" required>
        {consent.processText}
      </Tick>
      {hasPublic(view) && (
        <Tick form={form} name="consent/publish">
          {consent.publishText}
        </Tick>
      )}
      <button type="submit">{t.submit}</button>
    </form>
  )
}

function IdentityFields({ view, form }: { view: View; form: FormView }) {
  return (
    <div class="pair">
      {shownFields(view).map(({ key, use, type, autocomplete }) => (
        <TextField
          form={form}
          name={nameOf(key)}
          label={view.t[key]}
          use={use === 'required' ? 'required' : 'optional'}
          type={type}
          autocomplete={autocomplete}
        />
      ))}
    </div>
  )
}

const hasPublic = ({ site }: View) => allowedAudiences(site.settings).includes('public')

function shownFields({ site }: View) {
  const uses = site.settings.comments.fields
  return authorFields
    .map((field) => ({ ...field, use: uses[field.key] }))
    .filter(({ use }) => use !== 'hidden')
}

function labelsOf(view: View): ReadonlyMap<string, string> {
  const { t } = view
  return new Map([
    ['body', t.body],
    ...shownFields(view).map(({ key }): [string, string] => [nameOf(key), t[key]]),
    ['private', t.editors],
    ['consent/process', t.consent],
    ...(hasPublic(view) ? [['consent/publish', t.consent] as const] : []),
  ])
}

/** Why the form is there again, in a sentence for readers. */
function refusalOf({ t }: View, { code }: NonNullable<Prepared['problem']>): string {
  if (code === 'duplicate') return t.errTwice
  if (code === 'closed') return t.closed
  if (code === 'idempotency-key-reused') return t.errAgain
  return code === 'invalid' ? t.errCheck : t.errServer
}

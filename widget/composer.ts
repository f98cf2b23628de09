import { createFields, type ComposerFields } from './composer-fields.ts'
import type { Context } from './context.ts'
import { button, h, quiet } from './dom.ts'
import { valueOf } from './field.ts'
import { createSender } from './sending.ts'
import { load, newDraft, save, type Draft, type OwnComment } from './store.ts'
import { fill } from './strings.ts'
import { countCharacters, isUnmarked } from './text.ts'
import type { Audience, CommentReceipt, WireComment } from './wire.ts'

export interface Composer {
  form: HTMLFormElement
  /** Moves the form to `place` to answer a comment; without a comment back home. */
  replyTo: (parent?: { id: string; author: { name: string } }, place?: Element) => void
  /** Id of the comment that the kept draft answers, '' for none. */
  parentId: () => string
}

/** `receipt` is missing when an earlier attempt with another text had arrived already. */
type OnSent = (own: OwnComment, receipt?: CommentReceipt) => void

/** The form to write with, at `home`. Keeps its draft per article until the service has answered. */
export function createComposer(context: Context, home: Element, onSent: OnSent): Composer {
  const { s, rules, store, target } = context
  const parts = createFields(context)
  const { fields, body, secret } = parts
  const draft: Draft = { ...newDraft(), ...load(store + 'draft', {}) }
  const counter = h('span.counter', null)
  const warning = quiet('', 'status')
  const cancel = button(s.cancel, () => replyTo())
  const { note, send, submit } = createSender<CommentReceipt>({
    target,
    path: 'comments',
    fields,
    rest: () => restOfRequest(context, draft, audience()),
    needsProof: rules.proof === 'required',
    s,
    words: context.words,
    label: s.submit,
  })
  const rest = h('div', null, ...parts.rows, note, h('div.row.end', null, counter, cancel, send))
  const form = h('form.form.composer', { novalidate: true }, body.row, warning, rest)

  const audience = (): Audience =>
    valueOf(secret) || !rules.audiences.includes('public') ? 'editors' : 'public'
  const refresh = (event?: Event) => {
    const text = valueOf(body)
    const length = countCharacters(text)
    counter.textContent = `${length}/${rules.maxLength}`
    parts.publish.row.hidden = audience() === 'editors'
    // Telex and VNI rewrite whole words while composing: judge only what stands.
    if (!(event instanceof InputEvent && event.isComposing))
      warning.textContent = target.lang === 'vi' && isUnmarked(text) ? s.unmarked : ''
    for (const name in fields) draft.values[name] = fields[name]?.input.value ?? ''
    save(store + 'draft', draft)
  }
  const replyTo: Composer['replyTo'] = (parent, place = home) => {
    draft.parentId = parent?.id ?? ''
    place.append(form)
    body.label.textContent = parent ? fill(s.replyTo, parent.author.name) : s.body
    cancel.hidden = !parent
    secret.row.hidden = !!parent || rules.audiences.length < 2
    refresh()
    if (parent) body.input.focus()
  }
  const finish = (receipt?: CommentReceipt) => {
    const own = toOwn(draft, valueOf(fields['/author/name']), valueOf(body), audience(), receipt)
    rememberSender(parts)
    Object.assign(draft, newDraft())
    body.input.value = ''
    for (const { input } of Object.values(fields)) input.checked = false
    rest.hidden = true
    replyTo()
    onSent(own, receipt)
  }

  restore(parts, draft)
  rest.hidden = !draft.values['/body']
  form.addEventListener('input', refresh)
  form.addEventListener('focusin', () => (rest.hidden = false))
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void submit().then((answer) => {
      if (!answer || context.signal.aborted) return
      if (answer.status === 201 || answer.status === 202) finish(answer.body)
      else if (answer.body.code === 'idempotency-key-reused') finish()
    })
  })
  // A reply that was being written finds its comment once the list stands.
  const { parentId } = draft
  replyTo()
  draft.parentId = parentId
  return { form, replyTo, parentId: () => draft.parentId }
}

function restore({ fields, remember }: ComposerFields, draft: Draft) {
  const sender = load<Draft['values']>('sender', {})
  for (const [name, { input }] of Object.entries(fields))
    if (input.type !== 'checkbox') input.value = draft.values[name] ?? sender[name] ?? ''
  remember.input.checked = '/author/name' in sender
}

function rememberSender({ fields, remember }: ComposerFields) {
  const kept = ['/author/name', '/author/email'].map((name) => [name, valueOf(fields[name])])
  save('sender', valueOf(remember) ? Object.fromEntries(kept) : {})
}

function restOfRequest({ target, rules }: Context, draft: Draft, audience: Audience) {
  const { site, key, url, title } = target
  const { version } = rules.consent
  return {
    id: draft.id,
    token: draft.token,
    site,
    article: { key, url, title: title.slice(0, 300) || key },
    parentId: draft.parentId || undefined,
    audience,
    consent: { version, process: true, publish: audience === 'public' || undefined },
    formToken: rules.token,
  }
}

/** Kept for the list of one's own comments, where it waits for the moderators. */
function toOwn(
  { id, token, parentId }: Draft,
  name: string,
  body: string,
  audience: Audience,
  receipt?: CommentReceipt,
): OwnComment {
  const createdAt = new Date().toISOString()
  const author = { name, badge: null }
  // What is left out means null, 0 or false to all who read it.
  const comment = { id, parentId, author, body, createdAt, replies: [] } as unknown as WireComment
  const { reference = '', editableUntil = '', state = 'pending' } = receipt ?? {}
  return { comment, token, audience, reference, editableUntil, state }
}

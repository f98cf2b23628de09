import { createFields, type ComposerFields } from './composer-fields.ts'
import type { Context } from './context.ts'
import { button, h, quiet } from './dom.ts'
import { valueOf } from './field.ts'
import { createSender } from './sending.ts'
import { load, newDraft, save, type Draft, type OwnComment } from './store.ts'
import { fill } from './strings.ts'
import { countCharacters } from './text.ts'
import type { Audience, CommentReceipt } from './wire.ts'

export interface Composer {
  form: HTMLFormElement
  /** Moves the form to `place` to answer somebody's comment; without a place home, where it stands first. */
  moveTo: (id?: string, name?: string | null, place?: Element | null) => void
  /** Id of the comment that the kept draft answers, '' for none. */
  parentId: () => string
}

type OnSent = (own: OwnComment) => void

/** The form to write with, at `home`. Keeps its draft per article until the service has answered. */
export function createComposer(context: Context, home: Element, onSent: OnSent): Composer {
  const { s, rules, store, target } = context
  const parts = createFields(context)
  const { fields, body, secret } = parts
  const draft: Draft = { ...newDraft(), ...load(store + 'draft', {}) }
  const counter = h('span.counter')
  const warning = quiet('', 'status')
  const cancel = button(s.cancel, () => moveTo())
  const { note, send, deliver } = createSender<CommentReceipt>({
    target,
    path: 'comments',
    fields,
    rest: ({ author, consent }) => ({
      ...restOfRequest(context, draft, author as Sender),
      audience: audience(),
      // What was ticked, of the texts that were shown.
      consent: { ...(consent as object), version: rules.consent.version },
    }),
    renew() {
      Object.assign(draft, { ...newDraft(), parentId: draft.parentId })
      refresh()
    },
    needsProof: rules.proof === 'required',
    s,
    words: context.words,
    label: s.submit,
  })
  const rest = h('div', null, ...parts.rows, note, h('div.row.end', null, counter, cancel, send))
  const form = h('form.form', { novalidate: true }, body.row, warning, rest)

  const audience = (): Audience =>
    valueOf(secret) || !rules.audiences.includes('public') ? 'editors' : 'public'
  /** Called without an event, or with one of `input`. */
  const refresh = (event?: Event) => {
    const text = valueOf(body)
    const length = countCharacters(text)
    counter.textContent = `${length}/${rules.maxLength}`
    parts.publish.row.hidden = audience() === 'editors'
    parts.notify.row.hidden = !rules.notify || !valueOf(fields['/author/email'])
    // Telex and VNI rewrite whole words while composing: judge only what stands.
    if (!(event as InputEvent | undefined)?.isComposing)
      advise(context, warning, text).catch(() => 0)
    for (const name in fields) draft.values[name] = fields[name]?.input.value ?? ''
    // Nothing personal stays behind without a message to send.
    save(store + 'draft', text && draft)
  }
  const moveTo: Composer['moveTo'] = (id = '', name, place) => {
    draft.parentId = id
    place ??= home
    // Moving the form to where it stands would end the focus and a composition in it.
    if (form.parentNode !== place) place.append(form)
    body.label.textContent = id ? fill(context, 'replyTo', name ?? '') : s.body
    cancel.hidden = !id
    secret.row.hidden = !!id || rules.audiences.length < 2
    refresh()
  }
  const finish = (receipt: CommentReceipt) => {
    const own = {
      ...draft,
      name: valueOf(fields['/author/name']),
      email: valueOf(fields['/author/email']),
      body: valueOf(body),
      audience: audience(),
      createdAt: new Date().toISOString(),
      ...receipt,
      values: { subject: valueOf(fields['/subject']) },
    }
    rememberSender(parts)
    Object.assign(draft, newDraft())
    body.input.value = ''
    for (const { input } of Object.values(fields)) input.checked = false
    rest.hidden = true
    onSent(own)
  }

  restore(parts, draft)
  rest.hidden = !draft.values['/body']
  form.addEventListener('input', refresh)
  form.addEventListener('focusin', () => (rest.hidden = false))
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void deliver().then((answer) => {
      if (answer?.body.id && !context.signal.aborted) finish(answer.body)
    })
  })
  return { form, moveTo, parentId: () => draft.parentId }
}

/** The gentle word about missing marks, from a chunk that only texts without any in their last part load. */
async function advise({ target, words }: Context, warning: HTMLElement, text: string) {
  const isSuspect = target.lang === 'vi' && /[\x20-\x7e]{40}$/.test(text)
  warning.textContent = isSuspect ? (await import('./unmarked.ts')).adviceOn(text, words) : ''
}

function restore({ fields, memory }: ComposerFields, draft: Draft) {
  const sender = load<Draft['values']>('sender', {})
  for (const [name, { input }] of Object.entries(fields))
    if (input.type !== 'checkbox') input.value = draft.values[name] ?? sender[name] ?? ''
  memory.input.checked = !!sender['/author/name']
}

function rememberSender({ fields, memory }: ComposerFields) {
  const [name, email] = ['/author/name', '/author/email'] as const
  const kept = { [name]: valueOf(fields[name]), [email]: valueOf(fields[email]) }
  save('sender', valueOf(memory) ? kept : {})
}

/** What a device keeps once its sender has confirmed an address: trust belongs to that address alone. */
interface Sender {
  email?: string
  token?: string
}

function restOfRequest(
  { target, rules }: Context,
  { id, token, parentId }: Draft,
  { email }: Sender = {},
) {
  const { site, key, url, title, member } = target
  const trusted = load<Sender>(site + ':trusted', {})
  return {
    id,
    token,
    site,
    article: { key, url, title: title.slice(0, 300) || key },
    parentId: parentId || undefined,
    formToken: rules.token,
    member: member ?? undefined,
    senderToken: trusted.email === email ? trusted.token : undefined,
  }
}

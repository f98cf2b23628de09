import type { Dialog } from './dialog.ts'
import type { Field, Fields } from './field.ts'
import type { FormRules, ShareReceipt } from './wire.ts'

/** What is being sent, kept until the service has answered; `id` and `token` make a retry harmless. */
interface Draft {
  id: string
  token: string
  /** Typed texts by field. */
  values: Record<string, string>
}

type Rules = NonNullable<FormRules['share']>

/** The form that asks the newsroom to mail the article to a few friends. */
export function mailForm(dialog: Dialog, rules: FormRules, share: Rules) {
  const { kit, s, tools, target } = dialog
  const { h } = kit
  const store = `${target.site}:${target.key}:passing`
  const draft: Draft = { ...newDraft(dialog), ...tools.load(store, {}) }
  const { fields, rows } = createFields(dialog, rules, share, draft)
  const { note, send, deliver } = tools.createSender<ShareReceipt>({
    target,
    path: 'shares',
    fields,
    rest: (filled) => restOfRequest(dialog, rules, draft, filled),
    needsProof: rules.proof === 'required',
    s,
    words: dialog.words,
    refusals: { 'rate-limited': s.passLimit, 'idempotency-key-reused': s.passAgain },
    renew() {
      Object.assign(draft, newDraft(dialog), { values: draft.values })
      tools.save(store, draft)
    },
    label: s.passSubmit,
  })
  const first = tools.quiet(s.confirmFirst)
  const refresh = () => {
    first.hidden = !share.confirm || isTrusted(dialog, tools.valueOf(fields['/sender/email']))
  }
  const form = h('form.form', { novalidate: true }, ...rows, first, note)
  form.append(h('div.row.end', null, send))
  const done = h('div', { role: 'status', tabindex: -1 })
  form.addEventListener('input', () => {
    for (const name in fields) draft.values[name] = fields[name]?.input.value ?? ''
    tools.save(store, draft)
    refresh()
  })
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void deliver().then((answer) => {
      if (!answer?.body.id) return
      finish(dialog, { form, done, fields, refresh }, draft, answer.body.state)
      Object.assign(draft, newDraft(dialog))
      tools.save(store, draft)
    })
  })
  refresh()
  void fetchSenderToken(dialog).then(refresh)
  return h('div.mail', null, done, form)
}

const newDraft = ({ tools }: Dialog): Draft => ({
  id: tools.newUuid(),
  token: tools.randomToken(43),
  values: {},
})

function createFields(dialog: Dialog, rules: FormRules, share: Rules, draft: Draft) {
  const { tools, s, kit } = dialog
  const address = (label: string, missing: string, autocomplete: string) => {
    const check = (value: string) => (isEmail(value) ? '' : s.errEmail)
    return { ...tools.createField(label, { type: 'email', autocomplete }, missing), check }
  }
  const name = tools.createField(s.fromName, { autocomplete: 'name' }, s.errName)
  const from = address(s.fromEmail, s.errEmail, 'email')
  const fields: Fields = { '/sender/name': name, '/sender/email': from }
  const heading = kit.h('h3', null, s.byMail)
  const rows: Node[] = [heading, kit.h('div.grid', null, name.row, from.row)]
  const add = (pointer: string, one: Field) => {
    fields[pointer] = one
    rows.push(one.row)
  }
  for (let i = 0; i < share.maxRecipients; i++)
    add(`/recipients/${i}`, address(s.toEmail, i ? '' : s.errEmail, 'off'))
  if (share.message) {
    const label = tools.fill(dialog, 'message', share.maxMessageLength)
    const message = tools.createField(label, { rows: 3 }, '', 'textarea')
    add('/message', { ...message, check: messageCheck(dialog, share) })
  }
  add('/consent/process', tools.tickField(rules.consent.processText, s.errConsent))
  add('/consent/share', tools.tickField(rules.consent.shareText, s.errConsent))
  restore(dialog, fields, draft)
  rows.splice(2 + share.maxRecipients, 0, oneMore(dialog, fields))
  return { fields, rows }
}

const isEmail = (text: string) => /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/.test(text)

const messageCheck =
  (dialog: Dialog, { maxMessageLength }: Rules) =>
  (value: string) =>
    dialog.tools.countCharacters(value) > maxMessageLength
      ? dialog.tools.fill(dialog, 'errLong', maxMessageLength)
      : ''

function restore({ tools }: Dialog, fields: Fields, { values }: Draft) {
  const sender = tools.load<Draft['values']>('sender', {})
  for (const [pointer, { input }] of Object.entries(fields))
    if (input.type !== 'checkbox')
      input.value = values[pointer] ?? sender[pointer.replace('sender', 'author')] ?? ''
}

/** The second and third friend appear when asked for, or when they were typed before. */
function oneMore({ tools, s }: Dialog, fields: Fields) {
  const later = Object.keys(fields).filter((pointer) => /recipients\/[1-9]/.test(pointer))
  const hidden = () => later.map((pointer) => fields[pointer]).find((field) => field?.row.hidden)
  for (const pointer of later) {
    const field = fields[pointer]
    if (field) field.row.hidden = !field.input.value
  }
  const add = tools.button(s.addFriend, () => {
    const next = hidden()
    if (next) next.row.hidden = false
    add.hidden = !hidden()
    next?.input.focus()
  })
  add.hidden = !hidden()
  return add
}

const trustOf = ({ tools, target }: Dialog) =>
  tools.load(`${target.site}:trusted`, { email: '', token: '' })

/** Whether this device holds what spares this sender the confirmation. */
function isTrusted(dialog: Dialog, address: string) {
  const { email, token } = trustOf(dialog)
  return !!token && address === email
}

function restOfRequest(
  dialog: Dialog,
  rules: FormRules,
  { id, token }: Draft,
  { recipients = {}, sender }: Record<string, unknown>,
) {
  const { site, key, url, title } = dialog.target
  // `collect` makes an object of each group of fields.
  const { email = '' } = sender as { email?: string }
  return {
    id,
    token,
    site,
    article: { key, url, title: title.slice(0, 300) || key },
    recipients: Object.values(recipients as object),
    consent: { version: rules.consent.version, process: true, share: true },
    senderToken: isTrusted(dialog, email) ? trustOf(dialog).token : undefined,
    formToken: rules.token,
  }
}

interface Parts {
  form: HTMLElement
  done: HTMLElement
  fields: Fields
  /** Shows whether a confirmation comes first. */
  refresh: () => void
}

/** Says what happens next, in place of the form, and offers the form again for the next friend. */
function finish(
  dialog: Dialog,
  { form, done, fields, refresh }: Parts,
  draft: Draft,
  state: string,
) {
  const { tools, s, target } = dialog
  const { id, token } = draft
  const email = tools.valueOf(fields['/sender/email'])
  const friends = Object.keys(fields)
    .filter((pointer) => pointer.includes('recipients'))
    .map((pointer) => tools.valueOf(fields[pointer]))
    .filter(Boolean)
  const isWaiting = state === 'unconfirmed'
  if (isWaiting) tools.save(`${target.site}:unconfirmed`, { id, token, email })
  for (const [pointer, { input }] of Object.entries(fields)) {
    if (/recipients|message/.test(pointer)) input.value = ''
    input.checked = false
  }
  const text = isWaiting
    ? tools.fill(dialog, 'checkInbox', email)
    : tools.fill(dialog, 'passSent', friends.join(', '))
  const next = tools.button(s.passNext, () => {
    done.textContent = ''
    form.hidden = false
    form.querySelector('input')?.focus()
    // Meanwhile the sender may have confirmed.
    void fetchSenderToken(dialog).then(refresh)
  })
  form.hidden = true
  done.append(dialog.kit.h('p.note', null, text), next)
  done.focus()
}

/** Once an earlier mail was confirmed, the service hands out a token that spares this sender the next confirmations. */
async function fetchSenderToken({ tools, target, kit }: Dialog) {
  const key = `${target.site}:unconfirmed`
  const last = tools.load(key, { id: '', token: '', email: '' })
  if (!last.id) return
  const headers = { Authorization: `Bearer ${last.token}` }
  const path = `shares/${last.id}/own`
  const { status, body } = await kit.call<{ senderToken?: string }>(target, path, { headers })
  if (status === 404 || body.senderToken) tools.save(key, {})
  if (body.senderToken)
    tools.save(`${target.site}:trusted`, { email: last.email, token: body.senderToken })
}

import type { Thread } from './context.ts'
import type { OwnComment } from './store.ts'
import type { OwnAnswer, WireComment } from './wire.ts'
import { moreVietnamese } from './words.ts'

/** How long caches may hide a published comment, which its author sees at once. */
const publishedMs = 600e3

const loadOwn = ({ tools, store }: Thread) => tools.load<OwnComment[]>(store + 'own', [])

/** Remembers what has changed of one comment, or forgets it. Twenty are enough to follow. */
function remember(thread: Thread, own: OwnComment, change: Partial<OwnComment> | null) {
  const list = loadOwn(thread).map((one) =>
    one.id === own.id ? change && { ...one, ...change } : one,
  )
  thread.tools.save(thread.store + 'own', list.filter(Boolean).slice(-20))
}

const ask = <Body>({ kit, target }: Thread, own: OwnComment, more = {}, path = '') =>
  kit.call<Body>(target, `comments/${own.id}${path}`, {
    headers: { Authorization: `Bearer ${own.token}` },
    ...more,
  })

const asked = new WeakSet<Element>()

/** Shows one's own comments: those that the list does not hold, and what can be done with each. */
export function drawOwn(thread: Thread) {
  for (const own of loadOwn(thread).reverse()) drawOne(thread, own)
  if (asked.has(thread.box)) return
  asked.add(thread.box)
  void refreshAll(thread)
}

function drawOne(thread: Thread, own: OwnComment) {
  const { tools, kit } = thread
  const shown = thread.findComment(own.id)
  const isOld = Date.now() - Date.parse(own.createdAt) > publishedMs
  if (!shown && own.state === 'approved' && isOld) return
  const item = shown ?? tools.rootView({ ...thread, reply: null }, toComment(own))
  const row = item.querySelector('.actions')
  if (!(item instanceof HTMLElement && row instanceof HTMLElement)) return
  if (!shown) {
    row.textContent = ''
    if (own.state !== 'approved')
      item.querySelector('.meta')?.append(kit.h('b.state', null, stateOf(thread, own)))
    const place = thread.insetOf(own.parentId)?.firstChild ?? thread.ownList
    place.appendChild(item)
  }
  addButtons(thread, own, row, item)
}

function stateOf(thread: Thread, { state, audience }: OwnComment) {
  const s = thread.words(moreVietnamese)
  if (audience === 'editors') return s.private
  return state === 'rejected' || state === 'spam' ? s.refused : s.waiting
}

/** As it would look once approved. */
const toComment = ({ id, parentId, name, body, values, createdAt }: OwnComment): WireComment => ({
  id,
  parentId,
  rootId: null,
  author: { name, badge: null },
  subject: values.subject,
  body,
  createdAt,
  editedAt: null,
  likeCount: 0,
  isFeatured: false,
  isWithdrawn: false,
  replyCount: 0,
  replies: [],
  repliesNext: null,
})

/** Asks once what became of the five newest comments that still waited, and draws what has changed. */
async function refreshAll(thread: Thread) {
  const list = loadOwn(thread)
  const waiting = list.filter(({ state }) => state === 'pending').slice(-5)
  const changes = await Promise.all(waiting.map((own) => refresh(thread, own)))
  if (changes.includes(true) && !thread.signal.aborted) thread.redraw()
}

/** Whether anything is different now. */
async function refresh(thread: Thread, own: OwnComment) {
  const { status, body } = await ask<OwnAnswer>(thread, own, {}, '/own')
  const isGone = status === 404 || (status === 200 && body.state === 'withdrawn')
  if (isGone) remember(thread, own, null)
  if (status !== 200 || isGone) return isGone
  const { state, reason, editableUntil } = body
  remember(thread, own, { state, reason, editableUntil, body: body.body })
  return state !== own.state || body.body !== own.body
}

async function sendEdit(thread: Thread, own: OwnComment, text: string) {
  const subject = own.values.subject || undefined
  const edit = { method: 'PATCH', body: { body: text, subject } }
  const { status } = await ask(thread, own, edit)
  if (status === 200) {
    remember(thread, own, { body: text, state: 'pending' })
    await refresh(thread, { ...own, state: 'pending' })
  }
  return status
}

/** Reason, reference, edit and withdraw, for the reader who wrote it. */
function addButtons(thread: Thread, own: OwnComment, row: HTMLElement, item: HTMLElement) {
  const { kit, tools, target } = thread
  const s = thread.words(moreVietnamese)
  const href = `${target.api}/p/${encodeURIComponent(target.site)}/status`
  if (own.state !== 'approved')
    row.append(
      kit.h('span.quiet', null, tools.fill(s.reference, own.reference)),
      kit.h('a.quiet', { href }, s.status),
    )
  if (own.state === 'rejected' || own.state === 'spam') {
    if (own.reason) row.before(kit.h('p.quiet', { dir: 'auto' }, own.reason))
    row.append(tools.button(s.dismiss, () => forget(thread, own)))
  } else if (Date.parse(own.editableUntil) > Date.now())
    row.append(
      tools.button(s.edit, () => openEdit(thread, own, item)),
      tools.button(s.withdraw, () => openWithdraw(thread, own, row)),
    )
}

function forget(thread: Thread, own: OwnComment) {
  remember(thread, own, null)
  thread.redraw()
}

function openEdit(thread: Thread, own: OwnComment, item: HTMLElement) {
  const { kit, tools, rules } = thread
  const s = thread.words(moreVietnamese)
  const field = tools.createField(s.body, {}, '', 'textarea')
  field.input.value = own.body
  const cancel = tools.button(s.cancel, () => thread.redraw())
  const end = kit.h('div.row.end', null, cancel, kit.h('button.send', null, s.saveEdit))
  const form = kit.h('form', null, field.row, end)
  const save = async () => {
    const text = tools.valueOf(field)
    const length = tools.countCharacters(text)
    field.complain(length ? '' : s.errBody)
    if (length > rules.maxLength) field.complain(tools.fill(s.errLong, rules.maxLength))
    if (!length || length > rules.maxLength) return
    const status = await sendEdit(thread, own, text)
    if (status === 200) thread.redraw()
    thread.announce(status === 200 ? s.saved : status ? s.tooLate : s.errNetwork)
  }
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void save()
  })
  item.querySelector('.text')?.replaceWith(form)
  field.input.focus()
}

function openWithdraw(thread: Thread, own: OwnComment, row: HTMLElement) {
  const { kit, tools } = thread
  const s = thread.words(moreVietnamese)
  const sure = tools.button(s.withdraw, async () => {
    const { status } = await ask(thread, own, { method: 'DELETE' })
    const isDone = status > 199 && status < 300
    if (isDone) forget(thread, own)
    thread.announce(isDone ? s.withdrawn : status ? s.tooLate : s.errNetwork)
  })
  const cancel = tools.button(s.cancel, () => thread.redraw())
  row.textContent = ''
  row.append(kit.h('span.quiet', null, s.withdrawSure), sure, cancel)
  cancel.focus()
}

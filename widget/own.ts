import type { Thread } from './context.ts'
import { editorOf, openEdit, placeEditor } from './own-edit.ts'
import { loadOwn, proofOf, refreshOwn, remember } from './own-store.ts'
import type { OwnComment } from './store.ts'
import type { WireComment } from './wire.ts'
import { moreVietnamese } from './words.ts'

/** How long caches may hide a published comment, which its author sees at once. */
const publishedMs = 600e3

const asked = new WeakSet<Element>()
/** Comments drawn here; all others in the list came from the service. */
const made = new WeakSet<Element>()

/**
 * Shows one's own comments, the newest first: those that the list does not hold, and what can be done with each.
 * With `sent`, also says what happens next to that one.
 */
export function drawOwn(thread: Thread, sent?: OwnComment) {
  for (const own of loadOwn(thread)) drawOne(thread, own)
  if (sent) thank(thread, sent)
  if (asked.has(thread.list_)) return
  asked.add(thread.list_)
  void refreshAll(thread)
}

function thank(thread: Thread, { audience, state, reference }: OwnComment) {
  const s = thread.words(moreVietnamese)
  const isPublished = state === 'approved'
  const thanks = audience === 'editors' ? s.ticket : isPublished ? s.approved : s.pending
  thread.status_.textContent = `${thanks} ${thread.tools.fill({ ...thread, s }, 'reference', reference)}.`
}

/** Draws one, in its place if it stands there already; what is being edited stays untouched. */
function drawOne(thread: Thread, own: OwnComment): HTMLElement | undefined {
  const editor = editorOf(thread, own)
  const shown = thread.tools.findComment(thread, own.id)
  if (editor && shown?.contains(editor)) return
  const isListed = shown && !made.has(shown)
  const isOld = Date.now() - Date.parse(own.createdAt) > publishedMs
  const isPublished = own.state === 'approved'
  if (isPublished && isOld && !isListed) {
    shown?.remove()
    return
  }
  const item = isPublished && isListed ? shown : ownView(thread, own, shown)
  addButtons(thread, own, item)
  if (editor) placeEditor(item, editor)
  return item
}

/** A comment as it would look once approved, with its state, where it belongs or where `shown` stood. */
function ownView(thread: Thread, own: OwnComment, shown: Element | null, isWithdrawn = false) {
  const { tools, kit } = thread
  const item = tools.rootView({ ...thread, reply: null }, { ...toComment(own), isWithdrawn })
  made.add(item)
  const row = item.querySelector('.actions')
  if (row) row.textContent = ''
  if (own.state !== 'approved')
    item.querySelector('.meta')?.append(kit.h('b.state', null, stateOf(thread, own)))
  const place = thread.tools.insetOf(thread, own.parentId)?.firstChild
  const answers = shown?.querySelector('.inset')
  if (answers) item.querySelector('.inset')?.replaceWith(answers)
  if (shown) shown.replaceWith(item)
  else if (place) place.appendChild(item)
  else thread.ownList.prepend(item)
  return item
}

function stateOf(thread: Thread, { state, audience }: OwnComment) {
  const s = thread.words(moreVietnamese)
  if (audience === 'editors') return s.private
  return state === 'rejected' || state === 'spam' ? s.refused : s.waiting
}

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
  const waiting = loadOwn(thread)
    .filter(({ state }) => state === 'pending')
    .slice(-5)
  const changes = await Promise.all(waiting.map((own) => refreshOwn(thread, own)))
  if (thread.signal.aborted) return
  const now = loadOwn(thread)
  for (const [i, own] of waiting.entries()) {
    const known = now.find(({ id }) => id === own.id)
    if (!changes[i]) continue
    if (known) drawOne(thread, known)
    else takeAway(thread, own)
  }
}

/** What is gone leaves a line where the list held it, and nothing where only its author saw it. */
function takeAway(thread: Thread, own: OwnComment) {
  const shown = thread.tools.findComment(thread, own.id)
  if (!shown) return
  if (made.has(shown) && !shown.querySelector('.replies > li')) shown.remove()
  else ownView(thread, { ...own, state: 'approved' }, shown, true)
}

/** Reason, reference, edit and withdraw, for the reader who wrote it. */
function addButtons(thread: Thread, own: OwnComment, item: HTMLElement) {
  const { kit, tools, target } = thread
  const s = thread.words(moreVietnamese)
  for (const old of item.querySelectorAll(':scope > .reason, :scope > .actions > .own'))
    old.remove()
  const actions = item.querySelector('.actions')
  const row = kit.h('div.row.own')
  actions?.append(row)
  const site = encodeURIComponent(target.site)
  const href = `${target.api}/p/${site}/status?ref=${encodeURIComponent(own.reference)}`
  if (own.state !== 'approved')
    row.append(
      kit.h('span.quiet', null, tools.fill({ ...thread, s }, 'reference', own.reference)),
      kit.h('a.quiet', { href }, s.status),
    )
  if (own.state === 'rejected' || own.state === 'spam') {
    if (own.reason) {
      const words = kit.h('bdi', null, own.reason)
      actions?.before(kit.h('p.quiet.reason', null, `${s.staff}: `, words))
    }
    row.append(tools.button(s.dismiss, () => forget(thread, own)))
  } else if (Date.parse(own.editableUntil) > Date.now())
    row.append(
      tools.button(s.edit, () => openEdit(thread, own, item, () => drawAgain(thread, own))),
      tools.button(s.withdraw, () => openWithdraw(thread, own, row)),
    )
}

function drawAgain(thread: Thread, { id }: OwnComment) {
  const own = loadOwn(thread).find((one) => one.id === id)
  return own && drawOne(thread, own)
}

/** The focus goes to the line that says what happened: the button that had it is gone. */
function forget(thread: Thread, own: OwnComment) {
  remember(thread, own, null)
  takeAway(thread, own)
  thread.status_.focus()
}

function openWithdraw(thread: Thread, own: OwnComment, row: HTMLElement) {
  const { kit, tools, target } = thread
  const s = thread.words(moreVietnamese)
  let isBusy = false
  const sure = tools.button(s.withdraw, async () => {
    if (isBusy) return
    isBusy = true
    const options = { method: 'DELETE', headers: proofOf(own) }
    const { status } = await kit.call(target, `comments/${own.id}`, options)
    isBusy = false
    const isDone = status > 199 && status < 300
    if (isDone) forget(thread, own)
    const refused = status === 409 ? s.tooLate : s.errServer
    thread.status_.textContent = isDone ? s.withdrawn : status ? refused : s.errNetwork
  })
  const cancel = tools.button(s.cancel, () => {
    drawAgain(thread, own)?.focus({ preventScroll: true })
  })
  row.textContent = ''
  row.append(kit.h('span.quiet', null, s.withdrawSure), sure, cancel)
  cancel.focus()
}

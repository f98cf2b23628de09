import type { Thread } from './context.ts'
import type { OwnComment } from './store.ts'
import type { OwnAnswer } from './wire.ts'
import { moreVietnamese } from './words.ts'

const ask = <Body>({ kit, target }: Thread, own: OwnComment, more = {}, path = '') =>
  kit.call<Body>(target, `comments/${own.comment.id}${path}`, {
    headers: { Authorization: `Bearer ${own.token}` },
    ...more,
  })

/** Asks what became of the five newest comments that still waited, and draws what has changed. */
export async function refreshOwn(thread: Thread) {
  const waiting = [...thread.own.values()].filter(({ state }) => state === 'pending').slice(-5)
  const changes = await Promise.all(waiting.map((own) => refresh(thread, own)))
  thread.saveOwn()
  if (changes.includes(true) && !thread.signal.aborted) thread.redraw()
}

/** Whether anything is different now. */
async function refresh(thread: Thread, own: OwnComment) {
  const { status, body } = await ask<OwnAnswer>(thread, own, {}, '/own')
  if (status === 404) return thread.own.delete(own.comment.id)
  if (status !== 200) return false
  const isSame = body.state === own.state && body.body === own.comment.body
  own.state = body.state
  own.comment.body = body.body
  own.reason = body.reason
  own.editableUntil = body.editableUntil
  if (body.state === 'withdrawn') thread.own.delete(own.comment.id)
  return !isSame
}

/** Replaces the text of an own comment; answers the status. */
export async function sendEdit(thread: Thread, own: OwnComment) {
  const edit = { method: 'PATCH', body: { body: own.comment.body } }
  const { status } = await ask(thread, own, edit)
  await refresh(thread, own)
  thread.saveOwn()
  thread.redraw()
  return status
}

/** Reason, reference, edit and withdraw, for the reader who wrote it. */
export function showOwn(thread: Thread, own: OwnComment, row: HTMLElement, item: HTMLElement) {
  const { kit, tools, target } = thread
  const s = thread.words(moreVietnamese)
  if (own.state !== 'approved' && own.reference)
    row.append(
      kit.h('span.quiet', null, tools.fill(s.reference, own.reference)),
      kit.h(
        'a.quiet',
        { href: `${target.api}/p/${encodeURIComponent(target.site)}/status` },
        s.status,
      ),
    )
  if (own.state === 'rejected' || own.state === 'spam') {
    if (own.reason) row.before(kit.h('p.reason', { dir: 'auto' }, own.reason))
    row.append(tools.button(s.dismiss, () => forget(thread, own)))
  } else if (Date.parse(own.editableUntil) > Date.now())
    row.append(
      tools.button(s.edit, () => openEdit(thread, own, item)),
      tools.button(s.withdraw, () => openWithdraw(thread, own, row)),
    )
}

function forget(thread: Thread, own: OwnComment) {
  thread.own.delete(own.comment.id)
  thread.saveOwn()
  thread.redraw()
}

function openEdit(thread: Thread, own: OwnComment, item: HTMLElement) {
  const { kit, tools, rules } = thread
  const s = thread.words(moreVietnamese)
  const field = tools.createField(s.body, {}, undefined, 'textarea')
  field.input.value = own.comment.body
  const send = kit.h('button.send', null, s.saveEdit)
  const cancel = tools.button(s.cancel, () => thread.redraw())
  const form = kit.h('form', null, field.row, kit.h('div.row.end', null, cancel, send))
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const text = tools.valueOf(field)
    const length = tools.countCharacters(text)
    if (!length) return field.complain(s.errBody)
    if (length > rules.maxLength) return field.complain(tools.fill(s.errLong, rules.maxLength))
    const before = own.comment.body
    own.comment.body = text
    void sendEdit(thread, own).then((status) => {
      if (status === 200) return thread.announce(s.pending)
      own.comment.body = before
      thread.announce(status ? s.tooLate : s.errNetwork)
    })
  })
  item.querySelector('.text')?.replaceWith(form)
  field.input.focus()
}

function openWithdraw(thread: Thread, own: OwnComment, row: HTMLElement) {
  const { kit, tools } = thread
  const s = thread.words(moreVietnamese)
  const sure = tools.button(s.withdraw, async () => {
    const { status } = await ask(thread, own, { method: 'DELETE' })
    if (status > 0 && status < 300) {
      forget(thread, own)
      thread.announce(s.withdrawn)
    } else thread.announce(status ? s.tooLate : s.errNetwork)
  })
  const cancel = tools.button(s.cancel, () => thread.redraw())
  row.textContent = ''
  row.append(kit.h('span.quiet', null, s.withdrawSure), sure, cancel)
  cancel.focus()
}

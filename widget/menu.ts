import type { Thread } from './context.ts'
import { copyText } from './copy.ts'
import { readerName } from './like.ts'
import type { WireComment } from './wire.ts'
import { moreVietnamese } from './words.ts'

/** Copy link and report, behind one button; both open below the comment. */
export function toggleMenu(
  thread: Thread,
  comment: WireComment,
  menu: HTMLElement,
  row: HTMLElement,
) {
  const { kit, tools, target } = thread
  const s = thread.words(moreVietnamese)
  const kept = row.querySelector('.menu')
  menu.setAttribute('aria-expanded', String(!kept))
  if (kept) {
    kept.remove()
    return
  }
  const place = kit.h('div.place', { role: 'status' })
  const copy = tools.button(s.copy, () =>
    copyText(kit, `${target.url}#ph-${comment.id}`, place).then((isCopied) => {
      if (isCopied) place.textContent = s.copied
    }),
  )
  const report = tools.button(s.report, () => openReport(thread, comment.id, place))
  row.append(kit.h('div.row.menu', null, copy, report, place))
  copy.focus()
}

function openReport(thread: Thread, id: string, place: HTMLElement) {
  const { kit, tools, target } = thread
  const { h } = kit
  const s = thread.words(moreVietnamese)
  const reasons = {
    spam: s.reportSpam,
    abuse: s.reportAbuse,
    false: s.reportFalse,
    personal: s.reportPrivate,
    other: s.reportOther,
  }
  const select = h('select', { 'aria-label': s.reportTitle })
  select.append(h('option', null, s.reportTitle))
  for (const [value, label] of Object.entries(reasons)) select.append(h('option', { value }, label))
  const send = h('button.send', null, s.reportSend)
  const cancel = tools.button(s.cancel, () => (place.textContent = ''))
  const form = h('form.row', null, select, send, cancel)
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const reason = select.selectedIndex && select.value
    if (!reason) {
      select.focus()
      return
    }
    const headers = { 'Phanhoi-Reader': readerName(thread) }
    void kit
      .call(target, `comments/${id}/reports`, { method: 'POST', headers, body: { reason } })
      .then(({ status }) => {
        const isTaken = status === 202
        if (isTaken) place.textContent = s.reported
        else thread.status_.textContent = status ? s.errServer : s.errNetwork
      })
  })
  place.textContent = ''
  place.append(form)
  select.focus()
}

import { copyText } from './copy.ts'
import css from './dialog.css'
import { mailForm } from './dialog-form.ts'
import type { Context } from './context.ts'
import { dialogVietnamese } from './dialog-strings.ts'
import type { Answer, Kit, Target } from './kit.ts'
import type { Strings } from './strings.ts'
import type { Tools } from './thread.ts'
import type { FormRules, ThreadPage } from './wire.ts'

/** What the dialog's pieces work with. `rules` is missing while the service cannot be reached. */
export interface Dialog {
  kit: Kit
  tools: Tools
  target: Target
  s: Strings & typeof dialogVietnamese
  words: Context['words']
  rules: FormRules | undefined
}

/**
 * Opens the ways to pass the article on: those that need nothing first, then the mail form. Opened again, it
 * stands as it was left.
 */
export function openDialog(
  root: ShadowRoot,
  kit: Kit,
  tools: Tools,
  target: Target,
  page: Answer<ThreadPage>,
  english: Record<string, string>,
) {
  tools.useKit(kit)
  // In a root of its own: the opener's style and the dialog's do not touch each other.
  const old = root.querySelector('div')
  const kept = old?.shadowRoot?.querySelector<HTMLElement>('.dialog')
  // One that was opened without its rules gets another chance to have a form.
  if (kept && (kept.querySelector('.mail') || page.status !== 200)) {
    show(kept)
    return
  }
  old?.remove()
  const rules = page.status === 200 ? page.body.form : undefined
  const words: Context['words'] = (more) => tools.chooseStrings(english, rules ?? {}, more)
  const s = words(dialogVietnamese)
  const opener = root.querySelector('button')
  const theme = root.host.getAttribute('theme')
  const place = kit.h('div', { theme, exportparts: 'dialog, form, field, send, error' })
  const inner = place.attachShadow({ mode: 'open' })
  kit.restyle(inner, tools.css + css)
  root.append(place)
  const box = createBox({ kit, tools, target, s, words, rules }, () => opener?.focus())
  inner.append(box)
  tools.findColours(root.host, box)
  show(box)
}

/** A modal dialog where the browser has one, else a part of the page that keeps the focus inside. */
function createBox(dialog: Dialog, onClose: () => void) {
  const { kit, s, rules, target } = dialog
  const box: HTMLElement = kit.h('dialog.root.dialog', {
    'aria-label': s.passTitle,
    lang: target.lang,
  })
  const close = () => {
    if (isNative(box)) box.close()
    else {
      box.removeAttribute('open')
      onClose()
    }
  }
  box.addEventListener('close', onClose)
  if (!isNative(box)) {
    box.setAttribute('role', 'dialog')
    box.addEventListener('keydown', (event) => keepFocus(event, box, close))
  }
  box.append(head(dialog, close), quickWays(dialog))
  if (rules?.share) box.append(mailForm(dialog, rules, rules.share))
  return box
}

function show(box: HTMLElement) {
  if (isNative(box)) {
    if (!box.open) box.showModal()
  } else {
    box.setAttribute('open', '')
    box.querySelector<HTMLElement>('button')?.focus()
  }
}

/** Safari knows dialogs since 15.4, Chromium since 37. */
const isNative = (box: HTMLElement): box is HTMLDialogElement => 'showModal' in box

function keepFocus(event: KeyboardEvent, box: HTMLElement, close: () => void) {
  if (event.key === 'Escape') close()
  if (event.key !== 'Tab') return
  const stops = [...box.querySelectorAll<HTMLElement>('a,button,input,textarea')].filter(
    (stop) => stop.offsetParent,
  )
  const [first, last] = [stops[0], stops[stops.length - 1]]
  const focused = event.target
  const next = event.shiftKey ? focused === first && last : focused === last && first
  if (!next) return
  event.preventDefault()
  next.focus()
}

function head({ kit, s, tools }: Dialog, close: () => void) {
  const cross = tools.button('×', close, 'button.close')
  cross.setAttribute('aria-label', s.close)
  return kit.h('div.row.head', null, kit.h('h2', null, s.passTitle), cross)
}

/** Copy, the device's own sheet, the mail program: nothing of it passes our service. */
function quickWays({ kit, s, tools, target }: Dialog) {
  const { title, url } = target
  const place = kit.h('div.place', { role: 'status' })
  const copy = tools.button(s.copy, () =>
    copyText(kit, url, place).then((isCopied) => {
      if (isCopied) place.textContent = s.copied
    }),
  )
  const row = kit.h('div.row.ways', null, copy)
  if ('share' in navigator)
    row.append(tools.button(s.passOn, () => navigator.share({ title, url }).catch(() => undefined)))
  const [subject, body] = [title, `${title}\n\n${url}`].map(encodeURIComponent)
  row.append(kit.h('a', { href: `mailto:?subject=${subject}&body=${body}` }, s.mail))
  return kit.h('div', null, row, place)
}

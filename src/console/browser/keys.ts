import { currentItem, go, step, toggleSingle } from './current.ts'
import { decide, undo } from './decisions.ts'
import { openReasons } from './forms.ts'
import { byId, remembered, tell } from './page.ts'
import { decideTicked, tickCurrent, untick } from './selection.ts'

let areOn = remembered.get('keys') !== 'off'

const actions: Record<string, () => void> = {
  j: () => step(1),
  k: () => step(-1),
  a: () => press('approved'),
  f: () => press('approved'),
  d: () => press('rejected'),
  r: () => press('rejected'),
  D: () => openReasons(currentItem()),
  R: () => openReasons(currentItem()),
  s: () => press('spam'),
  x: () => tickCurrent(false),
  X: () => tickCurrent(true),
  u: () => void undo(),
  z: showSingle,
  b: () => follow('a.ban'),
  e: () => follow('a.edit'),
  t: nextTab,
  '/': focusSearch,
  '?': openHelp,
}

/** Single keys outside of fields; they can be switched off for good (WCAG 2.1.4). */
export function enableKeys() {
  document.addEventListener('keydown', (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'Escape') leave(event)
    if (isWriting(event.target)) return
    const action = /^[1-8]$/.test(event.key)
      ? () => openTab(Number(event.key) - 1)
      : actions[event.key]
    if (action === undefined || !(areOn || event.key === '?')) return
    event.preventDefault()
    action()
  })
  enableHelp()
}

/** What is ticked is meant before the current item. */
export function press(to: string) {
  if (decideTicked(to)) return
  const item = currentItem()
  if (item !== null) decide([item], to)
}

/** In fields a letter is a letter; a box to tick takes none. */
function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false
  if (target instanceof HTMLInputElement && target.type === 'checkbox') return false
  return target.closest('input, select, textarea, [contenteditable], dialog') !== null
}

/** Out of a box that drops down or a field, to the list; there, away with the selection. */
function leave(event: KeyboardEvent) {
  const { target } = event
  if (!(target instanceof HTMLElement) || target.closest('dialog') !== null) return
  const drop = document.querySelector<HTMLDetailsElement>('.drop[open], .top details[open]')
  const isField = isWriting(target)
  if (drop !== null) {
    drop.open = false
    drop.querySelector('summary')?.focus()
  } else if (isField) {
    target.blur()
    go(currentItem() ?? undefined)
  } else untick()
  if (drop !== null || isField) event.preventDefault()
}

/** What is ticked would be out of sight. */
function showSingle() {
  untick()
  toggleSingle()
}

const tabs = () => [...document.querySelectorAll<HTMLAnchorElement>('.tabs .tab')]

function openTab(index: number) {
  tabs()[index]?.click()
}

function nextTab() {
  const all = tabs()
  const at = all.findIndex((tab) => tab.hasAttribute('aria-current'))
  all[(at + 1) % all.length]?.click()
}

function follow(selector: string) {
  currentItem()?.querySelector<HTMLAnchorElement>(selector)?.click()
}

function focusSearch() {
  byId('search')?.focus()
}

function openHelp() {
  const help = byId('help')
  if (help instanceof HTMLDialogElement) help.showModal()
}

function enableHelp() {
  const button = byId('help-button')
  const box = byId('keys-on')
  if (button === null || !(box instanceof HTMLInputElement)) return
  button.hidden = false
  button.addEventListener('click', openHelp)
  box.checked = areOn
  box.addEventListener('change', () => {
    areOn = box.checked
    remembered.set('keys', areOn ? 'on' : 'off')
    tell('')
  })
}

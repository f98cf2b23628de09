import { showGoOn, tickOf } from './cards.ts'
import { currentItem, point } from './current.ts'
import { decide, remember } from './decisions.ts'
import { toldBy } from './forms.ts'
import { byId, isOpen, items, list, say, tell } from './page.ts'
import { receiptIn, send } from './send.ts'

let lastTicked: HTMLElement | null = null

/** Ticks one by one, ranges with shift, whole pages, what is like the current item, and all that matches. */
export function enableSelection() {
  const form = byId('bulk')
  if (list === null || !(form instanceof HTMLFormElement)) return
  list.addEventListener('click', (event) => {
    const { target } = event
    if (!(target instanceof HTMLInputElement) || !target.classList.contains('tick')) return
    const item = target.closest<HTMLElement>('.item')
    if (item !== null) extend(item, target.checked, event.shiftKey)
  })
  list.addEventListener('change', showSelection)
  form.addEventListener('submit', (event) => {
    const { submitter } = event
    if (!(submitter instanceof HTMLButtonElement)) return
    event.preventDefault()
    decideSelection(form, submitter.value)
  })
  byId('select-page')?.addEventListener('change', ({ target }) => {
    if (target instanceof HTMLInputElement) tickAll(() => true, target.checked)
  })
  byId('select-like')?.addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLSelectElement) || target.value === '') return
    tickLike(target.value)
    target.value = ''
  })
  form.classList.add('live')
  for (const extra of form.querySelectorAll<HTMLElement>('.needs-script')) extra.hidden = false
  showSelection()
}

/** Ticks the current item; with `isRange` everything from the last ticked one on. */
export function tickCurrent(isRange: boolean) {
  const item = currentItem()
  const tick = item === null ? null : tickOf(item)
  if (item === null || tick === null) return
  tick.checked = isRange || !tick.checked
  extend(item, tick.checked, isRange)
  showSelection()
}

/** Ticks nothing any more. */
export function untick() {
  tickAll(() => true, false)
  for (const id of ['select-page', 'select-matching']) {
    const box = byId(id)
    if (box instanceof HTMLInputElement) box.checked = false
  }
  showSelection()
}

/**
 * Decides about what is ticked, if anything is. Tells whether it did. What is not even on the page needs a second
 * press: the key only leads to the button.
 */
export function decideTicked(to: string): boolean {
  if (isAllMeant()) {
    byId('bulk')?.querySelector<HTMLElement>(`button[value=${to}]`)?.focus()
    return true
  }
  const chosen = ticked()
  if (chosen.length === 0) return false
  decide(chosen, to)
  return true
}

const tickable = () => items().filter((item) => isOpen(item) && tickOf(item) !== null)
const ticked = () => items().filter((item) => isOpen(item) && tickOf(item)?.checked === true)

function extend(item: HTMLElement, isChecked: boolean, isRange: boolean) {
  if (isRange && lastTicked !== null) {
    const all = items()
    const [from = 0, to = 0] = [all.indexOf(lastTicked), all.indexOf(item)].sort((a, b) => a - b)
    for (const one of all.slice(from, to + 1)) setTick(one, isChecked)
  }
  lastTicked = item
}

function tickAll(isMeant: (item: HTMLElement) => boolean, isChecked: boolean) {
  for (const item of items()) if (isMeant(item)) setTick(item, isChecked)
  showSelection()
}

function setTick(item: HTMLElement, isChecked: boolean) {
  const tick = tickOf(item)
  if (tick !== null && isOpen(item)) tick.checked = isChecked
}

/** Everything on the page that shares an author, a network, a text or a link with the current item. */
function tickLike(what: string) {
  const current = currentItem()
  const marks = (item: HTMLElement | null) => (item?.dataset[what] ?? '').split(' ').filter(Boolean)
  const wanted = marks(current)
  tickAll((item) => item === current || marks(item).some((mark) => wanted.includes(mark)), true)
}

function showSelection() {
  const n = ticked().length
  const isAll = isAllMeant()
  const place = byId('selected')
  const label = byId('select-matching')?.parentElement?.textContent.trim() ?? ''
  if (place !== null) place.textContent = isAll ? label : n === 0 ? '' : say('selected', { n })
  byId('bulk')?.classList.toggle('has-selection', isAll || n > 0)
  const page = byId('select-page')
  if (page instanceof HTMLInputElement) page.checked = n > 0 && n === tickable().length
}

function decideSelection(form: HTMLFormElement, to: string) {
  if (isAllMeant()) {
    void decideMatching(form, to)
  } else if (!decideTicked(to)) tell(say('nothingSelected'))
}

/** Whether all that matches is meant, on the page or not. */
function isAllMeant(): boolean {
  const all = byId('select-matching')
  return all instanceof HTMLInputElement && all.checked
}

/** Call by call, at most 500 items each, until everything that had been there has been looked at. */
async function decideMatching(form: HTMLFormElement, to: string) {
  const ids: string[] = []
  const all = byId('select-matching')
  if (all instanceof HTMLInputElement) all.checked = false
  showSelection()
  let [moved, failed] = [0, 0]
  let after: string | null | undefined
  const filters: unknown = JSON.parse(form.dataset['filters'] ?? '{}')
  do {
    const answer = await send('POST', '/v1/admin/decisions/matching', {
      ...(typeof filters === 'object' ? filters : {}),
      ...(after !== undefined && { after }),
      ...(to === 'rejected' ? toldBy(form) : {}),
      to,
    })
    const receipt = receiptIn(answer)
    if (receipt === null) {
      tell(say(answer.status === 401 ? 'session' : 'failed'))
      break
    }
    if (receipt.id !== null) ids.push(receipt.id)
    moved += receipt.results.filter(({ ok }) => ok).length
    failed += receipt.results.filter(({ ok }) => !ok).length
    after = receipt.next ?? null
    tell(say('progress', { n: moved }))
    fold(receipt.results.filter(({ ok }) => ok).map(({ id }) => id))
  } while (after !== null)
  const said = say('progressDone', { n: moved, failed })
  if (moved === 0) tell(said)
  else tell(said, remember(ids))
}

/** What is gone from the queue goes from the page. */
function fold(ids: string[]) {
  for (const item of items()) if (ids.includes(item.dataset['id'] ?? '')) item.remove()
  // What is gone must not be what the keys mean.
  if (currentItem()?.isConnected === false) point(items().find(isOpen) ?? null)
  showGoOn()
}

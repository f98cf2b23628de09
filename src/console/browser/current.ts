import { byId, isOpen, items, list } from './page.ts'

let current: HTMLElement | null = null
const listeners: ((item: HTMLElement | null) => void)[] = []

/** The item that keys and the bar at the bottom mean. */
export const currentItem = () => current

export function onCurrent(listener: (item: HTMLElement | null) => void) {
  listeners.push(listener)
}

/** Makes an item the current one without moving anything. */
export function point(item: HTMLElement | null) {
  if (current === item) return
  current?.classList.remove('current')
  current = item
  item?.classList.add('current')
  for (const listener of listeners) listener(item)
}

/** Makes an item the current one and brings it into view. */
export function go(item: HTMLElement | undefined) {
  if (item === undefined) return
  point(item)
  // An answer that comes late must not turn what is being typed into keys.
  if (document.activeElement?.matches('input:not([type=checkbox]), select, textarea')) return
  item.focus({ preventScroll: true })
  const box = item.getBoundingClientRect()
  const top = document.querySelector('.top')?.getBoundingClientRect().height ?? 0
  const bar = byId('thumbs')?.getBoundingClientRect().height ?? 0
  if (box.top < top || box.bottom > innerHeight - bar)
    scrollBy({ top: box.top - top - 12, behavior: 'instant' })
}

/** One item on or back, over those that are decided. */
export function step(direction: 1 | -1) {
  go(current === null ? items().find(isOpen) : neighbour(current, direction))
}

/** The next open item, else the one before. */
export function nearest(item: HTMLElement): HTMLElement | undefined {
  return neighbour(item, 1) ?? neighbour(item, -1)
}

function neighbour(item: HTMLElement, direction: 1 | -1): HTMLElement | undefined {
  const all = items()
  const at = all.indexOf(item)
  const rest = direction > 0 ? all.slice(at + 1) : all.slice(0, at).reverse()
  return rest.find(isOpen)
}

/** Focus and scrolling say which item is meant; the address keeps it, so that it can be bookmarked. */
export function followPerson() {
  list?.addEventListener('focusin', ({ target }) => {
    const item = target instanceof Element ? target.closest<HTMLElement>('.item') : null
    if (item !== null) point(item)
  })
  list?.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a.open') : null
    const item = link?.closest<HTMLElement>('.item')
    if (!item || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    point(item)
  })
  // On phones nobody focuses anything: the item at the top of the screen is the one meant.
  addEventListener('scroll', pointByScroll, { passive: true })
  document.addEventListener('click', keepBeforeLeaving, true)
  onCurrent(writeAddress)
  point(items().find((item) => item.classList.contains('current')) ?? items().find(isOpen) ?? null)
}

function pointByScroll() {
  const thumbs = byId('thumbs')
  if (thumbs === null || getComputedStyle(thumbs).display === 'none') return
  const top = items().find(
    (item) => isOpen(item) && item.getBoundingClientRect().bottom > innerHeight / 4,
  )
  if (top !== undefined) point(top)
}

let addressTimer = 0
/** Where the page itself begins in the queue; what was appended to it begins elsewhere. */
const start = new URL(location.href).searchParams.get('after') ?? ''

/** Browsers refuse more than some hundred changes in half a minute, so the last of a burst counts. */
function writeAddress() {
  clearTimeout(addressTimer)
  addressTimer = window.setTimeout(keepAddress, 400)
}

function keepAddress() {
  clearTimeout(addressTimer)
  addressTimer = 0
  const url = new URL(location.href)
  if (current?.dataset['id'] === undefined) url.searchParams.delete('open')
  else url.searchParams.set('open', current.dataset['id'])
  const after = current?.dataset['after'] ?? start
  if (after === '') url.searchParams.delete('after')
  else url.searchParams.set('after', after)
  for (const name of ['done', 'failed', 'undo']) url.searchParams.delete(name)
  history.replaceState(null, '', url)
}

/** Whoever leaves by a link finds the same item on the way back, however soon that was. */
function keepBeforeLeaving({ target }: MouseEvent) {
  if (addressTimer !== 0 && target instanceof Element && target.closest('a') !== null) keepAddress()
}

/** Shows the current item alone, or the list again. */
export function toggleSingle() {
  list?.classList.toggle('single')
  current?.scrollIntoView({ block: 'nearest' })
}

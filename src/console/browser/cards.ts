import { byId, isOpen, items, say, undoButton } from './page.ts'

/** How long a decided item offers to be taken back in its place; the key does so for longer. */
const UNDO_MS = 10_000

/** Folds an item to one line that says what became of it. */
export function collapse(item: HTMLElement, to: string, undo: (() => void) | null, by?: string) {
  const line = document.createElement('p')
  line.className = 'line'
  const name = document.createElement('bdi')
  name.textContent = item.dataset['name'] ?? ''
  const what = by === undefined ? say(to) : say(`by_${to}`, { name: by })
  line.append(`${what}: `, name)
  if (undo !== null) line.append(' ', passing(undoButton(undo)))
  item.append(line)
  item.classList.add('decided')
  item.classList.toggle('away', by !== undefined)
  tickOf(item)?.removeAttribute('form')
  showGoOn()
}

function passing(button: HTMLButtonElement) {
  setTimeout(() => {
    if (document.activeElement !== button) button.remove()
  }, UNDO_MS)
  return button
}

/** Opens an item again, with the reason why if it was not its moderator's wish. */
export function restore(item: HTMLElement, why?: string) {
  item.classList.remove('decided', 'away')
  for (const old of item.querySelectorAll('.line, .why')) old.remove()
  for (const details of item.querySelectorAll<HTMLDetailsElement>('details.reject'))
    details.open = false
  tickOf(item)?.setAttribute('form', 'bulk')
  if (why !== undefined) {
    const note = document.createElement('p')
    note.className = 'why'
    note.setAttribute('role', 'alert')
    note.textContent = why
    item.querySelector('.item-head')?.after(note)
  }
  showGoOn()
}

/** What the item's state is from now on, for its forms too. */
export function setState(item: HTMLElement, state: string) {
  item.dataset['state'] = state
  const value = valueOf(item)
  for (const field of item.querySelectorAll<HTMLInputElement>('input[name=item]'))
    field.value = value
}

/** `kind:id:state`, as forms name an item. */
export const valueOf = ({ dataset }: HTMLElement) =>
  `${dataset['kind'] ?? ''}:${dataset['id'] ?? ''}:${dataset['state'] ?? ''}`

export const tickOf = (item: HTMLElement) => item.querySelector<HTMLInputElement>('input.tick')

/** Tabs count along at once; the service corrects them with its next news. */
export function count(item: HTMLElement, from: string, to: string) {
  const isShare = item.dataset['kind'] === 'share'
  const add = (state: string, by: number) => {
    const name = isShare ? (state === 'pending' ? 'shares' : '') : state
    const place = document.querySelector(`[data-count="${name}"]`)
    if (place !== null) place.textContent = String(Math.max(0, Number(place.textContent) + by))
  }
  add(from, -1)
  add(to, 1)
}

/** Where everything on the page is decided, the way on. */
export function showGoOn() {
  const link = byId('go-on')
  if (link !== null) link.hidden = items().some(isOpen)
}

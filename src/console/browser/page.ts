/** What the server has put on the page: the list of items, and every sentence that the script may say. */
export const list = document.querySelector<HTMLElement>('main.queue')

/** A sentence from the page's own data; `{name}` is filled in. */
export function say(key: string, values: Record<string, string | number> = {}): string {
  return (list?.dataset[key] ?? '').replace(/\{(\w+)\}/g, (_, name: string) =>
    String(values[name] ?? ''),
  )
}

/** Every item of the list, decided ones too. */
export function items(): HTMLElement[] {
  return list === null ? [] : [...list.querySelectorAll<HTMLElement>('.item')]
}

export const isOpen = (item: HTMLElement) => !item.classList.contains('decided')

export const byId = (id: string) => document.getElementById(id)

/** The item that holds this element, if any. */
export const itemOf = (target: EventTarget | null) =>
  target instanceof Element ? target.closest<HTMLElement>('.item') : null

export const isItem = (found: HTMLElement | undefined): found is HTMLElement => found !== undefined

let toastTimer = 0

/** One line at the bottom, announced politely, with the way to take back what it tells of. */
export function tell(text: string, undo?: () => void) {
  const toast = byId('toast')
  if (toast === null) return
  toast.textContent = text
  if (undo !== undefined) toast.append(' ', undoButton(undo))
  clearTimeout(toastTimer)
  // Whoever has come to the button keeps it.
  const end = () => {
    if (toast.contains(document.activeElement)) toastTimer = window.setTimeout(end, 1000)
    else toast.textContent = ''
  }
  toastTimer = window.setTimeout(end, undo === undefined ? 8000 : 20_000)
}

/** Takes something back when it is pressed. */
export function undoButton(undo: () => void): HTMLButtonElement {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'plain'
  button.textContent = say('undo')
  button.addEventListener('click', undo)
  return button
}

/** Switches that a person's browser remembers. */
export const remembered = {
  get(name: string): string | null {
    try {
      return localStorage.getItem(`phanhoi.${name}`)
    } catch {
      return null
    }
  },
  set(name: string, value: string) {
    try {
      localStorage.setItem(`phanhoi.${name}`, value)
    } catch {
      // Storage may be forbidden; then the switch lasts as long as the page.
    }
  },
}

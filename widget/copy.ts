import type { Kit } from './kit.ts'

/** Copies, or shows the text selected where the browser has no clipboard (http pages, webviews). */
export async function copyText({ h }: Kit, text: string, place: Element) {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    const input = h('input', { value: text, readonly: true, 'aria-label': text })
    place.textContent = ''
    place.append(input)
    input.select()
    return false
  }
}

/** Gives `box` the nearest solid background of the page, for what lies on top of it: buttons and the dialog. */
export function findColours(host: Element, box: HTMLElement) {
  for (let element: Element | null = host; element; element = element.parentElement) {
    const { backgroundColor } = getComputedStyle(element)
    if (!/^rgb\(/.test(backgroundColor)) continue
    box.style.setProperty('--f', backgroundColor)
    return
  }
}

/** Ends the reserved height without moving anything the reader sees: what lies below the viewport stays below. */
export function settleHeight(box: HTMLElement) {
  const { top } = box.getBoundingClientRect()
  box.style.minHeight = top > 0 ? `calc(100vh - ${top}px)` : '0'
}

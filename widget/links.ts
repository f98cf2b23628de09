const address = /(https?:\/\/[^\s<>"“”]{1,2000}[^\s<>"“”.,;:!?)\]])/i

/** Web addresses in the text nodes become links when they parse as http(s); everything else stays text. */
export function linkify(text: Element) {
  for (const node of [...text.childNodes])
    if (node.nodeType === Node.TEXT_NODE)
      (node as Text).replaceWith(...(node.textContent ?? '').split(address).map(toLink))
}

function toLink(part: string, index: number) {
  if (index % 2 === 0) return part
  try {
    const link = document.createElement('a')
    link.href = new URL(part).href
    link.rel = 'nofollow ugc noopener'
    link.textContent = part
    return link
  } catch {
    return part
  }
}

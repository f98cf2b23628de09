/** Passages in quotation marks and quoted lines (`> …`), in order, UTF-16 offsets: words of somebody else. Linear. */
export function findQuotes(text: string): [number, number][] {
  return [...text.matchAll(QUOTE)].map((match) => [match.index, match.index + match[0].length])
}

const QUOTE = /“[^“”]*”|"[^"]*"|«[^«»]*»|^>.*$/gm

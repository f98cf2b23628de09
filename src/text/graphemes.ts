/** Every unit here is a grapheme of its own: Latin, Vietnamese, common punctuation and currency signs. */
const SIMPLE = /^[\n\t\x20-\x7E\u00A0-\u02FF\u1E00-\u1EFF\u2010-\u2027\u20A0-\u20BF]*$/

/**
 * Number of characters as a reader counts them. Stops after `limit`, so a result above it means "more than `limit`".
 * Takes normalised text (`\r\n` would count as two here).
 */
export function countGraphemes(text: string, limit = Number.POSITIVE_INFINITY): number {
  if (SIMPLE.test(text)) return text.length
  let count = 0
  const graphemes = new Intl.Segmenter('vi', { granularity: 'grapheme' }).segment(text)
  const walk = graphemes[Symbol.iterator]()
  while (count <= limit && walk.next().done !== true) count += 1
  return count
}

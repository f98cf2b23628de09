/** Characters that show nothing: zero-width, bidi controls, fillers, tags, variation selectors, annotation anchors. */
export const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB]/u

/** Combining marks of any script. */
export const MARK = /\p{M}/u

/**
 * Longest run of combining marks accepted before normalising. Canonical ordering is quadratic in such runs
 * (measured: 50,000 units 878 ms); no living orthography stacks more than five.
 */
export const MAX_RAW_MARKS = 8

/** Longest run kept after NFC: Vietnamese leaves none, Hebrew and Thai at most four. */
export const MAX_MARKS = 4

/**
 * True for what Vietnamese keyboards type: composed letters, the signs and blanks of ASCII, line feeds, typographic
 * quotes and dashes. Nothing of it is a fault or changes when it is normalised.
 */
export function isPlain(text: string): boolean {
  return PLAIN.test(text)
}

/** Of Latin letters all but Ð and ð, which may be a mistyped Đ. */
const PLAIN =
  // eslint-disable-next-line regexp/use-ignore-case -- ignoring case would let letters in that only fold into these
  /^[\n\x20-\x7E\u00C0-\u00CF\u00D1-\u00EF\u00F1-\u017F\u01A0\u01A1\u01AF\u01B0\u1EA0-\u1EF9\u2013\u2014\u2018\u2019\u201C\u201D\u2026]*$/

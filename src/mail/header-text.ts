import { Problem } from '../problem.ts'

/**
 * Line breaks of every kind (CR, LF, VT, FF, U+0085, U+2028, U+2029), other control characters, and the
 * bidirectional controls that make a name read backwards.
 */
// eslint-disable-next-line no-control-regex
const unsafeInHeader = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/

/** RFC 5321 dot-atom address in ASCII, 254 octets: no quotes, comments, groups, routes or address literals. */
const plainAddress =
  /^(?=.{3,254}$)[\w!#$%&'*+/=?^`{|}~-]{1,64}(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})*$/i

export function isHeaderText(value: string): boolean {
  return !unsafeInHeader.test(value)
}

/** Returns the value as it is. Throws `invalid` for what could start another header line: refused, never repaired. */
export function assertHeaderText(value: string): string {
  if (isHeaderText(value)) return value
  throw new Problem('invalid', { detail: 'A mail header may not hold line breaks or controls' })
}

/** True for exactly one bare address that no parser can read as two. */
export function isPlainAddress(value: string): boolean {
  const local = value.slice(0, value.lastIndexOf('@'))
  return local.length <= 64 && plainAddress.test(value)
}

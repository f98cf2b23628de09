import type { Keyring } from '../signing.ts'

/**
 * A short word for people to quote: the row's number and a check of six characters that nobody can
 * guess, both in Crockford's base 32 (no I, L, O, U).
 */
export async function writeReference(keyring: Keyring, { seq, id }: { seq: number; id: string }) {
  return `${base32(seq)}-${checkOf(await keyring.pseudonym(PURPOSE, id))}`
}

export const PURPOSE = 'reference'
export const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

function base32(value: number): string {
  let rest = value
  let digits = ''
  do {
    digits = (ALPHABET[rest % 32] ?? '') + digits
    rest = Math.floor(rest / 32)
  } while (rest > 0)
  return digits.padStart(4, '0')
}

/** Six characters of the alphabet from a base64url pseudonym, 5 bits each. */
export function checkOf(pseudonym: string): string {
  return Array.from(pseudonym.slice(0, 6), (char) => ALPHABET[char.charCodeAt(0) % 32]).join('')
}

import { addressPrefix } from './address.ts'
import type { ban } from '../schema.ts'
import type { Keyring } from '../signing.ts'
import { emailIdentity, parseEmail } from '../text/email.ts'
import { fold } from '../text/fold.ts'

export type BanKind = (typeof ban.$inferSelect)['kind']

/**
 * What stands in `ban.value` for an e-mail address, a network address or a word, as it was typed; null when it is
 * none. A hash that an item already carries (`authorHash`, `addressHash`) is a value as it is.
 */
export async function banValue(
  keyring: Keyring,
  kind: BanKind,
  typed: string,
): Promise<string | null> {
  switch (kind) {
    case 'email': {
      const address = parseEmail(typed)
      return address === null ? null : keyring.pseudonym('email', emailIdentity(address))
    }
    case 'address':
      return isAddress(typed.trim()) ? keyring.pseudonym('address', addressPrefix(typed)) : null
    case 'word': {
      const word = fold(typed)
      return word === '' ? null : word
    }
  }
}

function isAddress(typed: string): boolean {
  if (typed.includes(':')) return URL.canParse(`http://[${typed}]/`)
  const parts = typed.split('.')
  return parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)
}

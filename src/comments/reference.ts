import { and, eq, sql } from 'drizzle-orm'
import type { Database } from '../ports.ts'
import { article, comment, site } from '../schema.ts'
import { isEqual, type Keyring } from '../signing.ts'

/**
 * A short word for people to quote: the row's number and a check of six characters that nobody can
 * guess, both in Crockford's base 32 (no I, L, O, U).
 */
export async function writeReference(keyring: Keyring, { seq, id }: { seq: number; id: string }) {
  return `${base32(seq)}-${checkOf(await keyring.pseudonym(PURPOSE, id))}`
}

export interface Reference {
  seq: number
  check: string
}

/** What somebody typed as a reference, spelled as Crockford allows; null for what can be none. */
export function parseReference(typed: string): Reference | null {
  const spelled = typed.trim().toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1')
  const [, digits, check] = /^([\dA-Z]{4,10}) ?[-–] ?([\dA-Z]{6})$/.exec(spelled) ?? []
  if (digits === undefined || check === undefined) return null
  const isKnown = Array.from(digits).every((digit) => ALPHABET.includes(digit))
  return isKnown ? { seq: parseBase32(digits), check } : null
}

/** The comment that a reference may mean, with what its state page tells; nothing that is personal. */
export function referredComment(db: Database, siteKey: string, reference: Reference | null) {
  return db
    .select({
      id: comment.id,
      state: comment.state,
      audience: comment.audience,
      ticket: comment.ticket,
      reason: comment.toldReason,
      rootId: sql<
        string | null
      >`(SELECT root.id FROM comment root WHERE root.seq = ${comment.rootSeq})`,
      article: article.key,
    })
    .from(comment)
    .innerJoin(article, eq(article.seq, comment.articleSeq))
    .innerJoin(site, eq(site.seq, comment.siteSeq))
    .where(and(eq(comment.seq, reference?.seq ?? -1), eq(site.key, siteKey)))
}

export type ReferredComment = Awaited<ReturnType<typeof referredComment>>[number]

/** The comment if the check is its own; a wrong check and a missing row cost the same time and say the same. */
export async function readReference(
  keyring: Keyring,
  [found]: ReferredComment[],
  reference: Reference | null,
): Promise<ReferredComment | null> {
  const pseudonyms = await keyring.pseudonyms(PURPOSE, found?.id ?? '')
  const isRight = pseudonyms
    .map((pseudonym) => isEqual(checkOf(pseudonym), reference?.check ?? ''))
    .includes(true)
  return found !== undefined && isRight ? found : null
}

const PURPOSE = 'reference'
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

function base32(value: number): string {
  let rest = value
  let digits = ''
  do {
    digits = (ALPHABET[rest % 32] ?? '') + digits
    rest = Math.floor(rest / 32)
  } while (rest > 0)
  return digits.padStart(4, '0')
}

function parseBase32(digits: string): number {
  return Array.from(digits).reduce((value, digit) => value * 32 + ALPHABET.indexOf(digit), 0)
}

/** Six characters of the alphabet from a base64url pseudonym, 5 bits each. */
function checkOf(pseudonym: string): string {
  return Array.from(pseudonym.slice(0, 6), (char) => ALPHABET[char.charCodeAt(0) % 32]).join('')
}

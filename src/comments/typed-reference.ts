import { and, eq, sql } from 'drizzle-orm'
import type { Database } from '../ports.ts'
import { article, comment, site } from '../schema.ts'
import { isEqual, type Keyring } from '../signing.ts'
import { ALPHABET, checkOf, PURPOSE } from './reference.ts'

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

function parseBase32(digits: string): number {
  return Array.from(digits).reduce((value, digit) => value * 32 + ALPHABET.indexOf(digit), 0)
}

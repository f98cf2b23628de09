import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Database } from '../ports.ts'
import { senderRevocation, site } from '../schema.ts'
import type { Keyring } from '../signing.ts'

const LIFE_MS = 30 * 24 * 60 * 60 * 1000

/** Spares a confirmed sender the next confirmations on this device for 30 days, on one site. */
export function writeSenderToken(
  keyring: Keyring,
  siteSeq: number,
  senderHash: string,
  confirmedAt: Date,
): Promise<string> {
  return keyring.seal('sender-token', JSON.stringify([siteSeq, senderHash, confirmedAt.getTime()]))
}

/**
 * Whether the token proves that this very sender was confirmed on this site not long ago, and has not been revoked
 * since. A secret that is no longer accepted revokes every token.
 */
export async function isConfirmedSender(
  keyring: Keyring,
  token: string | undefined,
  sender: { siteSeq: number; hash: string; revokedAt: Date | null },
  now: Date,
): Promise<boolean> {
  if (token === undefined) return false
  const payload = await keyring.open('sender-token', token)
  if (payload === null) return false
  // Sealed above, so the shape is ours.
  const [siteSeq, hash, confirmedAt] = JSON.parse(payload) as [number, string, number]
  const isRevoked = sender.revokedAt !== null && confirmedAt <= sender.revokedAt.getTime()
  const isOurs = siteSeq === sender.siteSeq && hash === sender.hash
  return isOurs && !isRevoked && confirmedAt + LIFE_MS > now.getTime()
}

/** When this sender's tokens were revoked on the site, as a statement for a batch. */
export function selectRevocation(db: Database, siteKey: string, senderHash: string) {
  return db
    .select({ revokedAt: senderRevocation.revokedAt })
    .from(senderRevocation)
    .innerJoin(site, eq(site.seq, senderRevocation.siteSeq))
    .where(and(eq(site.key, siteKey), eq(senderRevocation.senderHash, senderHash)))
}

/** Revokes every token given out so far to the senders that `senders` selects as (site_seq, sender_hash). */
export function revokeSenders(db: Database, senders: SQL, now: Date) {
  return db.run(sql`INSERT INTO sender_revocation (site_seq, sender_hash, revoked_at)
    SELECT site_seq, sender_hash, ${now.getTime()} FROM (${senders}) WHERE 1
    ON CONFLICT (site_seq, sender_hash) DO UPDATE SET revoked_at = excluded.revoked_at`)
}

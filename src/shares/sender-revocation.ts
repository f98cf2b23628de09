import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Database } from '../ports.ts'
import { senderRevocation, site } from '../schema.ts'

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

import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '../ports.ts'
import { recipient } from '../schema.ts'
import type { LoadedSite } from '../sites/origin.ts'
import { uuidv7 } from '../uuid.ts'
import type { ShareSubmission } from './prepare.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/**
 * Stores the friends of a share. Storing is claiming: a friend who has had this article, or enough mail in 24 hours
 * or 30 days, is stored as `suppressed` and never mailed. The sender is told nothing of it.
 */
export function insertRecipients(
  db: Database,
  { body, recipients, now, senderHash }: ShareSubmission,
  { seq, settings }: LoadedSite,
  isOwn: SQL,
) {
  const rows = JSON.stringify(recipients.map((friend) => ({ id: uuidv7(now), ...friend })))
  const { recipientPerDay, recipientPer30Days } = settings.share.limits
  const since = (days: number) => now.getTime() - days * DAY_MS
  // A sender whose first try was never confirmed may try again.
  const claims = sql`FROM recipient o JOIN share c ON c.seq = o.share_seq
      WHERE o.address_hash = j.value ->> 'hash' AND c.site_seq = ${seq} AND c.seq <> s.seq
        AND o.state NOT IN ('suppressed', 'failed') AND c.state NOT IN ('rejected', 'spam')
        AND NOT (c.state = 'unconfirmed' AND c.sender_hash = ${senderHash} AND c.article_seq = s.article_seq)`
  const isFull = sql`(SELECT count(*) FILTER (WHERE c.article_seq = s.article_seq) > 0
      OR count(*) FILTER (WHERE c.created_at > ${since(1)}) >= ${recipientPerDay}
      OR count(*) FILTER (WHERE c.created_at > ${since(30)}) >= ${recipientPer30Days} ${claims})`
  return db.run(sql`
    INSERT INTO ${recipient} (id, share_seq, address, address_hash, state, at)
    SELECT j.value ->> 'id', s.seq, j.value ->> 'address', j.value ->> 'hash',
      CASE WHEN ${isFull} THEN 'suppressed' ELSE 'waiting' END, ${now.getTime()}
    FROM json_each(${rows}) j JOIN share s ON s.id = ${body.id}
    WHERE ${isOwn} AND NOT EXISTS (SELECT 1 FROM recipient r WHERE r.share_seq = s.seq)`)
}

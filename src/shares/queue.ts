import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '../ports.ts'
import { databaseNow } from '../sql.ts'

/**
 * Queues one mail per waiting friend for those of the shares that are approved and whose article is
 * verified: at once, or, after a moderator's decision, when the site's `undoSeconds` have passed. `shares`
 * selects rows of `share` by `seq`.
 */
export function queueShareMails(
  db: Database,
  shares: SQL,
  now: Date,
  due: 'now' | 'undoable' = 'now',
) {
  const delay = due === 'now' ? sql`0` : sql`1000 * (site.settings ->> '$.undoSeconds')`
  const ready = sql`SELECT s.seq FROM share s JOIN article a ON a.seq = s.article_seq
    WHERE s.seq IN (${shares}) AND s.state = 'approved' AND a.verified_at IS NOT NULL AND NOT ${owesConfirmation}`
  return [
    db.run(sql`
      INSERT INTO outbox (id, kind, cause, site_seq, state, due_at, created_at)
      SELECT lower(hex(randomblob(16))), 'mail.share', r.id, s.site_seq, 'waiting',
        ${databaseNow} + ${delay}, ${now.getTime()}
      FROM share s JOIN recipient r ON r.share_seq = s.seq JOIN site ON site.seq = s.site_seq
      WHERE s.seq IN (${ready}) AND r.state = 'waiting'
      ON CONFLICT DO NOTHING`),
    db.run(sql`UPDATE recipient SET state = 'queued', at = ${now.getTime()}
      WHERE state = 'waiting' AND share_seq IN (${ready})`),
  ] as const
}

/** Held before its sender was asked: whoever approves it has the sender asked first. */
const owesConfirmation = sql`(s.first_state = 'unconfirmed' AND s.confirmed_at IS NULL)`

/** Asks the senders of those shares that a moderator has approved before their senders could confirm them. */
export function queueOwedConfirmations(db: Database, shares: SQL, now: Date) {
  return db.run(sql`
    INSERT INTO outbox (id, kind, cause, site_seq, state, due_at, created_at)
    SELECT lower(hex(randomblob(16))), 'mail.share-confirm', s.id, s.site_seq, 'waiting',
      ${databaseNow} + 1000 * (site.settings ->> '$.undoSeconds'), ${now.getTime()}
    FROM share s JOIN site ON site.seq = s.site_seq
    WHERE s.seq IN (${shares}) AND s.state = 'approved' AND ${owesConfirmation}
    ON CONFLICT DO NOTHING`)
}

/** Takes back the mails that nobody has begun to send, for those of the shares that are not approved. */
export function recallShareMails(db: Database, shares: SQL) {
  const held = sql`SELECT s.seq FROM share s WHERE s.seq IN (${shares}) AND s.state <> 'approved'`
  return [
    db.run(sql`DELETE FROM outbox WHERE kind = 'mail.share' AND state = 'waiting' AND attempts = 0
      AND cause IN (SELECT r.id FROM recipient r WHERE r.share_seq IN (${held}))`),
    db.run(sql`DELETE FROM outbox WHERE kind = 'mail.share-confirm' AND state = 'waiting' AND attempts = 0
      AND cause IN (SELECT s.id FROM share s WHERE s.seq IN (${held}))`),
    db.run(sql`UPDATE recipient SET state = 'waiting' WHERE state = 'queued' AND share_seq IN (${held})
      AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.cause = recipient.id AND o.kind = 'mail.share')`),
  ] as const
}

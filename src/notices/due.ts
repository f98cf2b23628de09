import { sql } from 'drizzle-orm'
import type { Database, Ports } from '../ports.ts'
import { databaseNow } from '../sql.ts'

/** Notices that become mails in one run; the rest follow in the next. */
const DUE_ROWS = 500
/** A question that nobody has answered is forgotten after this. */
export const NOTICE_CONFIRM_HOURS = 48

/** Turns due notices into mails: one for a thread, or one for all that an address hears of daily. */
export async function queueNotices({ db, now }: Ports): Promise<void> {
  const due = sql`SELECT seq FROM notice WHERE due_at <= ${now().getTime()} ORDER BY due_at LIMIT ${DUE_ROWS}`
  await db.batch([
    db.run(sql`INSERT INTO outbox (id, kind, cause, site_seq, payload, state, due_at, created_at)
      SELECT lower(hex(randomblob(16))), 'mail.notice', min(id) || ':' || min(due_at), site_seq,
        json_object('notice', min(id)), 'waiting', ${databaseNow}, ${now().getTime()}
      FROM notice WHERE seq IN (${due})
      GROUP BY CASE pace WHEN 'daily' THEN site_seq || ':' || email_hash ELSE id END
      ON CONFLICT DO NOTHING`),
    db.run(
      sql`UPDATE notice SET due_at = NULL, last_sent_at = ${now().getTime()} WHERE seq IN (${due})`,
    ),
  ])
}

/** Statement that forgets the addresses which nobody confirmed in time. */
export function forgetNotices(db: Database, now: Date) {
  const confirmedBy = now.getTime() - NOTICE_CONFIRM_HOURS * 3_600_000
  return db.run(sql`DELETE FROM notice WHERE state = 'unconfirmed' AND created_at < ${confirmedBy}`)
}

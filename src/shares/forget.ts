import { sql } from 'drizzle-orm'
import type { Database } from '../ports.ts'
import { CONFIRM_HOURS } from './confirm.ts'

/**
 * Statements that forget shares which nobody confirmed in time: what stays is the counted attempt, until its window
 * is over, and a line in the audit without anybody's address or name.
 */
export function forgetUnconfirmed(db: Database, now: Date) {
  const confirmedBy = now.getTime() - CONFIRM_HOURS * 3_600_000
  const old = sql`SELECT seq FROM share WHERE state = 'unconfirmed' AND created_at < ${confirmedBy}`
  return [
    db.run(sql`INSERT INTO audit (id, actor, action, site_seq, subject, detail, at)
      SELECT lower(hex(randomblob(16))), 'rules', 'share.expired', s.site_seq, s.id,
        json_object('recipients', (SELECT count(*) FROM recipient r WHERE r.share_seq = s.seq)), ${now.getTime()}
      FROM share s WHERE s.seq IN (${old})`),
    db.run(sql`DELETE FROM recipient WHERE share_seq IN (${old})`),
    db.run(sql`DELETE FROM share WHERE seq IN (${old})`),
  ] as const
}

import { sql } from 'drizzle-orm'
import type { Database } from '../ports.ts'
import { databaseNow } from '../sql.ts'
import { uuidv7 } from '../uuid.ts'

/** Mails that ask for a confirmation, to one address in a day: whoever entered it need not own it. */
const ASKED_PER_DAY = 3
const DAY_MS = 24 * 60 * 60 * 1000

interface Subscriber {
  email: string
  emailHash: string
  now: Date
  limitFactor: number
}

/**
 * Statements for the batch that stores a comment: its author wants to hear of answers, and is asked by mail first.
 * In a thread that the address asked about already nothing happens.
 */
export function subscribe(db: Database, commentId: string, subscriber: Subscriber) {
  const { email, emailHash, now, limitFactor } = subscriber
  const id = uuidv7(now)
  const day = Math.floor(now.getTime() / DAY_MS)
  const key = `notice:${emailHash}:${DAY_MS}:${day}`
  return [
    db.run(sql`INSERT INTO notice (id, site_seq, root_seq, email, email_hash, state, created_at)
      SELECT ${id}, c.site_seq, coalesce(c.root_seq, c.seq), ${email}, ${emailHash}, 'unconfirmed', ${now.getTime()}
      FROM comment c WHERE c.id = ${commentId} AND c.author_hash = ${emailHash}
        AND c.audience = 'public' AND c.state IN ('pending', 'approved')
        AND coalesce((SELECT hits FROM counter WHERE key = ${key}), 0) < ${Math.ceil(ASKED_PER_DAY * limitFactor)}
      ON CONFLICT DO NOTHING`),
    db.run(sql`INSERT INTO outbox (id, kind, cause, site_seq, state, due_at, created_at)
      SELECT lower(hex(randomblob(16))), 'mail.notice-confirm', n.id, n.site_seq, 'waiting', ${databaseNow}, ${now.getTime()}
      FROM notice n WHERE n.id = ${id} ON CONFLICT DO NOTHING`),
    db.run(sql`INSERT INTO counter (key, hits, expires_at) SELECT ${key}, 1, ${(day + 1) * DAY_MS}
      WHERE EXISTS (SELECT 1 FROM notice WHERE id = ${id}) ON CONFLICT (key) DO UPDATE SET hits = hits + 1`),
  ] as const
}

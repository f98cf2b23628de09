import { lt, sql } from 'drizzle-orm'
import { forgetNotices, queueNotices } from './notices/due.ts'
import type { Database } from './ports.ts'
import { runOutbox, type WorkContext } from './outbox/run.ts'
import { releaseSeals } from './moderation/seal.ts'
import { counter, spent } from './schema.ts'
import { forgetUnconfirmed } from './shares/forget.ts'
import { FILE_PACE, indexPending } from './search.ts'

/** Work of every minute: send what is due, read feeds, index what is new, forget what has run out. Safe to overlap. */
export async function runSchedule(context: WorkContext): Promise<void> {
  const { db, config } = context.ports
  await (await import('./digest/queue.ts')).queueDigests(context.ports)
  await queueNotices(context.ports)
  await runOutbox(context)
  await (await import('./articles/poll.ts')).pollFeeds(context.ports)
  await indexPending(db, config.databaseUrl.startsWith('file:') ? FILE_PACE : undefined)
  await releaseSeals(context.ports, context.ports.now())
  await forgetExpired(context)
  await (await import('./stats/count.ts')).countStats(context.ports)
}

const DAY_MS = 24 * 60 * 60 * 1000
/** Bounces name the mail they are about by its row. */
const SENT_DAYS = 30
/** Longer than any provider repeats an event. */
const EVENT_DAYS = 90

/** Finished rows of the outbox, a bounded number at a time, and what nobody will ask about again. */
function forgetSent(db: Database, now: Date) {
  const before = (days: number) => now.getTime() - days * DAY_MS
  return [
    db.run(sql`DELETE FROM outbox WHERE seq IN (
      SELECT seq FROM outbox WHERE done_at < ${before(SENT_DAYS)} LIMIT 500)`),
    db.run(sql`DELETE FROM mail_event WHERE at < ${before(EVENT_DAYS)}`),
  ]
}

/** Counters whose window is over, challenges that have run out, shares and notices that nobody confirmed in time. */
async function forgetExpired({ ports }: WorkContext) {
  const { db, now } = ports
  await db.batch([
    db.delete(counter).where(lt(counter.expiresAt, now())),
    db.delete(spent).where(lt(spent.expiresAt, now())),
    ...forgetUnconfirmed(db, now()),
    forgetNotices(db, now()),
    ...forgetSent(db, now()),
  ])
}

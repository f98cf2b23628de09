import { lt } from 'drizzle-orm'
import { forgetNotices, queueNotices } from './notices/due.ts'
import { runOutbox, type WorkContext } from './outbox/run.ts'
import { releaseSeals } from './moderation/seal.ts'
import { counter, spent } from './schema.ts'
import { forgetUnconfirmed } from './shares/forget.ts'
import { indexPending } from './search.ts'

/** Work of every minute: send what is due, read feeds, index what is new, forget what has run out. Safe to overlap. */
export async function runSchedule(context: WorkContext): Promise<void> {
  await (await import('./digest/queue.ts')).queueDigests(context.ports)
  await queueNotices(context.ports)
  await runOutbox(context)
  await (await import('./articles/poll.ts')).pollFeeds(context.ports)
  await indexPending(context.ports.db)
  await releaseSeals(context.ports, context.ports.now())
  await forgetExpired(context)
}

/** Counters whose window is over, challenges that have run out, shares and notices that nobody confirmed in time. */
async function forgetExpired({ ports }: WorkContext) {
  const { db, now } = ports
  await db.batch([
    db.delete(counter).where(lt(counter.expiresAt, now())),
    db.delete(spent).where(lt(spent.expiresAt, now())),
    ...forgetUnconfirmed(db, now()),
    forgetNotices(db, now()),
  ])
}

import { lt, sql } from 'drizzle-orm'
import { runOutbox, type WorkContext } from './outbox/run.ts'
import { counter } from './schema.ts'
import { CONFIRM_HOURS } from './shares/confirm.ts'
import { indexPending } from './search.ts'

/** Work of every minute: send what is due, read feeds, index what is new, forget what has run out. Safe to overlap. */
export async function runSchedule(context: WorkContext): Promise<void> {
  await runOutbox(context)
  await (await import('./articles/poll.ts')).pollFeeds(context.ports)
  await indexPending(context.ports.db)
  await forgetExpired(context)
}

/** Counters whose window is over, and shares that nobody confirmed in time. */
async function forgetExpired({ ports }: WorkContext) {
  const { db, now } = ports
  const confirmedBy = now().getTime() - CONFIRM_HOURS * 60 * 60 * 1000
  const old = sql`SELECT seq FROM share WHERE state = 'unconfirmed' AND created_at < ${confirmedBy}`
  await db.batch([
    db.delete(counter).where(lt(counter.expiresAt, now())),
    db.run(sql`DELETE FROM recipient WHERE share_seq IN (${old})`),
    db.run(sql`DELETE FROM share WHERE seq IN (${old})`),
  ])
}

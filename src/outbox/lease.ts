import { and, eq, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Database } from '../ports.ts'
import { outbox } from '../schema.ts'
import { databaseNow } from '../sql.ts'

export type OutboxRow = typeof outbox.$inferSelect

/** Rows of one run: bounded, so that a run fits the subrequests and the time of a Worker. */
export const LEASE_ROWS = 20
/** Time for a run's rows; `LEASE_NEEDED_SECONDS` before its end no further one is begun. */
export const LEASE_SECONDS = 90
/** A row is only begun with so much of its lease left: more than its work can take (mail 45 s, pages 5 s). */
export const LEASE_NEEDED_SECONDS = 50
/** Waits after each failed attempt, in minutes; after the last one the row is dead. */
export const BACKOFF_MINUTES = [1, 5, 30, 120, 480] as const

/**
 * Takes due rows for `owner` by compare-and-set, oldest first. A row whose owner died is taken again once
 * its lease has run out.
 */
export async function leaseDue(
  db: Database,
  owner: string,
  kinds: readonly OutboxRow['kind'][],
  limit = LEASE_ROWS,
): Promise<OutboxRow[]> {
  return db
    .update(outbox)
    .set({
      leaseOwner: owner,
      leaseUntil: sql`${databaseNow} + ${LEASE_SECONDS * 1000}`,
      attempts: sql`${outbox.attempts} + 1`,
    })
    .where(
      sql`seq IN (SELECT seq FROM outbox WHERE state = 'waiting' AND due_at <= ${databaseNow}
        AND kind IN (SELECT value FROM json_each(${JSON.stringify(kinds)}))
        AND (lease_until IS NULL OR lease_until < ${databaseNow}) ORDER BY due_at LIMIT ${limit})`,
    )
    .returning()
}

/** Gives back rows that were leased but not begun, as if nobody had taken them. */
export async function releaseRows(db: Database, rows: OutboxRow[]): Promise<void> {
  const seqs = JSON.stringify(rows.map(({ seq }) => seq))
  await db
    .update(outbox)
    .set({ leaseUntil: null, attempts: sql`${outbox.attempts} - 1` })
    .where(
      and(
        sql`seq IN (SELECT value FROM json_each(${seqs}))`,
        eq(outbox.leaseOwner, rows[0]?.leaseOwner ?? ''),
      ),
    )
}

/** Marks a row done together with what its work has changed, if the lease is still ours. */
export async function markDone(
  db: Database,
  row: OutboxRow,
  effects: BatchItem<'sqlite'>[],
): Promise<void> {
  await db.batch([
    db
      .update(outbox)
      .set({ state: 'done', doneAt: sql`${databaseNow}`, leaseUntil: null, lastError: null })
      .where(isOurs(row)),
    ...effects,
  ])
}

/** Puts a row back for later, or among the dead when it has failed too often or for good. */
export async function markFailed(
  db: Database,
  row: OutboxRow,
  failure: { isPermanent: boolean; message: string; retryAfterSeconds?: number | undefined },
  effects: BatchItem<'sqlite'>[],
): Promise<'waiting' | 'dead'> {
  const minutes = BACKOFF_MINUTES[row.attempts - 1]
  const isDead = failure.isPermanent || minutes === undefined
  const waitMs = Math.max(jitter((minutes ?? 0) * 60_000), (failure.retryAfterSeconds ?? 0) * 1000)
  await db.batch([
    db
      .update(outbox)
      .set({
        state: isDead ? 'dead' : 'waiting',
        dueAt: sql`${databaseNow} + ${Math.round(waitMs)}`,
        leaseUntil: null,
        lastError: failure.message.slice(0, 500),
      })
      .where(isOurs(row)),
    ...(isDead ? effects : []),
  ])
  return isDead ? 'dead' : 'waiting'
}

function isOurs(row: OutboxRow) {
  return and(eq(outbox.seq, row.seq), eq(outbox.leaseOwner, row.leaseOwner ?? ''))
}

/** 90..110 %, so that rows which failed together do not come back together. */
function jitter(ms: number): number {
  return ms * (0.9 + 0.2 * Math.random())
}

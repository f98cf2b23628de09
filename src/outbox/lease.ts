import { and, eq, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Database } from '../ports.ts'
import { outbox, outboxHold } from '../schema.ts'
import { databaseNow } from '../sql.ts'

export type OutboxRow = typeof outbox.$inferSelect

/** Rows that go to one kind of provider; lanes do not wait for each other. */
export interface Lane {
  /** Name of the provider, where a row names none itself. */
  name: string
  kinds: readonly OutboxRow['kind'][]
  /** How many rows are worked on at once: together at most six, as Workers allow no more connections. */
  concurrency: number
}

export interface RunLimits {
  /** Rows of one run of a lane: bounded, so that a run fits the subrequests and the time of a Worker. */
  rows: number
  leaseSeconds: number
  /** A row is only begun with so much of its lease left: more than its work can take. */
  neededSeconds: number
}

/** Mail takes at most 45 s, a webhook 10 s, a page 5 s; the rest is for the database. */
export const runLimits: RunLimits = { rows: 20, leaseSeconds: 120, neededSeconds: 70 }

/** Waits after each failed attempt, in minutes; after the last one the row is dead. */
export const BACKOFF_MINUTES = [1, 5, 30, 120, 480] as const
/** A provider that is away or busy and does not say for how long is left alone so long. */
const HOLD_SECONDS = 60
/** No provider's word keeps mail longer than our own last wait. */
const MAX_WAIT_SECONDS = 8 * 60 * 60

/**
 * Takes due rows for `owner` by compare-and-set in database time, oldest first; none of a provider that is on
 * hold. A row whose owner died is taken again once its lease has run out.
 */
export async function leaseDue(
  db: Database,
  owner: string,
  lane: Lane,
  { rows, leaseSeconds }: RunLimits,
): Promise<OutboxRow[]> {
  const leased = await db
    .update(outbox)
    .set({
      leaseOwner: owner,
      leaseUntil: sql`${databaseNow} + ${leaseSeconds * 1000}`,
      attempts: sql`${outbox.attempts} + 1`,
    })
    .where(
      sql`seq IN (SELECT o.seq FROM outbox o WHERE o.state = 'waiting' AND o.due_at <= ${databaseNow}
        AND o.kind IN (SELECT value FROM json_each(${JSON.stringify(lane.kinds)}))
        AND (o.lease_until IS NULL OR o.lease_until < ${databaseNow})
        AND NOT EXISTS (SELECT 1 FROM outbox_hold h
          WHERE h.provider = coalesce(o.provider, ${lane.name}) AND h.until > ${databaseNow})
        ORDER BY o.due_at LIMIT ${rows})`,
    )
    .returning()
  return leased.toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime() || a.seq - b.seq)
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

export interface Failure {
  isPermanent: boolean
  message: string
  retryAfterSeconds: number | undefined
  /** The provider to leave alone, if the failure is not the row's own. */
  provider: string | null
}

/**
 * Puts a row back for later, or among the dead when it has failed too often or for good; and its provider on
 * hold where the failure says so.
 */
export async function markFailed(
  db: Database,
  row: OutboxRow,
  failure: Failure,
  effects: BatchItem<'sqlite'>[],
): Promise<'waiting' | 'dead'> {
  const minutes = BACKOFF_MINUTES[row.attempts - 1]
  const isDead = failure.isPermanent || minutes === undefined
  const asked = Math.min(failure.retryAfterSeconds ?? 0, MAX_WAIT_SECONDS)
  const waitMs = Math.max(jitter((minutes ?? 0) * 60_000), asked * 1000)
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
    ...(failure.provider === null ? [] : [holdProvider(db, failure.provider, asked)]),
    ...(isDead ? effects : []),
  ])
  return isDead ? 'dead' : 'waiting'
}

function holdProvider(db: Database, provider: string, askedSeconds: number) {
  const seconds = askedSeconds > 0 ? askedSeconds : HOLD_SECONDS
  return db
    .insert(outboxHold)
    .values({ provider, until: sql`${databaseNow} + ${Math.round(seconds * 1000)}` })
    .onConflictDoUpdate({
      target: outboxHold.provider,
      set: { until: sql`max(${outboxHold.until}, excluded.until)` },
    })
}

/** Whether the row is still held by whom it was leased to. */
export function isOurs(row: Pick<OutboxRow, 'seq' | 'leaseOwner'>) {
  return and(eq(outbox.seq, row.seq), eq(outbox.leaseOwner, row.leaseOwner ?? ''))
}

/** 90..110 %, so that rows which failed together do not come back together. */
function jitter(ms: number): number {
  return ms * (0.9 + 0.2 * Math.random())
}

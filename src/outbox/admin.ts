import { and, eq, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import * as v from 'valibot'
import { recordAudit } from '../audit.ts'
import { type Caller, requireSite, withinSites } from '../auth/caller.ts'
import { type Position, readCursor, writeCursor } from '../cursor.ts'
import { pageLimit, siteKey } from '../fields.ts'
import type { Ports } from '../ports.ts'
import { Problem } from '../problem.ts'
import { outbox, outboxStates } from '../schema.ts'
import type { Keyring } from '../signing.ts'
import { databaseNow } from '../sql.ts'
import { isOurs, type OutboxRow } from './lease.ts'

/** Filters of the list; all narrow together. */
export const OutboxParams = v.strictObject({
  site: v.exactOptional(siteKey),
  state: v.exactOptional(v.picklist(outboxStates)),
  kind: v.exactOptional(v.picklist(outbox.kind.enumValues)),
  after: v.exactOptional(v.pipe(v.string(), v.maxLength(500))),
  limit: pageLimit,
})
export type OutboxQuery = v.InferOutput<typeof OutboxParams>

/** Rows have UUIDs; those that the database itself makes lack the hyphens. */
export const outboxId = v.pipe(v.string(), v.regex(/^[\da-f-]{32,36}$/))

export interface OutboxContext {
  ports: Ports
  keyring: Keyring
  caller: Caller
  language: 'vi' | 'en'
}

interface ListedRow {
  seq: number
  id: string
  kind: OutboxRow['kind']
  site: string | null
  state: OutboxRow['state']
  attempts: number
  due_at: number
  created_at: number
  done_at: number | null
  last_error: string | null
  is_leased: number
}

/**
 * One page of the outbox: what waits or is dead by age, the rest newest first. Nothing that names a person:
 * neither cause nor payload.
 */
export async function listOutbox(context: OutboxContext, query: OutboxQuery) {
  const { ports, keyring, caller, language } = context
  if (query.site !== undefined) requireSite(caller, query.site)
  const scope = JSON.stringify(['outbox', query.site, query.state, query.kind])
  const isByAge = query.state === 'waiting' || query.state === 'dead'
  const start = await readCursor(keyring, scope, query.after, language)
  const rows = await ports.db.all<ListedRow>(sql`
    SELECT i.seq, i.id, i.kind, s.key AS site, i.state, i.attempts, i.due_at, i.created_at, i.done_at,
      i.last_error, coalesce(i.lease_until > ${databaseNow}, 0) AS is_leased
    FROM outbox i LEFT JOIN site s ON s.seq = i.site_seq
    WHERE ${filters(caller, query)} AND ${startAfter(start, isByAge)}
    ORDER BY i.seq ${isByAge ? sql`ASC` : sql`DESC`} LIMIT ${query.limit + 1}`)
  const last = rows[query.limit - 1]
  const hasMore = rows.length > query.limit && last !== undefined
  return {
    items: rows.slice(0, query.limit).map(viewRow),
    next: hasMore ? await writeCursor(keyring, scope, [last.seq]) : null,
  }
}

export type OutboxItem = Awaited<ReturnType<typeof listOutbox>>['items'][number]

function filters(caller: Caller, { site, state, kind }: OutboxQuery) {
  const conditions = [
    withinSites(caller, sql`i.site_seq`),
    ...(site === undefined ? [] : [sql`i.site_seq = (SELECT seq FROM site WHERE key = ${site})`]),
    ...(state === undefined ? [] : [sql`i.state = ${state}`]),
    ...(kind === undefined ? [] : [sql`i.kind = ${kind}`]),
  ]
  return sql.join(conditions, sql` AND `)
}

function startAfter(start: Position | null, isByAge: boolean) {
  if (start === null) return sql`1`
  return isByAge ? sql`i.seq > ${start[0]}` : sql`i.seq < ${start[0]}`
}

function viewRow(row: ListedRow) {
  const at = (ms: number) => new Date(ms).toISOString()
  return {
    id: row.id,
    kind: row.kind,
    site: row.site,
    state: row.state,
    attempts: row.attempts,
    isRunning: row.state === 'waiting' && row.is_leased === 1,
    error: row.last_error,
    dueAt: at(row.due_at),
    createdAt: at(row.created_at),
    doneAt: row.done_at === null ? null : at(row.done_at),
  }
}

/**
 * Tries a dead row, or one that waits for its next attempt, again at once, with all attempts before it.
 * Throws `not-found`, or `conflict` when it is being worked on, done or dropped.
 */
export async function retryRow(context: OutboxContext, id: string): Promise<void> {
  const row = await claimRow(context, id)
  const { work } = await import('./run.ts')
  const effects = work[row.kind].tryAgain?.(context, row).effects ?? []
  const change = { state: 'waiting', attempts: 0, dueAt: sql`${databaseNow}` } as const
  await settle(context, row, 'outbox.retried', change, effects)
}

/** Gives a row up for good; it stays on record and is never made anew. Throws as `retryRow` does. */
export async function dropRow(context: OutboxContext, id: string): Promise<void> {
  const row = await claimRow(context, id)
  const { work } = await import('./run.ts')
  const effects = work[row.kind].giveUp?.(context, row, false).effects ?? []
  const change = { state: 'dropped', doneAt: sql`${databaseNow}` } as const
  await settle(context, row, 'outbox.dropped', change, effects)
}

/** Time to settle a row that a person has taken in hand; if we die in between, it is as it was. */
const CLAIM_MS = 30_000

/** Leases one row that nobody works on, so that no run takes it meanwhile. */
async function claimRow({ ports: { db }, caller }: OutboxContext, id: string): Promise<OutboxRow> {
  const isVisible = sql`id = ${id} AND ${withinSites(caller, sql`site_seq`)}`
  const [claimed] = await db
    .update(outbox)
    .set({ leaseOwner: crypto.randomUUID(), leaseUntil: sql`${databaseNow} + ${CLAIM_MS}` })
    .where(
      sql`${isVisible} AND state IN ('waiting', 'dead')
        AND (lease_until IS NULL OR lease_until < ${databaseNow})`,
    )
    .returning()
  if (claimed !== undefined) return claimed
  const [known] = await db.select({ seq: outbox.seq }).from(outbox).where(isVisible)
  throw new Problem(known === undefined ? 'not-found' : 'conflict')
}

async function settle(
  { ports, caller }: OutboxContext,
  row: OutboxRow,
  action: 'outbox.retried' | 'outbox.dropped',
  change: Record<string, unknown>,
  effects: BatchItem<'sqlite'>[],
) {
  const { db } = ports
  const entry = {
    actor: caller.id,
    action,
    siteSeq: row.siteSeq ?? 0,
    subject: row.id,
    detail: { kind: row.kind },
  }
  await db.batch([
    db
      .update(outbox)
      .set({ ...change, leaseUntil: null, lastError: row.lastError })
      .where(and(isOurs(row), eq(outbox.state, row.state))),
    recordAudit(db, entry, ports.now()),
    ...effects,
  ])
}

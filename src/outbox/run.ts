import type { BatchItem } from 'drizzle-orm/batch'
import { verifyArticle } from '../articles/verify.ts'
import { sendOwnLink } from '../comments/mail-own-link.ts'
import { MailFailure, type Ports } from '../ports.ts'
import { holdShares, sendBreakerNotice } from '../shares/breaker.ts'
import { sendConfirmation, sendToFriend } from '../shares/deliver.ts'
import type { Keyring } from '../signing.ts'
import {
  LEASE_NEEDED_SECONDS,
  LEASE_SECONDS,
  leaseDue,
  markDone,
  markFailed,
  type OutboxRow,
  releaseRows,
} from './lease.ts'

export interface WorkContext {
  ports: Ports
  keyring: Keyring
}

/** What a finished or finally failed piece of work changes besides its own row. */
export interface Outcome {
  effects: BatchItem<'sqlite'>[]
}

interface Work {
  run: (context: WorkContext, row: OutboxRow) => Promise<Outcome>
  /** What becomes of the cause when the row is given up. */
  giveUp?: (context: WorkContext, row: OutboxRow, isPermanent: boolean) => Outcome
}

/** One entry per kind of row. */
const work: Record<OutboxRow['kind'], Work> = {
  'article.verify': {
    run: async ({ ports }, row) => {
      await verifyArticle(ports, row.cause)
      return { effects: [] }
    },
  },
  'mail.share-confirm': { run: sendConfirmation },
  'mail.share': sendToFriend,
  'mail.own-link': { run: sendOwnLink },
  'share.breaker': { run: holdShares },
  'mail.breaker': { run: sendBreakerNotice },
}

/** How many rows of a lane are worked on at once: Workers allow six connections. */
const CONCURRENCY = 3

/** Fetching pages can be slow; mail does not wait behind it. */
const kinds = Object.keys(work) as OutboxRow['kind'][] // the keys of the table above
const lanes = [
  kinds.filter((kind) => kind.startsWith('mail.')),
  kinds.filter((kind) => !kind.startsWith('mail.')),
]

/** Leases what is due and works through it. Safe to run twice at once, late, or never again: rows stay. */
export async function runOutbox(context: WorkContext): Promise<{ done: number; failed: number }> {
  const totals = await Promise.all(lanes.map((lane) => runLane(context, lane)))
  return {
    done: totals.reduce((sum, { done }) => sum + done, 0),
    failed: totals.reduce((sum, { failed }) => sum + failed, 0),
  }
}

async function runLane(context: WorkContext, lane: readonly OutboxRow['kind'][]) {
  const owner = crypto.randomUUID()
  const rows = await leaseDue(context.ports.db, owner, lane)
  const startedAt = performance.now()
  const hasTime = () =>
    performance.now() - startedAt < (LEASE_SECONDS - LEASE_NEEDED_SECONDS) * 1000
  const totals = { done: 0, failed: 0 }
  const waiting = [...rows]
  const worker = async () => {
    for (let row = waiting.shift(); row !== undefined; row = waiting.shift()) {
      if (!hasTime()) {
        waiting.unshift(row)
        return
      }
      totals[(await workOn(context, row)) ? 'done' : 'failed']++
    }
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, worker))
  if (waiting.length > 0) await releaseRows(context.ports.db, waiting)
  return totals
}

async function workOn(context: WorkContext, row: OutboxRow): Promise<boolean> {
  const { db, log } = context.ports
  const { run, giveUp } = work[row.kind]
  try {
    const { effects } = await run(context, row)
    await markDone(db, row, effects)
    return true
  } catch (error) {
    const isPermanent = error instanceof MailFailure && error.kind === 'permanent'
    const failure = {
      isPermanent,
      message: error instanceof Error ? error.message : 'unknown',
      retryAfterSeconds: error instanceof MailFailure ? error.retryAfterSeconds : undefined,
    }
    const effects = giveUp?.(context, row, isPermanent).effects ?? []
    const state = await markFailed(db, row, failure, effects)
    log.error('outbox.failed', { id: row.id, kind: row.kind, attempts: row.attempts, state })
    return false
  }
}

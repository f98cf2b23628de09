import type { BatchItem } from 'drizzle-orm/batch'
import { verifyArticle } from '../articles/verify.ts'
import { sendInvitation } from '../auth/mail-invitation.ts'
import { DeliveryFailure, type Ports } from '../ports.ts'
import { sendDigest } from '../digest/send.ts'
import { sendCopy } from '../comments/mail-copy.ts'
import { sendOwnLink } from '../comments/mail-own-link.ts'
import { sendMyDataLink } from '../my-data/mail-link.ts'
import { sendNotice, sendNoticeConfirmation } from '../notices/send.ts'
import { failAnswer, sendAnswer, sendEditNotice, sendForward } from '../moderation/mail-answers.ts'
import { holdShares, sendBreakerNotice } from '../shares/breaker.ts'
import { sendConfirmation, sendToFriend } from '../shares/deliver.ts'
import { deliverWebhook } from '../webhooks/deliver.ts'
import type { Keyring } from '../signing.ts'
import {
  type Failure,
  type Lane,
  leaseDue,
  markDone,
  markFailed,
  type OutboxRow,
  releaseRows,
  type RunLimits,
  runLimits,
} from './lease.ts'

export interface WorkContext {
  ports: Ports
  keyring: Keyring
}

/** What a finished or finally failed piece of work changes besides its own row. */
export interface Outcome {
  effects: BatchItem<'sqlite'>[]
}

export interface Work {
  run: (context: WorkContext, row: OutboxRow) => Promise<Outcome>
  /** What becomes of the cause when the row is given up. */
  giveUp?: (context: WorkContext, row: OutboxRow, isPermanent: boolean) => Outcome
  /** What a row that was given up needs to be tried again. */
  tryAgain?: (context: WorkContext, row: OutboxRow) => Outcome
}

/** One entry per kind of row. */
export const work: Record<OutboxRow['kind'], Work> = {
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
  'mail.moderator-digest': { run: sendDigest },
  'mail.invitation': { run: sendInvitation },
  webhook: { run: deliverWebhook },
  'mail.notice-confirm': { run: sendNoticeConfirmation },
  'mail.notice': { run: sendNotice },
  'mail.copy': { run: sendCopy },
  'mail.my-data': { run: sendMyDataLink },
  'mail.answer': { run: sendAnswer, giveUp: failAnswer },
  'mail.forward': { run: sendForward, giveUp: failAnswer },
  'mail.edited': { run: sendEditNotice },
}

const kinds = Object.keys(work) as OutboxRow['kind'][] // the keys of the table above
const isMail = (kind: string) => kind.startsWith('mail.')

/** Pages and other people's servers can be slow; mail does not wait behind them. */
const lanes: Lane[] = [
  { name: 'mail', kinds: kinds.filter(isMail), concurrency: 3 },
  { name: 'webhook', kinds: ['webhook'], concurrency: 2 },
  {
    name: 'page',
    kinds: kinds.filter((kind) => !isMail(kind) && kind !== 'webhook'),
    concurrency: 1,
  },
]

export interface RunTotals {
  done: number
  failed: number
}

/** Leases what is due and works through it. Safe to run twice at once, late, or never again: rows stay. */
export async function runOutbox(context: WorkContext): Promise<RunTotals> {
  const totals = await Promise.all(lanes.map((lane) => runLane(context, lane)))
  return {
    done: totals.reduce((sum, { done }) => sum + done, 0),
    failed: totals.reduce((sum, { failed }) => sum + failed, 0),
  }
}

/** One run of one lane. What cannot be begun in time, or goes to a provider that failed meanwhile, is given back. */
export async function runLane(
  context: WorkContext,
  lane: Lane,
  limits: RunLimits = runLimits,
  table: Partial<Record<OutboxRow['kind'], Work>> = work,
): Promise<RunTotals> {
  // Before the lease begins, so that our time is never longer than the database's.
  const startedAt = performance.now()
  const waiting = await leaseDue(context.ports.db, crypto.randomUUID(), lane, limits)
  const beginMs = (limits.leaseSeconds - limits.neededSeconds) * 1000
  const held = new Set<string>()
  const unbegun: OutboxRow[] = []
  const totals = { done: 0, failed: 0 }
  const worker = async () => {
    for (let row = waiting.shift(); row !== undefined; row = waiting.shift()) {
      if (performance.now() - startedAt >= beginMs || held.has(row.provider ?? lane.name)) {
        unbegun.push(row)
        continue
      }
      const failure = await workOn(context, row, lane, table[row.kind])
      totals[failure === null ? 'done' : 'failed']++
      if (failure?.provider != null) held.add(failure.provider)
    }
  }
  await Promise.all(Array.from({ length: lane.concurrency }, worker))
  if (unbegun.length > 0) await releaseRows(context.ports.db, unbegun)
  return totals
}

async function workOn(
  context: WorkContext,
  row: OutboxRow,
  lane: Lane,
  work: Work | undefined,
): Promise<Failure | null> {
  const { db, log } = context.ports
  try {
    if (work === undefined) throw new Error(`no work of the kind ${row.kind}`)
    const { effects } = await work.run(context, row)
    await markDone(db, row, effects)
    return null
  } catch (error) {
    const failure = failureOf(error, row.provider ?? lane.name)
    const effects = work?.giveUp?.(context, row, failure.isPermanent).effects ?? []
    const state = await markFailed(db, row, failure, effects)
    log.error('outbox.failed', { id: row.id, kind: row.kind, attempts: row.attempts, state })
    return failure
  }
}

function failureOf(error: unknown, provider: string): Failure {
  const delivery = error instanceof DeliveryFailure ? error : null
  return {
    isPermanent: delivery?.kind === 'permanent',
    message: error instanceof Error ? error.message : 'unknown',
    retryAfterSeconds: delivery?.retryAfterSeconds,
    provider: delivery?.scope === 'provider' ? provider : null,
  }
}

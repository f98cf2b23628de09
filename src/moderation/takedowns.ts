import { and, eq, isNull, type SQL, sql } from 'drizzle-orm'
import * as v from 'valibot'
import { recordAudit, recordAuditWhere } from '../audit.ts'
import { requireSite, withinSites } from '../auth/caller.ts'
import { readCursor, writeCursor } from '../cursor.ts'
import { line, pageLimit, siteKey, text, uuid } from '../fields.ts'
import { invalid } from '../http.ts'
import { sentence } from '../messages.ts'
import { articleTag } from '../pages.ts'
import { Problem } from '../problem.ts'
import { article, comment, site, takedown, takedownKinds, takedownOutcomes } from '../schema.ts'
import { uuidv7 } from '../uuid.ts'
import { sealComment } from './seal.ts'
import type { DeskContext } from './target.ts'
import { requireComment } from './target.ts'

const HOUR_MS = 3_600_000
/**
 * Hours to act: urgent request of the security authority (Cybersecurity Law 116/2025), request of an authority
 * (Decree 147/2024, the same law), well-founded complaint of a user (Decree 147/2024).
 */
export const takedownHours = { urgent: 6, authority: 24, complaint: 48 } as const
/** How long what was taken down is kept for inspection unless somebody says otherwise. */
export const HOLD_DAYS = 365

export const NewTakedown = v.strictObject({
  comment: uuid,
  kind: v.picklist(takedownKinds),
  askedBy: line(200),
  /** Number of the document, if there is one. */
  document: v.exactOptional(line(100)),
  detail: v.exactOptional(text(2000)),
  /** When it came in; now when absent. The clock runs from then. */
  receivedAt: v.exactOptional(v.pipe(v.string(), v.isoTimestamp())),
})
export type NewTakedown = v.InferOutput<typeof NewTakedown>

export const TakedownPatch = v.strictObject({
  outcome: v.picklist(takedownOutcomes),
  note: v.exactOptional(text(1000)),
  /** After a removal: how long the content stays sealed for inspection. */
  holdDays: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(3650)), HOLD_DAYS),
})
export type TakedownPatch = v.InferOutput<typeof TakedownPatch>

export const TakedownParams = v.strictObject({
  site: v.exactOptional(siteKey),
  /** Those that wait by when they are due, or all by arrival, the newest first. */
  status: v.optional(v.picklist(['open', 'all']), 'open'),
  after: v.exactOptional(v.pipe(v.string(), v.maxLength(500))),
  limit: pageLimit,
})

/** Enters a request into the register and starts its clock. Throws `not-found`, `invalid` for a time to come. */
export async function registerTakedown(context: DeskContext, input: NewTakedown) {
  const { ports, caller, language } = context
  const found = await requireComment(context, input.comment)
  const now = ports.now()
  const receivedAt = input.receivedAt === undefined ? now : new Date(input.receivedAt)
  if (receivedAt > now) throw invalid('/receivedAt', sentence('past', language))
  const { kind, askedBy, document, detail } = input
  const row = {
    id: uuidv7(now),
    ...{ siteSeq: found.siteSeq, commentSeq: found.seq, kind, askedBy },
    ...{ document: document ?? null, detail: detail ?? null, receivedAt },
    dueAt: new Date(receivedAt.getTime() + takedownHours[kind] * HOUR_MS),
    ...{ createdBy: caller.name, createdAt: now },
  }
  const entry = {
    ...{ actor: caller.id, action: 'takedown.registered', siteSeq: found.siteSeq },
    ...{ subject: row.id, detail: { comment: found.id, kind } },
  }
  const [, , rows] = await ports.db.batch([
    ports.db.insert(takedown).values(row),
    recordAudit(ports.db, entry, now),
    selectTakedowns(ports.db).where(eq(takedown.id, row.id)),
  ])
  return viewTakedown(firstOf(rows), now)
}

/**
 * Closes a request. A removal hides the comment by a decision and seals what it said; only administrators can
 * open that. Throws `not-found`, `conflict` for a request that has been closed.
 */
export async function closeTakedown(context: DeskContext, id: string, patch: TakedownPatch) {
  const { ports, caller } = context
  const { db } = ports
  const [known] = await selectTakedowns(db).where(
    and(eq(takedown.id, id), withinSites(caller, sql`${takedown.siteSeq}`)),
  )
  if (known === undefined) throw new Problem('not-found')
  const now = ports.now()
  const isOpen = sql`EXISTS (SELECT 1 FROM takedown WHERE id = ${id} AND outcome IS NULL)`
  const entry = {
    ...{
      actor: caller.id,
      action: `takedown.${patch.outcome}`,
      siteSeq: known.siteSeq,
      subject: id,
    },
    detail: { comment: known.comment },
  }
  const until = new Date(now.getTime() + patch.holdDays * 24 * HOUR_MS)
  const hold = { until, reason: `takedown:${known.kind}`, note: patch.note ?? null }
  const results = await db.batch([
    recordAuditWhere(db, entry, now, isOpen),
    ...(patch.outcome === 'removed'
      ? sealComment(context, known.commentSeq, hold, isOpen, now)
      : []),
    db
      .update(takedown)
      .set({
        ...{ outcome: patch.outcome, outcomeNote: patch.note ?? null },
        ...{ closedBy: caller.name, closedAt: now },
      })
      .where(and(eq(takedown.id, id), isNull(takedown.outcome)))
      .returning({ id: takedown.id }),
    selectTakedowns(db).where(eq(takedown.id, id)),
  ])
  // The last two statements of the batch, in the order above.
  if ((results.at(-2) as unknown[]).length === 0) throw new Problem('conflict')
  ports.pages.purge([articleTag(known.site, known.articleKey)])
  return viewTakedown(firstOf(results.at(-1) as TakedownRow[]), now)
}

/** One page of the register: what is open by due time, or everything, the newest first. */
export async function listTakedowns(
  { ports, keyring, caller, language }: DeskContext,
  query: v.InferOutput<typeof TakedownParams>,
) {
  if (query.site !== undefined) requireSite(caller, query.site)
  const scope = `takedowns:${query.site ?? ''}:${query.status}`
  const position = await readCursor(keyring, scope, query.after, language)
  const isOpen = query.status === 'open'
  const beyond = isOpen
    ? sql`(${takedown.dueAt}, ${takedown.seq}) > (${position?.[0]}, ${position?.[1]})`
    : sql`${takedown.seq} < ${position?.[1]}`
  const rows = await selectTakedowns(ports.db)
    .where(
      and(
        query.site === undefined
          ? withinSites(caller, sql`+${takedown.siteSeq}`)
          : sql`${takedown.siteSeq} = (SELECT seq FROM site WHERE key = ${query.site})`,
        isOpen ? isNull(takedown.outcome) : undefined,
        position === null ? undefined : beyond,
      ),
    )
    .orderBy(isOpen ? sql`${takedown.dueAt}, ${takedown.seq}` : sql`${takedown.seq} DESC`)
    .limit(query.limit + 1)
  const last = rows.length > query.limit ? rows[query.limit - 1] : undefined
  return {
    items: rows.slice(0, query.limit).map((row) => viewTakedown(row, ports.now())),
    next:
      last === undefined
        ? null
        : await writeCursor(keyring, scope, [last.dueAt.getTime(), last.seq]),
  }
}

/** Statement for the requests about one comment, the oldest first. */
export function selectTakedownsOf({ ports }: DeskContext, commentSeq: SQL) {
  return selectTakedowns(ports.db)
    .where(eq(takedown.commentSeq, commentSeq))
    .orderBy(takedown.seq)
    .limit(50)
}

function selectTakedowns(db: DeskContext['ports']['db']) {
  return db
    .select({
      seq: takedown.seq,
      id: takedown.id,
      siteSeq: takedown.siteSeq,
      site: site.key,
      commentSeq: takedown.commentSeq,
      comment: comment.id,
      author: comment.authorName,
      articleKey: article.key,
      articleTitle: sql<string>`coalesce(${article.title}, ${article.key})`,
      kind: takedown.kind,
      askedBy: takedown.askedBy,
      document: takedown.document,
      detail: takedown.detail,
      receivedAt: takedown.receivedAt,
      dueAt: takedown.dueAt,
      outcome: takedown.outcome,
      outcomeNote: takedown.outcomeNote,
      createdBy: takedown.createdBy,
      closedBy: takedown.closedBy,
      closedAt: takedown.closedAt,
      heldUntil: comment.heldUntil,
    })
    .from(takedown)
    .innerJoin(comment, eq(comment.seq, takedown.commentSeq))
    .innerJoin(site, eq(site.seq, takedown.siteSeq))
    .innerJoin(article, eq(article.seq, comment.articleSeq))
    .$dynamic()
}
type TakedownRow = Awaited<ReturnType<typeof selectTakedowns>>[number]

export function viewTakedown(row: TakedownRow, now: Date) {
  const { id, site, comment, author, kind, askedBy, document, detail } = row
  const { outcome, outcomeNote, createdBy, closedBy } = row
  return {
    ...{ id, site, comment, author, kind, askedBy, document, detail },
    ...{ outcome, outcomeNote, createdBy, closedBy },
    article: { key: row.articleKey, title: row.articleTitle },
    receivedAt: row.receivedAt.toISOString(),
    dueAt: row.dueAt.toISOString(),
    isOverdue: row.outcome === null && row.dueAt < now,
    closedAt: row.closedAt?.toISOString() ?? null,
    heldUntil: row.heldUntil?.toISOString() ?? null,
  }
}

function firstOf(rows: TakedownRow[]): TakedownRow {
  const [row] = rows
  if (row === undefined) throw new Problem('not-found')
  return row
}

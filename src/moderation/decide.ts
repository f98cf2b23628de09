import { type SQL, sql } from 'drizzle-orm'
import type { Caller } from '../auth/caller.ts'
import { withinSites } from '../auth/caller.ts'
import { articleTag } from '../pages.ts'
import type { Database, Ports } from '../ports.ts'
import { Problem, type ProblemCode } from '../problem.ts'
import type { State } from '../schema.ts'
import { queueOwedConfirmations, queueShareMails, recallShareMails } from '../shares/queue.ts'
import { uuidv7 } from '../uuid.ts'
import { webhooksOfDecision, webhooksOfUndo } from '../webhooks/queue-decided.ts'
import { type Decidable, origins } from './transitions.ts'

export interface DecisionItem {
  kind: 'comment' | 'share'
  id: string
  /** The state that the moderator saw; a colleague's earlier move makes this one fail. */
  from?: State | undefined
}

export interface NewDecision {
  items: DecisionItem[]
  to: Decidable
  reason?: string | undefined
  message?: string | undefined
  note?: string | undefined
}

export interface DecisionReceipt {
  id: string
  results: {
    id: string
    ok: boolean
    state: State | null
    /** Who moved a refused item last. */
    by?: string
    problem?: { type: string; code: ProblemCode; detail: string }
  }[]
}

interface ResultRow {
  item: string
  kind: 'comment' | 'share'
  state: State | null
  site: string | null
  article: string | null
  by: string | null
  is_done: number
}

/**
 * Moves up to 500 items in one database request, each by compare-and-set: an item that is gone, foreign or
 * was moved by somebody else fails alone. What a decision causes becomes due after the site's `undoSeconds`.
 */
export async function decide(
  ports: Ports,
  caller: Caller,
  decision: NewDecision,
): Promise<DecisionReceipt> {
  const { db } = ports
  const now = ports.now()
  const id = uuidv7(now)
  const made = (kind: string) =>
    sql`SELECT item_seq FROM decision WHERE id = ${id} AND kind = ${kind}`
  const results = await db.batch([
    recordDecisions(db, id, 'comment', caller, decision, now),
    recordDecisions(db, id, 'share', caller, decision, now),
    db.run(sql`UPDATE comment SET state = ${decision.to}, decided_at = ${now.getTime()},
      decided_by = ${caller.name}, told_reason = (SELECT d.message FROM decision d
        WHERE d.id = ${id} AND d.kind = 'comment' AND d.item_seq = comment.seq),
      report_count = 0, ${ticketFor(sql`${decision.to}`)}
      WHERE seq IN (${made('comment')})`),
    db.run(sql`UPDATE share SET state = ${decision.to}, decided_at = ${now.getTime()},
      decided_by = ${caller.name} WHERE seq IN (${made('share')})`),
    ...shareEffects(db, made('share'), now),
    webhooksOfDecision(db, id, now),
    recordRefused(db, id, caller, decision, now),
    readResults(db, id, decision.items, caller),
  ])
  // The last statement of the batch is `readResults`.
  const rows = results.at(-1) as ResultRow[]
  purgePages(ports, rows)
  return {
    id,
    results: rows.map((row) => resultOf(row, ports.config.publicUrl)),
  }
}

/**
 * Takes a decision back for every item to which nothing newer has happened and whose mails have not been
 * leased. Throws `not-found` for an unknown decision and `conflict` when nothing could be taken back.
 */
export async function undoDecision(
  ports: Ports,
  caller: Caller,
  decisionId: string,
): Promise<DecisionReceipt> {
  const { db } = ports
  const now = ports.now()
  const id = uuidv7(now)
  const made = (kind: string) =>
    sql`SELECT item_seq FROM decision WHERE id = ${id} AND kind = ${kind}`
  const results = await db.batch([
    recordUndo(db, id, 'comment', caller, decisionId, now),
    recordUndo(db, id, 'share', caller, decisionId, now),
    restoreStates(db, id, 'comment', caller, now),
    restoreStates(db, id, 'share', caller, now),
    ...shareEffects(db, made('share'), now),
    ...webhooksOfUndo(db, id, decisionId, now),
    readUndone(db, id, decisionId, caller),
  ])
  // The last statement of the batch is `readUndone`.
  const rows = results.at(-1) as ResultRow[]
  if (rows.length === 0) throw new Problem('not-found')
  if (rows.every((row) => row.is_done === 0)) throw new Problem('conflict')
  purgePages(ports, rows)
  return { id, results: rows.map((row) => resultOf(row, ports.config.publicUrl)) }
}

function recordDecisions(
  db: Database,
  id: string,
  kind: 'comment' | 'share',
  caller: Caller,
  decision: NewDecision,
  now: Date,
) {
  const item = sql.identifier(kind)
  // Approving what is approved already answers the reports about it.
  const reviewed =
    kind === 'comment' ? sql` OR (i.state = ${decision.to} AND i.report_count > 0)` : sql``
  return db.run(sql`
    INSERT INTO decision (id, kind, item_seq, site_seq, from_state, to_state, reason, message, note, actor, at)
    SELECT ${id}, ${kind}, i.seq, i.site_seq, i.state, ${decision.to}, ${decision.reason ?? null},
      ${messageFor(decision)}, ${decision.note ?? null}, ${caller.id}, ${now.getTime()}
    FROM json_each(${JSON.stringify(decision.items)}) j JOIN ${item} i ON i.id = j.value ->> 'id'
    WHERE j.value ->> 'kind' = ${kind}
      AND (i.state IN (SELECT value FROM json_each(${JSON.stringify(origins[decision.to])}))${reviewed})
      AND (j.value ->> 'from' IS NULL OR i.state = j.value ->> 'from') AND ${isFree(kind)}
      AND ${withinSites(caller, sql`i.site_seq`)}
    ON CONFLICT DO NOTHING`)
}

/** For the record: who wanted to move what from where to where, and came too late. */
function recordRefused(
  db: Database,
  id: string,
  caller: Caller,
  { items, to }: NewDecision,
  now: Date,
) {
  const tried = JSON.stringify(items.map((item) => ({ ...item, entry: uuidv7(now) })))
  const detail = sql`json_object('decision', ${id}, 'from', j.value ->> 'from', 'to', ${to}, 'found', coalesce(c.state, s.state))`
  return db.run(sql`
    INSERT INTO audit (id, actor, action, site_seq, subject, detail, at)
    SELECT j.value ->> 'entry', ${caller.id}, 'decision.refused', coalesce(c.site_seq, s.site_seq),
      j.value ->> 'id', ${detail}, ${now.getTime()}
    FROM json_each(${tried}) j
    LEFT JOIN comment c ON j.value ->> 'kind' = 'comment' AND c.id = j.value ->> 'id'
    LEFT JOIN share s ON j.value ->> 'kind' = 'share' AND s.id = j.value ->> 'id'
    WHERE coalesce(c.seq, s.seq) IS NOT NULL AND ${withinSites(caller, sql`coalesce(c.site_seq, s.site_seq)`)}
      AND NOT EXISTS (SELECT 1 FROM decision d WHERE d.id = ${id} AND d.kind = j.value ->> 'kind'
        AND d.item_seq = coalesce(c.seq, s.seq))`)
}

/** What was taken down stays so until its hold ends: its words are sealed. */
function isFree(kind: 'comment' | 'share'): SQL {
  return kind === 'comment' ? sql`i.held_until IS NULL` : sql`1`
}

/** What the reader is told: the moderator's sentence, else the one that the item's site keeps for the reason. */
function messageFor({ message, reason }: NewDecision): SQL {
  if (message !== undefined || reason === undefined) return sql`${message ?? null}`
  return sql`(SELECT r.value ->> 'message' FROM site s, json_each(s.settings, '$.reasons') r
    WHERE s.seq = i.site_seq AND r.value ->> 'key' = ${reason})`
}

/** An undoing row for each item whose last decision is the one to take back. */
function recordUndo(
  db: Database,
  id: string,
  kind: 'comment' | 'share',
  caller: Caller,
  decisionId: string,
  now: Date,
) {
  const item = sql.identifier(kind)
  const isLeased =
    kind === 'comment'
      ? sql`0`
      : sql`EXISTS (SELECT 1 FROM recipient r JOIN outbox o ON o.cause = r.id AND o.kind = 'mail.share'
          WHERE r.share_seq = i.seq AND (o.state <> 'waiting' OR o.attempts > 0))`
  return db.run(sql`
    INSERT INTO decision (id, kind, item_seq, site_seq, from_state, to_state, actor, at, undoes)
    SELECT ${id}, ${kind}, i.seq, i.site_seq, d.to_state, d.from_state, ${caller.id}, ${now.getTime()}, d.id
    FROM decision d JOIN ${item} i ON i.seq = d.item_seq
    WHERE d.id = ${decisionId} AND d.kind = ${kind} AND i.state = d.to_state AND NOT ${isLeased}
      AND d.actor <> 'reader' AND ${isFree(kind)}
      AND NOT EXISTS (SELECT 1 FROM decision n WHERE n.kind = ${kind} AND n.item_seq = i.seq AND n.seq > d.seq)
      AND ${withinSites(caller, sql`i.site_seq`)}
    ON CONFLICT DO NOTHING`)
}

function restoreStates(
  db: Database,
  id: string,
  kind: 'comment' | 'share',
  caller: Caller,
  now: Date,
) {
  const item = sql.identifier(kind)
  const restored = sql`(SELECT d.to_state FROM decision d
    WHERE d.id = ${id} AND d.kind = ${kind} AND d.item_seq = ${item}.seq)`
  const rest =
    kind === 'comment' ? sql`, told_reason = ${toldBefore(id)}, ${ticketFor(restored)}` : sql``
  return db.run(sql`
    UPDATE ${item} SET decided_at = ${now.getTime()}, decided_by = ${caller.name}, state = ${restored}${rest}
    WHERE seq IN (SELECT item_seq FROM decision WHERE id = ${id} AND kind = ${kind})`)
}

/** The sentence that was told before the decision which is being taken back. */
function toldBefore(id: string) {
  return sql`(SELECT p.message FROM decision u JOIN decision p ON p.kind = u.kind AND p.item_seq = u.item_seq
      AND p.id <> u.undoes AND p.seq < u.seq
    WHERE u.id = ${id} AND u.kind = 'comment' AND u.item_seq = comment.seq ORDER BY p.seq DESC LIMIT 1)`
}

/** A letter that is refused or filed needs no answer; one that is taken back is waiting again. */
function ticketFor(state: SQL) {
  return sql`ticket = CASE WHEN ticket = 'open' AND ${state} IN ('rejected', 'spam') THEN 'closed'
    WHEN ticket = 'closed' AND ${state} IN ('pending', 'approved') THEN 'open' ELSE ticket END`
}

/** Mails follow the state that the shares now have, whichever way they moved. */
function shareEffects(db: Database, shares: SQL, now: Date) {
  return [
    ...recallShareMails(db, shares),
    ...queueShareMails(db, shares, now, 'undoable'),
    queueOwedConfirmations(db, shares, now),
  ]
}

function readResults(db: Database, id: string, items: DecisionItem[], caller: Caller) {
  return db.all<ResultRow>(sql`
    SELECT j.value ->> 'id' AS item, j.value ->> 'kind' AS kind, ${itemColumns},
      d.seq IS NOT NULL AS is_done
    FROM json_each(${JSON.stringify(items)}) j
    LEFT JOIN comment c ON j.value ->> 'kind' = 'comment' AND c.id = j.value ->> 'id'
      AND ${withinSites(caller, sql`c.site_seq`)}
    LEFT JOIN share s ON j.value ->> 'kind' = 'share' AND s.id = j.value ->> 'id'
      AND ${withinSites(caller, sql`s.site_seq`)}
    ${itemJoins}
    LEFT JOIN decision d ON d.id = ${id} AND d.kind = j.value ->> 'kind' AND d.item_seq = coalesce(c.seq, s.seq)
    ORDER BY j.key`)
}

function readUndone(db: Database, id: string, decisionId: string, caller: Caller) {
  return db.all<ResultRow>(sql`
    SELECT coalesce(c.id, s.id) AS item, u.kind, ${itemColumns}, d.seq IS NOT NULL AS is_done
    FROM decision u
    LEFT JOIN comment c ON u.kind = 'comment' AND c.seq = u.item_seq
    LEFT JOIN share s ON u.kind = 'share' AND s.seq = u.item_seq
    ${itemJoins}
    LEFT JOIN decision d ON d.id = ${id} AND d.kind = u.kind AND d.item_seq = u.item_seq
    WHERE u.id = ${decisionId} AND ${withinSites(caller, sql`u.site_seq`)} ORDER BY u.seq`)
}

const itemColumns = sql`coalesce(c.state, s.state) AS state, site.key AS site, article.key AS article,
  coalesce(c.decided_by, s.decided_by) AS by`
const itemJoins = sql`LEFT JOIN article ON article.seq = coalesce(c.article_seq, s.article_seq)
    LEFT JOIN site ON site.seq = article.site_seq`

function purgePages(ports: Ports, rows: ResultRow[]) {
  const tags = rows
    .filter((row) => row.is_done === 1 && row.kind === 'comment')
    .map((row) => articleTag(row.site ?? '', row.article ?? ''))
  if (tags.length > 0) ports.pages.purge([...new Set(tags)])
}

function resultOf(row: ResultRow, publicUrl: string): DecisionReceipt['results'][number] {
  if (row.is_done === 1) return { id: row.item, ok: true, state: row.state }
  const code: ProblemCode = row.state === null ? 'not-found' : 'invalid-transition'
  const detail =
    row.state === null ? 'There is no such item' : `The item is ${row.state} and was left so`
  return {
    id: row.item,
    ok: false,
    state: row.state,
    ...(row.by !== null && { by: row.by }),
    problem: { type: `${publicUrl}/problems/${code}`, code, detail },
  }
}

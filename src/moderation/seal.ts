import { and, eq, type SQL, sql } from 'drizzle-orm'
import { recordAuditWhere, recordAudit } from '../audit.ts'
import { withinSites } from '../auth/caller.ts'
import { articleTag } from '../pages.ts'
import type { Database } from '../ports.ts'
import { Problem } from '../problem.ts'
import { comment, sealed } from '../schema.ts'
import { uuidv7 } from '../uuid.ts'
import { type DeskContext, requireComment } from './target.ts'

/** Seals whose time is over are opened so many at a run. */
const RELEASED_PER_RUN = 100

export interface Hold {
  until: Date
  reason: string
  note: string | null
}

/**
 * Statements that take a comment out of public view by a decision and move its words out of everybody's reach
 * into `sealed`, as long as `condition` holds. A longer hold wins; what its reader has withdrawn has no words.
 */
export function sealComment(
  { ports: { db }, caller }: DeskContext,
  seq: number,
  { until, reason, note }: Hold,
  condition: SQL,
  now: Date,
) {
  const at = now.getTime()
  const here = sql`seq = ${seq} AND ${condition}`
  return [
    db.run(sql`INSERT INTO decision (id, kind, item_seq, site_seq, from_state, to_state, reason, note, actor, at)
      SELECT ${uuidv7(now)}, 'comment', seq, site_seq, state, 'rejected', 'takedown', ${note}, ${caller.id}, ${at}
      FROM comment WHERE ${here} AND state NOT IN ('rejected', 'withdrawn')`),
    db.run(sql`INSERT INTO sealed (comment_seq, content, until)
      SELECT seq, json_object('authorName', author_name, 'authorEmail', author_email,
        'authorPhone', author_phone, 'authorAddress', author_address, 'subject', subject, 'body', body,
        'reasons', json(reasons), 'createdAt', created_at, 'revisions', json((
          SELECT json_group_array(json_object('subject', s.subject, 'body', s.body,
            'replacedBy', s.replaced_by, 'at', s.at)) FROM (SELECT * FROM revision
            WHERE comment_seq = ${seq} ORDER BY seq) s))), ${until.getTime()}
      FROM comment WHERE ${here} AND state <> 'withdrawn'
      ON CONFLICT DO UPDATE SET until = max(until, excluded.until)`),
    db.run(sql`DELETE FROM revision WHERE comment_seq = ${seq} AND ${condition}`),
    db.run(sql`UPDATE comment SET state = 'rejected', decided_at = ${at}, decided_by = ${caller.name},
      told_reason = NULL, subject = NULL, body = '', reasons = '[]', is_featured = 0, report_count = 0,
      ticket = CASE WHEN ticket IS NOT NULL THEN 'closed' END,
      held_until = max(coalesce(held_until, 0), ${until.getTime()}), held_reason = ${reason}
      WHERE ${here} AND state <> 'withdrawn'`),
  ]
}

/** What a taken-down comment said. That it was read is recorded. Throws `not-found` where nothing is sealed. */
export async function openSeal(context: DeskContext, id: string) {
  const { ports, caller } = context
  const { db } = ports
  const entry = { actor: caller.id, action: 'seal.opened', subject: id }
  const found = await requireComment(context, id)
  const isSealed = sql`EXISTS (SELECT 1 FROM sealed WHERE comment_seq = ${found.seq})`
  const [, [row]] = await db.batch([
    recordAuditWhere(db, { ...entry, siteSeq: found.siteSeq }, ports.now(), isSealed),
    db
      .select({ content: sealed.content, until: sealed.until })
      .from(sealed)
      .innerJoin(comment, eq(comment.seq, sealed.commentSeq))
      .where(and(eq(comment.id, id), withinSites(caller, sql`${comment.siteSeq}`))),
  ])
  if (row === undefined) throw new Problem('not-found')
  const { createdAt, revisions, reasons, ...words } = row.content
  return {
    ...words,
    reasons,
    createdAt: new Date(createdAt).toISOString(),
    revisions: revisions.map((one) => ({ ...one, at: new Date(one.at).toISOString() })),
    until: row.until.toISOString(),
  }
}

/** Ends a hold early: the words come back to the moderators, the comment stays rejected. Throws `not-found`. */
export async function liftSeal(context: DeskContext, id: string): Promise<void> {
  const { ports, caller } = context
  const found = await requireComment(context, id)
  if (found.heldUntil === null) throw new Problem('not-found')
  const entry = { actor: caller.id, action: 'seal.lifted', siteSeq: found.siteSeq, subject: id }
  await ports.db.batch([
    recordAudit(ports.db, entry, ports.now()),
    ...releaseStatements(ports.db, sql`SELECT ${found.seq}`),
  ])
  ports.pages.purge([articleTag(found.siteKey, found.articleKey)])
}

/** Ends the holds whose time is over: what stands gets its words back under the usual rules, what was withdrawn is erased. */
export async function releaseSeals({ db }: { db: Database }, now: Date): Promise<void> {
  const due = sql`SELECT comment_seq FROM sealed WHERE until <= ${now.getTime()}
    ORDER BY until, comment_seq LIMIT ${RELEASED_PER_RUN}`
  const [some] = await db.all<{ comment_seq: number }>(due)
  if (some === undefined) return
  const [first, ...rest] = releaseStatements(db, due)
  await db.batch([first, ...rest])
}

function releaseStatements(db: Database, seqs: SQL) {
  const content = (path: string) =>
    sql`(SELECT content ->> ${path} FROM sealed WHERE comment_seq = comment.seq)`
  return [
    db.run(sql`UPDATE comment SET subject = ${content('$.subject')}, body = ${content('$.body')},
      reasons = (SELECT json_extract(content, '$.reasons') FROM sealed WHERE comment_seq = comment.seq)
      WHERE seq IN (${seqs}) AND state <> 'withdrawn'
        AND EXISTS (SELECT 1 FROM sealed WHERE comment_seq = comment.seq)`),
    db.run(sql`INSERT INTO revision (comment_seq, subject, body, replaced_by, at)
      SELECT s.comment_seq, j.value ->> 'subject', j.value ->> 'body', j.value ->> 'replacedBy', j.value ->> 'at'
      FROM sealed s JOIN comment c ON c.seq = s.comment_seq, json_each(s.content, '$.revisions') j
      WHERE s.comment_seq IN (${seqs}) AND c.state <> 'withdrawn'`),
    db.run(sql`UPDATE comment SET held_until = NULL, held_reason = NULL WHERE seq IN (${seqs})`),
    db.run(sql`DELETE FROM sealed WHERE comment_seq IN (${seqs})`),
  ] as const
}

import { and, eq, sql } from 'drizzle-orm'
import { withinSites } from '../auth/caller.ts'
import { Problem } from '../problem.ts'
import { article, comment, decision, outbox, revision, share, site, type State } from '../schema.ts'
import { selectAnswers, viewAnswer } from './answers.ts'
import { selectNotes, viewNote } from './notes.ts'
import { assignedColumns, joinAssignment } from './assignments.ts'
import { type CommentRow, type ShareRow, viewComment, viewShare } from './queue-view.ts'
import { selectTakedownsOf, viewTakedown } from './takedowns.ts'
import type { DeskContext } from './target.ts'

/** Other comments of the same author that are shown, the newest first. */
const OTHERS_SHOWN = 10
const OTHER_UNITS = 200

/**
 * One comment with everything that helps to decide about it. Notes, mails and requests may hold personal data
 * and are null for viewers. Throws `not-found`.
 */
export async function readComment(context: DeskContext, id: string) {
  const { ports, caller } = context
  const { db } = ports
  const seq = sql`(SELECT seq FROM comment WHERE id = ${id})`
  const [rows, extras, revisions, history, notes, answers, mails, others, takedowns] =
    await db.batch([
      selectComment(context, id),
      selectExtras(context, id),
      db
        .select()
        .from(revision)
        .where(eq(revision.commentSeq, seq))
        .orderBy(revision.seq)
        .limit(50),
      selectHistory(context, 'comment', sql`${seq}`),
      selectNotes(context, 'comment', seq),
      selectAnswers(context, seq),
      selectMails(context, id),
      selectOthers(context, id),
      selectTakedownsOf(context, seq),
    ])
  const [row] = rows
  const [extra] = extras
  if (row === undefined || extra === undefined) throw new Problem('not-found')
  const mayKnow = caller.role !== 'viewer'
  const names = new Map(history.map(({ actor, actorName }) => [actor, actorName]))
  return {
    comment: viewComment(row, caller),
    ...viewExtra(extra),
    revisions: revisions.map(({ subject, body, replacedBy, at }) => ({
      ...{ subject, body, at: at.toISOString() },
      by: names.get(replacedBy) ?? replacedBy,
    })),
    history: history.map((one) => viewDecision(one, caller)),
    notes: mayKnow ? notes.map(viewNote) : null,
    answers: mayKnow ? answers.map(viewAnswer) : null,
    mails: mails.map(viewMail),
    others: others.map(({ at, ...other }) => ({ ...other, createdAt: new Date(at).toISOString() })),
    takedowns: mayKnow ? takedowns.map((one) => viewTakedown(one, ports.now())) : null,
  }
}

export type CommentDetail = Awaited<ReturnType<typeof readComment>>

/** One share with its history and notes. Throws `not-found`. */
export async function readShare(context: DeskContext, id: string) {
  const { ports, caller } = context
  const seq = sql`(SELECT seq FROM share WHERE id = ${id})`
  const [rows, history, notes, [network]] = await ports.db.batch([
    selectShare(context, id),
    selectHistory(context, 'share', seq),
    selectNotes(context, 'share', seq),
    ports.db.select({ hash: share.addressHash }).from(share).where(eq(share.id, id)),
  ])
  const [row] = rows
  if (row === undefined) throw new Problem('not-found')
  return {
    share: viewShare(row, caller),
    hasNetwork: (network?.hash ?? '') !== '',
    history: history.map((one) => viewDecision(one, caller)),
    notes: caller.role === 'viewer' ? null : notes.map(viewNote),
  }
}

export type ShareDetail = Awaited<ReturnType<typeof readShare>>

function selectComment({ ports, caller }: DeskContext, id: string) {
  return ports.db.all<CommentRow>(sql`
    SELECT i.seq, i.id, site.key AS site, a.id AS article_id, a.key AS article_key,
      coalesce(a.url, '') AS article_url, coalesce(a.title, a.key) AS article_title,
      parent.id AS parent_id, root.id AS root_id, i.author_name, i.author_email, i.author_phone,
      i.author_address, i.badge, i.subject, i.body, i.state, i.audience, i.ticket, i.reasons,
      i.created_at, i.edited_at, i.like_count, i.is_featured, i.reply_count, i.report_count,
      i.decided_by, i.decided_at, ${assignedColumns}, coalesce(r.approved, 0) AS approved,
      coalesce(r.rejected, 0) AS rejected, coalesce(r.spam, 0) AS spam,
      coalesce(r.first_seen_at, i.created_at) AS first_seen_at
    FROM comment i JOIN site ON site.seq = i.site_seq JOIN article a ON a.seq = i.article_seq
    LEFT JOIN comment parent ON parent.seq = i.parent_seq
    LEFT JOIN comment root ON root.seq = i.root_seq
    LEFT JOIN author_record r ON r.site_seq = i.site_seq AND r.author_hash = i.author_hash
      AND i.author_hash <> ''
    ${joinAssignment('comment')}
    WHERE i.id = ${id} AND ${withinSites(caller, sql`i.site_seq`)}`)
}

function selectShare({ ports, caller }: DeskContext, id: string) {
  return ports.db.all<ShareRow>(sql`
    SELECT i.seq, i.id, site.key AS site, a.id AS article_id, a.key AS article_key,
      coalesce(a.url, '') AS article_url, coalesce(a.title, a.key) AS article_title,
      i.state, i.sender_name, i.sender_email, i.confirmed_at, i.message, i.reasons, i.created_at,
      i.decided_by, i.decided_at, ${assignedColumns},
      (SELECT json_group_array(json_object('address', r.address, 'state', r.state, 'at', r.at))
        FROM recipient r WHERE r.share_seq = i.seq) AS recipients
    FROM share i JOIN site ON site.seq = i.site_seq JOIN article a ON a.seq = i.article_seq
    ${joinAssignment('share')}
    WHERE i.id = ${id} AND ${withinSites(caller, sql`i.site_seq`)}`)
}

interface ParentRow {
  id: string
  name: string
  body: string
  state: State
}

/** What the queue does not show of a comment: marks, hold, the article's state and what it answers to. */
function selectExtras({ ports }: DeskContext, id: string) {
  return ports.db
    .select({
      asksCorrection: comment.asksCorrection,
      heldUntil: comment.heldUntil,
      heldReason: comment.heldReason,
      toldReason: comment.toldReason,
      hasNetwork: sql<number>`${comment.addressHash} <> ''`.mapWith(Number),
      parent: sql<
        string | null
      >`(SELECT json_object('id', p.id, 'name', p.author_name, 'body', p.body,
        'state', p.state) FROM comment p WHERE p.seq = ${comment.parentSeq})`,
      excerpt: article.excerpt,
      articleIsOpen: article.isOpen,
      closesAt: article.closesAt,
      siteIsOpen: sql<number>`${site.settings} ->> '$.comments.isOpen'`.mapWith(Number),
    })
    .from(comment)
    .innerJoin(article, eq(article.seq, comment.articleSeq))
    .innerJoin(site, eq(site.seq, comment.siteSeq))
    .where(eq(comment.id, id))
}

function viewExtra(row: Awaited<ReturnType<typeof selectExtras>>[number]) {
  return {
    asksCorrection: row.asksCorrection,
    heldUntil: row.heldUntil?.toISOString() ?? null,
    heldReason: row.heldReason,
    toldReason: row.toldReason,
    hasNetwork: row.hasNetwork === 1,
    // `json_object` of the statement's own columns.
    parent: row.parent === null ? null : (JSON.parse(row.parent) as ParentRow),
    place: {
      excerpt: row.excerpt,
      isOpen: row.articleIsOpen,
      closesAt: row.closesAt?.toISOString() ?? null,
      siteIsOpen: row.siteIsOpen === 1,
    },
  }
}

function selectHistory(
  { ports }: DeskContext,
  kind: 'comment' | 'share',
  seq: ReturnType<typeof sql>,
) {
  return ports.db
    .select({
      id: decision.id,
      from: decision.from,
      to: decision.to,
      reason: decision.reason,
      message: decision.message,
      note: decision.note,
      actor: decision.actor,
      actorName: sql<string>`coalesce((SELECT m.name FROM moderator m WHERE m.id = ${decision.actor}),
        (SELECT k.name FROM token k WHERE k.id = ${decision.actor}), ${decision.actor})`,
      at: decision.at,
      undoes: decision.undoes,
    })
    .from(decision)
    .where(and(eq(decision.kind, kind), eq(decision.itemSeq, seq)))
    .orderBy(sql`${decision.seq} DESC`)
    .limit(100)
}

/** A decision's note is as internal as any other. */
function viewDecision(
  row: Awaited<ReturnType<typeof selectHistory>>[number],
  { role }: DeskContext['caller'],
) {
  const { id, from, to, reason, message, note, undoes } = row
  return {
    id,
    from,
    to,
    reason,
    message,
    note: role === 'viewer' ? null : note,
    undoes,
    by: row.actorName,
    at: row.at.toISOString(),
  }
}

/** Mails about a comment have its id, or its id and a colon, as their cause. */
function selectMails({ ports }: DeskContext, id: string) {
  return ports.db
    .select({
      kind: outbox.kind,
      state: outbox.state,
      attempts: outbox.attempts,
      dueAt: outbox.dueAt,
      doneAt: outbox.doneAt,
    })
    .from(outbox)
    .where(
      sql`${outbox.cause} >= ${id} AND ${outbox.cause} < ${`${id};`} AND ${outbox.kind} LIKE 'mail.%'`,
    )
    .limit(50)
}

function viewMail({ dueAt, doneAt, ...row }: Awaited<ReturnType<typeof selectMails>>[number]) {
  return { ...row, dueAt: dueAt.toISOString(), doneAt: doneAt?.toISOString() ?? null }
}

interface OtherRow {
  id: string
  state: State
  article: string
  beginning: string
  at: number
}

function selectOthers({ ports }: DeskContext, id: string) {
  return ports.db.all<OtherRow>(sql`
    SELECT o.id, o.state, coalesce(a.title, a.key) AS article,
      substr(o.body, 1, ${OTHER_UNITS}) AS beginning, o.created_at AS at
    FROM comment c JOIN comment o ON o.site_seq = c.site_seq AND o.author_hash = c.author_hash
      AND o.author_hash <> '' AND o.seq <> c.seq JOIN article a ON a.seq = o.article_seq
    WHERE c.id = ${id} ORDER BY o.created_at DESC LIMIT ${OTHERS_SHOWN}`)
}

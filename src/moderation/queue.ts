import { omit } from '../omit.ts'
import { sql } from 'drizzle-orm'
import type * as v from 'valibot'
import { type Caller, withinSites } from '../auth/caller.ts'
import { readCursor, writeCursor } from '../cursor.ts'
import type { Ports } from '../ports.ts'
import { states } from '../schema.ts'
import type { Keyring } from '../signing.ts'
import { assignedColumns, joinAssignment } from './assignments.ts'
import { allOf, lastScanned, pathOf, type Place, positionAt, rowsFrom } from './queue-path.ts'
import { type CommentRow, type ShareRow, viewComment, viewShare } from './queue-view.ts'
import type { QueueParams } from './schemas.ts'

export type QueueQuery = v.InferOutput<typeof QueueParams>

export interface QueueContext {
  ports: Ports
  keyring: Keyring
  caller: Caller
  language: 'vi' | 'en'
}

/**
 * One page of comments for moderators, oldest first unless asked otherwise, with the size of every queue. Where no
 * index knows all of the filters, a page may hold fewer items than asked for, even none, and still have a next one.
 */
export async function listComments(context: QueueContext, query: QueueQuery) {
  const { ports, caller } = context
  const page = await pageOf(context, 'comment', query)
  const [rows, sizes] = await ports.db.batch([
    ports.db.all<CommentRow>(sql`
      SELECT i.seq, i.id, site.key AS site, a.id AS article_id, a.key AS article_key,
        coalesce(a.url, '') AS article_url, coalesce(a.title, a.key) AS article_title,
        parent.id AS parent_id, root.id AS root_id, i.author_name, i.author_email, i.author_phone,
        i.author_address, i.badge, i.subject, i.body, i.state, i.audience, i.ticket, i.reasons,
        i.created_at, i.edited_at, i.like_count, i.is_featured, i.reply_count, i.report_count,
        i.decided_by, i.decided_at, ${assignedColumns}, coalesce(r.approved, 0) AS approved,
        coalesce(r.rejected, 0) AS rejected, coalesce(r.spam, 0) AS spam,
        coalesce(r.first_seen_at, i.created_at) AS first_seen_at
      FROM ${page.rows('comment')}
      LEFT JOIN comment parent ON parent.seq = i.parent_seq
      LEFT JOIN comment root ON root.seq = i.root_seq
      LEFT JOIN author_record r ON r.site_seq = i.site_seq AND r.author_hash = i.author_hash
        AND i.author_hash <> ''
      ${joinAssignment('comment')}
      WHERE ${page.where} LIMIT ${query.limit + 1}`),
    queueSizes(ports, caller, 'comment', query.site),
  ])
  return {
    items: rows.slice(0, query.limit).map((row) => viewComment(row, caller)),
    counts: countsOf(sizes),
    next: await page.next(rows),
  }
}

/** One page of shares for moderators; same conventions as `listComments`. */
export async function listShares(context: QueueContext, query: QueueQuery) {
  const { ports, caller } = context
  const page = await pageOf(context, 'share', query)
  const [rows, sizes] = await ports.db.batch([
    ports.db.all<ShareRow>(sql`
      SELECT i.seq, i.id, site.key AS site, a.id AS article_id, a.key AS article_key,
        coalesce(a.url, '') AS article_url, coalesce(a.title, a.key) AS article_title,
        i.state, i.sender_name, i.sender_email, i.confirmed_at, i.message, i.reasons, i.created_at,
        i.decided_by, i.decided_at, ${assignedColumns}, 0 AS report_count,
        (SELECT json_group_array(json_object('address', r.address, 'state', r.state, 'at', r.at))
          FROM recipient r WHERE r.share_seq = i.seq) AS recipients
      FROM ${page.rows('share')} ${joinAssignment('share')} WHERE ${page.where} LIMIT ${query.limit + 1}`),
    queueSizes(ports, caller, 'share', query.site),
  ])
  return {
    items: rows.slice(0, query.limit).map((row) => viewShare(row, caller)),
    counts: countsOf(sizes),
    next: await page.next(rows),
  }
}

export interface FoundItem extends Place {
  id: string
  state: (typeof states)[number]
}

/** Ids and states of what a queue holds from a position on, in its order: what a decision by filter is made of. */
export async function findItems(
  context: QueueContext,
  kind: 'comment' | 'share',
  query: QueueQuery & { before?: Date | undefined },
) {
  const { before, ...listed } = query
  const page = await pageOf(context, kind, listed, before)
  const reports = kind === 'comment' ? sql`i.report_count` : sql`0`
  const rows = await context.ports.db.all<FoundItem>(sql`
    SELECT i.seq, i.id, i.state, i.created_at, ${reports} AS report_count
    FROM ${page.rows(kind)} WHERE ${page.where} LIMIT ${query.limit + 1}`)
  return { items: rows.slice(0, query.limit), next: await page.next(rows) }
}

/** Numbers above this are only told to be above it. */
const MOST_COUNTED = 1000

/** How many items match; `isMore` says that it is only the least, because counting ended early. */
export async function countItems(
  context: QueueContext,
  kind: 'comment' | 'share',
  query: QueueQuery,
  since?: Date,
) {
  const { sort, ...rest } = query
  const filters = omit(rest, 'after', 'limit')
  const path = pathOf(context.caller, kind, filters, since === undefined ? sort : 'newest')
  const later = since === undefined ? [] : [sql`i.created_at > ${since.getTime()}`]
  const [row] = await context.ports.db.all<{ size: number; looked: number }>(sql`
    SELECT sum(${allOf([...path.rest, ...later])}) AS size, count(*) AS looked
    FROM ${rowsFrom(path, null, since === undefined ? MOST_COUNTED : MOST_NEW)}
    CROSS JOIN ${sql.raw(kind)} i ON i.seq = w.seq`)
  const size = row?.size ?? 0
  const isMore = since === undefined ? row?.looked === MOST_COUNTED : size === MOST_NEW
  return { size, isMore }
}

/** More news than this are not counted. */
const MOST_NEW = 100

/** Where the page starts and ends; both kinds share it. `before` leaves out what came later. */
async function pageOf(
  { ports, keyring, caller, language }: QueueContext,
  kind: 'comment' | 'share',
  query: QueueQuery,
  before?: Date,
) {
  const { after, limit, sort, ...filters } = query
  const path = pathOf(caller, kind, filters, sort)
  const scope = `queue:${kind}:${JSON.stringify({ sort, ...filters })}`
  const position = await readCursor(keyring, scope, after, language)
  const earlier = before === undefined ? [] : [sql`i.created_at <= ${before.getTime()}`]
  return {
    /** Joined by CROSS JOIN, which keeps SQLite to this order, so that rows come as `w` gives them. */
    rows: (table: 'comment' | 'share') => sql`${rowsFrom(path, position, limit + 1)}
      CROSS JOIN ${sql.raw(table)} i ON i.seq = w.seq
      CROSS JOIN site ON site.seq = i.site_seq CROSS JOIN article a ON a.seq = i.article_seq`,
    where: allOf([...path.rest, ...earlier]),
    next: async (rows: Place[]) => {
      const last =
        rows.length > limit ? rows[limit - 1] : await findEnd(ports, path, kind, position)
      return last === undefined ? null : writeCursor(keyring, scope, positionAt(last))
    },
  }
}

/** Where the search goes on if it has ended for the number of rows it looked at, not for want of them. */
async function findEnd(
  { db }: Ports,
  path: ReturnType<typeof pathOf>,
  kind: 'comment' | 'share',
  position: Awaited<ReturnType<typeof readCursor>>,
): Promise<Place | undefined> {
  if (path.rest.length === 0) return undefined
  const ends = await db.all<Place>(lastScanned(path, kind, position))
  return ends.length > 1 ? ends[0] : undefined
}

function queueSizes(ports: Ports, caller: Caller, kind: 'comment' | 'share', site?: string) {
  const where =
    site === undefined
      ? withinSites(caller, sql`t.site_seq`)
      : sql`t.site_seq = (SELECT seq FROM site WHERE key = ${site})`
  return ports.db.all<{ queue: string; size: number }>(sql`
    SELECT t.queue, sum(t.size) AS size FROM tally t WHERE t.kind = ${kind} AND ${where} GROUP BY t.queue`)
}

function countsOf(sizes: { queue: string; size: number }[]) {
  const known = new Map(sizes.map(({ queue, size }) => [queue, size]))
  return Object.fromEntries(
    [...states, 'reported', 'tickets'].map((queue) => [queue, known.get(queue) ?? 0]),
  )
}

import { type SQL, sql } from 'drizzle-orm'
import type * as v from 'valibot'
import type { Caller } from '../auth/caller.ts'
import { requireSite, withinSites } from '../auth/caller.ts'
import { readCursor, writeCursor } from '../cursor.ts'
import type { Ports } from '../ports.ts'
import { states } from '../schema.ts'
import type { Keyring } from '../signing.ts'
import { fold } from '../text/fold.ts'
import { type CommentRow, type ShareRow, viewComment, viewShare } from './queue-view.ts'
import type { QueueParams } from './schemas.ts'

export type QueueQuery = v.InferOutput<typeof QueueParams>

interface QueueContext {
  ports: Ports
  keyring: Keyring
  caller: Caller
  language: 'vi' | 'en'
}

/** One page of comments for moderators, oldest first unless asked otherwise, with the size of every queue. */
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
        i.decided_by, i.decided_at, coalesce(r.approved, 0) AS approved,
        coalesce(r.rejected, 0) AS rejected, coalesce(r.spam, 0) AS spam,
        coalesce(r.first_seen_at, i.created_at) AS first_seen_at
      FROM ${page.source} JOIN site ON site.seq = i.site_seq JOIN article a ON a.seq = i.article_seq
      LEFT JOIN comment parent ON parent.seq = i.parent_seq
      LEFT JOIN comment root ON root.seq = i.root_seq
      LEFT JOIN author_record r ON r.site_seq = i.site_seq AND r.author_hash = i.author_hash
        AND i.author_hash <> ''
      WHERE ${commentFilters(query)} AND ${page.where} ORDER BY ${page.order} LIMIT ${query.limit + 1}`),
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
        i.decided_by, i.decided_at,
        (SELECT json_group_array(json_object('address', r.address, 'state', r.state, 'at', r.at))
          FROM recipient r WHERE r.share_seq = i.seq) AS recipients
      FROM share i JOIN site ON site.seq = i.site_seq JOIN article a ON a.seq = i.article_seq
      WHERE ${shareFilters(query)} AND ${page.where} ORDER BY ${page.order} LIMIT ${query.limit + 1}`),
    queueSizes(ports, caller, 'share', query.site),
  ])
  return {
    items: rows.slice(0, query.limit).map((row) => viewShare(row, caller)),
    counts: countsOf(sizes),
    next: await page.next(rows),
  }
}

/** The caller's sites, the sort and where the page starts; both kinds share them. */
async function pageOf(
  { keyring, caller, language }: QueueContext,
  kind: 'comment' | 'share',
  query: QueueQuery,
) {
  if (query.site !== undefined) requireSite(caller, query.site)
  const { after, limit, ...filters } = query
  const scope = `queue:${kind}:${JSON.stringify(filters)}`
  const position = await readCursor(keyring, scope, after, language)
  const isNewest = query.sort === 'newest'
  const isSearch = query.q !== undefined && kind === 'comment'
  // Without a filter that an index follows in time, rows come as they arrived, which is nearly the same.
  const isPlain = [query.state, query.ticket, query.article].every((one) => one === undefined)
  const bySeq = isPlain && query.reported !== true
  const keys = isSearch ? ['f.rowid'] : bySeq ? ['i.seq'] : ['i.created_at', 'i.seq']
  const from =
    position === null
      ? sql`1`
      : sql`(${sql.raw(keys.join())}) ${sql.raw(isNewest ? '<' : '>')} (${sql.join(
          position.slice(-keys.length).map((value) => sql`${value}`),
          sql`, `,
        )})`
  const site =
    query.site === undefined
      ? withinSites(caller, sql`i.site_seq`)
      : sql`i.site_seq = (SELECT seq FROM site WHERE key = ${query.site})`
  return {
    where: sql`${site} AND ${from}`,
    source: sql.raw(
      isSearch ? 'comment_search f CROSS JOIN comment i ON i.seq = f.rowid' : `${kind} i`,
    ),
    order: sql.raw(keys.map((key) => (isNewest ? `${key} DESC` : key)).join()),
    next: async (rows: { seq: number; created_at: number }[]) => {
      const last = rows.length > limit ? rows[limit - 1] : undefined
      return last === undefined ? null : writeCursor(keyring, scope, [last.created_at, last.seq])
    },
  }
}

function commentFilters(query: QueueQuery): SQL {
  return allOf([
    query.state === undefined ? null : sql`i.state = ${query.state}`,
    query.audience === undefined ? null : sql`i.audience = ${query.audience}`,
    query.ticket === undefined ? null : sql`i.ticket = ${query.ticket}`,
    query.reported === true ? sql`i.report_count > 0` : null,
    query.reason === undefined
      ? null
      : sql`EXISTS (SELECT 1 FROM json_each(i.reasons) j WHERE j.value ->> 'check' = ${query.reason})`,
    articleFilter(query),
    searchFilter(query),
  ])
}

function shareFilters(query: QueueQuery): SQL {
  return allOf([
    query.state === undefined ? null : sql`i.state = ${query.state}`,
    articleFilter(query),
  ])
}

/** A key names an article only together with its site; `QueueParams` has seen to that. */
function articleFilter(query: QueueQuery) {
  if (query.article === undefined || query.site === undefined) return null
  return sql`i.article_seq = (SELECT a.seq FROM article a JOIN site s ON s.seq = a.site_seq
    WHERE s.key = ${query.site} AND a.key = ${query.article})`
}

/** A search walks the index in the order of arrival, so that common words end it early too. */
function searchFilter({ q }: QueueQuery) {
  if (q === undefined) return null
  const terms = searchTerms(q)
  return terms === null ? sql`0` : sql`f.comment_search MATCH ${terms}`
}

/** Folded words that must all occur, the last of them perhaps unfinished; null without any. */
function searchTerms(q: string): string | null {
  const words = fold(q).match(/[\p{L}\p{N}]+/gu) ?? []
  // Quoted words cannot be operators of the query language of FTS5.
  return words.length === 0 ? null : `${words.map((word) => `"${word}"`).join(' ')}*`
}

function allOf(conditions: (SQL | null)[]): SQL {
  const given = conditions.filter((condition) => condition !== null)
  return given.length === 0 ? sql`1` : sql.join(given, sql` AND `)
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

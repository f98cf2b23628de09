import { and, eq, sql } from 'drizzle-orm'
import type { Database } from '../ports.ts'
import { article, site } from '../schema.ts'

export type Sort = 'newest' | 'oldest' | 'top'

/** Replies that come with their root; the rest by `/replies`. */
export const REPLIES_SHOWN = 3
/** Most replies shown with one root when `focus` asks for a deep one. */
const FOCUS_REPLIES = 100
/** Featured roots come first on the first page, at most this many. */
const FEATURED_SHOWN = 20

/** One comment as the thread statement gives it: raw SQL values. */
export interface CommentRow {
  seq: number
  id: string
  root_seq: number | null
  parent_id: string | null
  root_id: string | null
  state: string
  author_name: string
  badge: 'member' | 'author' | 'staff' | null
  subject: string | null
  body: string
  created_at: number
  edited_at: number | null
  like_count: number
  is_featured: number
  reply_count: number
}

export interface ThreadQuery {
  site: string
  article: string
  sort: Sort
  /** Sort values of the last root shown. */
  after: (number | string)[] | null
  limit: number
  /** Public id of the comment whose page is wanted. */
  focus: string | null
}

/** Everything a thread page needs, as one batch: the site, the article, the comments (one row too many). */
export function threadStatements(db: Database, query: ThreadQuery) {
  return [
    db.select().from(site).where(eq(site.key, query.site)),
    db
      .select({
        key: article.key,
        url: article.url,
        title: article.title,
        isOpen: article.isOpen,
        closesAt: article.closesAt,
        publishedAt: article.publishedAt,
        commentCount: article.commentCount,
        version: article.version,
      })
      .from(article)
      .innerJoin(site, eq(site.seq, article.siteSeq))
      .where(and(eq(site.key, query.site), eq(article.key, query.article))),
    db.all<CommentRow>(threadSql(query)),
  ] as const
}

/** Replies of one root, oldest first, after a position; `limit` + 1 rows. */
export function repliesStatement(
  db: Database,
  rootId: string,
  after: (number | string)[] | null,
  limit: number,
) {
  const position =
    after === null ? sql`` : sql`AND (c.created_at, c.seq) > (${after[0]}, ${after[1]})`
  return db.all<CommentRow>(sql`
    SELECT ${columns} FROM comment c
    LEFT JOIN comment parent ON parent.seq = c.parent_seq
    JOIN comment root ON root.seq = c.root_seq
    WHERE c.root_seq = (SELECT seq FROM comment WHERE id = ${rootId} AND is_listed = 1)
      AND c.is_listed = 1 ${position}
    ORDER BY c.created_at, c.seq LIMIT ${limit + 1}`)
}

const columns =
  sql.raw(`c.seq, c.id, c.root_seq, parent.id AS parent_id, root.id AS root_id, c.state,
  c.author_name, c.badge, c.subject, c.body, c.created_at, c.edited_at, c.like_count, c.is_featured,
  c.reply_count`)

/** The order of each sort, how a page goes on after a root, and what lies before the first; orders match an index of `comment`. */
const orders = {
  newest: {
    by: 'c.created_at DESC, c.seq DESC',
    keys: 'created_at, seq',
    beyond: '<',
    start: '9e15, 9e15',
  },
  oldest: { by: 'c.created_at, c.seq', keys: 'created_at, seq', beyond: '>', start: '0, 0' },
  top: {
    by: 'c.like_count DESC, c.created_at DESC, c.seq DESC',
    keys: 'like_count, created_at, seq',
    beyond: '<',
    start: '9e15, 9e15, 9e15',
  },
} as const

function threadSql(query: ThreadQuery) {
  const order = orders[query.sort]
  const keys = sql.raw(order.keys.replaceAll(/\w+/g, 'c.$&'))
  const listed = sql`c.article_seq = (SELECT seq FROM place) AND c.root_seq IS NULL AND c.is_listed = 1`
  return sql`
    WITH place AS (
      SELECT a.seq FROM article a JOIN site s ON s.seq = a.site_seq
      WHERE s.key = ${query.site} AND a.key = ${query.article}
    ), roots AS (
      ${query.after === null ? featuredSql(listed) : sql``}
      SELECT * FROM (
        SELECT c.seq, c.reply_count FROM comment c
        WHERE ${listed} AND c.is_featured = 0 ${positionSql(query, keys)}
        ORDER BY ${sql.raw(order.by)} LIMIT ${query.limit + 1}
      )
    )
    SELECT ${columns} FROM roots
    JOIN comment c ON c.seq IN (
      SELECT roots.seq
      UNION ALL
      SELECT * FROM (
        SELECT x.seq FROM comment x
        WHERE roots.reply_count > 0 AND x.root_seq = roots.seq AND x.is_listed = 1
        ORDER BY x.created_at, x.seq LIMIT ${replyLimitSql(query.focus)}
      )
    )
    LEFT JOIN comment parent ON parent.seq = c.parent_seq
    LEFT JOIN comment root ON root.seq = c.root_seq`
}

function featuredSql(listed: ReturnType<typeof sql>) {
  return sql`SELECT * FROM (
      SELECT c.seq, c.reply_count FROM comment c WHERE ${listed} AND c.is_featured = 1
      ORDER BY c.created_at DESC, c.seq DESC LIMIT ${FEATURED_SHOWN}
    ) UNION ALL`
}

function positionSql({ after, focus, sort }: ThreadQuery, keys: ReturnType<typeof sql>) {
  const beyond = sql.raw(orders[sort].beyond)
  if (after !== null) {
    const values = sql.join(
      after.map((value) => sql`${value}`),
      sql`, `,
    )
    return sql`AND (${keys}) ${beyond} (${values})`
  }
  if (focus === null) return sql``
  // A featured root stands above the list, which then starts where it always does.
  return sql`AND (${keys}) ${beyond}= (
    SELECT ${keys} FROM comment c WHERE c.is_featured = 0 AND c.seq =
      (SELECT coalesce(f.root_seq, f.seq) FROM comment f WHERE f.id = ${focus})
    UNION ALL SELECT ${sql.raw(orders[sort].start)} LIMIT 1)`
}

/** One reply more than is shown; with `focus` as many as stand before the wanted one. */
function replyLimitSql(focus: string | null) {
  if (focus === null) return sql`${REPLIES_SHOWN + 1}`
  return sql`(
    SELECT max(${REPLIES_SHOWN + 1}, min(${FOCUS_REPLIES}, count(*) + 1)) FROM comment f
    JOIN comment x ON x.root_seq = f.root_seq AND x.is_listed = 1
      AND (x.created_at, x.seq) <= (f.created_at, f.seq)
    WHERE f.id = ${focus})`
}

import { type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import type { Database } from '../ports.ts'
import { article, outbox } from '../schema.ts'
import { databaseNow, insertWhere } from '../sql.ts'
import { uuidv7 } from '../uuid.ts'

/** The row of an article of one site, as a scalar subquery. */
export function articlePlace(siteSeq: number | SQLWrapper, key: string | SQLWrapper): SQL {
  return sql`(SELECT seq FROM article WHERE site_seq = ${siteSeq} AND key = ${key})`
}

/**
 * Makes an unverified article of a first submission, if `cause` holds; the title is not even stored. While it is
 * unverified, a later address takes the place of an earlier one, so that a wrong first claim is no last word.
 */
export function insertArticle(
  db: Database,
  siteSeq: number,
  claim: { key: string; url: string },
  now: Date,
  cause: SQL = sql`1`,
) {
  return insertWhere(
    db,
    article,
    {
      id: uuidv7(now),
      siteSeq,
      key: claim.key,
      claimedUrl: claim.url,
      publishedAt: now,
      createdAt: now,
    },
    cause,
    sql`(site_seq, key) DO UPDATE SET claimed_url = excluded.claimed_url WHERE verified_at IS NULL`,
  )
}

/** Has the page of an unverified article fetched, if `cause` holds; one that was given up is tried anew. */
export function queueVerification(db: Database, place: SQL, cause: SQL, now: Date) {
  return insertWhere(
    db,
    outbox,
    {
      id: uuidv7(now),
      kind: 'article.verify',
      cause: sql`(SELECT id FROM article WHERE seq = ${place})`,
      siteSeq: sql`(SELECT site_seq FROM article WHERE seq = ${place})`,
      state: 'waiting',
      dueAt: databaseNow,
      createdAt: now,
    },
    sql`EXISTS (SELECT 1 FROM article WHERE seq = ${place} AND verified_at IS NULL) AND ${cause}`,
    sql`(cause, kind) DO UPDATE SET state = 'waiting', attempts = 0, due_at = excluded.due_at WHERE state = 'dead'`,
  )
}

import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '../ports.ts'
import { article, outbox } from '../schema.ts'
import { databaseNow, insertWhere } from '../sql.ts'
import { uuidv7 } from '../uuid.ts'

/** The row of an article of one site, as a scalar subquery. */
export function articlePlace(siteSeq: number, key: string): SQL {
  return sql`(SELECT seq FROM article WHERE site_seq = ${siteSeq} AND key = ${key})`
}

/** Makes an unverified article of a first submission; does nothing when it exists. The title is not even stored. */
export function insertArticle(
  db: Database,
  siteSeq: number,
  claim: { key: string; url: string },
  now: Date,
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
    sql`1`,
  )
}

/** Has the page of an unverified article fetched, once, if `cause` holds. */
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
  )
}

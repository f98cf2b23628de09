import { and, eq, sql } from 'drizzle-orm'
import type { Caller } from '../auth/caller.ts'
import type { Database } from '../ports.ts'
import { moderator } from '../schema.ts'

/** One item that waits for a decision. */
export interface WaitingItem {
  kind: 'comment' | 'share'
  id: string
  author: string
  /** Reader's text. Never render as HTML. */
  text: string
  /** null until the article is verified. */
  title: string | null
  created_at: number
}

const columns = {
  comment: sql`'comment' AS kind, i.id, i.author_name AS author, i.body AS text, a.title, i.created_at`,
  share: sql`'share' AS kind, i.id, i.sender_name AS author, coalesce(i.message, '') AS text, a.title, i.created_at`,
}

/** Statement for what has waited on a site since before a moment, the oldest first. */
export function selectWaiting(
  db: Database,
  kind: 'comment' | 'share',
  siteSeq: number,
  before: number,
  limit: number,
) {
  return db.all<WaitingItem>(sql`
    SELECT ${columns[kind]} FROM ${sql.identifier(kind)} i JOIN article a ON a.seq = i.article_seq
    WHERE i.site_seq = ${siteSeq} AND i.state = 'pending' AND i.created_at < ${before}
    ORDER BY i.created_at LIMIT ${limit}`)
}

/** One item with the site it belongs to, whatever became of it. */
export async function findItem(db: Database, kind: 'comment' | 'share', id: string) {
  const [found] = await db.all<
    WaitingItem & { state: string; site: string; site_name: string }
  >(sql`
    SELECT ${columns[kind]}, i.state, site.key AS site, site.name AS site_name
    FROM ${sql.identifier(kind)} i JOIN article a ON a.seq = i.article_seq JOIN site ON site.seq = i.site_seq
    WHERE i.id = ${id}`)
  return found
}

/** The person behind a mail, if they may still decide. */
export async function findModerator(
  db: Database,
  id: string,
): Promise<(Caller & { email: string; wantsDigest: boolean }) | null> {
  const [found] = await db
    .select({
      id: moderator.id,
      name: moderator.name,
      email: moderator.email,
      role: moderator.role,
      sites: moderator.sites,
      wantsDigest: moderator.wantsDigest,
    })
    .from(moderator)
    .where(and(eq(moderator.id, id), eq(moderator.isDisabled, false)))
  return found === undefined || found.role === 'viewer' ? null : found
}

import { and, eq, sql } from 'drizzle-orm'
import type { Statements } from '../http.ts'
import type { Database, Ports } from '../ports.ts'
import { article, comment, outbox, site } from '../schema.ts'
import { databaseNow, insertWhere } from '../sql.ts'
import { uuidv7 } from '../uuid.ts'
import type { Reference } from './typed-reference.ts'
import { knownComment } from './situation.ts'

/** How long a mailed link lets its reader edit or withdraw the comment. */
export const OWN_LINK_HOURS = 24

const HOUR_MS = 60 * 60 * 1000
const DAY_MS = 24 * HOUR_MS
/** Mails of this kind to one address and day, over all its comments: whoever wrote it there need not own it. */
const MAILS_PER_DAY = 3

/** The comment that a reference may mean, as a mail about it needs it. Personal: use it once the check is right. */
export function linkTarget(db: Database, siteKey: string, reference: Reference | null) {
  return db
    .select({
      seq: comment.seq,
      id: comment.id,
      siteSeq: comment.siteSeq,
      state: comment.state,
      email: comment.authorEmail,
      authorHash: comment.authorHash,
    })
    .from(comment)
    .innerJoin(site, eq(site.seq, comment.siteSeq))
    .where(and(eq(comment.seq, reference?.seq ?? -1), eq(site.key, siteKey)))
}

export type LinkTarget = Awaited<ReturnType<typeof linkTarget>>[number]

/** Where the link would go, fit to be shown (`h***@thu.example`); null where there is nothing to send or to do. */
export function linkAddress(
  { mailUrl }: Ports['config'],
  { state, email }: LinkTarget,
): string | null {
  if (mailUrl === null || email === null || !isManageable(state)) return null
  const [first = ''] = email
  return `${first}***${email.slice(email.lastIndexOf('@'))}`
}

/** What the newsroom has refused stays as it is. */
export function isManageable(state: string): boolean {
  return state === 'pending' || state === 'approved'
}

/**
 * Queues the mail: at most one an hour for a comment and three a day for an address. Whether it did, nobody
 * is told, and it always costs the same one database request.
 */
export async function queueOwnLink(
  { db, config, now }: Ports,
  { seq, id: commentId, siteSeq, authorHash }: LinkTarget,
): Promise<void> {
  const time = now()
  const id = uuidv7(time)
  const day = Math.floor(time.getTime() / DAY_MS)
  const key = `own-link:${authorHash}:${DAY_MS}:${day}`
  const limit = Math.ceil(MAILS_PER_DAY * config.limitFactor)
  await db.batch([
    insertWhere(
      db,
      outbox,
      {
        id,
        kind: 'mail.own-link',
        cause: `${commentId}:${Math.floor(time.getTime() / HOUR_MS)}`,
        siteSeq,
        state: 'waiting',
        dueAt: databaseNow,
        createdAt: time,
      },
      sql`EXISTS (SELECT 1 FROM comment WHERE seq = ${seq} AND state IN ('pending', 'approved')
          AND author_email IS NOT NULL)
        AND coalesce((SELECT hits FROM counter WHERE key = ${key}), 0) < ${limit}`,
    ),
    db.run(sql`INSERT INTO counter (key, hits, expires_at) SELECT ${key}, 1, ${(day + 1) * DAY_MS}
      WHERE EXISTS (SELECT 1 FROM outbox WHERE id = ${id}) ON CONFLICT (key) DO UPDATE SET hits = hits + 1`),
  ])
}

/**
 * Notes that the comment's author has read a mail to the address given: what is said under it counts for its owner
 * from now on, and the device that wrote the comment is known (`senderToken` of the own comment). Never undone by
 * repeating.
 */
export async function confirmAuthor({ db, now }: Ports, seq: number): Promise<void> {
  await db.run(sql`UPDATE comment SET confirmed_at = ${now().getTime()}
    WHERE seq = ${seq} AND confirmed_at IS NULL AND author_email IS NOT NULL AND member_hash = ''
      AND state IN ('pending', 'approved')`)
}

/** The comment of a mailed link with its site, and what its page tells besides. */
export function linkedComment(db: Database, id: string) {
  const [found, sites] = knownComment(db, id)
  const place = db
    .select({
      ticket: comment.ticket,
      title: article.title,
      confirmedAt: comment.confirmedAt,
      hasEmail: sql<number>`${comment.authorEmail} IS NOT NULL`,
    })
    .from(comment)
    .innerJoin(article, eq(article.seq, comment.articleSeq))
    .where(eq(comment.id, id))
  return [found, sites, place] satisfies Statements
}

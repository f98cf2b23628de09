import { eq, sql } from 'drizzle-orm'
import { isSuppressed, letterheadOf, postLetter, stopLink } from '../mail/post.ts'
import { responseCopy } from '../mail/response-letters.ts'
import type { OutboxRow } from '../outbox/lease.ts'
import type { Outcome, WorkContext } from '../outbox/run.ts'
import type { Ports } from '../ports.ts'
import { article, comment, outbox, site } from '../schema.ts'
import { databaseNow, insertWhere } from '../sql.ts'
import { emailIdentity } from '../text/email.ts'
import { uuidv7 } from '../uuid.ts'
import { isManageable } from './own-link.ts'
import { writeReference } from './reference.ts'

const HOUR_MS = 60 * 60 * 1000

/**
 * Queues a copy of a comment to the address given with it, at most one an hour. Only for somebody who has opened the
 * link in a mail to that address: nobody else may have a stranger mailed what they wrote.
 */
export async function queueCopy({ db, now }: Ports, { seq, id }: { seq: number; id: string }) {
  const time = now()
  await insertWhere(
    db,
    outbox,
    {
      id: uuidv7(time),
      kind: 'mail.copy',
      cause: `${id}:${Math.floor(time.getTime() / HOUR_MS)}`,
      siteSeq: sql`(SELECT site_seq FROM comment WHERE seq = ${seq})`,
      state: 'waiting',
      dueAt: databaseNow,
      createdAt: time,
    },
    sql`EXISTS (SELECT 1 FROM comment WHERE seq = ${seq} AND author_email IS NOT NULL)`,
  )
}

/** Mails readers their own words. */
export async function sendCopy(context: WorkContext, row: OutboxRow): Promise<Outcome> {
  const { ports, keyring } = context
  const [found] = await ports.db
    .select({
      comment,
      title: article.title,
      siteSeq: comment.siteSeq,
      siteKey: site.key,
      siteName: site.name,
      settings: site.settings,
    })
    .from(comment)
    .innerJoin(site, eq(site.seq, comment.siteSeq))
    .innerJoin(article, eq(article.seq, comment.articleSeq))
    .where(eq(comment.id, row.cause.slice(0, row.cause.indexOf(':'))))
  if (found === undefined) return { effects: [] }
  const { authorEmail, authorName, subject, body, audience, createdAt, state } = found.comment
  if (authorEmail === null || !isManageable(state)) return { effects: [] }
  if (await isSuppressed(context, authorEmail, found.siteSeq)) return { effects: [] }
  const reference = await writeReference(keyring, found.comment)
  const hash = await keyring.pseudonym('email', emailIdentity(authorEmail))
  const letter = responseCopy(letterheadOf(found), {
    response: {
      authorName,
      body,
      sentAt: createdAt,
      reference,
      ...(subject === null ? {} : { subject }),
      ...(found.title === null ? {} : { articleTitle: found.title }),
    },
    audience,
    statusUrl: `${ports.config.publicUrl}/p/${found.siteKey}/status?ref=${reference}`,
    stopUrl: await stopLink(context, found.siteSeq, hash),
  })
  await postLetter(context, row, found.settings, letter, { address: authorEmail })
  return { effects: [] }
}

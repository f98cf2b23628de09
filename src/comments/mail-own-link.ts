import { eq } from 'drizzle-orm'
import { isAnySuppressed, letterheadOf, postLetter, stopLink } from '../mail/post.ts'
import { ownLink } from '../mail/response-letters.ts'
import type { OutboxRow } from '../outbox/lease.ts'
import type { Outcome, WorkContext } from '../outbox/run.ts'
import type { Database } from '../ports.ts'
import { writeReaderLink } from '../reader/links.ts'
import { article, comment, site } from '../schema.ts'
import { emailIdentity } from '../text/email.ts'
import { isManageable, OWN_LINK_HOURS } from './own-link.ts'
import { writeReference } from './reference.ts'

/**
 * Mails the link that edits or withdraws a comment to the address given with it. Nothing that was written in
 * the comment goes with it, as the address may be a stranger's. A comment that moved on needs no mail.
 */
export async function sendOwnLink(context: WorkContext, row: OutboxRow): Promise<Outcome> {
  const { ports, keyring } = context
  const { db, config, now } = ports
  const found = await loadComment(db, row.cause.slice(0, row.cause.indexOf(':')))
  if (found === undefined || found.email === null || !isManageable(found.state))
    return { effects: [] }
  const hashes = await keyring.pseudonyms('email', emailIdentity(found.email))
  if (await isAnySuppressed(context, [found.authorHash, ...hashes], found.siteSeq))
    return { effects: [] }
  const letter = ownLink(letterheadOf(found), {
    sentAt: found.createdAt,
    reference: await writeReference(keyring, found),
    ...(found.title === null ? {} : { articleTitle: found.title }),
    manageUrl: await writeReaderLink(
      keyring,
      config.publicUrl,
      { action: 'own-comment', subject: found.id },
      new Date(now().getTime() + OWN_LINK_HOURS * 3_600_000),
    ),
    expiresInHours: OWN_LINK_HOURS,
    stopUrl: await stopLink(context, found.siteSeq, hashes[0] ?? found.authorHash),
  })
  await postLetter(context, row, found.settings, letter, { address: found.email })
  return { effects: [] }
}

async function loadComment(db: Database, id: string) {
  const [found] = await db
    .select({
      seq: comment.seq,
      id: comment.id,
      siteSeq: comment.siteSeq,
      state: comment.state,
      email: comment.authorEmail,
      authorHash: comment.authorHash,
      createdAt: comment.createdAt,
      siteName: site.name,
      settings: site.settings,
      title: article.title,
    })
    .from(comment)
    .innerJoin(site, eq(site.seq, comment.siteSeq))
    .innerJoin(article, eq(article.seq, comment.articleSeq))
    .where(eq(comment.id, id))
  return found
}

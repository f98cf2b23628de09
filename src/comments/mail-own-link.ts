import { and, eq, inArray } from 'drizzle-orm'
import { addressLetter } from '../mail/letter.ts'
import { ownLink } from '../mail/response-letters.ts'
import type { OutboxRow } from '../outbox/lease.ts'
import type { Outcome, WorkContext } from '../outbox/run.ts'
import { type Database, MailFailure } from '../ports.ts'
import { writeReaderLink } from '../reader/links.ts'
import { article, comment, site, suppression } from '../schema.ts'
import { emailIdentity } from '../text/email.ts'
import { isManageable, OWN_LINK_HOURS } from './own-link.ts'
import { writeReference } from './reference.ts'

/**
 * Mails the link that edits or withdraws a comment to the address given with it. Nothing that was written in
 * the comment goes with it, as the address may be a stranger's. A comment that moved on needs no mail.
 */
export async function sendOwnLink(
  { ports, keyring }: WorkContext,
  row: OutboxRow,
): Promise<Outcome> {
  const { db, config, now } = ports
  const found = await loadComment(db, row.cause.slice(0, row.cause.indexOf(':')))
  if (found === undefined || found.email === null || !isManageable(found.state))
    return { effects: [] }
  const identity = emailIdentity(found.email)
  const hashes = [found.authorHash, ...(await keyring.pseudonyms('email', identity))]
  if (await isSuppressed(db, hashes, found.siteSeq)) return { effects: [] }
  const subject = `${found.siteSeq}:${await keyring.pseudonym('email', identity)}`
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
    stopUrl: await writeReaderLink(
      keyring,
      config.publicUrl,
      { action: 'stop-mail', subject },
      null,
    ),
  })
  const host = new URL(config.publicUrl).hostname
  const from = found.settings.mailFrom ?? config.mailFrom ?? `phanhoi@${host}`
  const mailer = await ports.mailer()
  if (mailer === null) throw new MailFailure('temporary', 'Mail is not configured')
  // The row's own id is the Message-ID at every attempt, so that a repeated delivery is recognised.
  const id = `${row.id}@${from.slice(from.indexOf('@') + 1)}`
  await mailer.send(addressLetter(letter, { id, from, to: found.email }))
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

type Found = NonNullable<Awaited<ReturnType<typeof loadComment>>>

function letterheadOf({ siteName, settings: { language, addressForm, timeZone } }: Found) {
  return { siteName, language, addressForm, timeZone }
}

async function isSuppressed(db: Database, hashes: string[], siteSeq: number): Promise<boolean> {
  const rows = await db
    .select({ at: suppression.at })
    .from(suppression)
    .where(
      and(inArray(suppression.addressHash, hashes), inArray(suppression.siteSeq, [0, siteSeq])),
    )
    .limit(1)
  return rows.length > 0
}

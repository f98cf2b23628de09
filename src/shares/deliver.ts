import { and, eq, inArray, ne, sql } from 'drizzle-orm'
import { isSuppressed, letterheadOf, postLetter, stopLink } from '../mail/post.ts'
import { sharedArticle, shareConfirmation } from '../mail/share-letters.ts'
import type { OutboxRow } from '../outbox/lease.ts'
import type { Outcome, WorkContext } from '../outbox/run.ts'
import type { Database, Ports } from '../ports.ts'
import { writeReaderLink } from '../reader/links.ts'
import { article, outbox, recipient, share, site } from '../schema.ts'
import { databaseNow } from '../sql.ts'
import { CONFIRM_HOURS, isAsking } from './confirm.ts'

/** Mails the sender what would go to whom, with the link to the button. A share that moved on needs no mail. */
export async function sendConfirmation(context: WorkContext, row: OutboxRow): Promise<Outcome> {
  const { ports, keyring } = context
  const { db, config } = ports
  const found = await loadShare(db, eq(share.id, row.cause))
  if (found === undefined || !isAsking(found)) return { effects: [] }
  if (await isSuppressed(context, found.senderEmail, found.siteSeq)) return { effects: [] }
  const friends = await db
    .select({ address: recipient.address })
    .from(recipient)
    .where(eq(recipient.shareSeq, found.seq))
  // One that a moderator let through first has waited for that long already.
  const askedAt = found.state === 'unconfirmed' ? found.createdAt : ports.now()
  const confirmUrl = await writeReaderLink(
    keyring,
    config.publicUrl,
    { action: 'confirm-share', subject: found.id },
    new Date(askedAt.getTime() + CONFIRM_HOURS * 3_600_000),
  )
  const letter = shareConfirmation(letterheadOf(found, found.language), {
    senderName: found.senderName,
    recipients: friends.flatMap(({ address }) => (address === null ? [] : [address])),
    ...(found.message === null ? {} : { message: found.message }),
    article: verifiedOf(found),
    confirmUrl,
    expiresInHours: CONFIRM_HOURS,
    stopUrl: await stopLink(context, found.siteSeq, found.senderHash),
    forgetUrl: await writeReaderLink(
      keyring,
      config.publicUrl,
      { action: 'forget-sender', subject: `${found.siteSeq}:${found.senderHash}` },
      null,
    ),
  })
  await postLetter(context, row, found.settings, letter, { address: found.senderEmail })
  return { effects: [] }
}

/** Mails one friend, unless the address asked not to be mailed or has had enough. */
export const sendToFriend = {
  async run(context: WorkContext, row: OutboxRow): Promise<Outcome> {
    const { ports, keyring } = context
    const { db } = ports
    const [friend] = await db.select().from(recipient).where(eq(recipient.id, row.cause))
    if (friend === undefined || friend.address === null || friend.state !== 'queued')
      return { effects: [] }
    const { address } = friend
    const found = await loadShare(db, eq(share.seq, friend.shareSeq))
    const verified = found === undefined ? null : verifiedOf(found)
    if (found?.state !== 'approved' || verified === null)
      return { effects: [setRecipient(ports, friend.id, 'waiting'), forgetRow(db, row)] }
    if (await mustNotMail(context, found, { ...friend, address }))
      return { effects: [setRecipient(ports, friend.id, 'suppressed')] }
    const letter = sharedArticle(letterheadOf(found, found.language), {
      senderName: found.senderName,
      ...(found.message === null ? {} : { message: found.message }),
      article: verified,
      hasReplyTo: found.confirmedAt !== null,
      stopUrl: await stopLink(context, found.siteSeq, friend.addressHash),
      abuseUrl: await writeReaderLink(
        keyring,
        ports.config.publicUrl,
        { action: 'report-share', subject: friend.id },
        null,
      ),
    })
    const replyTo =
      found.confirmedAt === null
        ? {}
        : { replyTo: { name: found.senderName, address: found.senderEmail } }
    await postLetter(context, row, found.settings, letter, { address, ...replyTo })
    return { effects: [setRecipient(ports, friend.id, 'sent')] }
  },

  /** A dead mail that a person sends again finds its friend waiting for it. */
  tryAgain({ ports: { db, now } }: WorkContext, row: OutboxRow): Outcome {
    const isOver = inArray(recipient.state, ['failed', 'bounced'])
    return {
      effects: [
        db
          .update(recipient)
          .set({ state: 'queued', at: now() })
          .where(and(eq(recipient.id, row.cause), isOver)),
      ],
    }
  },

  /** An address that the mail server refuses for good is not tried again by anybody. */
  giveUp({ ports }: WorkContext, row: OutboxRow, isPermanent: boolean): Outcome {
    const { db } = ports
    const state = isPermanent ? 'bounced' : 'failed'
    const suppress = db.run(sql`
      INSERT INTO suppression (address_hash, site_seq, reason, at)
      SELECT address_hash, 0, 'bounce', ${ports.now().getTime()} FROM recipient WHERE id = ${row.cause}
      ON CONFLICT DO NOTHING`)
    return { effects: [setRecipient(ports, row.cause, state), ...(isPermanent ? [suppress] : [])] }
  },
}

type LoadedShare = NonNullable<Awaited<ReturnType<typeof loadShare>>>

async function loadShare(db: Database, condition: ReturnType<typeof eq>) {
  const [found] = await db
    .select({
      seq: share.seq,
      id: share.id,
      state: share.state,
      siteSeq: share.siteSeq,
      articleSeq: share.articleSeq,
      senderName: share.senderName,
      senderEmail: share.senderEmail,
      senderHash: share.senderHash,
      message: share.message,
      confirmedAt: share.confirmedAt,
      createdAt: share.createdAt,
      language: share.language,
      siteName: site.name,
      settings: site.settings,
      url: article.url,
      title: article.title,
      excerpt: article.excerpt,
    })
    .from(share)
    .innerJoin(site, eq(site.seq, share.siteSeq))
    .innerJoin(article, eq(article.seq, share.articleSeq))
    .where(condition)
  return found
}

function verifiedOf({ url, title, excerpt }: LoadedShare) {
  if (url === null || title === null) return null
  return { url, title, ...(excerpt === null ? {} : { excerpt }) }
}

function setRecipient(
  { db, now }: Ports,
  id: string,
  state: 'waiting' | 'sent' | 'suppressed' | 'bounced' | 'failed',
) {
  return db.update(recipient).set({ state, at: now() }).where(eq(recipient.id, id))
}

/** A share that was taken back after a first try is queued anew once it is approved again. */
function forgetRow(db: Database, row: OutboxRow) {
  return db.delete(outbox).where(eq(outbox.seq, row.seq))
}

const DAY_MS = 24 * 60 * 60 * 1000

/** Suppressed, already sent this article, or at the site's limits for one address. */
async function mustNotMail(
  context: WorkContext,
  found: LoadedShare,
  friend: typeof recipient.$inferSelect & { address: string },
): Promise<boolean> {
  if (await isSuppressed(context, friend.address, found.siteSeq)) return true
  const { db, now } = context.ports
  const { recipientPerDay, recipientPer30Days } = found.settings.share.limits
  const since = (days: number) => now().getTime() - days * DAY_MS
  const [received] = await db
    .select({
      sameArticle: sql<number>`coalesce(sum(${share.articleSeq} = ${found.articleSeq}), 0)`,
      day: sql<number>`coalesce(sum(${recipient.at} > ${since(1)}), 0)`,
      month: sql<number>`coalesce(sum(${recipient.at} > ${since(30)}), 0)`,
    })
    .from(recipient)
    .innerJoin(share, eq(share.seq, recipient.shareSeq))
    .where(
      and(
        eq(recipient.addressHash, friend.addressHash),
        ne(recipient.id, friend.id),
        eq(share.siteSeq, found.siteSeq),
        // What another runner is sending at this moment counts for those that came later.
        sql`(${recipient.state} IN ('sent', 'delivered', 'complained', 'bounced')
          OR (${recipient.state} = 'queued' AND ${recipient.seq} < ${friend.seq} AND EXISTS (
            SELECT 1 FROM outbox o WHERE o.cause = ${recipient.id} AND o.kind = 'mail.share'
              AND o.state = 'waiting' AND o.lease_until > ${databaseNow})))`,
      ),
    )
  if (received === undefined) return false
  return (
    received.sameArticle > 0 ||
    received.day >= recipientPerDay ||
    received.month >= recipientPer30Days
  )
}

import { eq, sql } from 'drizzle-orm'
import type { Ports } from '../ports.ts'
import { article, recipient, share, site, type State } from '../schema.ts'
import { webhooksOfShare } from '../webhooks/queue.ts'
import { breakersOf, isTripped, withTripped } from './limits.ts'
import { queueShareMails } from './queue.ts'
import { settledState } from './submit.ts'

/** An unconfirmed share lives this long. */
export const CONFIRM_HOURS = 48

/** What the confirmation page shows before the button is pressed; null once the share is gone. */
export async function readShareToConfirm(ports: Ports, id: string) {
  const [[found], friends] = await ports.db.batch([
    ports.db
      .select({
        seq: share.seq,
        state: share.state,
        senderName: share.senderName,
        message: share.message,
        reasons: share.reasons,
        createdAt: share.createdAt,
        confirmedAt: share.confirmedAt,
        siteSeq: share.siteSeq,
        senderHash: share.senderHash,
        articleKey: article.key,
        language: share.language,
        siteName: site.name,
        settings: site.settings,
        title: article.title,
        url: article.url,
      })
      .from(share)
      .innerJoin(site, eq(site.seq, share.siteSeq))
      .innerJoin(article, eq(article.seq, share.articleSeq))
      .where(eq(share.id, id)),
    ports.db
      .select({ address: recipient.address })
      .from(recipient)
      .innerJoin(share, eq(share.seq, recipient.shareSeq))
      .where(eq(share.id, id)),
  ])
  if (found === undefined) return null
  const addresses = friends.flatMap(({ address }) => (address === null ? [] : [address]))
  return { ...found, recipients: addresses }
}

/** Whether the page still asks: an unconfirmed share, or one that a moderator let through before its sender was asked. */
export function isAsking({ state, confirmedAt }: { state: State; confirmedAt: Date | null }) {
  return confirmedAt === null && (state === 'unconfirmed' || state === 'approved')
}

/**
 * The sender's yes: moves the share to where the rules put it, and queues the mails. Pressed twice it does
 * nothing more. Returns the state after, or null when the share is gone or too old.
 */
export async function confirmShare(ports: Ports, id: string): Promise<State | null> {
  const { db, config } = ports
  const found = await readShareToConfirm(ports, id)
  const now = ports.now()
  if (found === null || isTooOld(found, now)) return null
  const state = settledState(found.settings, found.message, found.reasons)
  const breakers = breakersOf(found, config.limitFactor, now)
  const isHeld = sql`${isTripped(breakers)} AND ${state} = 'approved'`
  const [, , , , rows] = await db.batch([
    db.run(sql`UPDATE share SET confirmed_at = ${now.getTime()}
      WHERE id = ${id} AND confirmed_at IS NULL AND state IN ('unconfirmed', 'pending', 'approved')`),
    db.run(sql`UPDATE share SET state = CASE WHEN ${isHeld} THEN 'pending' ELSE ${state} END,
        reasons = ${withTripped(sql`reasons`, breakers)}
      WHERE id = ${id} AND state = 'unconfirmed'`),
    ...queueShareMails(db, sql`SELECT seq FROM share WHERE id = ${id}`, now),
    db.select({ state: share.state }).from(share).where(eq(share.id, id)),
    ...webhooksOfShare(db, found, id, now),
  ])
  return rows[0]?.state ?? null
}

function isTooOld({ state, createdAt }: { state: State; createdAt: Date }, now: Date): boolean {
  return state === 'unconfirmed' && now.getTime() - createdAt.getTime() > CONFIRM_HOURS * 3_600_000
}

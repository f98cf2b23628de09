import { and, eq, sql } from 'drizzle-orm'
import type { Ports } from '../ports.ts'
import { article, recipient, share, site, type State } from '../schema.ts'
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

/**
 * The sender's yes: moves the share to where the rules put it, and queues the mails. Pressed twice it does
 * nothing more. Returns the state after, or null when the share is gone or too old.
 */
export async function confirmShare(ports: Ports, id: string): Promise<State | null> {
  const found = await readShareToConfirm(ports, id)
  const now = ports.now()
  if (found === null || now.getTime() - found.createdAt.getTime() > CONFIRM_HOURS * 3_600_000)
    return null
  const state = settledState(found.settings, found.message, found.reasons)
  const [, , , rows] = await ports.db.batch([
    ports.db
      .update(share)
      .set({ state, confirmedAt: now })
      .where(and(eq(share.id, id), eq(share.state, 'unconfirmed'))),
    ...queueShareMails(ports.db, sql`SELECT seq FROM share WHERE id = ${id}`, now),
    ports.db.select({ state: share.state }).from(share).where(eq(share.id, id)),
  ])
  return rows[0]?.state ?? null
}

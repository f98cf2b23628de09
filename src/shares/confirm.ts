import { eq, sql } from 'drizzle-orm'
import type { Ports } from '../ports.ts'
import { article, type Reason, recipient, share, site, type State } from '../schema.ts'
import { webhooksOfShare } from '../webhooks/queue-decided.ts'
import { breakersOf, isTripped, withTripped } from './limits.ts'
import { queueShareMails } from './queue.ts'
import { settledState } from './submit.ts'

/** An unconfirmed share lives this long. */
export const CONFIRM_HOURS = 48

/** What the confirmation page shows before the button is pressed; null once the share is gone. */
export async function readShareToConfirm(ports: Ports, id: string) {
  const [[found], friends, bans] = await ports.db.batch([
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
    selectBans(ports, id),
  ])
  if (found === undefined) return null
  const addresses = friends.flatMap(({ address }) => (address === null ? [] : [address]))
  return { ...found, bans, recipients: addresses }
}

/** Statement for the bans that have come over the sender or the network since the share was sent. */
function selectBans({ db, now }: Ports, id: string) {
  return db.all<{ kind: 'email' | 'address'; label: string }>(sql`
    SELECT b.kind, b.label FROM share s
    JOIN json_each(json_object('email', s.sender_hash, 'address', s.address_hash)) j
    JOIN ban b ON b.site_seq IN (0, s.site_seq) AND b.kind = j.key AND b.value = j.value
      AND b.lifted_at IS NULL AND (b.expires_at IS NULL OR b.expires_at > ${now().getTime()})
    WHERE s.id = ${id} ORDER BY b.seq LIMIT 10`)
}

/** As the check of bans says it when something is sent. */
function reasonOf({ kind, label }: { kind: 'email' | 'address'; label: string }): Reason {
  const what = kind === 'email' ? 'Email' : 'Địa chỉ mạng'
  const verdict = kind === 'email' ? 'spam' : 'hold'
  return { check: 'ban', verdict, detail: `${what} bị chặn: ${label}`, spans: [] }
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
  const known = new Set(found.reasons.map(({ detail }) => detail))
  const late = found.bans.map(reasonOf).filter(({ detail }) => !known.has(detail))
  const reasons = [...found.reasons, ...late]
  const state = settledState(found.settings, found.message, reasons)
  const breakers = breakersOf(found, config.limitFactor, now)
  const isHeld = sql`${isTripped(breakers)} AND ${state} = 'approved'`
  const [, , , , rows] = await db.batch([
    db.run(sql`UPDATE share SET confirmed_at = ${now.getTime()}
      WHERE id = ${id} AND confirmed_at IS NULL AND state IN ('unconfirmed', 'pending', 'approved')`),
    db.run(sql`UPDATE share SET state = CASE WHEN ${isHeld} THEN 'pending' ELSE ${state} END,
        reasons = ${withTripped(sql`${JSON.stringify(reasons)}`, breakers)}
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

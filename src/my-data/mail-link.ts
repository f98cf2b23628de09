import { eq, sql } from 'drizzle-orm'
import { isAnySuppressed, letterheadOf, postLetter, stopLink } from '../mail/post.ts'
import { myDataLink } from '../mail/notice-letters.ts'
import type { OutboxRow } from '../outbox/lease.ts'
import type { Outcome, WorkContext } from '../outbox/run.ts'
import type { Database, Ports } from '../ports.ts'
import { writeReaderLink } from '../reader/links.ts'
import { outbox, site } from '../schema.ts'
import type { Keyring } from '../signing.ts'
import { databaseNow, insertWhere } from '../sql.ts'
import { emailIdentity } from '../text/email.ts'
import { uuidv7 } from '../uuid.ts'

/** How long the mailed link shows what is stored. */
export const MY_DATA_HOURS = 24
const HOUR_MS = 60 * 60 * 1000
const DAY_MS = 24 * HOUR_MS
/** Mails of this kind to one address in a day: whoever asks need not own it. */
const MAILS_PER_DAY = 3

/**
 * Queues the mail: at most one an hour and three a day for an address. It leaves only where something is stored; the
 * asker cannot tell, neither by words nor by time. The address itself is not kept.
 */
export async function queueMyDataLink(
  { db, config, now }: Ports,
  keyring: Keyring,
  siteSeq: number,
  address: string,
): Promise<void> {
  const time = now()
  const hashes = await keyring.pseudonyms('email', emailIdentity(address))
  const id = uuidv7(time)
  const day = Math.floor(time.getTime() / DAY_MS)
  const key = `my-data:${siteSeq}:${hashes[0] ?? ''}:${day}`
  const limit = Math.ceil(MAILS_PER_DAY * config.limitFactor)
  await db.batch([
    insertWhere(
      db,
      outbox,
      {
        id,
        kind: 'mail.my-data',
        cause: `${siteSeq}:${hashes[0] ?? ''}:${Math.floor(time.getTime() / HOUR_MS)}`,
        siteSeq,
        payload: { hashes: hashes.join(',') },
        state: 'waiting',
        dueAt: databaseNow,
        createdAt: time,
      },
      sql`coalesce((SELECT hits FROM counter WHERE key = ${key}), 0) < ${limit}`,
    ),
    db.run(sql`INSERT INTO counter (key, hits, expires_at) SELECT ${key}, 1, ${(day + 1) * DAY_MS}
      WHERE EXISTS (SELECT 1 FROM outbox WHERE id = ${id}) ON CONFLICT (key) DO UPDATE SET hits = hits + 1`),
  ])
}

/** Mails the link to the address under which something is stored; without one there is nothing to mail. */
export async function sendMyDataLink(context: WorkContext, row: OutboxRow): Promise<Outcome> {
  const { ports, keyring } = context
  const siteSeq = row.siteSeq ?? 0
  const hashes = (row.payload?.['hashes'] ?? '').split(',')
  const address = await findAddress(ports.db, siteSeq, hashes)
  if (address === null || (await isAnySuppressed(context, hashes, siteSeq))) return { effects: [] }
  const [found] = await ports.db
    .select({ siteName: site.name, settings: site.settings })
    .from(site)
    .where(eq(site.seq, siteSeq))
  if (found === undefined) return { effects: [] }
  const subject = `${siteSeq}:${hashes.join(',')}`
  const letter = myDataLink(letterheadOf(found), {
    url: await writeReaderLink(
      keyring,
      ports.config.publicUrl,
      { action: 'my-data', subject },
      new Date(ports.now().getTime() + MY_DATA_HOURS * HOUR_MS),
    ),
    expiresInHours: MY_DATA_HOURS,
    stopUrl: await stopLink(context, siteSeq, hashes[0] ?? ''),
  })
  await postLetter(context, row, found.settings, letter, { address })
  return { effects: [] }
}

/** The address as it was once given, by its hashes; null where nothing readable is stored. */
async function findAddress(
  db: Database,
  siteSeq: number,
  hashes: string[],
): Promise<string | null> {
  const list = sql`(SELECT value FROM json_each(${JSON.stringify(hashes)}))`
  const [found] = await db.all<{ address: string }>(sql`
    SELECT author_email AS address FROM comment
      WHERE site_seq = ${siteSeq} AND author_hash IN ${list} AND author_hash <> '' AND author_email IS NOT NULL
    UNION ALL SELECT email FROM notice WHERE site_seq = ${siteSeq} AND email_hash IN ${list}
    UNION ALL SELECT sender_email FROM share
      WHERE site_seq = ${siteSeq} AND sender_hash IN ${list} AND sender_email <> ''
    UNION ALL SELECT r.address FROM recipient r JOIN share s ON s.seq = r.share_seq
      WHERE r.address_hash IN ${list} AND s.site_seq = ${siteSeq} AND r.address IS NOT NULL
    LIMIT 1`)
  return found?.address ?? null
}

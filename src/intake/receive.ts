import { type SQL, sql } from 'drizzle-orm'
import { readStart } from '../bytes.ts'
import type { Config } from '../config.ts'
import type { AppEnv } from '../http.ts'
import type { Ports } from '../ports.ts'
import { Problem } from '../problem.ts'
import { type Keyring, sha256 } from '../signing.ts'
import { emailIdentity, parseEmail } from '../text/email.ts'
import { uuidv7 } from '../uuid.ts'
import type { Delivery, MailEvent } from './event.ts'
import { readPostmark } from './postmark.ts'
import { readGeneric, readResend } from './signed.ts'
import { readSns } from './sns.ts'

/** SNS messages have at most 256 kB. */
const MAX_BYTES = 256 * 1024

/**
 * Takes what a mail provider says about our mails, each event once. Throws `not-found` for a provider that is not
 * set up, `unauthorized` for whatever is not proved, too old or sent once more as it was.
 */
export async function receiveEvents(vars: AppEnv['Variables'], provider: string, request: Request) {
  const { ports, keyring } = vars
  const read = readerOf(ports, provider)
  if (read === null) throw new Problem('not-found')
  const { bytes, isWhole } = await readStart(request.body, MAX_BYTES)
  if (!isWhole) throw new Problem('too-large')
  const delivery = await read(request.headers, new TextDecoder().decode(bytes))
  for (const event of delivery.events) await applyEvent(ports, keyring, provider, event, delivery)
}

type Reader = (headers: Headers, body: string) => Delivery | Promise<Delivery>

/** The adapter of a provider whose secret is set. */
function readerOf(ports: Ports, provider: string): Reader | null {
  const { intake }: Config = ports.config
  const { generic, resend, postmark, ses } = intake
  if (provider === 'generic' && generic !== null) return (...call) => readGeneric(generic, ...call)
  if (provider === 'resend' && resend !== null) return (...call) => readResend(resend, ...call)
  if (provider === 'postmark' && postmark !== null)
    return (...call) => readPostmark(postmark, ...call)
  if (provider === 'ses' && ses !== null) return (_, body) => readSns(ports, ses, body)
  return null
}

/** From which states a friend's mail moves on; so that events may come in any order (F47). */
const before: Record<MailEvent['kind'], readonly string[]> = {
  delivered: ['queued', 'sent'],
  bounced: ['queued', 'sent', 'delivered', 'failed'],
  complained: ['queued', 'sent', 'delivered', 'bounced', 'failed'],
}

/** One batch: the event, if it is new, and what follows from it. */
async function applyEvent(
  ports: Ports,
  keyring: Keyring,
  provider: string,
  event: MailEvent,
  { signature }: Delivery,
) {
  const { db } = ports
  const now = ports.now().getTime()
  const receipt = uuidv7(ports.now())
  const proof = signature === null ? null : await sha256(signature)
  const isNew = sql`EXISTS (SELECT 1 FROM mail_event
    WHERE provider = ${provider} AND event_id = ${event.id} AND receipt = ${receipt})`
  const { current, all } = await hashesOf(keyring, event.addresses)
  const friends = friendsOf(event, all)
  const results = await db.batch([
    db.run(sql`INSERT INTO mail_event (provider, event_id, receipt, proof, at)
      SELECT ${provider}, ${event.id}, ${receipt}, ${proof}, ${now} WHERE 1 ON CONFLICT DO NOTHING`),
    ...(event.kind === 'bounced' && !event.isPermanent
      ? []
      : [
          ...suppress(ports, event, current, friends, isNew),
          db.run(sql`UPDATE recipient SET state = ${event.kind}, at = ${now}
            WHERE id IN (${friends}) AND ${isNew}
            AND state IN (SELECT value FROM json_each(${JSON.stringify(before[event.kind])}))`),
        ]),
    db.all<{ receipt: string; proof: string | null }>(
      sql`SELECT receipt, proof FROM mail_event WHERE provider = ${provider} AND event_id = ${event.id}`,
    ),
  ])
  // The last statement of the batch reads what is stored of the event.
  const [stored] = results.at(-1) as { receipt: string; proof: string | null }[]
  if (stored?.receipt !== receipt && proof !== null && stored?.proof === proof)
    throw new Problem('unauthorized')
}

/** Who refuses for good or complains is never mailed again, by any site. */
function suppress(
  { db, now }: Ports,
  { kind }: MailEvent,
  hashes: string[],
  friends: SQL,
  isNew: SQL,
) {
  if (kind === 'delivered') return []
  const reason = kind === 'complained' ? 'complaint' : 'bounce'
  return [
    db.run(sql`INSERT INTO suppression (address_hash, site_seq, reason, at)
      SELECT h.value, 0, ${reason}, ${now().getTime()}
      FROM (SELECT value FROM json_each(${JSON.stringify(hashes)})
        UNION SELECT address_hash FROM recipient WHERE id IN (${friends})) h
      WHERE ${isNew} ON CONFLICT DO NOTHING`),
  ]
}

/** The friend that our Message-ID names, else the one who was last mailed at the address. */
function friendsOf({ messageId }: MailEvent, hashes: string[]): SQL {
  const row = /^<?([\da-f-]{32,36})@/.exec(messageId ?? '')?.[1]
  if (row !== undefined)
    return sql`SELECT cause FROM outbox WHERE id = ${row} AND kind = 'mail.share'`
  return sql`SELECT id FROM (SELECT r.id, max(r.seq) FROM recipient r
    WHERE r.address_hash IN (SELECT value FROM json_each(${JSON.stringify(hashes)}))
      AND r.state IN ('sent', 'delivered', 'bounced', 'complained') GROUP BY r.address_hash)`
}

async function hashesOf(keyring: Keyring, addresses: string[]) {
  const identities = addresses.flatMap((address) => {
    const parsed = parseEmail(address)
    return parsed === null ? [] : [emailIdentity(parsed)]
  })
  const found = await Promise.all(identities.map((one) => keyring.pseudonyms('email', one)))
  return {
    current: found.flatMap(([first]) => (first === undefined ? [] : [first])),
    all: found.flat(),
  }
}

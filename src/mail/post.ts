import { and, inArray } from 'drizzle-orm'
import type { OutboxRow } from '../outbox/lease.ts'
import type { WorkContext } from '../outbox/run.ts'
import { type MailAddress, MailFailure } from '../ports.ts'
import { writeReaderLink } from '../reader/links.ts'
import { suppression } from '../schema.ts'
import type { SiteSettings } from '../sites/settings.ts'
import { emailIdentity } from '../text/email.ts'
import { addressLetter, type Letter } from './letter.ts'
import type { Letterhead } from './voice.ts'

/** Who writes: what every letter about a site needs to know of it. */
export interface Sender {
  siteSeq: number
  siteName: string
  settings: SiteSettings
}

/** How the site writes; `language` overrides the site's own where the reader's is known. */
export function letterheadOf(
  { siteName, settings }: Omit<Sender, 'siteSeq'>,
  language = settings.language,
): Letterhead {
  const { addressForm, timeZone } = settings
  return { siteName, language, addressForm, timeZone }
}

/**
 * Sends a letter from the site's own address. The row's id is the Message-ID at every attempt, so that a repeated
 * delivery is recognised. Throws `MailFailure`.
 */
export async function postLetter(
  { ports }: WorkContext,
  row: OutboxRow,
  settings: SiteSettings | null,
  letter: Letter,
  to: { address: string; replyTo?: MailAddress },
): Promise<void> {
  const { config } = ports
  const host = new URL(config.publicUrl).hostname
  const from = settings?.mailFrom ?? config.mailFrom ?? `phanhoi@${host}`
  const mailer = await ports.mailer()
  if (mailer === null) throw new MailFailure('temporary', 'Mail is not configured')
  const { address, ...reply } = to
  const id = `${row.id}@${from.slice(from.indexOf('@') + 1)}`
  await mailer.send(addressLetter(letter, { id, from, to: address, ...reply }))
}

/** Whether this address must not be mailed; looks under the former secret too, as who said no must be heard while it is rotated. */
export async function isSuppressed(
  context: WorkContext,
  address: string,
  siteSeq: number,
): Promise<boolean> {
  const hashes = await context.keyring.pseudonyms('email', emailIdentity(address))
  return isAnySuppressed(context, hashes, siteSeq)
}

/** The same for an address of which the hashes are known already. */
export async function isAnySuppressed(
  { ports: { db } }: WorkContext,
  hashes: string[],
  siteSeq: number,
): Promise<boolean> {
  const rows = await db
    .select({ at: suppression.at })
    .from(suppression)
    .where(
      and(inArray(suppression.addressHash, hashes), inArray(suppression.siteSeq, [0, siteSeq])),
    )
    .limit(1)
  return rows.length > 0
}

/** Way out of a site's mail for one address; it never expires and takes the one-click POST of RFC 8058. */
export function stopLink({ ports, keyring }: WorkContext, siteSeq: number, addressHash: string) {
  const link = { action: 'stop-mail' as const, subject: `${siteSeq}:${addressHash}` }
  return writeReaderLink(keyring, ports.config.publicUrl, link, null)
}

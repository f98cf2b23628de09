import { asc, eq, inArray } from 'drizzle-orm'
import { addressLetter } from '../mail/letter.ts'
import { invitation as invitationLetter, passwordReset } from '../mail/staff-letters.ts'
import type { OutboxRow } from '../outbox/lease.ts'
import type { Outcome, WorkContext } from '../outbox/run.ts'
import { type Database, MailFailure } from '../ports.ts'
import { invitation, moderator, site } from '../schema.ts'
import { INVITATION_HOURS, writeInvitationUrl } from './invitations.ts'

/** Mails the link by which somebody sets a password. A link that was used, renewed or revoked needs no mail. */
export async function sendInvitation(
  { ports, keyring }: WorkContext,
  row: OutboxRow,
): Promise<Outcome> {
  const { db, config, now } = ports
  const found = await loadInvitation(db, row.cause)
  if (found === undefined || found.isDisabled || found.expiresAt <= now()) return { effects: [] }
  const { letterhead, mailFrom } = await letterheadFor(db, found.sites)
  const link = {
    setUpUrl: await writeInvitationUrl(keyring, config.publicUrl, found.id),
    expiresInHours: INVITATION_HOURS[found.purpose],
  }
  const letter =
    found.purpose === 'reset'
      ? passwordReset(letterhead, link)
      : invitationLetter(letterhead, { ...link, inviter: found.createdBy, role: found.role })
  const from = mailFrom ?? config.mailFrom ?? `phanhoi@${new URL(config.publicUrl).hostname}`
  const mailer = await ports.mailer()
  if (mailer === null) throw new MailFailure('temporary', 'Mail is not configured')
  const id = `${row.id}@${from.slice(from.indexOf('@') + 1)}`
  await mailer.send(addressLetter(letter, { id, from, to: found.email }))
  return { effects: [] }
}

async function loadInvitation(db: Database, id: string) {
  const [found] = await db
    .select({
      id: invitation.id,
      purpose: invitation.purpose,
      createdBy: invitation.createdBy,
      expiresAt: invitation.expiresAt,
      email: moderator.email,
      role: moderator.role,
      sites: moderator.sites,
      isDisabled: moderator.isDisabled,
    })
    .from(invitation)
    .innerJoin(moderator, eq(moderator.id, invitation.moderatorId))
    .where(eq(invitation.id, id))
  return found
}

/** In the name of the person's first site; for people of every site, of the first there is. */
async function letterheadFor(db: Database, sites: string[] | null) {
  const [first] = await db
    .select({ name: site.name, settings: site.settings })
    .from(site)
    .where(sites === null ? undefined : inArray(site.key, sites))
    .orderBy(asc(site.seq))
    .limit(1)
  const { language, addressForm, timeZone } = first?.settings ?? {
    language: 'vi' as const,
    addressForm: 'ban' as const,
    timeZone: 'Asia/Ho_Chi_Minh',
  }
  const letterhead = { siteName: first?.name ?? 'Phản hồi', language, addressForm, timeZone }
  return { letterhead, mailFrom: first?.settings.mailFrom ?? null }
}

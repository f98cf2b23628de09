import { and, eq, gt, type SQL, sql } from 'drizzle-orm'
import { createCounters } from '../defence/counters.ts'
import { scaleLimits } from '../defence/limits.ts'
import type { AppEnv } from '../http.ts'
import type { Database } from '../ports.ts'
import { account, audit, invitation, moderator, outbox, session } from '../schema.ts'
import type { Keyring } from '../signing.ts'
import { databaseNow, insertWhere } from '../sql.ts'
import { emailIdentity } from '../text/email.ts'
import { uuidv7 } from '../uuid.ts'
import { hashPassword } from './password.ts'

type Vars = AppEnv['Variables']

/** How long the links work: an invitation over a weekend, a reset while the reader waits for the mail. */
export const INVITATION_HOURS = { invite: 72, reset: 2 } as const
const PURPOSE = 'invitation'
/** Letters that anybody may have sent to one account by “forgot my password”. */
const RESET_LIMITS: [{ windowMs: number; limit: number }] = [{ windowMs: 3_600_000, limit: 3 }]

interface NewInvitation {
  moderatorId: string
  purpose: keyof typeof INVITATION_HOURS
  /** Who invites, by name in the letter; null when people ask for themselves. */
  createdBy: string | null
  now: Date
}

/** Statements that make the person's one open link and have it mailed, if `condition` holds. The former link dies. */
export function inviteStatements(db: Database, wish: NewInvitation, condition: SQL) {
  const { moderatorId, purpose, createdBy, now } = wish
  const id = uuidv7(now)
  const expiresAt = new Date(now.getTime() + INVITATION_HOURS[purpose] * 3_600_000)
  const row = { id, moderatorId, purpose, createdBy, createdAt: now, expiresAt }
  const work = { id: uuidv7(now), kind: 'mail.invitation' as const, cause: id }
  return [
    insertWhere(
      db,
      invitation,
      row,
      condition,
      sql`(moderator_id) DO UPDATE SET id = excluded.id, purpose = excluded.purpose,
        created_by = excluded.created_by, created_at = excluded.created_at, expires_at = excluded.expires_at`,
    ),
    insertWhere(
      db,
      outbox,
      { ...work, state: 'waiting', dueAt: databaseNow, createdAt: now },
      sql`EXISTS (SELECT 1 FROM invitation WHERE id = ${id})`,
    ),
  ] as const
}

/** The link of a letter. Only the open invitation's id is signed, so nothing that opens it stands in the database. */
export async function writeInvitationUrl(
  keyring: Keyring,
  publicUrl: string,
  id: string,
): Promise<string> {
  return `${publicUrl}/admin/invitation/${await keyring.seal(PURPOSE, id)}`
}

/** Whom the link belongs to, while it is open: ours, in time, not used, and its person not disabled. */
export async function readInvitation(vars: Vars, token: string) {
  const id = await vars.keyring.open(PURPOSE, token)
  if (id === null) return null
  const [found] = await vars.ports.db
    .select({
      id: invitation.id,
      purpose: invitation.purpose,
      moderatorId: moderator.id,
      name: moderator.name,
      email: moderator.email,
    })
    .from(invitation)
    .innerJoin(moderator, eq(moderator.id, invitation.moderatorId))
    .where(
      and(
        eq(invitation.id, id),
        gt(invitation.expiresAt, vars.ports.now()),
        eq(moderator.isDisabled, false),
      ),
    )
  return found ?? null
}

export type OpenInvitation = NonNullable<Awaited<ReturnType<typeof readInvitation>>>

/** Sets name and password by the link and ends every session of the person. False when somebody was faster. */
export async function acceptInvitation(
  { ports }: Vars,
  { id, moderatorId, purpose }: OpenInvitation,
  given: { name: string; password: string },
): Promise<boolean> {
  const { db } = ports
  const now = ports.now()
  const isOpen = sql`EXISTS (SELECT 1 FROM invitation WHERE id = ${id})`
  const times = { createdAt: now, updatedAt: now }
  const login = { id: uuidv7(now), accountId: moderatorId, providerId: 'credential' }
  const password = await hashPassword(given.password)
  const entry = { id: uuidv7(now), actor: moderatorId, siteSeq: 0, subject: moderatorId, at: now }
  const action = purpose === 'invite' ? 'person.joined' : 'password.reset'
  const [used] = await db.batch([
    db.select({ id: invitation.id }).from(invitation).where(eq(invitation.id, id)),
    db
      .update(moderator)
      .set({ name: given.name, emailVerified: true, updatedAt: now })
      .where(and(eq(moderator.id, moderatorId), isOpen)),
    db.delete(account).where(and(eq(account.userId, moderatorId), isOpen)),
    insertWhere(db, account, { ...login, userId: moderatorId, password, ...times }, isOpen),
    db.delete(session).where(and(eq(session.userId, moderatorId), isOpen)),
    insertWhere(db, audit, { ...entry, action, detail: {} }, isOpen),
    db.delete(invitation).where(eq(invitation.id, id)),
  ])
  return used.length === 1
}

/**
 * “Forgot my password”: mails a link if there is such a person with a password, at most three an hour. The caller
 * learns nothing either way; the statements are the same.
 */
export async function requestReset(vars: Vars, email: string): Promise<void> {
  const { db, now, config } = vars.ports
  const address = email.trim().toLowerCase()
  const key = await vars.keyring.pseudonym('reset', emailIdentity(address))
  const rules = scaleLimits(RESET_LIMITS, config.limitFactor)
  const counters = createCounters(db, rules, now(), [], () => undefined)
  const { totalHits } = await counters.increment(`reset:${key}`)
  const [person] = await db
    .select({ id: moderator.id })
    .from(moderator)
    .where(and(eq(moderator.email, address), eq(moderator.isDisabled, false)))
  const moderatorId = person?.id ?? ''
  const isAllowed = totalHits <= rules[0].limit
  const wish = { moderatorId, purpose: 'reset', createdBy: null, now: now() } as const
  const hasPassword = sql`${isAllowed ? 1 : 0} AND EXISTS (SELECT 1 FROM account WHERE user_id = ${moderatorId})`
  await db.batch(inviteStatements(db, wish, hasPassword))
}

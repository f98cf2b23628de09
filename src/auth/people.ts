import { and, asc, eq, gt, type SQL, sql } from 'drizzle-orm'
import * as v from 'valibot'
import { recordAudit } from '../audit.ts'
import { email, personName, siteKey } from '../fields.ts'
import { type AppEnv, invalid } from '../http.ts'
import type { Database } from '../ports.ts'
import { Problem } from '../problem.ts'
import {
  account,
  audit,
  factor,
  invitation,
  moderator,
  type Role,
  roles,
  session,
} from '../schema.ts'
import { insertWhere } from '../sql.ts'
import { uuidv7 } from '../uuid.ts'
import type { Caller } from './caller.ts'
import { removeFactor } from './factor.ts'
import { inviteStatements } from './invitations.ts'

type Vars = AppEnv['Variables']

const sites = v.nullable(v.pipe(v.array(siteKey), v.minLength(1), v.maxLength(100)))

/** Somebody to invite. `sites` null means every site. */
export const NewPerson = v.strictObject({
  email,
  name: personName,
  role: v.picklist(roles),
  sites: v.optional(sites, null),
})
export type NewPerson = v.InferOutput<typeof NewPerson>

/** What may be changed about somebody; what is left out stays. */
export const PersonPatch = v.strictObject({
  name: v.exactOptional(personName),
  role: v.exactOptional(v.picklist(roles)),
  sites: v.exactOptional(sites),
  isDisabled: v.exactOptional(v.boolean()),
})
export type PersonPatch = v.InferOutput<typeof PersonPatch>

/** What refusals say, so that pages can say it in the reader's language. */
export const personFaults = {
  ownRights: 'Nobody changes their own rights',
  lastAdmin: 'Somebody must stay who administers every site',
  more: 'Nobody gives more than they have',
  taken: 'The address has an account',
  disabled: 'Enable them first',
  noMail: 'Without MAIL_URL no link can be mailed',
} as const

export interface PersonView {
  id: string
  name: string
  email: string
  role: Role
  sites: string[] | null
  state: 'invited' | 'active' | 'disabled'
  hasSecondFactor: boolean
  lastSeenAt: string | null
  /** Until when the open link works, by which the person sets a password. */
  linkUntil: string | null
}

/** People whom the caller may manage, in the order in which they were invited, after one of them. */
export async function listPeople(db: Database, caller: Caller, after: string, limit: number) {
  const rows = await selectPeople(db)
    .where(and(gt(moderator.id, after), isWithin(caller)))
    .orderBy(asc(moderator.id))
    .limit(limit)
  return rows.map(viewPerson)
}

/** One of them. Throws `not-found`, also for people of other sites. */
export async function readPerson(db: Database, caller: Caller, id: string): Promise<PersonView> {
  const [row] = await selectPeople(db).where(and(eq(moderator.id, id), isWithin(caller)))
  if (row === undefined) throw new Problem('not-found')
  return viewPerson(row)
}

/**
 * Makes an account without a password and mails the link that sets one. Throws `conflict` when the address has an
 * account, `forbidden` when the caller gives more than the caller has, `invalid` for a site that does not exist.
 */
export async function invitePerson(vars: Vars, caller: Caller, given: NewPerson) {
  const { db, now } = vars.ports
  requireMail(vars)
  await requireGivable(db, caller, given.sites)
  const at = now()
  const id = uuidv7(at)
  const row = { ...given, id, email: given.email.toLowerCase(), createdAt: at, updatedAt: at }
  const isMade = sql`EXISTS (SELECT 1 FROM moderator WHERE id = ${id})`
  const wish = {
    moderatorId: id,
    purpose: 'invite',
    createdBy: inviterOf(caller),
    now: at,
  } as const
  const detail = { role: given.role, sites: given.sites?.join(' ') ?? null }
  const entry = { id: uuidv7(at), actor: caller.id, action: 'person.invited', siteSeq: 0, at }
  await db.batch([
    insertWhere(db, moderator, row, sql`1`),
    ...inviteStatements(db, wish, isMade),
    insertWhere(db, audit, { ...entry, subject: id, detail }, isMade),
  ])
  const [made] = await selectPeople(db).where(eq(moderator.id, id))
  if (made === undefined) throw new Problem('conflict', { detail: personFaults.taken })
  return viewPerson(made)
}

/**
 * Changes name, role, sites or whether somebody may enter; whom it takes something from is signed out at once.
 * Throws `not-found`, `forbidden` (own rights; more than the caller has) or `conflict` (the last admin).
 */
export async function changePerson(vars: Vars, caller: Caller, id: string, patch: PersonPatch) {
  const { db, now } = vars.ports
  await readPerson(db, caller, id)
  const isAboutRights = Object.keys(patch).some((key) => key !== 'name')
  if (isAboutRights && id === caller.id)
    throw new Problem('forbidden', { detail: personFaults.ownRights })
  if (patch.sites !== undefined) await requireGivable(db, caller, patch.sites)
  const at = now()
  const isAllowed = isAboutRights ? isNotLastAdmin(id, patch) : sql`1`
  // What goes with the change is judged before it, by the same condition in the same batch.
  const willChange = sql`EXISTS (SELECT 1 FROM moderator WHERE id = ${id} AND ${isAllowed})`
  const loses = sql`${isAboutRights ? 1 : 0} AND ${willChange}`
  const leaves = sql`${patch.isDisabled === true ? 1 : 0} AND ${willChange}`
  const action = patch.isDisabled === true ? 'person.disabled' : 'person.changed'
  const entry = { id: uuidv7(at), actor: caller.id, action, siteSeq: 0, subject: id, at }
  const [, , , rows] = await db.batch([
    insertWhere(db, audit, { ...entry, detail: detailOf(patch) }, willChange),
    db.delete(session).where(and(eq(session.userId, id), loses)),
    db.delete(invitation).where(and(eq(invitation.moderatorId, id), leaves)),
    db
      .update(moderator)
      .set({ ...patch, updatedAt: at })
      .where(and(eq(moderator.id, id), isAllowed))
      .returning({ id: moderator.id }),
  ])
  if (rows.length === 0) throw new Problem('conflict', { detail: personFaults.lastAdmin })
  return readPerson(db, { ...caller, sites: null }, id)
}

/** Mails a new link: to somebody invited the invitation again, to others one that sets a new password. */
export async function mailLink(vars: Vars, caller: Caller, id: string): Promise<PersonView> {
  const { db, now } = vars.ports
  requireMail(vars)
  const person = await readPerson(db, caller, id)
  if (person.state === 'disabled') throw new Problem('conflict', { detail: personFaults.disabled })
  const purpose = person.state === 'invited' ? 'invite' : 'reset'
  const wish = { moderatorId: id, purpose, createdBy: inviterOf(caller), now: now() } as const
  const entry = { actor: caller.id, action: 'person.link-mailed', siteSeq: 0, subject: id }
  await db.batch([
    ...inviteStatements(db, wish, sql`1`),
    recordAudit(db, { ...entry, detail: { purpose } }, now()),
  ])
  return readPerson(db, caller, id)
}

/** The open link works no more; somebody who has never entered is removed with it. Throws `not-found`. */
export async function revokeLink(vars: Vars, caller: Caller, id: string): Promise<void> {
  const { db, now } = vars.ports
  const person = await readPerson(db, caller, id)
  if (person.linkUntil === null && person.state !== 'invited') throw new Problem('not-found')
  const entry = { actor: caller.id, action: 'person.link-revoked', siteSeq: 0, subject: id }
  await db.batch([
    db.delete(invitation).where(eq(invitation.moderatorId, id)),
    db
      .delete(moderator)
      .where(
        and(
          eq(moderator.id, id),
          eq(moderator.emailVerified, false),
          sql`NOT EXISTS (SELECT 1 FROM account WHERE user_id = ${id})`,
        ),
      ),
    recordAudit(db, entry, now()),
  ])
}

/** Takes the second factor of somebody who has lost it, and ends their sessions. Not one's own. */
export async function resetFactor(vars: Vars, caller: Caller, id: string): Promise<void> {
  const { db } = vars.ports
  const person = await readPerson(db, caller, id)
  if (id === caller.id) throw new Problem('forbidden', { detail: personFaults.ownRights })
  if (!person.hasSecondFactor) throw new Problem('not-found')
  await db.batch([
    db.delete(session).where(eq(session.userId, id)),
    ...removeFactor(vars, caller.id, id),
  ])
}

/** Signs somebody out everywhere. */
export async function endSessionsOf(vars: Vars, caller: Caller, id: string): Promise<void> {
  const { db, now } = vars.ports
  await readPerson(db, caller, id)
  const entry = { actor: caller.id, action: 'session.ended', siteSeq: 0, subject: id }
  await db.batch([
    db.delete(session).where(eq(session.userId, id)),
    recordAudit(db, { ...entry, detail: { which: 'all' } }, now()),
  ])
}

/** Admins of single sites see and manage people of no other site. */
function isWithin({ sites: own }: Caller): SQL {
  if (own === null) return sql`1`
  return sql`(${moderator.sites} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM json_each(${moderator.sites})
    WHERE value NOT IN (SELECT value FROM json_each(${JSON.stringify(own)}))))`
}

/** Of two admins who demote each other at once, one stays: the condition is part of the write. */
function isNotLastAdmin(id: string, { role, sites: given, isDisabled }: PersonPatch): SQL {
  const staysAdmin =
    isDisabled !== true && (role ?? 'admin') === 'admin' && (given === undefined || given === null)
  if (staysAdmin) return sql`1`
  const canEnter = sql`(email_verified OR EXISTS (SELECT 1 FROM account WHERE user_id = m.id))`
  const others = sql`SELECT 1 FROM moderator m WHERE m.id <> ${id} AND m.role = 'admin' AND m.sites IS NULL AND NOT m.is_disabled AND ${canEnter}`
  return sql`(role <> 'admin' OR sites IS NOT NULL OR is_disabled OR EXISTS (${others}))`
}

async function requireGivable(db: Database, caller: Caller, given: string[] | null) {
  const isMore = given === null || given.some((key) => caller.sites?.includes(key) === false)
  if (caller.sites !== null && isMore) throw new Problem('forbidden', { detail: personFaults.more })
  if (given === null) return
  const known = await db.all(
    sql`SELECT key FROM site WHERE key IN (SELECT value FROM json_each(${JSON.stringify(given)}))`,
  )
  if (known.length < new Set(given).size) throw invalid('/sites', 'There is no such site')
}

function requireMail({ ports }: Vars) {
  if (ports.config.mailUrl === null) throw new Problem('conflict', { detail: personFaults.noMail })
}

/** Tokens have names that letters need not tell. */
function inviterOf(caller: Caller): string | null {
  return caller.session === undefined ? null : caller.name
}

function detailOf({ role, sites: given, isDisabled, name }: PersonPatch) {
  return {
    ...(role !== undefined && { role }),
    ...(given !== undefined && { sites: given?.join(' ') ?? null }),
    ...(isDisabled !== undefined && { isDisabled }),
    ...(name !== undefined && { name: true }),
  }
}

function selectPeople(db: Database) {
  const lastSeenAt = sql`(SELECT max(updated_at) FROM session WHERE user_id = ${moderator.id})`
  return db
    .select({
      id: moderator.id,
      name: moderator.name,
      email: moderator.email,
      role: moderator.role,
      sites: moderator.sites,
      isDisabled: moderator.isDisabled,
      hasEntered: sql`(${moderator.emailVerified} OR ${account.id} IS NOT NULL)`.mapWith(Boolean),
      factorAt: factor.confirmedAt,
      lastSeenAt: lastSeenAt.mapWith(session.updatedAt),
      linkUntil: invitation.expiresAt,
    })
    .from(moderator)
    .leftJoin(account, eq(account.userId, moderator.id))
    .leftJoin(factor, eq(factor.moderatorId, moderator.id))
    .leftJoin(invitation, eq(invitation.moderatorId, moderator.id))
    .$dynamic()
}

type Row = Awaited<ReturnType<typeof selectPeople>>[number]

function viewPerson({ isDisabled, hasEntered, factorAt, lastSeenAt, linkUntil, ...row }: Row) {
  const state = isDisabled ? 'disabled' : hasEntered ? 'active' : 'invited'
  return {
    ...row,
    state,
    hasSecondFactor: factorAt !== null,
    // The driver gives null for somebody without a session, whatever Drizzle's types say.
    lastSeenAt: (lastSeenAt as Date | null)?.toISOString() ?? null,
    linkUntil: linkUntil?.toISOString() ?? null,
  } satisfies PersonView
}

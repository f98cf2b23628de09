import { and, desc, eq, gt, ne } from 'drizzle-orm'
import { recordAudit } from '../audit.ts'
import type { AppEnv } from '../http.ts'
import { account, moderator, session } from '../schema.ts'
import { countAttempt } from './attempts.ts'
import type { Caller, CallerSession } from './caller.ts'
import { removeFactor, spendCode } from './factor.ts'
import { hashPassword, verifyPassword } from './password.ts'

type Vars = AppEnv['Variables']

/** A person's own open sessions, the last used first, at most 50. */
export async function listSessions({ ports }: Vars, moderatorId: string) {
  return ports.db
    .select({
      id: session.id,
      userAgent: session.userAgent,
      startedAt: session.createdAt,
      lastUsedAt: session.updatedAt,
    })
    .from(session)
    .where(and(eq(session.userId, moderatorId), gt(session.expiresAt, ports.now())))
    .orderBy(desc(session.updatedAt))
    .limit(50)
}

/** Ends one of the caller's own sessions, or all but the present one. */
export async function endOwnSessions(
  { ports }: Vars,
  caller: Caller,
  which: { id: string } | { allBut: string },
): Promise<void> {
  const { db, now } = ports
  const isMeant = 'id' in which ? eq(session.id, which.id) : ne(session.id, which.allBut)
  const detail = { which: 'id' in which ? which.id : 'others' }
  const entry = { actor: caller.id, action: 'session.ended', siteSeq: 0, subject: caller.id }
  await db.batch([
    db.delete(session).where(and(eq(session.userId, caller.id), isMeant)),
    recordAudit(db, { ...entry, detail }, now()),
  ])
}

/** Whether it is the caller's password; counts the attempt as a sign-in does. Throws `rate-limited`. */
export async function provePassword(
  vars: Vars,
  request: Request,
  caller: Caller,
  password: string,
): Promise<boolean> {
  const { db } = vars.ports
  const email = await emailOf(vars, caller.id)
  await countAttempt(vars, request, email)
  const [found] = await db
    .select({ hash: account.password })
    .from(account)
    .where(eq(account.userId, caller.id))
  return verifyPassword(found?.hash ?? '', password)
}

/** Notes in the session that the password was given just now. */
export async function noteProof({ ports }: Vars, { id }: CallerSession): Promise<void> {
  await ports.db.update(session).set({ provedAt: ports.now() }).where(eq(session.id, id))
}

/** Sets the password and ends every other session. The caller has proved the old one. */
export async function changePassword(
  { ports }: Vars,
  caller: Caller,
  own: CallerSession,
  password: string,
): Promise<void> {
  const { db, now } = ports
  const entry = { actor: caller.id, action: 'password.changed', siteSeq: 0, subject: caller.id }
  await db.batch([
    db
      .update(account)
      .set({ password: await hashPassword(password), updatedAt: now() })
      .where(eq(account.userId, caller.id)),
    db.delete(session).where(and(eq(session.userId, caller.id), ne(session.id, own.id))),
    recordAudit(db, entry, now()),
  ])
}

/** Switches the caller's second factor off by a code. False when the code is wrong. Throws `rate-limited`. */
export async function dropOwnFactor(
  vars: Vars,
  request: Request,
  caller: Caller,
  code: string,
): Promise<boolean> {
  await countAttempt(vars, request, await emailOf(vars, caller.id), 'code')
  if (!(await spendCode(vars, caller.id, code))) return false
  await vars.ports.db.batch([...removeFactor(vars, caller.id, caller.id)])
  return true
}

/** The caller's own address, '' for whoever has no account. */
export async function emailOf({ ports }: Vars, id: string): Promise<string> {
  const [found] = await ports.db
    .select({ email: moderator.email })
    .from(moderator)
    .where(eq(moderator.id, id))
  return found?.email ?? ''
}

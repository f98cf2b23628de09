import { eq, sql } from 'drizzle-orm'
import { recordAudit } from '../audit.ts'
import type { AppEnv } from '../http.ts'
import { moderator, session } from '../schema.ts'
import { randomToken, sha256 } from '../signing.ts'
import { insertWhere } from '../sql.ts'
import { uuidv7 } from '../uuid.ts'
import { countAttempt, deviceCookie } from './attempts.ts'
import { spendCode } from './factor.ts'
import { endSession, isSecure, SESSION_SECONDS, sessionCookie } from './session.ts'

type Vars = AppEnv['Variables']

/** How long the code may come after the password. */
const STEP_SECONDS = 5 * 60
const PURPOSE = 'sign-in'

/** `Set-Cookie` by which the browser proves that the password was right, for five minutes. It opens nothing else. */
export async function halfwayCookie(vars: Vars, moderatorId: string): Promise<string> {
  const until = vars.ports.now().getTime() + STEP_SECONDS * 1000
  const value = await vars.keyring.seal(PURPOSE, `${moderatorId}.${until}.${randomToken()}`)
  return cookie(vars, value, STEP_SECONDS)
}

/** `Set-Cookie` that forgets it. */
export function forgetHalfway(vars: Vars): string {
  return cookie(vars, '', 0)
}

/** Who has given the right password in this browser and owes the code, or null. */
export async function readHalfway(vars: Vars, request: Request): Promise<string | null> {
  const cookies = (request.headers.get('Cookie') ?? '').split(';').map((pair) => pair.trim())
  const start = `${cookieName(vars)}=`
  const value = cookies.find((one) => one.startsWith(start))?.slice(start.length)
  const payload = value === undefined ? null : await vars.keyring.open(PURPOSE, value)
  const [id = '', until] = payload?.split('.') ?? []
  return Number(until) > vars.ports.now().getTime() ? id : null
}

/**
 * The second step of sign-in: counts the attempt, uses up the code and opens a session. Gives the cookies to set,
 * null for a wrong code. Throws `rate-limited`.
 */
export async function finishSignIn(
  vars: Vars,
  request: Request,
  moderatorId: string,
  code: string,
): Promise<string[] | null> {
  const { db, now } = vars.ports
  const [person] = await db
    .select({ email: moderator.email })
    .from(moderator)
    .where(eq(moderator.id, moderatorId))
  if (person === undefined) return null
  await countAttempt(vars, request, person.email, 'code')
  if (!(await spendCode(vars, moderatorId, code))) {
    const entry = { actor: moderatorId, action: 'session.failed', siteSeq: 0 }
    await recordAudit(db, { ...entry, subject: moderatorId, detail: { step: 'code' } }, now())
    return null
  }
  const token = await openSession(vars, request, moderatorId)
  if (token === null) return null
  await endSession(vars, request)
  const opened = sessionCookie(vars.ports.config, token)
  return [opened, await deviceCookie(vars, person.email), forgetHalfway(vars)]
}

/** A session as better-auth makes them, which only knows the first step. null when the person may not enter. */
async function openSession(
  { ports }: Vars,
  request: Request,
  moderatorId: string,
): Promise<string | null> {
  const { db } = ports
  const now = ports.now()
  const id = uuidv7(now)
  const token = randomToken().slice(0, 32)
  const row = {
    id,
    token: await sha256(token),
    userId: moderatorId,
    expiresAt: new Date(now.getTime() + SESSION_SECONDS * 1000),
    userAgent: request.headers.get('User-Agent')?.slice(0, 200) ?? '',
    createdAt: now,
    updatedAt: now,
  }
  const isAllowed = sql`EXISTS (SELECT 1 FROM moderator WHERE id = ${moderatorId} AND NOT is_disabled)`
  const entry = { actor: moderatorId, action: 'session.opened', siteSeq: 0, subject: id }
  const [, , opened] = await db.batch([
    insertWhere(db, session, row, isAllowed),
    recordAudit(db, { ...entry, detail: { way: 'password and code' } }, now),
    db.select({ id: session.id }).from(session).where(eq(session.id, id)),
  ])
  return opened.length === 1 ? token : null
}

function cookie(vars: Vars, value: string, seconds: number): string {
  const secure = isSecure(vars.ports.config) ? '; Secure' : ''
  return `${cookieName(vars)}=${value}; Max-Age=${seconds}; Path=/; HttpOnly; SameSite=Lax${secure}`
}

function cookieName({ ports }: Vars): string {
  return isSecure(ports.config) ? '__Host-phanhoi.halfway' : 'phanhoi.halfway'
}

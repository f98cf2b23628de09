import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { betterAuth } from 'better-auth/minimal'
import { eq, sql } from 'drizzle-orm'
import type { AppEnv } from '../http.ts'
import { account, audit, moderator, session, verification } from '../schema.ts'
import { sha256 } from '../signing.ts'
import { insertWhere } from '../sql.ts'
import { uuidv7 } from '../uuid.ts'
import { countAttempt, deviceCookie } from './attempts.ts'
import { hashSessions } from './hashed-sessions.ts'
import { PASSWORD_LENGTH } from './password-length.ts'
import { hashPassword, verifyPassword } from './password.ts'
import { halfwayCookie } from './second-step.ts'
import { endSession, isSecure, SESSION_SECONDS, sessionCookieName } from './session.ts'

type Vars = AppEnv['Variables']

/** A right password opens a session, or the second step where the person has a second factor. */
export interface SignInOutcome {
  needsCode: boolean
  cookies: string[]
}

/**
 * Counts the attempt, checks e-mail and password and opens a session or the second step. Answers null whatever the
 * reason was: unknown, wrong and disabled look the same and take the same time. A session that the browser already
 * had ends with the new one. Throws `rate-limited`.
 */
export async function signIn(
  vars: Vars,
  request: Request,
  given: { email: string; password: string },
): Promise<SignInOutcome | null> {
  const email = given.email.trim().toLowerCase()
  await countAttempt(vars, request, email)
  const gate: Gate = { owesCode: null, opened: null }
  const auth = await createAuth(vars, gate)
  const answer = await auth.api.signInEmail({
    body: { email, password: given.password },
    headers: new Headers({ 'User-Agent': request.headers.get('User-Agent') ?? '' }),
    asResponse: true,
  })
  if (answer.status >= 500) throw new Error('better-auth could not sign in')
  if (gate.owesCode !== null)
    return { needsCode: true, cookies: [await halfwayCookie(vars, gate.owesCode)] }
  await recordOutcome(vars, email, answer.ok ? gate.opened : null)
  if (!answer.ok) return null
  await endSession(vars, request)
  const cookies = [...answer.headers.getSetCookie(), await deviceCookie(vars, email)]
  return { needsCode: false, cookies }
}

/** What the library's hook has seen: whom the right password belongs to, and what became of it. */
interface Gate {
  owesCode: string | null
  opened: string | null
}

/** One statement whether the account exists or not, so that the time says nothing. */
async function recordOutcome({ ports }: Vars, email: string, opened: string | null) {
  const { db, now } = ports
  const at = now()
  const person = sql`coalesce((SELECT id FROM moderator WHERE email = ${email}), 'unknown')`
  const row = {
    id: uuidv7(at),
    actor: person,
    action: opened === null ? 'session.failed' : 'session.opened',
    siteSeq: 0,
    subject: opened ?? person,
    detail: opened === null ? { step: 'password' } : { way: 'password' },
    at,
  }
  await insertWhere(db, audit, row, sql`1`)
}

/** better-auth for this request: e-mail and password only, none of its HTTP routes is mounted. */
async function createAuth(vars: Vars, gate: Gate) {
  const { config, db, now } = vars.ports
  return betterAuth({
    baseURL: config.publicUrl,
    trustedOrigins: [config.publicUrl],
    // A key of its own, and given as a list, because the library would prefer one from the environment.
    secrets: [{ version: 1, value: await sha256(`phanhoi/better-auth/${config.secret}`) }],
    database: hashSessions(
      drizzleAdapter(db, {
        provider: 'sqlite',
        schema: { user: moderator, session, account, verification },
      }),
    ),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH.min,
      maxPasswordLength: PASSWORD_LENGTH.max,
      password: {
        hash: hashPassword,
        verify: ({ hash, password }) => verifyPassword(hash, password),
      },
    },
    // The row's `expiresAt` is the absolute end; `readSession` keeps idleness in `updatedAt`.
    session: { expiresIn: SESSION_SECONDS, disableSessionRefresh: true },
    databaseHooks: { session: { create: { before: (row) => openSession(vars, gate, row) } } },
    advanced: {
      // The library's own switch would name the cookie `__Secure-`, which other hosts of the domain can set.
      useSecureCookies: false,
      cookies: {
        session_token: {
          name: sessionCookieName(config),
          attributes: { secure: isSecure(config), httpOnly: true, sameSite: 'lax', path: '/' },
        },
      },
      database: { generateId: () => uuidv7(now()) },
      ipAddress: { disableIpTracking: true },
    },
    // Ours counts per address and per account, in the database.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
  })
}

/** Refuses the disabled and those who owe a code, and takes the time from our clock. */
async function openSession(
  { ports }: Vars,
  gate: Gate,
  row: { id?: string; userId: string; userAgent?: string | null | undefined },
) {
  const hasFactor = sql`EXISTS (SELECT 1 FROM factor WHERE moderator_id = ${moderator.id} AND confirmed_at IS NOT NULL)`
  const [owner] = await ports.db
    .select({ isDisabled: moderator.isDisabled, hasFactor: hasFactor.mapWith(Boolean) })
    .from(moderator)
    .where(eq(moderator.id, row.userId))
  if (owner === undefined || owner.isDisabled) return false
  if (owner.hasFactor) {
    gate.owesCode = row.userId
    return false
  }
  const now = ports.now()
  gate.opened = row.userId
  return {
    data: {
      createdAt: now,
      updatedAt: now,
      expiresAt: new Date(now.getTime() + SESSION_SECONDS * 1000),
      userAgent: row.userAgent?.slice(0, 200) ?? '',
    },
  }
}

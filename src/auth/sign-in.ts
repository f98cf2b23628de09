import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { betterAuth } from 'better-auth/minimal'
import { eq } from 'drizzle-orm'
import type { AppEnv } from '../http.ts'
import { account, moderator, session, verification } from '../schema.ts'
import { sha256 } from '../signing.ts'
import { uuidv7 } from '../uuid.ts'
import { countAttempt, deviceCookie } from './attempts.ts'
import { hashSessions } from './hashed-sessions.ts'
import { PASSWORD_LENGTH } from './password-length.ts'
import { hashPassword, verifyPassword } from './password.ts'
import { endSession, isSecure, SESSION_SECONDS, sessionCookieName } from './session.ts'

type Vars = AppEnv['Variables']

/**
 * Counts the attempt, checks e-mail and password and opens a session. Answers the cookies to set, or null whatever
 * the reason was: unknown, wrong and disabled look the same and take the same time. A session that the browser
 * already had ends. Throws `rate-limited`.
 */
export async function signIn(
  vars: Vars,
  request: Request,
  given: { email: string; password: string },
): Promise<string[] | null> {
  const email = given.email.trim().toLowerCase()
  await countAttempt(vars, request, email)
  const auth = await createAuth(vars)
  const answer = await auth.api.signInEmail({
    body: { email, password: given.password },
    headers: new Headers({ 'User-Agent': request.headers.get('User-Agent') ?? '' }),
    asResponse: true,
  })
  if (answer.status >= 500) throw new Error('better-auth could not sign in')
  if (!answer.ok) return null
  await endSession(vars, request)
  return [...answer.headers.getSetCookie(), await deviceCookie(vars, email)]
}

/** better-auth for this request: e-mail and password only, none of its HTTP routes is mounted. */
export async function createAuth(vars: Vars) {
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
    databaseHooks: { session: { create: { before: (row) => openSession(vars, row) } } },
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

/** Refuses the disabled, and takes the time from our clock. */
async function openSession(
  { ports }: Vars,
  row: { userId: string; userAgent?: string | null | undefined },
) {
  const [owner] = await ports.db
    .select({ isDisabled: moderator.isDisabled })
    .from(moderator)
    .where(eq(moderator.id, row.userId))
  if (owner === undefined || owner.isDisabled) return false
  const now = ports.now()
  return {
    data: {
      createdAt: now,
      updatedAt: now,
      expiresAt: new Date(now.getTime() + SESSION_SECONDS * 1000),
      userAgent: row.userAgent?.slice(0, 200) ?? '',
    },
  }
}

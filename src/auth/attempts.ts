import { createCounters } from '../defence/counters.ts'
import { type LimitRule, scaleLimits } from '../defence/limits.ts'
import type { AppEnv } from '../http.ts'
import { Problem } from '../problem.ts'
import { randomToken } from '../signing.ts'
import { emailIdentity } from '../text/email.ts'
import { isSecure } from './session.ts'

type Vars = AppEnv['Variables']

/** Of one account from everywhere together. The window is also the longest that a stranger can keep anybody out. */
const QUARTER = 15 * 60 * 1000
const ACCOUNT_LIMITS = {
  password: [{ windowMs: QUARTER, limit: 20 }],
  // Three codes of a million are right at a time; who guesses has the password already.
  code: [{ windowMs: QUARTER, limit: 10 }],
} satisfies Record<string, [LimitRule]>
const DEVICE_SECONDS = 180 * 24 * 60 * 60

/**
 * Counts an attempt on an account, whether it exists or not. A browser that has signed in to it before is counted
 * for itself, so a stranger's guesses never keep the moderator out (OWASP “device cookies”). Throws `rate-limited`.
 */
export async function countAttempt(
  vars: Vars,
  request: Request,
  email: string,
  kind: keyof typeof ACCOUNT_LIMITS = 'password',
): Promise<void> {
  const { db, now, config } = vars.ports
  const account = emailIdentity(email)
  const device = await knownDevice(vars, request, account)
  const key = await vars.keyring.pseudonym('sign-in', device ?? account)
  const rules = scaleLimits(ACCOUNT_LIMITS[kind], config.limitFactor)
  const counters = createCounters(db, rules, now(), [], () => undefined)
  const { totalHits } = await counters.increment(`${kind === 'code' ? 'code' : 'account'}:${key}`)
  if (totalHits > rules[0].limit)
    throw new Problem('rate-limited', { retryAfterSeconds: counters.retryAfterSeconds() })
}

/** `Set-Cookie` by which this browser is known as one that has signed in to the account. */
export async function deviceCookie(vars: Vars, email: string): Promise<string> {
  const { config, now } = vars.ports
  const until = now().getTime() + DEVICE_SECONDS * 1000
  const account = await vars.keyring.pseudonym('device', emailIdentity(email))
  const value = await vars.keyring.seal('device', `${account}.${until}.${randomToken()}`)
  const secure = isSecure(config) ? '; Secure' : ''
  return `${cookieName(vars)}=${value}; Max-Age=${DEVICE_SECONDS}; Path=/; HttpOnly; SameSite=Lax${secure}`
}

/** What names the device in its own count, or null for a stranger's browser. */
async function knownDevice(vars: Vars, request: Request, account: string): Promise<string | null> {
  const cookies = (request.headers.get('Cookie') ?? '').split(';').map((pair) => pair.trim())
  const start = `${cookieName(vars)}=`
  const value = cookies.find((cookie) => cookie.startsWith(start))?.slice(start.length)
  const payload = value === undefined ? null : await vars.keyring.open('device', value)
  const [owner = '', until] = payload?.split('.') ?? []
  const isOwn = (await vars.keyring.pseudonyms('device', account)).includes(owner)
  return isOwn && Number(until) > vars.ports.now().getTime() ? payload : null
}

function cookieName({ ports }: Vars): string {
  return isSecure(ports.config) ? '__Host-phanhoi.device' : 'phanhoi.device'
}

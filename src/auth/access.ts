import { and, eq } from 'drizzle-orm'
import { createLocalJWKSet, errors, type JSONWebKeySet, jwtVerify } from 'jose'
import * as v from 'valibot'
import { readStart } from '../bytes.ts'
import type { AccessConfig } from '../config.ts'
import { email } from '../fields.ts'
import type { Ports } from '../ports.ts'
import { Problem } from '../problem.ts'
import { moderator } from '../schema.ts'
import { accessFaults } from './access-faults.ts'
import type { Caller } from './caller.ts'

/** Only signatures with a private key that the proxy alone has; never `none`, never a shared secret (RFC 8725 §3.1). */
const ALGORITHMS = ['RS256', 'ES256']
const CLOCK_SECONDS = 30
const FETCH_MS = 3000
const MAX_BYTES = 64 * 1024
/** Proxies turn their keys every few weeks and publish the next one ahead. */
const FRESH_MS = 10 * 60 * 1000
/** An unknown key makes us ask again, but no stranger can make us ask all the time. */
const ASK_AGAIN_MS = 60 * 1000

/**
 * The person whom the sign-in proxy vouches for: an enabled moderator with the assertion's e-mail; nobody is ever
 * made here. Throws `forbidden` for whatever is not wholly right, `unavailable` while the proxy's keys cannot be had.
 */
export async function readAssertion(
  ports: Ports,
  access: AccessConfig,
  assertion: string,
): Promise<Caller> {
  const address = await verifiedEmail(ports, access, assertion)
  const { id, name, role, sites, isDisabled } = moderator
  const [found] = await ports.db
    .select({ id, name, role, sites })
    .from(moderator)
    .where(and(eq(moderator.email, address), eq(isDisabled, false)))
  if (found === undefined) throw new Problem('forbidden', { detail: accessFaults.nobody })
  return found
}

/** Mind the order: nothing of the payload is read before the signature holds. */
async function verifiedEmail(ports: Ports, access: AccessConfig, assertion: string) {
  const check = async (keys: JSONWebKeySet) =>
    jwtVerify(assertion, createLocalJWKSet(keys), {
      algorithms: ALGORITHMS,
      issuer: access.issuer,
      audience: access.audience,
      requiredClaims: ['exp', 'iat', 'email'],
      clockTolerance: CLOCK_SECONDS,
      currentDate: ports.now(),
    })
  try {
    const keys = await loadKeys(ports, access.issuer, FRESH_MS)
    const { payload } = await check(keys).catch(async (error: unknown) => {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error
      return check(await loadKeys(ports, access.issuer, ASK_AGAIN_MS))
    })
    return v.parse(email, payload['email']).toLowerCase()
  } catch (error) {
    if (error instanceof Problem) throw error
    throw new Problem('forbidden', { detail: accessFaults.assertion })
  }
}

const keySets = new Map<string, { keys: JSONWebKeySet; at: number }>()
const KeySet = v.object({
  keys: v.pipe(v.array(v.looseObject({ kty: v.string() })), v.maxLength(50)),
})

/** Kept as data, never as a promise: workerd lets no request wait for what another one has begun. */
async function loadKeys(ports: Ports, issuer: string, maxAgeMs: number): Promise<JSONWebKeySet> {
  const known = keySets.get(issuer)
  const now = ports.now().getTime()
  if (known !== undefined && now - known.at < maxAgeMs) return known.keys
  try {
    const keys = await fetchKeys(ports, issuer)
    keySets.set(issuer, { keys, at: now })
    return keys
  } catch (cause) {
    // Keys that were right a moment ago are better than nobody at the desk.
    if (known !== undefined) return known.keys
    throw new Problem('unavailable', { retryAfterSeconds: 10, cause })
  }
}

async function fetchKeys(ports: Ports, issuer: string): Promise<JSONWebKeySet> {
  const answer = await ports.fetch(`${issuer}/cdn-cgi/access/certs`, {
    redirect: 'error',
    signal: AbortSignal.timeout(FETCH_MS),
    headers: { Accept: 'application/json' },
  })
  if (!answer.ok) throw new Error(`The key set answered ${answer.status}`)
  const { bytes, isWhole } = await readStart(answer.body, MAX_BYTES)
  if (!isWhole) throw new Error('The key set is too large')
  return v.parse(KeySet, JSON.parse(new TextDecoder().decode(bytes)))
}

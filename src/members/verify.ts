import { importJWK, type JWTPayload, jwtVerify, decodeProtectedHeader } from 'jose'
import { type KnownSecret, PREVIOUS_KEY_MS } from '../sites/known-secrets.ts'
import type { LoadedSite } from '../sites/origin.ts'
import { type MemberClaims, parseClaims } from './claims.ts'

/** No member's token is good for longer: what a site takes away from somebody ends here within a day. */
const LONGEST_MS = 24 * 60 * 60 * 1000
const CLOCK_SECONDS = 30

/** As `sites/secrets.ts` has written it: with its kind, so that a public key never serves as a shared secret. */
type StoredKey = { secret: string } | { key: { kty: string; kid?: string } }

/**
 * The member whom a token proves to the site: signed with its key (the former one counts for a day) by the one
 * algorithm it has chosen, for this site, not expired and for no longer than a day. null for anything else.
 */
export async function verifyMember(
  site: LoadedSite,
  secrets: KnownSecret[],
  token: string,
  now: Date,
): Promise<MemberClaims | null> {
  const known = secrets.find(({ name }) => name === 'member')
  if (known === undefined || site.settings.members.algorithm === 'off') return null
  const isRecent = now.getTime() - known.changedAt < PREVIOUS_KEY_MS
  const keys = [known.value, ...(isRecent && known.previous !== null ? [known.previous] : [])]
  for (const stored of keys) {
    const payload = await verifyBy(JSON.parse(stored) as StoredKey, site, token, now)
    if (payload !== null) return parseClaims(payload)
  }
  return null
}

async function verifyBy(
  stored: StoredKey,
  { key: audience, settings: { members } }: LoadedSite,
  token: string,
  now: Date,
): Promise<JWTPayload | null> {
  try {
    const key = await keyFor(stored, members.algorithm, token)
    if (key === null) return null
    const { payload } = await jwtVerify(token, key, {
      // The site's choice, never the token's (RFC 8725 §3.1).
      algorithms: [members.algorithm],
      audience,
      ...(members.issuer !== null && { issuer: members.issuer }),
      requiredClaims: ['exp', 'sub', 'name'],
      clockTolerance: CLOCK_SECONDS,
      currentDate: now,
    })
    const lastsMs = (payload.exp ?? Infinity) * 1000 - now.getTime()
    return lastsMs <= LONGEST_MS + CLOCK_SECONDS * 1000 ? payload : null
  } catch {
    // Whatever is wrong with it, it proves nobody.
    return null
  }
}

async function keyFor(stored: StoredKey, algorithm: string, token: string) {
  if (algorithm === 'HS256')
    return 'secret' in stored ? new TextEncoder().encode(stored.secret) : null
  if (!('key' in stored)) return null
  const { kid } = decodeProtectedHeader(token)
  if (kid !== undefined && stored.key.kid !== undefined && kid !== stored.key.kid) return null
  const isElliptic = stored.key.kty === 'EC'
  return isElliptic === (algorithm === 'ES256') ? importJWK(stored.key, algorithm) : null
}

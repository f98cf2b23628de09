import { type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import type { Database } from '../ports.ts'
import { Problem } from '../problem.ts'
import { spent } from '../schema.ts'
import type { Keyring } from '../signing.ts'
import type { LoadedSite } from '../sites/origin.ts'
import { insertWhere } from '../sql.ts'

export type ProofAction = 'comment' | 'share'
/** How much is coming in: `calm`, under `pressure`, or so much that everything is `held`. */
export type Pressure = 'calm' | 'pressure' | 'held'

/** A challenge lives this long: a slow phone's work and a second try, no stock for later. */
const LIFE_MS = 10 * 60 * 1000
const EFFORT = { calm: 1, pressure: 2, held: 4 }
const MAX_COST = 2_000_000

/** Whether the site's forms ask for a proof of work now. */
export function asksProof({ settings }: Pick<LoadedSite, 'settings'>, pressure: Pressure): boolean {
  const { proof } = settings.comments
  return proof === 'always' || (proof === 'auto' && pressure !== 'calm')
}

/**
 * A challenge of ALTCHA's version 1: plain SHA-256, which a script can do where a page without https has no
 * WebCrypto. Site, action, end and a number used once are sealed into the salt, so they can be told even from an
 * answer without a solution.
 */
export async function makeChallenge(
  keyring: Keyring,
  { key, settings }: Pick<LoadedSite, 'key' | 'settings'>,
  action: ProofAction,
  pressure: Pressure,
  now: Date,
) {
  const { createChallenge } = await import('altcha-lib/v1')
  const expires = new Date(now.getTime() + LIFE_MS)
  const once = crypto.randomUUID()
  const [hmacKey = ''] = await hmacKeys(keyring)
  return createChallenge({
    algorithm: 'SHA-256',
    hmacKey,
    maxnumber: Math.min(MAX_COST, settings.defence.proofCost * EFFORT[pressure]),
    expires,
    params: {
      of: await keyring.seal(`challenge:${key}:${action}`, `${expires.getTime()}:${once}`),
    },
  })
}

/** What came of a proof. `key` names its challenge in `spent`. */
export type Proof =
  { kind: 'none' } | { kind: 'solved' | 'unsolved'; key: string; expiresAt: number }

/**
 * Reads an ALTCHA payload. A number of -1 says that the device gave up, which counts as `unsolved` once per
 * challenge. Throws `proof-required` for whatever is missing, forged, wrong, too late or of another site or action.
 */
export async function readProof(
  keyring: Keyring,
  site: string,
  action: ProofAction,
  proof: string | undefined,
  now: Date,
): Promise<Exclude<Proof, { kind: 'none' }>> {
  const payload = parsePayload(proof)
  if (payload === null) throw new Problem('proof-required')
  const sealed = await keyring.open(`challenge:${site}:${action}`, payload.seal)
  const [until = '0', key = ''] = sealed?.split(':') ?? []
  const expiresAt = Number(until)
  if (sealed === null || expiresAt <= now.getTime()) throw new Problem('proof-required')
  if (payload.number === -1) return { kind: 'unsolved', key, expiresAt }
  const { verifySolution } = await import('altcha-lib/v1')
  for (const hmacKey of await hmacKeys(keyring))
    // Its time has been judged above, by the service's own clock.
    if (await verifySolution(payload, hmacKey, false)) return { kind: 'solved', key, expiresAt }
  throw new Problem('proof-required')
}

/** Statement that takes a challenge for one item; before the item's own, in the same batch. */
export function claimProof(db: Database, proof: Proof, item: string) {
  if (proof.kind === 'none') return []
  const row = { key: proof.key, item, expiresAt: new Date(proof.expiresAt) }
  return [insertWhere(db, spent, row, sql`1`)]
}

/** The challenge's name; null where none was asked for. */
export const challengeOf = (proof: Proof) => (proof.kind === 'none' ? null : proof.key)

/** Holds where the challenge was taken for this item and no other; always where `challenge` is null. */
export function isClaimed(challenge: string | null | SQLWrapper, item: string | SQLWrapper): SQL {
  return sql`(${challenge} IS NULL OR EXISTS (SELECT 1 FROM spent WHERE key = ${challenge} AND item = ${item}))`
}

/** Throws `proof-required` if another item has taken the challenge: why nothing was stored. */
export async function requireUnspent(db: Database, proof: Proof, item: string): Promise<void> {
  if (proof.kind === 'none') return
  const rows = await db.all(sql`SELECT 1 FROM spent WHERE key = ${proof.key} AND item <> ${item}`)
  if (rows.length > 0) throw new Problem('proof-required')
}

function hmacKeys(keyring: Keyring) {
  return keyring.pseudonyms('altcha', 'challenge')
}

/** The algorithm is ours to choose, whatever a payload names. */
function parsePayload(proof: string | undefined) {
  try {
    const given: unknown = JSON.parse(atob(proof ?? ''))
    if (typeof given !== 'object' || given === null) return null
    const { challenge, number, salt, signature } = given as Record<string, unknown> // an object
    if (typeof challenge !== 'string' || typeof salt !== 'string') return null
    if (typeof signature !== 'string' || !Number.isSafeInteger(number)) return null
    const seal = new URLSearchParams(salt.slice(salt.indexOf('?'))).get('of') ?? ''
    // Checked just above.
    return {
      algorithm: 'SHA-256' as const,
      challenge,
      number: number as number,
      salt,
      signature,
      seal,
    }
  } catch {
    return null
  }
}

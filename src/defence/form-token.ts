import type { Keyring } from '../signing.ts'

/** The signed time at which a form was rendered, for one site. */
export function writeFormToken(keyring: Keyring, site: string, now: Date): Promise<string> {
  return keyring.seal(`form:${site}`, String(now.getTime()))
}

/** Age of the form in milliseconds, or null when the token is absent, forged or another site's. */
export async function readFormAge(
  keyring: Keyring,
  site: string,
  token: string | undefined,
  now: Date,
): Promise<number | null> {
  if (token === undefined) return null
  const payload = await keyring.open(`form:${site}`, token)
  return payload === null ? null : now.getTime() - Number(payload)
}

import type { Keyring } from '../signing.ts'

const LIFE_MS = 30 * 24 * 60 * 60 * 1000

/** Spares a confirmed sender the next confirmations on this device for 30 days, on one site. */
export function writeSenderToken(
  keyring: Keyring,
  siteSeq: number,
  senderHash: string,
  confirmedAt: Date,
): Promise<string> {
  return keyring.seal('sender-token', JSON.stringify([siteSeq, senderHash, confirmedAt.getTime()]))
}

/**
 * Whether the token proves that this very sender was confirmed on this site not long ago, and has not been revoked
 * since. A secret that is no longer accepted revokes every token.
 */
export async function isConfirmedSender(
  keyring: Keyring,
  token: string | undefined,
  sender: { siteSeq: number; hash: string; revokedAt: Date | null },
  now: Date,
): Promise<boolean> {
  if (token === undefined) return false
  const payload = await keyring.open('sender-token', token)
  if (payload === null) return false
  // Sealed above, so the shape is ours.
  const [siteSeq, hash, confirmedAt] = JSON.parse(payload) as [number, string, number]
  const isRevoked = sender.revokedAt !== null && confirmedAt <= sender.revokedAt.getTime()
  const isOurs = siteSeq === sender.siteSeq && hash === sender.hash
  return isOurs && !isRevoked && confirmedAt + LIFE_MS > now.getTime()
}

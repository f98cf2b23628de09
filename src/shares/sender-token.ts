import type { Keyring } from '../signing.ts'

const LIFE_MS = 30 * 24 * 60 * 60 * 1000

/** Spares a confirmed sender the next confirmations on this device for 30 days, on one site. */
export function writeSenderToken(
  keyring: Keyring,
  siteSeq: number,
  senderHash: string,
  confirmedAt: Date,
): Promise<string> {
  return keyring.seal(
    'sender',
    JSON.stringify([siteSeq, senderHash, confirmedAt.getTime() + LIFE_MS]),
  )
}

/** Whether the token proves that this very sender was confirmed on this site not long ago. */
export async function isConfirmedSender(
  keyring: Keyring,
  token: string | undefined,
  siteSeq: number,
  senderHash: string,
  now: Date,
): Promise<boolean> {
  if (token === undefined) return false
  const payload = await keyring.open('sender', token)
  if (payload === null) return false
  // Sealed above, so the shape is ours.
  const [site, sender, until] = JSON.parse(payload) as [number, string, number]
  return site === siteSeq && sender === senderHash && until > now.getTime()
}

import { type Keyring, sha256 } from '../signing.ts'
import { emailIdentity } from '../text/email.ts'
import type { NewShare } from './schemas.ts'

/** A parsed share with everything that can be computed before the database is asked. */
export interface ShareSubmission {
  body: NewShare
  origin: string | null
  /** False for forms without a script, which cannot solve challenges and are always held. */
  canProve: boolean
  addressHash: string
  addressHashes: string[]
  senderHash: string
  senderHashes: string[]
  recipients: { address: string; hash: string }[]
  fingerprint: string
  tokenHash: string | null
  language: 'vi' | 'en'
  now: Date
}

/** Hashes what the database needs to recognise. The same friend given twice, in whatever spelling, is one. */
export async function prepareShare(
  body: NewShare,
  request: {
    origin: string | null
    canProve: boolean
    addressHashes: string[]
    now: Date
    keyring: Keyring
    language: 'vi' | 'en'
  },
): Promise<ShareSubmission> {
  const { keyring } = request
  const hashOf = (address: string) => keyring.pseudonym('email', emailIdentity(address))
  const friends = new Map<string, string>()
  for (const address of body.recipients) {
    const hash = await hashOf(address)
    if (!friends.has(hash)) friends.set(hash, address)
  }
  const tokenHash = body.token === undefined ? null : await sha256(body.token)
  const senderHashes = await keyring.pseudonyms('email', emailIdentity(body.sender.email))
  const [addressHash = ''] = request.addressHashes
  const [senderHash = ''] = senderHashes
  return {
    body,
    origin: request.origin,
    canProve: request.canProve,
    addressHash,
    addressHashes: request.addressHashes,
    senderHash,
    senderHashes,
    recipients: Array.from(friends, ([hash, address]) => ({ address, hash })),
    fingerprint: await fingerprint(body, tokenHash),
    tokenHash,
    language: request.language,
    now: request.now,
  }
}

/** Proof, tokens of the form and title may differ between two tries of the same draft; nothing else may. */
async function fingerprint(body: NewShare, tokenHash: string | null): Promise<string> {
  const { sender, recipients } = body
  return sha256(
    JSON.stringify([
      body.site,
      body.article.key,
      [sender.name, sender.email],
      recipients,
      body.message ?? null,
      tokenHash,
    ]),
  )
}

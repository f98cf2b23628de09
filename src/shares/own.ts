import { and, eq } from 'drizzle-orm'
import type { Database } from '../ports.ts'
import { Problem } from '../problem.ts'
import { share } from '../schema.ts'
import { type Keyring, sha256 } from '../signing.ts'
import { writeSenderToken } from './sender-token.ts'

/** A sender's own share by the token made with it; after confirmation also the token for the next ones. */
export async function readOwnShare(db: Database, keyring: Keyring, id: string, token: string) {
  const [found] = await db
    .select({
      state: share.state,
      siteSeq: share.siteSeq,
      senderHash: share.senderHash,
      confirmedAt: share.confirmedAt,
    })
    .from(share)
    .where(and(eq(share.id, id), eq(share.tokenHash, await sha256(token))))
  if (found === undefined) throw new Problem('not-found')
  const { state, siteSeq, senderHash, confirmedAt } = found
  return {
    state,
    ...(confirmedAt === null
      ? {}
      : { senderToken: await writeSenderToken(keyring, siteSeq, senderHash, confirmedAt) }),
  }
}

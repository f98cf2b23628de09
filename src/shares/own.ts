import { and, eq, sql } from 'drizzle-orm'
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
      isRevoked: sql<number>`EXISTS (SELECT 1 FROM sender_revocation v WHERE v.site_seq = ${share.siteSeq}
        AND v.sender_hash = ${share.senderHash} AND v.revoked_at >= ${share.confirmedAt})`,
    })
    .from(share)
    .where(and(eq(share.id, id), eq(share.tokenHash, await sha256(token))))
  if (found === undefined) throw new Problem('not-found')
  const { state, siteSeq, senderHash, confirmedAt, isRevoked } = found
  return {
    state,
    ...(confirmedAt === null || isRevoked === 1
      ? {}
      : { senderToken: await writeSenderToken(keyring, siteSeq, senderHash, confirmedAt) }),
  }
}

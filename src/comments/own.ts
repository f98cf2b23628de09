import { and, eq, ne, type SQL, sql } from 'drizzle-orm'
import type { Database } from '../ports.ts'
import { Problem } from '../problem.ts'
import { comment } from '../schema.ts'
import { writeSenderToken } from '../shares/sender-token.ts'
import { type Keyring, sha256 } from '../signing.ts'

/** A reader's own comment by the token made with it, with a `senderToken` once the address is confirmed. The same `not-found` for a wrong id and a wrong token. */
export async function readOwnComment(db: Database, keyring: Keyring, id: string, token: string) {
  const isOwn = and(eq(comment.id, id), eq(comment.tokenHash, await sha256(token)))
  const [[found], [sender]] = await db.batch([selectOwn(db, isOwn), selectSender(db, isOwn)])
  if (found === undefined) throw new Problem('not-found')
  const { siteSeq = 0, hash = '', confirmedAt = null } = sender ?? {}
  return {
    ...viewOwn(found),
    ...(confirmedAt !== null && {
      senderToken: await writeSenderToken(keyring, siteSeq, hash, confirmedAt),
    }),
  }
}

/** Who wrote an own comment, once the address was confirmed and as long as its devices are not to be forgotten. */
function selectSender(db: Database, isOwn: SQL | undefined) {
  return db
    .select({
      siteSeq: comment.siteSeq,
      hash: comment.authorHash,
      confirmedAt: comment.confirmedAt,
    })
    .from(comment)
    .where(
      and(
        isOwn,
        eq(comment.memberHash, ''),
        ne(comment.authorHash, ''),
        sql`NOT EXISTS (SELECT 1 FROM sender_revocation v WHERE v.site_seq = ${comment.siteSeq}
          AND v.sender_hash = ${comment.authorHash} AND v.revoked_at >= ${comment.confirmedAt})`,
      ),
    )
}

/** What a reader may know of an own comment, as a statement for a batch. */
export function selectOwn(db: Database, condition: SQL | undefined) {
  return db
    .select({
      id: comment.id,
      state: comment.state,
      body: comment.body,
      reason: comment.toldReason,
      editableUntil: comment.editableUntil,
    })
    .from(comment)
    .where(condition)
}

export function viewOwn(row: Awaited<ReturnType<typeof selectOwn>>[number]) {
  return { ...row, editableUntil: row.editableUntil.toISOString() }
}

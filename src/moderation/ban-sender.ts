import { and, eq, sql } from 'drizzle-orm'
import { withinSites } from '../auth/caller.ts'
import { Problem } from '../problem.ts'
import { share } from '../schema.ts'
import { type DeskContext, requireComment } from './target.ts'

/** Who has sent the item that the ban is about. */
export interface Sender {
  siteSeq: number
  name: string
  /** null when none was left or it has been erased. */
  email: string | null
  emailHash: string
  addressHash: string
}

/** Who it is, by a comment or a share of theirs; null where neither is named. Throws `not-found`. */
export async function senderOf(
  context: DeskContext,
  { comment, share: shareId }: { comment?: string; share?: string },
): Promise<Sender | null> {
  if (shareId !== undefined) return requireShareSender(context, shareId)
  if (comment === undefined) return null
  const found = await requireComment(context, comment)
  const { siteSeq, authorName: name, authorEmail: email, addressHash } = found
  return { siteSeq, name, email, emailHash: email === null ? '' : found.authorHash, addressHash }
}

async function requireShareSender({ ports, caller }: DeskContext, id: string): Promise<Sender> {
  const [found] = await ports.db
    .select({
      siteSeq: share.siteSeq,
      name: share.senderName,
      email: sql<string | null>`nullif(${share.senderEmail}, '')`,
      emailHash: share.senderHash,
      addressHash: share.addressHash,
    })
    .from(share)
    .where(and(eq(share.id, id), withinSites(caller, sql`${share.siteSeq}`)))
  if (found === undefined) throw new Problem('not-found')
  return found
}

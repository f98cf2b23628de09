import { and, eq, sql } from 'drizzle-orm'
import { articleTag } from '../pages.ts'
import type { Ports } from '../ports.ts'
import { Problem } from '../problem.ts'
import { comment, likeVote } from '../schema.ts'
import type { LoadedSite } from '../sites/origin.ts'
import { insertWhere } from '../sql.ts'
import type { KnownComment } from './situation.ts'

/** More likes of one comment from one address prefix do not count: a household, not a machine. */
const LIKES_PER_ADDRESS = 20

/**
 * Sets or takes back one reader's like; repeating it changes nothing. Best effort: a reader who wipes the
 * browser's storage is a new reader. Throws `not-found` for what is not public.
 */
export async function setLike(
  ports: Ports,
  { comment: found, site }: { comment: KnownComment; site: LoadedSite },
  vote: { readerHash: string; addressHash: string; isLiked: boolean },
): Promise<{ likeCount: number }> {
  if (found.isListed !== 1 || found.state !== 'approved') throw new Problem('not-found')
  const { db } = ports
  const { readerHash, addressHash } = vote
  const [, rows] = await db.batch([
    vote.isLiked
      ? insertWhere(
          db,
          likeVote,
          { commentSeq: found.seq, readerHash, addressHash },
          sql`(SELECT count(*) FROM like_vote WHERE comment_seq = ${found.seq}
            AND address_hash = ${addressHash}) < ${LIKES_PER_ADDRESS}`,
        )
      : db
          .delete(likeVote)
          .where(and(eq(likeVote.commentSeq, found.seq), eq(likeVote.readerHash, readerHash))),
    db.select({ likeCount: comment.likeCount }).from(comment).where(eq(comment.seq, found.seq)),
  ])
  ports.pages.invalidate([articleTag(site.key, found.article)])
  return { likeCount: rows[0]?.likeCount ?? 0 }
}

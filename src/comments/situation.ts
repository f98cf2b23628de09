import { eq, sql } from 'drizzle-orm'
import { createMiddleware } from 'hono/factory'
import { uuid } from '../fields.ts'
import { type AppEnv, parse, type Statements } from '../http.ts'
import type { Database } from '../ports.ts'
import { Problem } from '../problem.ts'
import { article, comment } from '../schema.ts'
import { type LoadedSite, requireOrigin, siteColumns } from '../sites/origin.ts'
import { site } from '../schema.ts'

/** Puts the comment's id from the path into `c.var.commentId`. Throws `invalid`. */
export const commentPath = createMiddleware<{
  Variables: AppEnv['Variables'] & { commentId: string }
}>(async (c, next) => {
  c.set('commentId', parse(uuid, c.req.param('id'), c.var.language))
  await next()
})

/** An existing comment with its site, for whatever a reader wants to do with it. */
export function knownComment(db: Database, id: string) {
  return [
    db
      .select({
        seq: comment.seq,
        id: comment.id,
        state: comment.state,
        audience: comment.audience,
        isListed: comment.isListed,
        subject: comment.subject,
        body: comment.body,
        authorName: comment.authorName,
        tokenHash: comment.tokenHash,
        likeCount: comment.likeCount,
        toldReason: comment.toldReason,
        editableUntil: comment.editableUntil,
        article: article.key,
        articleUrl: article.url,
        isVerified: sql<number>`${article.verifiedAt} IS NOT NULL`,
      })
      .from(comment)
      .innerJoin(article, eq(article.seq, comment.articleSeq))
      .where(eq(comment.id, id)),
    db
      .select(siteColumns)
      .from(site)
      .innerJoin(comment, eq(comment.siteSeq, site.seq))
      .where(eq(comment.id, id)),
  ] satisfies Statements
}

export type KnownComment = Awaited<ReturnType<typeof knownComment>[0]>[number]

/** The comment and its site, if the calling page belongs to that site. Throws `not-found` or `forbidden`. */
export function requireComment(
  [comments, sites]: [KnownComment[], LoadedSite[]],
  origin: string | null,
) {
  const [found] = comments
  if (found === undefined) throw new Problem('not-found')
  return { comment: found, site: requireOrigin(sites, origin) }
}

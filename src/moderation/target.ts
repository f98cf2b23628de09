import { and, eq, sql } from 'drizzle-orm'
import { type Caller, withinSites } from '../auth/caller.ts'
import type { Ports } from '../ports.ts'
import { Problem } from '../problem.ts'
import { article, comment, site } from '../schema.ts'
import type { Keyring } from '../signing.ts'

/** What every function of the moderators' desk needs; `c.var` of a guarded route has all of it. */
export interface DeskContext {
  ports: Ports
  keyring: Keyring
  caller: Caller
  language: 'vi' | 'en'
}

/** The comment that somebody acts on, with its site and article. Throws `not-found` for other sites' comments too. */
export async function requireComment({ ports, caller }: DeskContext, id: string) {
  const [found] = await ports.db
    .select(targetColumns)
    .from(comment)
    .innerJoin(site, eq(site.seq, comment.siteSeq))
    .innerJoin(article, eq(article.seq, comment.articleSeq))
    .where(and(eq(comment.id, id), withinSites(caller, sql`${comment.siteSeq}`)))
  if (found === undefined) throw new Problem('not-found')
  return found
}

export type Target = Awaited<ReturnType<typeof requireComment>>

const targetColumns = {
  seq: comment.seq,
  id: comment.id,
  siteSeq: comment.siteSeq,
  siteKey: site.key,
  siteName: site.name,
  settings: site.settings,
  articleSeq: comment.articleSeq,
  articleKey: article.key,
  articleTitle: article.title,
  articleUrl: article.url,
  parentSeq: comment.parentSeq,
  rootSeq: comment.rootSeq,
  state: comment.state,
  audience: comment.audience,
  ticket: comment.ticket,
  authorName: comment.authorName,
  authorEmail: comment.authorEmail,
  authorPhone: comment.authorPhone,
  authorAddress: comment.authorAddress,
  authorHash: comment.authorHash,
  addressHash: comment.addressHash,
  subject: comment.subject,
  body: comment.body,
  reasons: comment.reasons,
  isFeatured: comment.isFeatured,
  asksCorrection: comment.asksCorrection,
  createdAt: comment.createdAt,
  editedAt: comment.editedAt,
  heldUntil: comment.heldUntil,
}

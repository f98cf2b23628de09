import { and, desc, eq, isNotNull } from 'drizzle-orm'
import type { Database } from '../ports.ts'
import { Problem } from '../problem.ts'
import { article, site } from '../schema.ts'
import { sha256 } from '../signing.ts'

/** Verified articles of a site, for “Các tin khác”, the newest or the most discussed first. */
export async function listArticles(
  db: Database,
  query: { site: string; sort: 'recent' | 'discussed'; limit: number },
) {
  const order =
    query.sort === 'recent'
      ? [desc(article.publishedAt), desc(article.seq)]
      : [desc(article.commentCount), desc(article.seq)]
  const [sites, rows] = await db.batch([
    db.select({ seq: site.seq }).from(site).where(eq(site.key, query.site)),
    db
      .select({
        key: article.key,
        url: article.url,
        title: article.title,
        publishedAt: article.publishedAt,
        commentCount: article.commentCount,
      })
      .from(article)
      .innerJoin(site, eq(site.seq, article.siteSeq))
      .where(and(eq(site.key, query.site), isNotNull(article.verifiedAt)))
      .orderBy(...order)
      .limit(query.limit),
  ])
  if (sites.length === 0) throw new Problem('not-found')
  const body = {
    articles: rows.map((row) => ({ ...row, publishedAt: row.publishedAt.toISOString() })),
  }
  return { body, version: (await sha256(JSON.stringify(body))).slice(0, 16) }
}

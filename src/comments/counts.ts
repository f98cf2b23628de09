import { and, eq, inArray } from 'drizzle-orm'
import type { RenderedPage } from '../pages.ts'
import type { Database } from '../ports.ts'
import { Problem } from '../problem.ts'
import { article, site } from '../schema.ts'
import { sha256 } from '../signing.ts'

/** Public comments of up to 100 articles of one site; articles nobody has written under count 0. */
export async function countComments(
  db: Database,
  siteKey: string,
  keys: string[],
): Promise<RenderedPage> {
  const [sites, rows] = await db.batch([
    db.select({ seq: site.seq }).from(site).where(eq(site.key, siteKey)),
    db
      .select({ key: article.key, count: article.commentCount })
      .from(article)
      .innerJoin(site, eq(site.seq, article.siteSeq))
      .where(and(eq(site.key, siteKey), inArray(article.key, keys))),
  ])
  if (sites.length === 0) throw new Problem('not-found')
  const found = new Map(rows.map(({ key, count }) => [key, count]))
  const counts = Object.fromEntries(keys.map((key) => [key, found.get(key) ?? 0]))
  return { body: { counts }, version: await sha256(JSON.stringify(counts)) }
}

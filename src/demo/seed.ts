import { and, eq, sql } from 'drizzle-orm'
import { articlePlace, insertArticle, queueVerification } from '../articles/claim.ts'
import type { Database } from '../ports.ts'
import { article, site, siteOrigin } from '../schema.ts'
import { SiteSettings } from '../sites/settings.ts'
import { insertWhere } from '../sql.ts'
import * as v from 'valibot'
import { demoStories } from './stories.ts'

export const demoSite = 'demo'
/** The story that a newcomer is shown. */
export const demoPath = '/bai/thu-vien-cap-ben'

/**
 * Makes the site `demo` once, pre-moderated, and has its stories fetched and verified like anybody's. Started
 * on other ports, the stories are verified anew at their new addresses.
 */
export async function seedDemo(
  db: Database,
  { origin, publicUrl, now }: { origin: string; publicUrl: string; now: Date },
): Promise<void> {
  const settings = v.parse(SiteSettings, {
    articlesFeed: `${origin}/feed.xml`,
    newsroom: { name: 'Ban Bạn đọc' },
  })
  const siteSeq = sql`(SELECT seq FROM site WHERE key = ${demoSite})`
  await db.batch([
    insertWhere(
      db,
      site,
      { key: demoSite, name: 'Bến Sông', settings, createdAt: now, updatedAt: now },
      sql`1`,
    ),
    db.run(sql`INSERT INTO ${siteOrigin} (origin, site_seq)
      SELECT value, ${siteSeq} FROM json_each(${JSON.stringify([origin, publicUrl])}) WHERE 1
      ON CONFLICT DO NOTHING`),
    db
      .update(article)
      .set({ claimedUrl: sql`${origin} || key`, url: null, title: null, verifiedAt: null })
      .where(and(sql`site_seq = ${siteSeq}`, sql`url NOT LIKE ${origin} || '/%'`)),
    db.run(sql`DELETE FROM outbox WHERE kind = 'article.verify' AND state <> 'waiting'
      AND cause IN (SELECT id FROM article WHERE site_seq = ${siteSeq} AND verified_at IS NULL)`),
  ])
  const [found] = await db.select({ seq: site.seq }).from(site).where(eq(site.key, demoSite))
  if (found === undefined) return
  for (const { key } of demoStories(now)) {
    await db.batch([
      insertArticle(db, found.seq, { key, url: origin + key }, now),
      queueVerification(db, articlePlace(found.seq, key), sql`1`, now),
    ])
  }
}

import { sql } from 'drizzle-orm'
import { siteTag } from '../pages.ts'
import type { Ports } from '../ports.ts'
import { article } from '../schema.ts'
import { queueShareMails } from '../shares/queue.ts'
import { databaseNow } from '../sql.ts'
import { uuidv7 } from '../uuid.ts'
import { fetchFromSite } from './fetch.ts'
import type { VerifiedArticle } from './admin.ts'

/** A new story is in “Các tin khác” within this time. */
const POLL_SECONDS = 300
const FEEDS_PER_RUN = 5
const MAX_BYTES = 2 * 1024 * 1024

interface DueFeed {
  seq: number
  key: string
  feed: string
  origins: string
}

/** Reads the feeds that are due, each by one machine only, and saves what is new in them. */
export async function pollFeeds(ports: Ports): Promise<void> {
  const due = await ports.db.all<DueFeed>(sql`
    UPDATE site SET feed_due_at = ${databaseNow} + ${POLL_SECONDS * 1000}
    WHERE seq IN (SELECT seq FROM site WHERE settings ->> '$.articlesFeed' IS NOT NULL
      AND (feed_due_at IS NULL OR feed_due_at <= ${databaseNow}) LIMIT ${FEEDS_PER_RUN})
    RETURNING seq, key, settings ->> '$.articlesFeed' AS feed,
      (SELECT json_group_array(origin) FROM site_origin WHERE site_seq = site.seq) AS origins`)
  await Promise.all(
    due.map(async (site) => {
      try {
        await readFeed(ports, site)
      } catch (error) {
        const why = error instanceof Error ? error.message : 'unknown'
        ports.log.error('feed.failed', { site: site.key, error: why })
      }
    }),
  )
}

async function readFeed(ports: Ports, { seq, key, feed, origins }: DueFeed) {
  // The aggregate always is a JSON array of the text column.
  const allowed = JSON.parse(origins) as string[]
  const { text } = await fetchFromSite(ports.fetch, feed, allowed, 'application/xml', MAX_BYTES)
  // The parser's 150 kB are loaded by the services that have a feed to read.
  const { parseFeed } = await import('./feed.ts')
  const entries = parseFeed(text, allowed)
  if (entries.length === 0) return
  const now = ports.now()
  const [saved] = await ports.db.batch([
    saveEntries(ports, seq, entries, now),
    ...queueShareMails(
      ports.db,
      sql`SELECT w.seq FROM share w JOIN recipient r ON r.share_seq = w.seq AND r.state = 'waiting'
        WHERE w.site_seq = ${seq} AND w.state = 'approved'`,
      now,
    ),
  ])
  if (saved.rowsAffected > 0) ports.pages.purge([siteTag(key)])
}

/** One statement for all entries; those that say nothing new change nothing. */
function saveEntries({ db }: Ports, siteSeq: number, entries: VerifiedArticle[], now: Date) {
  const rows = JSON.stringify(
    entries.map((entry) => ({
      id: uuidv7(now),
      excerpt: null,
      ...entry,
      publishedAt: (entry.publishedAt ?? now).getTime(),
    })),
  )
  return db.run(sql`
    INSERT INTO ${article} (id, site_seq, key, url, title, excerpt, verified_at, published_at, created_at)
    SELECT value ->> 'id', ${siteSeq}, value ->> 'key', value ->> 'url', value ->> 'title',
      value ->> 'excerpt', ${now.getTime()}, value ->> 'publishedAt', ${now.getTime()}
    FROM json_each(${rows}) WHERE 1
    ON CONFLICT (site_seq, key) DO UPDATE SET url = excluded.url, title = excluded.title,
      excerpt = coalesce(excluded.excerpt, excerpt), verified_at = excluded.verified_at,
      published_at = excluded.published_at, version = version + 1
    WHERE url IS NOT excluded.url OR title IS NOT excluded.title OR verified_at IS NULL`)
}

import { eq, sql } from 'drizzle-orm'
import type { Database } from '../ports.ts'
import { type Marks, prepared } from '../prepared.ts'
import { Problem } from '../problem.ts'
import { site, siteOrigin } from '../schema.ts'
import { parseSettings } from './parsed-settings.ts'
import type { SiteSettings } from './settings.ts'

const origins = sql<
  string[]
>`(SELECT json_group_array(o.origin) FROM site_origin o WHERE o.site_seq = ${site.seq})`.mapWith(
  // The aggregate always is a JSON array of the text column.
  (value: string) => JSON.parse(value) as string[],
)

const settings = sql<SiteSettings>`${site.settings}`.mapWith(parseSettings)

/** A site with its allowed origins. */
export const siteColumns = {
  seq: site.seq,
  key: site.key,
  name: site.name,
  settings,
  version: site.version,
  origins,
}

/** The site of that key. */
export const loadSite = (db: Database, key: string) => siteByKey(db, { key })

const siteByKey = prepared((db, { key }: Marks<'key'>) =>
  db.select(siteColumns).from(site).where(eq(site.key, key)),
)

/** The site of that row. */
export function loadSiteBySeq(db: Database, seq: number) {
  return db.select(siteColumns).from(site).where(eq(site.seq, seq))
}

export type LoadedSite = Awaited<ReturnType<typeof loadSite>>[number]

/** The site, if the page that sends may write to it. Requests that no page sends have no origin and pass. */
export function requireOrigin(sites: LoadedSite[], origin: string | null): LoadedSite {
  const [found] = sites
  if (found === undefined) throw new Problem('not-found')
  if (origin !== null && !found.origins.includes(origin)) throw new Problem('forbidden')
  return found
}

/** Whether any site of this deployment lists the origin: what a preflight can be told, as it names no site. */
export async function isKnownOrigin(db: Database, origin: string): Promise<boolean> {
  const rows = await db
    .select({ origin: siteOrigin.origin })
    .from(siteOrigin)
    .where(eq(siteOrigin.origin, origin))
    .limit(1)
  return rows.length > 0
}

import type { Client } from '@libsql/client'
import { eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/libsql'
import type { HonoRequest } from 'hono'
import type { Database } from '../ports.ts'
import { site, siteOrigin } from '../schema.ts'

export interface SiteLanes {
  /** The database in which the request's writes wait beside those of its own site alone. */
  databaseFor(request: Pick<HonoRequest, 'method' | 'path' | 'header'>): Database
  /** Learns which sites there are. */
  refresh: () => Promise<void>
}

/** Sites whose origins come later in the alphabet share a lane with strangers; an origin takes some 300 bytes. */
const MAX_ORIGINS = 10_000
/** Databases kept for the lanes that were used last: making one takes longer than a look into the map. */
const MAX_OPEN = 500

/** Who gives no site's origin, or one that nobody lists. Making up origins wins no lanes. */
const STRANGERS = 'strangers'
const NEWSROOMS = 'newsrooms'

/**
 * A lane for each site, by the origin of its pages or the path of its plain pages, which is all that is known of a
 * request before it is read; the newsrooms have one of their own. Without `laneOf` everybody has `db`.
 */
export function createSiteLanes(
  laneOf: ((name: string) => Client) | null,
  db: Database,
): SiteLanes {
  if (laneOf === null) return { databaseFor: () => db, refresh: () => Promise.resolve() }
  let sites = new Map<string, string>()
  const open = new Map<string, Database>()

  function openLane(name: string, make: (name: string) => Client): Database {
    const found = open.get(name) ?? drizzle(make(name))
    open.delete(name)
    open.set(name, found)
    const [oldest] = open.keys()
    if (open.size > MAX_OPEN && oldest !== undefined) open.delete(oldest)
    return found
  }

  return {
    databaseFor(request) {
      // Reads wait for nobody.
      if (request.method === 'GET' || request.method === 'HEAD') return db
      return openLane(laneName(request, sites), laneOf)
    },
    async refresh() {
      sites = await readSites(db)
    },
  }
}

function laneName(
  request: Pick<HonoRequest, 'path' | 'header'>,
  sites: ReadonlyMap<string, string>,
): string {
  const { path } = request
  if (path.startsWith('/v1/admin/') || path.startsWith('/admin/')) return NEWSROOMS
  const plain = /^\/p\/([^/]+)/.exec(path)?.[1]
  return (
    sites.get(plain === undefined ? (request.header('Origin') ?? '') : `/p/${plain}`) ?? STRANGERS
  )
}

/** Lanes by origin and by the path of the plain pages. */
async function readSites(db: Database): Promise<Map<string, string>> {
  const rows = await db
    .select({ key: site.key, origin: siteOrigin.origin })
    .from(siteOrigin)
    .innerJoin(site, eq(site.seq, siteOrigin.siteSeq))
    .orderBy(siteOrigin.origin, siteOrigin.siteSeq)
    .limit(MAX_ORIGINS)
  return new Map(
    rows.flatMap(({ key, origin }) => [
      [origin, `site:${key}`],
      [`/p/${key}`, `site:${key}`],
    ]),
  )
}

import { sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Database } from '../ports.ts'
import { prepared } from '../prepared.ts'
import { audit } from '../schema.ts'
import type { LoadedSite } from '../sites/origin.ts'
import { insertWhere } from '../sql.ts'
import { uuidv7 } from '../uuid.ts'
import { namedCounters, oneHitEach } from './counters.ts'
import { limits } from './limits.ts'

const MINUTE_MS = 60_000
const READER_MS = 10 * MINUTE_MS
const LINK_MS = 24 * 60 * MINUTE_MS
/** Links of one comment that are counted; a comment with more is held anyway. */
const MAX_LINKS = 5
/** The same link in so many comments of a day. */
const LINK_LIMIT = 5

/** Where a submission belongs and what it shares with others; all that floods are counted by. */
export interface FloodPlace {
  site: string
  article: string
  /** '' where no e-mail was given. */
  authorHash: string
  addressHash: string
  /** Parsed addresses of the links in the text. */
  links: string[]
  now: Date
}

/** Names of the counters. The first two are bursts, the next three run while something is held or asked for. */
export function floodKeys({ site, article, authorHash, addressHash, links, now }: FloodPlace) {
  const window = (ms: number) => Math.floor(now.getTime() / ms)
  const minute = window(MINUTE_MS)
  return {
    article: `burst:${site}:article:${minute}:${article}`,
    site: `burst:${site}:site:${minute}`,
    reader: authorHash === '' ? null : `burst:${site}:reader:${window(READER_MS)}:${authorHash}`,
    links: [...new Set(links)]
      .slice(0, MAX_LINKS)
      .map((link) => `burst:${site}:link:${window(LINK_MS)}:${link.slice(0, 200)}`),
    // The limiter has counted this one already; it is only read here.
    address: `comment:${addressHash}:${MINUTE_MS}:${minute}`,
    heldArticle: `hold:${site}:article:${article}`,
    heldSite: siteHoldKey(site),
    pressure: pressureKey(site),
  }
}

/** While this counter runs, forms of the site ask for a proof of work where its setting is `auto`. */
export const pressureKey = (site: string) => `pressure:${site}`

/** While this counter runs, everything on the site is held. */
export const siteHoldKey = (site: string) => `hold:${site}`

/** One row while the site is under pressure, held or not; none while it is calm. A libSQL server knows no HAVING without GROUP BY. */
export function pressureStatement(db: Database, site: string, now: Date) {
  return db.all<{
    isHeld: number
  }>(sql`SELECT isHeld FROM (SELECT max(key = ${siteHoldKey(site)}) AS isHeld FROM counter
    WHERE key IN (${pressureKey(site)}, ${siteHoldKey(site)}) AND expires_at > ${now.getTime()})
    WHERE isHeld IS NOT NULL`)
}

export type FloodKeys = ReturnType<typeof floodKeys>

/** The keys as a flat list, for reading them. */
export function listKeys({ links, reader, ...keys }: FloodKeys): string[] {
  return [...Object.values(keys), ...links, ...(reader === null ? [] : [reader])]
}

/** What the counters say about one more submission. */
export interface Tide {
  pressure: 'calm' | 'pressure' | 'held'
  isReaderBurst: boolean
  isAddressBurst: boolean
  /** How often the most frequent of its links came today, this one included. */
  linkCount: number
  isLinkFlood: boolean
  /** Everything under the article or on the site is held for a while. */
  isArticleHeld: boolean
  isSiteHeld: boolean
  /** What this submission switches to hold-all, because it is the one too many. */
  trips: { article: boolean; site: boolean; pressure: boolean }
}

/** Compares the counters with the site's thresholds, every one multiplied by `LIMIT_FACTOR`. */
export function readTide(
  { settings: { defence } }: Pick<LoadedSite, 'settings'>,
  keys: FloodKeys,
  hits: ReadonlyMap<string, number>,
  factor: number,
): Tide {
  const isOver = (key: string | null, limit: number) =>
    key !== null && (hits.get(key) ?? 0) + 1 > Math.ceil(limit * factor)
  const linkCount = Math.max(0, ...keys.links.map((key) => (hits.get(key) ?? 0) + 1))
  const article = isOver(keys.article, defence.articlePerMinute)
  const site = isOver(keys.site, defence.sitePerMinute)
  const pressure = article || site || isOver(keys.site, defence.sitePerMinute / 2)
  return {
    pressure: hits.has(keys.heldSite) ? 'held' : hits.has(keys.pressure) ? 'pressure' : 'calm',
    isReaderBurst: isOver(keys.reader, defence.readerPer10Minutes),
    // The limiter refuses at its limit; what comes half as fast is already no single reader.
    isAddressBurst: (hits.get(keys.address) ?? 0) > Math.ceil(limits.comment[0].limit * factor) / 2,
    linkCount,
    isLinkFlood: linkCount > Math.ceil(LINK_LIMIT * factor),
    isArticleHeld: article || hits.has(keys.heldArticle),
    isSiteHeld: site || hits.has(keys.heldSite),
    trips: { article, site, pressure },
  }
}

/**
 * Statements for the batch that stores a submission: one more of everything it belongs to, and where it is the
 * one too many, the breaker with a line in the audit. A breaker ends by itself when its counter expires.
 */
export function countFlood(
  db: Database,
  { seq, key, settings }: LoadedSite,
  place: FloodPlace,
  keys: FloodKeys,
  { trips }: Tide,
): BatchItem<'sqlite'>[] {
  const now = place.now.getTime()
  const until = now + settings.defence.holdMinutes * MINUTE_MS
  const end = (ms: number) => (Math.floor(now / ms) + 1) * ms
  const rows: [string | null, number][] = [
    [keys.article, end(MINUTE_MS)],
    [keys.site, end(MINUTE_MS)],
    [keys.reader, end(READER_MS)],
    ...keys.links.map((link): [string, number] => [link, end(LINK_MS)]),
    [trips.article ? keys.heldArticle : null, until],
    [trips.site ? keys.heldSite : null, until],
    [trips.pressure ? keys.pressure : null, until],
  ]
  const tripped = [
    ...(trips.article ? [{ held: keys.heldArticle, what: 'article', subject: place.article }] : []),
    ...(trips.site ? [{ held: keys.heldSite, what: 'site', subject: key }] : []),
  ]
  return [
    ...tripped.map(({ held, what, subject }) =>
      insertWhere(
        db,
        audit,
        {
          id: uuidv7(place.now),
          actor: 'rules',
          action: `${what}.held-all`,
          siteSeq: seq,
          subject,
          detail: { minutes: settings.defence.holdMinutes },
          at: place.now,
        },
        sql`NOT EXISTS (SELECT 1 FROM counter WHERE key = ${held} AND expires_at > ${now})`,
      ),
    ),
    countKeys(
      db,
      namedCounters(
        rows.flatMap(([name, expiresAt]) => (name === null ? [] : [{ key: name, expiresAt }])),
      ),
    ),
  ]
}

// A breaker that is tripped again runs on; one that has run out and was not cleaned yet starts anew.
const countKeys = prepared((db, marks: Parameters<typeof oneHitEach>[0]) =>
  db.run(sql`${oneHitEach(marks)} ON CONFLICT (key)
    DO UPDATE SET hits = hits + 1, expires_at = max(expires_at, excluded.expires_at)`),
)

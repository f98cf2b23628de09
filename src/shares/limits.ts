import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '../ports.ts'
import { counter, type Reason } from '../schema.ts'
import type { LoadedSite } from '../sites/origin.ts'
import type { SiteSettings } from '../sites/settings.ts'
import { databaseNow } from '../sql.ts'
import type { ShareSubmission } from './prepare.ts'

const HOUR_MS = 60 * 60 * 1000
const DAY_MS = 24 * HOUR_MS

interface Claim {
  key: string
  limit: number
  expiresAt: number
}

/** Counts the attempt against the sender and the network address, whatever becomes of it. */
export function claimLimits(
  db: Database,
  found: LoadedSite,
  submission: ShareSubmission,
  factor: number,
) {
  const claims = claimsOf(found, submission, factor)
  return db
    .insert(counter)
    .values(claims.map(({ key, expiresAt }) => ({ key, hits: 1, expiresAt: new Date(expiresAt) })))
    .onConflictDoUpdate({ target: counter.key, set: { hits: sql`hits + 1` } })
}

/** Holds where no counter of `claimLimits` is above its limit; read in the same commit that counted. */
export function isWithinLimits(
  found: LoadedSite,
  submission: ShareSubmission,
  factor: number,
): SQL {
  const claims = JSON.stringify(claimsOf(found, submission, factor))
  return sql`NOT EXISTS (SELECT 1 FROM json_each(${claims}) j JOIN counter c ON c.key = j.value ->> 'key'
    WHERE c.hits > j.value ->> 'limit')`
}

/** Carriers put many readers behind one address, so its limits are wider than the sender's and never stand alone. */
function claimsOf(found: LoadedSite, submission: ShareSubmission, factor: number): Claim[] {
  const { limits } = found.settings.share
  const { now, senderHash, addressHash } = submission
  const claim = (name: string, windowMs: number, limit: number) =>
    windowClaim(found.seq, name, { windowMs, limit: Math.ceil(limit * factor) }, now)
  return [
    claim(`from:${senderHash}`, HOUR_MS, limits.senderPerHour),
    claim(`from:${senderHash}`, DAY_MS, limits.senderPerDay),
    claim(`near:${addressHash}`, HOUR_MS, limits.addressPerHour),
    claim(`near:${addressHash}`, DAY_MS, limits.addressPerDay),
  ]
}

function windowClaim(
  siteSeq: number,
  name: string,
  { windowMs, limit }: { windowMs: number; limit: number },
  now: Date,
): Claim {
  const index = Math.floor(now.getTime() / windowMs)
  return {
    key: `share:${siteSeq}:${name}:${windowMs}:${index}`,
    limit,
    expiresAt: (index + 1) * windowMs,
  }
}

/** What an article or a site sends in a day at most; beyond it nothing is refused, but everything waits for a moderator. */
export interface Breaker extends Claim {
  reach: 'article' | 'site'
  /** Key of the article. */
  article: string
}

/** Both breakers of a share with the counters of today. */
export function breakersOf(
  place: { siteSeq: number; settings: SiteSettings; articleKey: string },
  factor: number,
  now: Date,
): Breaker[] {
  const { articlePerDay, sitePerDay } = place.settings.share.limits
  const breaker = (reach: Breaker['reach'], name: string, limit: number) => ({
    reach,
    article: place.articleKey,
    ...windowClaim(
      place.siteSeq,
      name,
      { windowMs: DAY_MS, limit: Math.ceil(limit * factor) },
      now,
    ),
  })
  return [
    breaker('site', 'site', sitePerDay),
    breaker('article', `article:${place.articleKey}`, articlePerDay),
  ]
}

/** Counts a share that is let in. Refused ones do not count, or one sender could trip the breaker for everybody. */
export function claimBreakers(db: Database, breakers: Breaker[], isAllowed: SQL) {
  return db.run(sql`INSERT INTO counter (key, hits, expires_at)
    SELECT j.value ->> 'key', 1, j.value ->> 'expiresAt' FROM json_each(${JSON.stringify(breakers)}) j
    WHERE ${isAllowed} ON CONFLICT (key) DO UPDATE SET hits = hits + 1`)
}

/** Whether one of the breakers has tripped today. */
export function isTripped(breakers: Breaker[]): SQL {
  return sql`EXISTS (SELECT 1 FROM json_each(${JSON.stringify(breakers)}) j JOIN counter c ON c.key = j.value ->> 'key'
    WHERE c.hits > j.value ->> 'limit')`
}

/** `reasons` with one more for each tripped breaker; both are JSON text. */
export function withTripped(reasons: SQL, breakers: Breaker[]): SQL {
  const rows = JSON.stringify(
    breakers.map((breaker) => ({ ...breaker, reason: breakerReason(breaker) })),
  )
  return sql`(SELECT json_group_array(json(reason)) FROM (
    SELECT value AS reason FROM json_each(${reasons})
    UNION ALL SELECT j.value ->> 'reason' FROM json_each(${rows}) j JOIN counter c ON c.key = j.value ->> 'key'
      WHERE c.hits > j.value ->> 'limit'))`
}

/** What moderators read at a share that a breaker holds. */
export function breakerReason({ reach, limit }: Pick<Breaker, 'reach' | 'limit'>): Reason {
  const what = reach === 'site' ? 'Trang' : 'Bài viết'
  return {
    check: 'breaker',
    verdict: 'hold',
    detail: `${what} đã có hơn ${limit} lượt gửi cho bạn bè trong ngày`,
    spans: [],
  }
}

/** Has the first share beyond a limit hold what has not left yet and tell the moderators: once a day for each breaker. */
export function queueTrips(db: Database, siteSeq: number, breakers: Breaker[], now: Date) {
  return db.run(sql`INSERT INTO outbox (id, kind, cause, site_seq, payload, state, due_at, created_at)
    SELECT lower(hex(randomblob(16))), 'share.breaker', j.value ->> 'key', ${siteSeq},
      json_object('reach', j.value ->> 'reach', 'limit', j.value ->> 'limit', 'article', j.value ->> 'article'),
      'waiting', ${databaseNow}, ${now.getTime()}
    FROM json_each(${JSON.stringify(breakers)}) j JOIN counter c ON c.key = j.value ->> 'key'
    WHERE c.hits > j.value ->> 'limit' ON CONFLICT DO NOTHING`)
}

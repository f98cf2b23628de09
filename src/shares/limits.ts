import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '../ports.ts'
import { counter } from '../schema.ts'
import type { LoadedSite } from '../sites/origin.ts'
import type { ShareSubmission } from './submit.ts'

const HOUR_MS = 60 * 60 * 1000
const DAY_MS = 24 * HOUR_MS

interface Claim {
  key: string
  limit: number
  expiresAt: number
}

/** Counts the attempt against the sender and the article, whatever becomes of it. */
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

function claimsOf(found: LoadedSite, submission: ShareSubmission, factor: number): Claim[] {
  const { limits } = found.settings.share
  const now = submission.now.getTime()
  const claim = (name: string, windowMs: number, limit: number): Claim => {
    const index = Math.floor(now / windowMs)
    return {
      key: `share:${found.seq}:${name}:${windowMs}:${index}`,
      limit: Math.ceil(limit * factor),
      expiresAt: (index + 1) * windowMs,
    }
  }
  const sender = `from:${submission.senderHash}`
  return [
    claim(sender, HOUR_MS, limits.senderPerHour),
    claim(sender, DAY_MS, limits.senderPerDay),
    claim(`article:${submission.body.article.key}`, DAY_MS, limits.articlePerDay),
    claim('site', DAY_MS, limits.sitePerDay),
  ]
}

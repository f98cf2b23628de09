import { type SQL, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Store } from 'hono-rate-limiter'
import type { Database } from '../ports.ts'
import { type Marks, marksOf, numbered, prepared } from '../prepared.ts'
import type { LimitRule } from './limits.ts'

/** A store for hono-rate-limiter that lives for one request. */
export interface Counters extends Pick<Store, 'increment' | 'decrement' | 'resetKey'> {
  /** After a refusal: until the fullest window ends. */
  retryAfterSeconds(): number
}

/**
 * Counts one client in all its windows by one upsert, in one batch with `statements`, whose results go to
 * `onLoaded`. The library knows one limit, so the hits reported are those of the first rule with the least
 * room of all rules left.
 */
export function createCounters(
  db: Database,
  rules: readonly LimitRule[],
  now: Date,
  statements: readonly BatchItem<'sqlite'>[],
  onLoaded: (results: unknown[]) => void,
): Counters {
  let fullUntil = now.getTime()
  return {
    async increment(client) {
      const windows = rules.map((rule) => windowOf(rule, client, now))
      const [hits, ...loaded] = await db.batch([countAll(db, windows), ...statements])
      onLoaded(loaded)
      const rooms = windows.map((window) => {
        const row = hits.find(({ key }) => key === window.key)
        return { ...window, room: window.limit - (row?.hits ?? 0) }
      })
      const fullest = rooms.reduce((a, b) => (b.room < a.room ? b : a))
      fullUntil = fullest.expiresAt
      return {
        totalHits: (rules[0]?.limit ?? 0) - fullest.room,
        resetTime: new Date(fullest.expiresAt),
      }
    },
    // Attempts are counted whatever becomes of them, so nothing is ever given back.
    decrement: () => undefined,
    resetKey: () => undefined,
    retryAfterSeconds: () => Math.max(1, Math.ceil((fullUntil - now.getTime()) / 1000)),
  }
}

function windowOf(rule: LimitRule, client: string, now: Date) {
  const index = Math.floor(now.getTime() / rule.windowMs)
  return {
    key: `${client}:${rule.windowMs}:${index}`,
    limit: rule.limit,
    expiresAt: (index + 1) * rule.windowMs,
  }
}

function countAll(db: Database, windows: { key: string; expiresAt: number }[]) {
  return countEach(db, namedCounters(windows))
}

const countEach = prepared((db, marks: CounterMarks) =>
  db.all<{ key: string; hits: number }>(
    sql`${oneHitEach(marks)} ON CONFLICT (key) DO UPDATE SET hits = hits + 1 RETURNING key, hits`,
  ),
)

type CounterMarks = Marks<`key${number}` | `until${number}`>

/** Values for `oneHitEach`. */
export const namedCounters = (counters: { key: string; expiresAt: number }[]) => ({
  ...numbered(
    'key',
    counters.map(({ key }) => key),
  ),
  ...numbered(
    'until',
    counters.map(({ expiresAt }) => expiresAt),
  ),
})

/** Inserts counters that have been hit once; what becomes of those that run already is still to be said. */
export function oneHitEach(marks: CounterMarks): SQL {
  const untils = marksOf(marks, 'until')
  const rows = marksOf(marks, 'key').map((key, index) => sql`(${key}, 1, ${untils[index]})`)
  return sql`INSERT INTO counter (key, hits, expires_at) VALUES ${sql.join(rows, sql`, `)}`
}

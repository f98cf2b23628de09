import { sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Store } from 'hono-rate-limiter'
import type { Database } from '../ports.ts'
import { counter } from '../schema.ts'
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
  return db
    .insert(counter)
    .values(windows.map(({ key, expiresAt }) => ({ key, hits: 1, expiresAt: new Date(expiresAt) })))
    .onConflictDoUpdate({ target: counter.key, set: { hits: sql`hits + 1` } })
    .returning({ key: counter.key, hits: counter.hits })
}

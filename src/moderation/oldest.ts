import { type SQL, sql } from 'drizzle-orm'
import type { Caller } from '../auth/caller.ts'
import type { Ports } from '../ports.ts'
import type { State } from '../schema.ts'

const pending: State = 'pending'

/** Statement for the oldest pending comment and share of the caller's sites: one step into an index per site. */
export function selectOldest({ db }: Ports, { sites }: Caller) {
  const first = (table: string, ofSite: SQL) => sql`(SELECT created_at
    FROM ${sql.identifier(table)} WHERE state = ${pending} ${ofSite} ORDER BY created_at LIMIT 1)`
  const oldest = (table: string): SQL =>
    sites === null
      ? first(table, sql``)
      : sql`(SELECT min(${first(table, sql`AND site_seq = site.seq`)}) FROM site
          WHERE key IN (SELECT value FROM json_each(${JSON.stringify(sites)})))`
  return db.all<{ queue: 'pending' | 'shares'; at: number | null }>(sql`
    SELECT 'pending' AS queue, ${oldest('comment')} AS at
    UNION ALL SELECT 'shares', ${oldest('share')}`)
}

export interface Oldest {
  queue: 'pending' | 'shares'
  at: Date
}

/** Which of them has waited longest, or null if nothing waits. */
export function oldestOf(rows: { queue: 'pending' | 'shares'; at: number | null }[]) {
  const waiting = rows.flatMap(({ queue, at }): Oldest[] =>
    at === null ? [] : [{ queue, at: new Date(at) }],
  )
  return waiting.toSorted((a, b) => a.at.getTime() - b.at.getTime())[0] ?? null
}

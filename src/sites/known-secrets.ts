import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '../ports.ts'
import { type Marks, prepared } from '../prepared.ts'

/** After a new key was set, the former one counts too for a day. */
export const PREVIOUS_KEY_MS = 24 * 60 * 60 * 1000

/** One key of a site: of `site_secret` by its name, of a webhook by its address. */
export interface KnownSecret {
  name: string
  value: string
  previous: string | null
  changedAt: number
}

/** All keys of a site, as a statement for a batch: a dozen rows at most. */
export const secretsStatement = (db: Database, siteKey: string) => secretsOf(db, { siteKey })

const secretsOf = prepared((db, { siteKey }: Marks<'siteKey'>) => {
  const own: SQL = sql`(SELECT seq FROM site WHERE key = ${siteKey})`
  return db.all<KnownSecret>(sql`
    SELECT name, value, previous, changed_at AS changedAt FROM site_secret WHERE site_seq = ${own}
    UNION ALL SELECT url, secret, previous, changed_at FROM webhook_secret WHERE site_seq = ${own}`)
})

import { sql } from 'drizzle-orm'
import type { Ports } from '../ports.ts'
import { databaseNow } from '../sql.ts'

/**
 * Queues one mail for each moderator who wants it, per site and interval, while something there has waited for
 * longer than the site says. Repeating it in the same interval queues nothing.
 */
export async function queueDigests({ db, now }: Ports): Promise<void> {
  const ms = now().getTime()
  const limit = sql`${ms} - 60000 * coalesce(site.settings ->> '$.moderation.digestAfterMinutes', 240)`
  const slot = sql`${ms} / (60000 * coalesce(site.settings ->> '$.moderation.digestEveryMinutes', 240))`
  const waits = (table: 'comment' | 'share') =>
    sql`EXISTS (SELECT 1 FROM ${sql.identifier(table)} i
      WHERE i.site_seq = site.seq AND i.state = 'pending' AND i.created_at < ${limit})`
  await db.run(sql`
    INSERT INTO outbox (id, kind, cause, site_seq, state, due_at, created_at)
    SELECT lower(hex(randomblob(16))), 'mail.moderator-digest',
      people.id || ':' || site.key || ':' || CAST(${slot} AS INTEGER), site.seq, 'waiting', ${databaseNow}, ${ms}
    FROM site CROSS JOIN moderator people
    WHERE coalesce(site.settings ->> '$.moderation.digestAfterMinutes', 240) > 0
      AND (${waits('comment')} OR ${waits('share')})
      AND people.is_disabled = 0 AND people.wants_digest = 1 AND people.role <> 'viewer'
      AND (people.sites IS NULL OR people.sites = 'null'
        OR EXISTS (SELECT 1 FROM json_each(people.sites) j WHERE j.value = site.key))
    ON CONFLICT DO NOTHING`)
}

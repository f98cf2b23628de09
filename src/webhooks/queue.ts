import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '../ports.ts'
import type { LoadedSite } from '../sites/origin.ts'
import { databaseNow } from '../sql.ts'
import type { WebhookEvent } from './events.ts'

/**
 * Queues one call for each event of `source` and each webhook of its site that wants it; belongs into the batch
 * of what causes it. `source` has the columns item, kind, site_seq, state, event and cause, the last unique per
 * event. It reads the settings where they are, so that it costs no request, and does nothing without webhooks.
 */
export function queueWebhooks(
  db: Database,
  source: SQL,
  now: Date,
  due: 'now' | 'undoable',
  condition: SQL = sql`1`,
) {
  const delay = due === 'now' ? sql`0` : sql`1000 * (s.settings ->> '$.undoSeconds')`
  return db.run(sql`
    INSERT INTO outbox (id, kind, cause, site_seq, provider, payload, state, due_at, created_at)
    SELECT lower(hex(randomblob(16))), 'webhook', e.cause || ' ' || (h.value ->> 'url'), e.site_seq,
      h.value ->> 'url', json_object('event', e.event, 'kind', e.kind, 'item', e.item, 'state', e.state,
      'at', ${now.toISOString()}), 'waiting', ${databaseNow} + ${delay}, ${now.getTime()}
    FROM (${source}) e JOIN site s ON s.seq = e.site_seq, json_each(s.settings, '$.webhooks') h
    WHERE e.event IN (SELECT value FROM json_each(h.value, '$.events')) AND ${condition}
    ON CONFLICT DO NOTHING`)
}

/** Tells of a comment that has just been stored; no statement at all where the site has no webhooks. */
export function webhooksOfComment(
  db: Database,
  { settings }: LoadedSite,
  comment: { id: string; fingerprint: string; isLetter: boolean; isApproved: boolean },
  now: Date,
) {
  if (settings.webhooks.length === 0) return []
  const events: WebhookEvent[] = comment.isLetter
    ? ['ticket.created']
    : ['comment.created', ...(comment.isApproved ? (['comment.approved'] as const) : [])]
  const source = sql`SELECT c.id AS item, 'comment' AS kind, c.site_seq, c.state, j.value AS event,
      j.value || ':' || c.id AS cause
    FROM json_each(${JSON.stringify(events)}) j, comment c
    WHERE c.id = ${comment.id} AND c.fingerprint = ${comment.fingerprint}`
  return [queueWebhooks(db, source, now, 'now')]
}

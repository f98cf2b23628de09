import { sql } from 'drizzle-orm'
import type { Database } from '../ports.ts'
import type { LoadedSite } from '../sites/origin.ts'
import { queueWebhooks } from './queue.ts'

/** Tells that the rules have let a share through; said once, however often it is confirmed. */
export function webhooksOfShare(
  db: Database,
  { settings }: Pick<LoadedSite, 'settings'>,
  id: string,
  now: Date,
) {
  if (settings.webhooks.length === 0) return []
  const source = sql`SELECT i.id AS item, 'share' AS kind, i.site_seq, i.state, 'share.approved' AS event,
      'share.approved:' || i.id AS cause FROM share i WHERE i.id = ${id} AND i.state = 'approved'`
  return [queueWebhooks(db, source, now, 'now')]
}

/** Tells of every move that a moderator's decision has made, once it can no longer be undone. */
export function webhooksOfDecision(db: Database, decisionId: string, now: Date) {
  return queueWebhooks(db, movesOf(decisionId), now, 'undoable')
}

/** Tells of a move that nobody can take back: by its reader or by the rules. Letters move among the editors alone. */
export function webhooksOfMove(
  db: Database,
  { settings }: LoadedSite,
  decisionId: string,
  now: Date,
) {
  return settings.webhooks.length === 0 ? [] : [queueWebhooks(db, movesOf(decisionId), now, 'now')]
}

/**
 * What a decision that is taken back had to say is forgotten where nobody has begun to say it; where it was
 * said already, the way back is told too.
 */
export function webhooksOfUndo(db: Database, undoId: string, decisionId: string, now: Date) {
  const wasTold = sql`EXISTS (SELECT 1 FROM outbox o WHERE o.kind = 'webhook'
    AND o.cause = ${decisionId} || ':' || e.item || ' ' || (h.value ->> 'url')
    AND NOT (o.state = 'waiting' AND o.attempts = 0))`
  return [
    queueWebhooks(db, movesOf(undoId), now, 'now', wasTold),
    db.run(sql`DELETE FROM outbox WHERE kind = 'webhook' AND state = 'waiting' AND attempts = 0
      AND cause >= ${`${decisionId}:`} AND cause < ${`${decisionId};`}
      AND substr(cause, ${decisionId.length + 2}, 36) IN (SELECT m.item FROM (${movesOf(undoId)}) m)`),
  ]
}

function movesOf(decisionId: string) {
  return sql`
    SELECT c.id AS item, 'comment' AS kind, d.site_seq, d.to_state AS state,
      'comment.' || d.to_state AS event, d.id || ':' || c.id AS cause
    FROM decision d JOIN comment c ON c.seq = d.item_seq
    WHERE d.id = ${decisionId} AND d.kind = 'comment' AND d.from_state <> d.to_state AND c.audience = 'public'
    UNION ALL
    SELECT i.id, 'share', d.site_seq, d.to_state, 'share.' || d.to_state, d.id || ':' || i.id
    FROM decision d JOIN share i ON i.seq = d.item_seq
    WHERE d.id = ${decisionId} AND d.kind = 'share' AND d.from_state <> d.to_state`
}

import { and, gt, ne, sql } from 'drizzle-orm'
import { type Caller, withinSites } from '../auth/caller.ts'
import type { Ports } from '../ports.ts'
import { presence } from '../schema.ts'

/** Whoever has not been heard of for so long has left. */
const SEEN_MS = 50_000

/** Notes which item a person has open. A person has one row, so there are never more rows than people. */
export async function notePresence(
  { db, now }: Ports,
  caller: Caller,
  { kind, id }: { kind: 'comment' | 'share'; id: string },
): Promise<void> {
  const row = { name: caller.name, kind, itemId: id, at: now() }
  await db
    .insert(presence)
    .values({ moderatorId: caller.id, ...row })
    .onConflictDoUpdate({ target: presence.moderatorId, set: row })
}

/** Statement for the colleagues who have one of these items open. */
export function selectPresence({ db, now }: Ports, caller: Caller, ids: string[]) {
  return db
    .select({ id: presence.itemId, name: presence.name })
    .from(presence)
    .where(
      and(
        sql`${presence.itemId} IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`,
        ne(presence.moderatorId, caller.id),
        gt(presence.at, new Date(now().getTime() - SEEN_MS)),
      ),
    )
    .limit(100)
}

/** Statement for where items stand now, and who has moved them. */
export function selectStates(
  { db }: Ports,
  caller: Caller,
  kind: 'comment' | 'share',
  ids: string[],
) {
  const item = sql.identifier(kind)
  return db.all<{ id: string; state: string; by: string | null }>(sql`
    SELECT i.id, i.state, i.decided_by AS by FROM json_each(${JSON.stringify(ids)}) j
    CROSS JOIN ${item} i ON i.id = j.value WHERE ${withinSites(caller, sql`i.site_seq`)} ORDER BY j.key`)
}

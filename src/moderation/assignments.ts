import { asc, eq, sql } from 'drizzle-orm'
import { type Caller, withinSites } from '../auth/caller.ts'
import type { Ports } from '../ports.ts'
import { Problem } from '../problem.ts'
import { moderator } from '../schema.ts'
import { uuidv7 } from '../uuid.ts'

/** Somebody whom items can be assigned to. */
export interface Assignee {
  /** `person:` and an id, or `desk:` and a name. */
  value: string
  label: string
  /** null for every site. */
  sites: string[] | null
}

/** Statement for the people who may decide, at most 200, by name. */
export function selectPeople({ db }: Ports) {
  return db
    .select({
      id: moderator.id,
      name: moderator.name,
      role: moderator.role,
      sites: moderator.sites,
    })
    .from(moderator)
    .where(eq(moderator.isDisabled, false))
    .orderBy(asc(moderator.name))
    .limit(200)
}

/** Statement for whom these items are assigned to. */
export function selectAssignments({ db }: Ports, kind: 'comment' | 'share', ids: string[]) {
  const item = sql.identifier(kind)
  return db.all<{ id: string; assignee: string; label: string }>(sql`
    SELECT i.id, g.assignee, g.label FROM json_each(${JSON.stringify(ids)}) j
    CROSS JOIN ${item} i ON i.id = j.value
    CROSS JOIN assignment g ON g.kind = ${kind} AND g.item_seq = i.seq`)
}

/**
 * Gives an item to a person or a desk of its site, or to nobody, and records it. Throws `not-found` for another
 * site's item and for whom that site does not have.
 */
export async function assign(
  { db, now }: Ports,
  caller: Caller,
  { kind, id }: { kind: 'comment' | 'share'; id: string },
  assignee: string | null,
): Promise<void> {
  const at = now()
  const item = sql`${sql.identifier(kind)} i JOIN site ON site.seq = i.site_seq`
  const ours = sql`i.id = ${id} AND ${withinSites(caller, sql`i.site_seq`)}`
  const label = labelOf(assignee)
  const isKnown = assignee === null ? sql`1` : sql`${label} IS NOT NULL`
  const change =
    assignee === null
      ? sql`DELETE FROM assignment WHERE kind = ${kind}
          AND item_seq IN (SELECT i.seq FROM ${item} WHERE ${ours})`
      : sql`INSERT INTO assignment (kind, item_seq, assignee, label, by, at)
          SELECT ${kind}, i.seq, ${assignee}, ${label}, ${caller.id}, ${at.getTime()}
          FROM ${item} WHERE ${ours} AND ${isKnown}
          ON CONFLICT DO UPDATE SET assignee = excluded.assignee, label = excluded.label,
            by = excluded.by, at = excluded.at`
  const [, , found] = await db.batch([
    db.run(change),
    db.run(sql`INSERT INTO audit (id, actor, action, site_seq, subject, detail, at)
      SELECT ${uuidv7(at)}, ${caller.id}, ${`${kind}.assigned`}, i.site_seq, i.id,
        json_object('to', ${assignee}), ${at.getTime()}
      FROM ${item} WHERE ${ours} AND ${isKnown}`),
    db.all(sql`SELECT 1 FROM ${item} WHERE ${ours} AND ${isKnown}`),
  ])
  if (found.length === 0) throw new Problem('not-found')
}

/** SQL for the name of a person or a desk whom the item's site has; null for others. */
function labelOf(assignee: string | null) {
  if (assignee?.startsWith('desk:') === true)
    return sql`(SELECT d.value ->> 'name' FROM json_each(site.settings, '$.desks') d
      WHERE d.value ->> 'name' = ${assignee.slice('desk:'.length)})`
  const id = assignee?.slice('person:'.length) ?? ''
  return sql`(SELECT m.name FROM moderator m WHERE m.id = ${id} AND m.is_disabled = 0
    AND (m.sites IS NULL OR m.sites = 'null' OR site.key IN (SELECT value FROM json_each(m.sites))))`
}

import { asc, eq, sql } from 'drizzle-orm'
import * as v from 'valibot'
import { type Caller, requireSite, withinSites } from '../auth/caller.ts'
import { line } from '../fields.ts'
import type { Ports } from '../ports.ts'
import { Problem } from '../problem.ts'
import { moderator } from '../schema.ts'
import { loadSite } from '../sites/origin.ts'
import { uuidv7 } from '../uuid.ts'

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

/** `person:` and an id, or `desk:` and a name. */
export const assigneeName = v.pipe(line(120), v.regex(/^(?:person|desk):./))

/** Whom items of a site can be given to: people who may decide there, then its desks. Throws `not-found`. */
export async function listAssignees(ports: Ports, caller: Caller, key: string) {
  requireSite(caller, key)
  const [people, [site]] = await ports.db.batch([selectPeople(ports), loadSite(ports.db, key)])
  if (site === undefined) throw new Problem('not-found')
  const here = people.filter(
    ({ role, sites }) => role !== 'viewer' && (sites === null || sites.includes(key)),
  )
  return [
    ...here.map(({ id, name }) => ({ to: `person:${id}`, label: name })),
    ...site.settings.desks.map(({ name }) => ({ to: `desk:${name}`, label: name })),
  ]
}

/** Of a statement over items `i`: for whom each is, with `joinAssignment`. */
export const assignedColumns = sql`g.assignee, g.label AS assignee_label`
export const joinAssignment = (kind: 'comment' | 'share') =>
  // A literal, as the join's own index wants it.
  sql`LEFT JOIN assignment g ON g.kind = ${sql.raw(`'${kind}'`)} AND g.item_seq = i.seq`

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

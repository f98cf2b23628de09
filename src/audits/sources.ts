import { type SQL, sql } from 'drizzle-orm'
import { type Caller, withinSites } from '../auth/caller.ts'
import type { Database } from '../ports.ts'
import type { AuditFilters } from './schemas.ts'

/** Rows of one page are sought among this many; beyond them the search goes on with the next page. */
export const WINDOW = 1000

/** One row of either table, as SQL gives it. */
export interface SourceRow {
  seq: number
  id: string
  at: number
  actor: string
  actor_name: string | null
  action: string
  site: string | null
  subject: string
  /** JSON object. */
  detail: string
}

/** Where the rows that were looked at end. */
export interface WindowEnd {
  seq: number | null
  at: number | null
  size: number
}

/** Clocks of several machines may differ by less than this. */
const SKEW_MS = 60 * 60 * 1000

/**
 * Statements for a page of decisions below a position: the rows that pass all filters, newest first, and the end of
 * what was looked at. One index leads, the other filters are asked of at most `WINDOW` rows.
 */
export function selectDecisions(
  db: Database,
  caller: Caller,
  filters: AuditFilters,
  before: number,
  limit: number,
) {
  const action = sql`d.kind || '.' || CASE WHEN d.undoes IS NULL THEN d.to_state ELSE 'undone' END`
  const window = sql`SELECT seq FROM decision WHERE ${bounds('decision', filters, before)}
    AND ${decisionLead(caller, filters)} ORDER BY seq DESC LIMIT ${WINDOW}`
  const rows = db.all<SourceRow>(sql`
    SELECT d.seq, d.id, d.at, d.actor, coalesce(m.name, k.name) AS actor_name, ${action} AS action,
      site.key AS site, coalesce(c.id, s.id, '') AS subject,
      json_object('from', d.from_state, 'to', d.to_state, 'reason', d.reason, 'note', d.note, 'undoes', d.undoes) AS detail
    FROM decision d
    LEFT JOIN comment c ON d.kind = 'comment' AND c.seq = d.item_seq
    LEFT JOIN share s ON d.kind = 'share' AND s.seq = d.item_seq
    LEFT JOIN site ON site.seq = d.site_seq
    LEFT JOIN moderator m ON m.id = d.actor
    LEFT JOIN token k ON k.id = d.actor
    WHERE d.seq IN (${window}) AND ${filtersOf(caller, filters, 'd')} AND ${actionFilter(filters, action)}
      AND ${filters.subject === undefined ? sql`1` : sql`coalesce(c.id, s.id) = ${filters.subject}`}
    ORDER BY d.seq DESC LIMIT ${limit}`)
  return [rows, endOf(db, 'decision', window)] as const
}

/** The same for everything else that people did. */
export function selectActs(
  db: Database,
  caller: Caller,
  filters: AuditFilters,
  before: number,
  limit: number,
) {
  const window = sql`SELECT seq FROM audit WHERE ${bounds('audit', filters, before)}
    AND ${actLead(caller, filters)} ORDER BY seq DESC LIMIT ${WINDOW}`
  const rows = db.all<SourceRow>(sql`
    SELECT u.seq, u.id, u.at, u.actor, coalesce(m.name, k.name) AS actor_name, u.action, site.key AS site,
      u.subject, u.detail
    FROM audit u
    LEFT JOIN site ON site.seq = u.site_seq
    LEFT JOIN moderator m ON m.id = u.actor
    LEFT JOIN token k ON k.id = u.actor
    WHERE u.seq IN (${window}) AND ${filtersOf(caller, filters, 'u')} AND ${actionFilter(filters, sql`+u.action`)}
      AND ${filters.subject === undefined ? sql`1` : sql`+u.subject = ${filters.subject}`}
    ORDER BY u.seq DESC LIMIT ${limit}`)
  return [rows, endOf(db, 'audit', window)] as const
}

/** Position and time: rows are inserted in the order of their ids, which are UUIDv7, so ids tell times to the table's own order. */
function bounds(table: 'decision' | 'audit', { from, to }: AuditFilters, before: number): SQL {
  const name = sql.identifier(table)
  const floor =
    from === undefined
      ? sql`0`
      : sql`coalesce((SELECT seq FROM ${name} WHERE id >= ${idAt(from.getTime() - SKEW_MS)} ORDER BY id LIMIT 1), ${before})`
  const ceiling =
    to === undefined
      ? sql`${before}`
      : sql`min(${before}, 1 + coalesce((SELECT seq FROM ${name} WHERE id < ${idAt(to.getTime() + SKEW_MS)} ORDER BY id DESC LIMIT 1), 0))`
  return sql`seq >= ${floor} AND seq < ${ceiling}`
}

/** The least UUIDv7 of a millisecond. */
function idAt(ms: number): string {
  const hex = Math.max(0, ms).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`
}

function decisionLead(caller: Caller, { subject, actor, site }: AuditFilters): SQL {
  if (subject !== undefined)
    return sql`kind = CASE WHEN EXISTS (SELECT 1 FROM comment WHERE id = ${subject}) THEN 'comment' ELSE 'share' END
      AND item_seq = coalesce((SELECT seq FROM comment WHERE id = ${subject}), (SELECT seq FROM share WHERE id = ${subject}))`
  if (actor !== undefined) return sql`actor = ${actor}`
  return siteLead(caller, site)
}

function actLead(caller: Caller, { subject, actor, action, site }: AuditFilters): SQL {
  if (subject !== undefined) return sql`subject = ${subject}`
  if (actor !== undefined) return sql`actor = ${actor}`
  if (action !== undefined && !action.endsWith('.')) return sql`action = ${action}`
  return siteLead(caller, site)
}

function siteLead({ sites }: Caller, asked: string | undefined): SQL {
  const only = asked ?? (sites?.length === 1 ? sites[0] : undefined)
  return only === undefined ? sql`1` : sql`site_seq = (SELECT seq FROM site WHERE key = ${only})`
}

function filtersOf(caller: Caller, { site, actor, from, to }: AuditFilters, alias: string): SQL {
  // The plus keeps these off the indexes: the window has chosen one already.
  const column = (name: string) => sql`+${sql.identifier(alias)}.${sql.identifier(name)}`
  const parts = [withinSites(caller, column('site_seq'))]
  if (site !== undefined)
    parts.push(sql`${column('site_seq')} = (SELECT seq FROM site WHERE key = ${site})`)
  if (actor !== undefined) parts.push(sql`${column('actor')} = ${actor}`)
  if (from !== undefined) parts.push(sql`${column('at')} >= ${from.getTime()}`)
  if (to !== undefined) parts.push(sql`${column('at')} < ${to.getTime()}`)
  return sql.join(parts, sql` AND `)
}

function actionFilter({ action }: AuditFilters, column: SQL): SQL {
  if (action === undefined) return sql`1`
  if (!action.endsWith('.')) return sql`${column} = ${action}`
  return sql`substr(${column}, 1, ${action.length}) = ${action}`
}

function endOf(db: Database, table: 'decision' | 'audit', window: SQL) {
  return db.all<WindowEnd>(sql`
    SELECT place.seq, place.size, e.at FROM (SELECT min(seq) AS seq, count(*) AS size FROM (${window})) place
    LEFT JOIN ${sql.identifier(table)} e ON e.seq = place.seq`)
}

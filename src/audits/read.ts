import { type Caller, requireSite } from '../auth/caller.ts'
import { readCursor, writeCursor } from '../cursor.ts'
import type { AppEnv } from '../http.ts'
import type { Database } from '../ports.ts'
import type { AuditFilters } from './schemas.ts'
import { selectActs, selectDecisions, type SourceRow, WINDOW, type WindowEnd } from './sources.ts'

/** One thing that somebody did. */
export interface AuditView {
  id: string
  at: string
  /** `name` is null for what no person and no token did, or when the token is gone. */
  actor: { id: string; name: string | null }
  action: string
  /** null where it concerns the whole deployment. */
  site: string | null
  subject: string
  detail: Record<string, string | number | boolean | null>
}

/** Where each of the two tables goes on: rows below these; 0 when there are none left. */
export type AuditPlace = [decision: number, act: number]
export const AUDIT_START: AuditPlace = [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER]

const SCOPE = 'audit'

/**
 * A page of the audit, newest first. It may be shorter than asked for although more follows: a page looks at no
 * more than a thousand rows of each kind. Throws `not-found` for a site that is not the caller's, `invalid` for a cursor.
 */
export async function listAudit(
  { ports, keyring, caller, language }: AppEnv['Variables'] & { caller: Caller },
  { after, limit, ...filters }: AuditFilters & { after?: string | undefined; limit: number },
) {
  // Only this list's own cursors open under its scope, and they hold two numbers.
  const place = (await readCursor(keyring, SCOPE, after, language)) as AuditPlace | null
  const page = await readAudit(ports.db, caller, filters, place ?? AUDIT_START, limit)
  return {
    items: page.items,
    next: page.next === null ? null : await writeCursor(keyring, SCOPE, page.next),
  }
}

/** The same by place instead of cursor. */
export async function readAudit(
  db: Database,
  caller: Caller,
  filters: AuditFilters,
  [decision, act]: AuditPlace,
  limit: number,
): Promise<{ items: AuditView[]; next: AuditPlace | null }> {
  if (filters.site !== undefined) requireSite(caller, filters.site)
  const [decisions, decisionEnd, acts, actEnd] = await db.batch([
    ...selectDecisions(db, caller, filters, decision, limit + 1),
    ...selectActs(db, caller, filters, act, limit + 1),
  ])
  const sources = [
    new Source(decisions, decisionEnd[0], decision),
    new Source(acts, actEnd[0], act),
  ] as const
  const items = merge(sources, limit).map(viewRow)
  const next: AuditPlace = [sources[0].place(), sources[1].place()]
  return { items, next: next[0] === 0 && next[1] === 0 ? null : next }
}

/** The rows of one table, given out one by one. */
class Source {
  private readonly rows: SourceRow[]
  private readonly start: number
  /** Where looking ended although there may be more; null when the table is read to its end. */
  private readonly end: { seq: number; at: number } | null
  private given = 0

  constructor(rows: SourceRow[], end: WindowEnd | undefined, start: number) {
    this.rows = rows
    this.start = start
    const { seq = null, at = null, size = 0 } = end ?? {}
    this.end = size < WINDOW || seq === null || at === null ? null : { seq, at }
  }

  head(): SourceRow | undefined {
    return this.rows[this.given]
  }

  take(): void {
    this.given += 1
  }

  /** Whether rows newer than this moment may still be found here, but not by this page. */
  mayHide(at: number): boolean {
    return this.head() === undefined && this.end !== null && this.end.at > at
  }

  place(): number {
    if (this.head() !== undefined) return this.rows[this.given - 1]?.seq ?? this.start
    return this.end?.seq ?? 0
  }
}

/** Newest first over both, as far as that is certain. */
function merge(sources: readonly Source[], limit: number): SourceRow[] {
  const merged: SourceRow[] = []
  while (merged.length < limit) {
    const [newest] = sources
      .filter((source) => source.head() !== undefined)
      .sort((a, b) => (b.head()?.at ?? 0) - (a.head()?.at ?? 0))
    const row = newest?.head()
    if (newest === undefined || row === undefined) break
    if (sources.some((source) => source.mayHide(row.at))) break
    merged.push(row)
    newest.take()
  }
  return merged
}

function viewRow(row: SourceRow): AuditView {
  // Both tables hold flat JSON objects here: one is made by `json_object`, the other by `recordAudit`.
  const detail = JSON.parse(row.detail) as AuditView['detail']
  return {
    id: row.id,
    at: new Date(row.at).toISOString(),
    actor: {
      id: row.actor,
      name: row.actor === 'admin-token' ? 'ADMIN_TOKEN' : row.actor_name,
    },
    action: row.action,
    site: row.site,
    subject: row.subject,
    detail: Object.fromEntries(Object.entries(detail).filter(([, value]) => value !== null)),
  }
}

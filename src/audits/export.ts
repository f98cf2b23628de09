import { recordAuditWhere } from '../audit.ts'
import { sql } from 'drizzle-orm'
import { type Caller, requireSite } from '../auth/caller.ts'
import type { Ports } from '../ports.ts'
import { AUDIT_START, type AuditPlace, type AuditView, readAudit } from './read.ts'
import type { AuditExport, AuditFilters } from './schemas.ts'

/** Rows per database request: the file is written while it is read, so it may be of any length. */
const ROWS = 500

/**
 * The audit as a file, newest first, written as it is read. That somebody took it is recorded before the first
 * line. Throws `not-found` for a site that is not the caller's.
 */
export async function exportAudit(
  ports: Ports,
  caller: Caller,
  { format, ...filters }: AuditExport,
): Promise<Response> {
  if (filters.site !== undefined) requireSite(caller, filters.site)
  const now = ports.now()
  const site = filters.site ?? (caller.sites?.length === 1 ? caller.sites[0] : undefined)
  await recordAuditWhere(
    ports.db,
    {
      actor: caller.id,
      action: 'audit.exported',
      siteSeq: sql`coalesce((SELECT seq FROM site WHERE key = ${site ?? ''}), 0)`,
      subject: site ?? '*',
      detail: { format },
    },
    now,
    sql`1`,
  )
  const name = `phanhoi-audit-${now.toISOString().slice(0, 10)}.${format}`
  return new Response(stream(ports, caller, filters, format), {
    headers: {
      'Content-Type':
        format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson; charset=utf-8',
      'Content-Disposition': `attachment; filename="${name}"`,
      'Cache-Control': 'no-store',
    },
  })
}

function stream(ports: Ports, caller: Caller, filters: AuditFilters, format: 'csv' | 'ndjson') {
  const encoder = new TextEncoder()
  let place: AuditPlace | null = AUDIT_START
  return new ReadableStream<Uint8Array>({
    start(controller) {
      if (format === 'csv') controller.enqueue(encoder.encode(CSV_HEAD))
    },
    async pull(controller) {
      if (place === null) {
        controller.close()
        return
      }
      const page: { items: AuditView[]; next: AuditPlace | null } = await readAudit(
        ports.db,
        caller,
        filters,
        place,
        ROWS,
      )
      place = page.next
      const lines = page.items.map(
        format === 'csv' ? csvLine : (item) => `${JSON.stringify(item)}\n`,
      )
      controller.enqueue(encoder.encode(lines.join('')))
      if (place === null) controller.close()
    },
  })
}

/** The mark tells spreadsheets that the file is UTF-8. RFC 4180 otherwise. */
const CSV_HEAD = '\uFEFF"at","actor","name","action","site","subject","detail"\r\n'

function csvLine({ at, actor, action, site, subject, detail }: AuditView): string {
  const cells = [
    at,
    actor.id,
    actor.name ?? '',
    action,
    site ?? '',
    subject,
    JSON.stringify(detail),
  ]
  return `${cells.map(csvCell).join(',')}\r\n`
}

/** Spreadsheets run what begins like a formula, quoted or not, so an apostrophe makes it text. */
export function csvCell(value: string): string {
  const safe = /^\s*[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return `"${safe.replaceAll('"', '""')}"`
}

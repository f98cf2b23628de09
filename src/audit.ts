import type { SQL } from 'drizzle-orm'
import type { Database } from './ports.ts'
import { audit } from './schema.ts'
import { insertWhere } from './sql.ts'
import { uuidv7 } from './uuid.ts'

export interface AuditEntry {
  actor: string
  action: string
  /** 0 where it concerns the whole deployment. */
  siteSeq: number
  subject: string
  /** Never secrets, addresses or readers' words. */
  detail?: (typeof audit.$inferSelect)['detail']
}

/** Statement that records what somebody did; belongs into the batch that does it. */
export function recordAudit(db: Database, { detail = {}, ...entry }: AuditEntry, now: Date) {
  return db.insert(audit).values({ id: uuidv7(now), ...entry, detail, at: now })
}

/** The same where the site is only known to the database, or what is recorded may not come to pass: `condition` says whether it did. */
export function recordAuditWhere(
  db: Database,
  { detail = {}, siteSeq, ...entry }: Omit<AuditEntry, 'siteSeq'> & { siteSeq: number | SQL },
  now: Date,
  condition: SQL,
) {
  return insertWhere(db, audit, { id: uuidv7(now), ...entry, siteSeq, detail, at: now }, condition)
}

import type { Database } from './ports.ts'
import { audit } from './schema.ts'
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

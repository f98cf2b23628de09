import * as v from 'valibot'
import { pageLimit, siteKey } from '../fields.ts'

const time = v.pipe(
  v.string(),
  v.maxLength(40),
  v.isoTimestamp(),
  v.transform((value) => new Date(value)),
)
const word = v.pipe(v.string(), v.minLength(1), v.maxLength(200))

const filters = {
  site: v.exactOptional(siteKey),
  /** Id of a moderator or token, or `rules`, `reader`, `setup`. */
  actor: v.exactOptional(word),
  /** Dotted, such as `comment.approved`; with a dot at the end every action of that kind, such as `site.`. */
  action: v.exactOptional(v.pipe(v.string(), v.regex(/^[a-z-]{1,40}\.[a-z-]{0,40}$/))),
  subject: v.exactOptional(word),
  from: v.exactOptional(time),
  to: v.exactOptional(time),
}

/** Filters of the audit; all narrow together. `from` is included, `to` is not. */
export const AuditParams = v.strictObject({
  ...filters,
  after: v.exactOptional(v.pipe(v.string(), v.maxLength(500))),
  limit: pageLimit,
})

/** What a file of the audit is to hold. */
export const AuditExport = v.strictObject({ format: v.picklist(['csv', 'ndjson']), ...filters })
export type AuditExport = v.InferOutput<typeof AuditExport>

export type AuditFilters = Omit<AuditExport, 'format'>

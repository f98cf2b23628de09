import { Hono } from 'hono'
import * as v from 'valibot'
import { exportAudit } from '../../audits/export.ts'
import { listAudit } from '../../audits/read.ts'
import { AuditExport, type AuditFilters } from '../../audits/schemas.ts'
import { siteKey } from '../../fields.ts'
import { parse } from '../../http.ts'
import { moderator } from '../../schema.ts'
import { startOfDay } from '../../zone.ts'
import { type DeskEnv, readForm, requirePassword, requirePerson } from '../guard.ts'
import { selectSites } from '../queues.ts'
import { type View, viewOf } from '../view.ts'
import { AuditPage } from './page.tsx'

/** What a form leaves empty is not asked for. */
const optional = <S extends v.GenericSchema<string, unknown>>(schema: S) =>
  v.exactOptional(
    v.union([
      v.pipe(
        v.literal(''),
        v.transform(() => undefined),
      ),
      schema,
    ]),
  )
const day = v.pipe(v.string(), v.isoDate())
const word = v.pipe(v.string(), v.trim(), v.maxLength(200))

const fields = {
  site: optional(siteKey),
  actor: optional(word),
  action: optional(v.pipe(v.string(), v.regex(/^[a-z-]{1,40}\.[a-z-]{0,40}$/))),
  subject: optional(word),
  from: optional(day),
  to: optional(day),
}
const Address = v.object({
  ...fields,
  after: v.exactOptional(v.pipe(v.string(), v.maxLength(500))),
})
export type AuditAddress = v.InferOutput<typeof Address>
const ExportForm = v.strictObject({ ...fields, format: AuditExport.entries.format })

/** People offered as a filter; others are found by their id. */
const MAX_PEOPLE = 500

/** The audit in the console. */
export const auditPages = new Hono<DeskEnv>()
  .get('/audit', requirePerson('moderator'), async (c) => {
    const { caller, ports } = c.var
    const view = viewOf(c.var)
    const address = parse(Address, c.req.query(), c.var.language)
    const page = await listAudit(c.var, {
      ...filtersOf(address, view),
      ...(address.after !== undefined && { after: address.after }),
      limit: 50,
    })
    const [sites, people] = await ports.db.batch([
      selectSites(ports, caller),
      ports.db
        .select({ id: moderator.id, name: moderator.name })
        .from(moderator)
        .orderBy(moderator.name)
        .limit(MAX_PEOPLE),
    ])
    return c.html(<AuditPage {...{ view, caller, address, page, sites, people }} />)
  })
  .post('/audit/exports', requirePerson('editor'), requirePassword, async (c) => {
    const form = await readForm(c.req.raw, ExportForm, c.var.language)
    const filters = filtersOf(form, viewOf(c.var))
    return exportAudit(c.var.ports, c.var.caller, { format: form.format, ...filters })
  })

function filtersOf(address: Omit<AuditAddress, 'after'>, { timeZone }: View): AuditFilters {
  const { site, actor, action, subject, from, to } = address
  return {
    ...(site && { site }),
    ...(actor && { actor }),
    ...(action && { action }),
    ...(subject && { subject }),
    ...(from && { from: startOfDay(from, timeZone) }),
    ...(to && { to: startOfDay(to, timeZone, 1) }),
  }
}

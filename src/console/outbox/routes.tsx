import { Hono } from 'hono'
import * as v from 'valibot'
import { siteKey } from '../../fields.ts'
import { parse } from '../../http.ts'
import { dropRow, listOutbox, outboxId, retryRow } from '../../outbox/admin.ts'
import { Problem } from '../../problem.ts'
import { backField, consolePath, type DeskEnv, readForm, requirePerson } from '../guard.ts'
import { selectSites } from '../queues.ts'
import { viewOf } from '../view.ts'
import { type OutboxAddress, OutboxPage, shownStates } from './page.tsx'

const Address = v.object({
  state: v.optional(v.picklist(shownStates), 'waiting'),
  site: v.exactOptional(siteKey),
  after: v.exactOptional(v.pipe(v.string(), v.maxLength(500))),
  told: v.exactOptional(v.picklist(['retried', 'gaveUp', 'late'])),
})

type Told = NonNullable<OutboxAddress['told']>

const ActionForm = v.strictObject({ back: backField })

/** The outbox in the console: lists, and two plain forms per row. */
export const outboxPages = new Hono<DeskEnv>()
  .get('/outbox', requirePerson('admin'), async (c) => {
    const address = parse(Address, c.req.query(), c.var.language)
    const { state, site, after } = address
    const query = { state, limit: 50, ...(site && { site }), ...(after && { after }) }
    const { caller, ports } = c.var
    const [page, sites] = await Promise.all([listOutbox(c.var, query), selectSites(ports, caller)])
    return c.html(<OutboxPage view={viewOf(c.var)} {...{ caller, address, sites, ...page }} />)
  })
  .post('/outbox/:id/:action{retry|drop}', requirePerson('admin'), async (c) => {
    const { back } = await readForm(c.req.raw, ActionForm, c.var.language)
    const id = parse(outboxId, c.req.param('id'), c.var.language)
    const isRetry = c.req.param('action') === 'retry'
    const acting = isRetry ? retryRow(c.var, id) : dropRow(c.var, id)
    const told = await acting.then<Told, Told>(
      () => (isRetry ? 'retried' : 'gaveUp'),
      (error: unknown) => {
        if (error instanceof Problem && error.code === 'conflict') return 'late'
        throw error
      },
    )
    return c.redirect(pathTelling(back, c.var.ports.config.publicUrl, told), 303)
  })

function pathTelling(back: string | undefined, publicUrl: string, told: Told): string {
  const url = new URL(consolePath(back ?? '/admin/outbox', publicUrl), publicUrl)
  url.searchParams.set('told', told)
  return url.pathname + url.search
}

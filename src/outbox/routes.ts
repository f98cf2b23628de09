import { Hono } from 'hono'
import { type CallerEnv, requireModerator } from '../auth/caller.ts'
import { parse, parseQuery } from '../http.ts'
import { dropRow, listOutbox, outboxId, OutboxParams, retryRow } from './admin.ts'

/** What waits to be sent, what could not be, and what to do about it. */
export const outboxRoutes = new Hono<CallerEnv>()
  .get('/outbox', requireModerator('admin'), async (c) =>
    c.json(await listOutbox(c.var, parseQuery(c, OutboxParams))),
  )
  .post('/outbox/:id/retry', requireModerator('admin'), async (c) => {
    await retryRow(c.var, parse(outboxId, c.req.param('id'), c.var.language))
    return c.body(null, 204)
  })
  .delete('/outbox/:id', requireModerator('admin'), async (c) => {
    await dropRow(c.var, parse(outboxId, c.req.param('id'), c.var.language))
    return c.body(null, 204)
  })

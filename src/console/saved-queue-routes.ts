import { Hono } from 'hono'
import * as v from 'valibot'
import { type CallerEnv, requireModerator } from '../auth/caller.ts'
import { line, uuid } from '../fields.ts'
import { parse, valid } from '../http.ts'
import { forgetQueue, selectSavedQueues } from '../moderation/saved-queues.ts'
import { keepQueue } from './keep-queue.ts'

export const NewSavedQueue = v.strictObject({
  name: line(60),
  address: v.pipe(v.string(), v.maxLength(2000)),
  isShared: v.optional(v.boolean(), false),
})

/** The console's saved queues for programs. */
export const savedQueues = new Hono<CallerEnv>()
  .get('/saved-queues', requireModerator('viewer'), async (c) =>
    c.json({ items: await selectSavedQueues(c.var.ports, c.var.caller) }),
  )
  .post('/saved-queues', requireModerator('viewer'), valid(NewSavedQueue), async (c) =>
    c.json(await keepQueue(c.var.ports, c.var.caller, c.var.body), 201),
  )
  .delete('/saved-queues/:id', requireModerator('viewer'), async (c) => {
    await forgetQueue(c.var.ports, c.var.caller, parse(uuid, c.req.param('id'), c.var.language))
    return c.body(null, 204)
  })

import { Hono } from 'hono'
import { type CallerEnv, requireModerator } from '../auth/caller.ts'
import { uuid } from '../fields.ts'
import { parse, parseQuery, valid } from '../http.ts'
import { addBan, BanParams, liftBan, listBans, NewBan } from './bans.ts'
import {
  closeTakedown,
  listTakedowns,
  NewTakedown,
  registerTakedown,
  TakedownParams,
  TakedownPatch,
} from './takedowns.ts'

/** The list of bans and the register of takedown requests. */
export const registers = new Hono<CallerEnv>()
  .get('/bans', requireModerator('moderator'), async (c) =>
    c.json(await listBans(c.var, parseQuery(c, BanParams))),
  )
  .post('/bans', requireModerator('moderator'), valid(NewBan), async (c) =>
    c.json(await addBan(c.var, c.var.body), 201),
  )
  .delete('/bans/:id', requireModerator('moderator'), async (c) => {
    await liftBan(c.var, parse(uuid, c.req.param('id'), c.var.language))
    return c.body(null, 204)
  })
  .get('/takedowns', requireModerator('moderator'), async (c) =>
    c.json(await listTakedowns(c.var, parseQuery(c, TakedownParams))),
  )
  .post('/takedowns', requireModerator('moderator'), valid(NewTakedown), async (c) =>
    c.json(await registerTakedown(c.var, c.var.body), 201),
  )
  .patch('/takedowns/:id', requireModerator('moderator'), valid(TakedownPatch), async (c) => {
    const id = parse(uuid, c.req.param('id'), c.var.language)
    return c.json(await closeTakedown(c.var, id, c.var.body))
  })

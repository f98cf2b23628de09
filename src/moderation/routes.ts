import { Hono } from 'hono'
import { type CallerEnv, requireModerator } from '../auth/caller.ts'
import { uuid } from '../fields.ts'
import { parse, parseQuery, valid } from '../http.ts'
import { decide, undoDecision } from './decide.ts'
import { decideMatching } from './decide-matching.ts'
import { listComments, listShares } from './queue.ts'
import { MatchingDecision, NewDecision, QueueParams, ShareQueueParams } from './schemas.ts'

/** 500 items with ids and states stay below this. */
const DECISION_BYTES = 128 * 1024

export const moderation = new Hono<CallerEnv>()
  .get('/comments', requireModerator('viewer'), async (c) =>
    c.json(await listComments(c.var, parseQuery(c, QueueParams))),
  )
  .get('/shares', requireModerator('viewer'), async (c) =>
    c.json(await listShares(c.var, parseQuery(c, ShareQueueParams))),
  )
  .post(
    '/decisions',
    requireModerator('moderator'),
    valid(NewDecision, DECISION_BYTES),
    async (c) => c.json(await decide(c.var.ports, c.var.caller, c.var.body)),
  )
  .post(
    '/decisions/matching',
    requireModerator('moderator'),
    valid(MatchingDecision, DECISION_BYTES),
    async (c) => c.json(await decideMatching(c.var, c.var.body)),
  )
  .delete('/decisions/:id', requireModerator('moderator'), async (c) => {
    const id = parse(uuid, c.req.param('id'), c.var.language)
    return c.json(await undoDecision(c.var.ports, c.var.caller, id))
  })

import { Hono } from 'hono'
import { type CallerEnv, requireModerator } from '../auth/caller.ts'
import { parseQuery } from '../http.ts'
import { readStats, StatsParams } from './read.ts'

export const stats = new Hono<CallerEnv>().get('/stats', requireModerator('viewer'), async (c) => {
  const { ports, caller, language } = c.var
  return c.json(await readStats(ports, caller, parseQuery(c, StatsParams), language))
})

import { Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import * as v from 'valibot'
import { siteKey } from '../fields.ts'
import { type AppEnv, limit, parseQuery } from '../http.ts'
import { Problem } from '../problem.ts'
import { loadSite } from '../sites/origin.ts'
import { pressureStatement } from './floods.ts'
import { makeChallenge } from './proof.ts'

export const ChallengeParams = v.strictObject({
  site: siteKey,
  action: v.picklist(['comment', 'share']),
})
type Params = v.InferOutput<typeof ChallengeParams>

const params = createMiddleware<AppEnv & { Variables: { params: Params } }>(async (c, next) => {
  c.set('params', parseQuery(c, ChallengeParams))
  await next()
})

export const defence = new Hono<AppEnv>().get(
  '/challenge',
  params,
  limit('challenge', ({ ports, params: { site } }: AppEnv['Variables'] & { params: Params }) => [
    loadSite(ports.db, site),
    pressureStatement(ports.db, site, ports.now()),
  ]),
  async (c) => {
    const { keyring, loaded, ports } = c.var
    const [[found], [tide]] = loaded
    if (found === undefined) throw new Problem('not-found')
    const { action } = c.var.params
    const pressure = tide === undefined ? 'calm' : tide.isHeld === 1 ? 'held' : 'pressure'
    c.header('Cache-Control', 'no-store')
    return c.json(await makeChallenge(keyring, found, action, pressure, ports.now()))
  },
)

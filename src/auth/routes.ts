import { Hono } from 'hono'
import * as v from 'valibot'
import { pageLimit, uuid } from '../fields.ts'
import { parse, parseQuery, valid } from '../http.ts'
import { type CallerEnv, requireEverySite, requireModerator, requireProof } from './caller.ts'
import { createToken, listTokens, NewToken, revokeToken } from './tokens.ts'

export const TokensParams = v.strictObject({ after: v.exactOptional(uuid), limit: pageLimit })

export const tokens = new Hono<CallerEnv>()
  .get('/tokens', requireModerator('admin'), requireEverySite, async (c) => {
    const { after, limit } = parseQuery(c, TokensParams)
    const items = await listTokens(c.var.ports.db, after ?? '', limit)
    return c.json({ items, next: items.length < limit ? null : (items.at(-1)?.id ?? null) })
  })
  .post(
    '/tokens',
    requireModerator('admin'),
    requireEverySite,
    requireProof,
    valid(NewToken),
    async (c) => c.json(await createToken(c.var.ports, c.var.caller.id, c.var.body), 201),
  )
  .delete('/tokens/:id', requireModerator('admin'), requireEverySite, requireProof, async (c) => {
    const id = parse(uuid, c.req.param('id'), c.var.language)
    await revokeToken(c.var.ports, c.var.caller.id, id)
    return c.body(null, 204)
  })

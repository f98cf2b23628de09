import { Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import { uuid } from '../fields.ts'
import { type AppEnv, limit, parse, readBearer, valid } from '../http.ts'
import { startOutbox } from '../outbox/start.ts'
import { readOwnShare } from './own.ts'
import { prepareShare, type ShareSubmission } from './prepare.ts'
import { NewShare } from './schemas.ts'
import { shareSituation, submitShare } from './submit.ts'

const prepared = createMiddleware<
  AppEnv & { Variables: { body: NewShare; submission: ShareSubmission } }
>(async (c, next) => {
  const { ports, keyring, body, language } = c.var
  const origin = c.req.header('Origin') ?? null
  const addressHashes = await c.var.addressHashes()
  const request = { origin, canProve: true, addressHashes, now: ports.now(), keyring, language }
  c.set('submission', await prepareShare(body, request))
  await next()
})

export const shares = new Hono<AppEnv>()
  .post(
    '/shares',
    valid(NewShare),
    prepared,
    limit('share', (vars: AppEnv['Variables'] & { submission: ShareSubmission }) =>
      shareSituation(vars.ports.db, vars.submission),
    ),
    async (c) => {
      const { ports, keyring, submission, loaded } = c.var
      const { id, state } = await submitShare(ports, keyring, submission, loaded)
      startOutbox({ ports, keyring })
      // A held or filed share looks like a waiting one: its sender learns nothing about our rules.
      const shown = state === 'unconfirmed' || state === 'approved' ? state : 'pending'
      return c.json({ id, state: shown }, 202)
    },
  )
  .get('/shares/:id/own', async (c) => {
    const id = parse(uuid, c.req.param('id'), c.var.language)
    c.header('Cache-Control', 'no-store')
    return c.json(await readOwnShare(c.var.ports.db, c.var.keyring, id, readBearer(c.req)))
  })

import { Hono } from 'hono'
import type { AppEnv } from '../http.ts'

export const operations = new Hono<AppEnv>()
  .get('/healthz', (c) => {
    c.header('Cache-Control', 'no-store')
    return c.json({ status: 'ok' })
  })
  // The others are rare and bring code that readers' pages do not need.
  .get('/readyz', async (c) => {
    const { readiness } = await import('./readiness.ts')
    c.header('Cache-Control', 'no-store')
    return c.json(await readiness(c.var.ports.db, c.var.ports.now()))
  })
  .get('/metrics', async (c) => {
    const { renderMetrics } = await import('./metrics.ts')
    const text = await renderMetrics(c.var.ports, c.req.header('Authorization') ?? '')
    return c.body(text, 200, {
      'Content-Type': 'text/plain; version=0.0.4; charset=utf-8',
      'Cache-Control': 'no-store',
    })
  })
  .post('/v1/intake/:provider', async (c) => {
    const { receiveEvents } = await import('../intake/receive.ts')
    await receiveEvents(c.var, c.req.param('provider'), c.req.raw)
    return c.body(null, 204)
  })

import { sql } from 'drizzle-orm'
import { Hono } from 'hono'
import journal from '../../migrations/meta/_journal.json' with { type: 'json' }
import type { AppEnv } from '../http.ts'
import type { Database } from '../ports.ts'
import { Problem } from '../problem.ts'

export const operations = new Hono<AppEnv>()
  .get('/healthz', (c) => {
    c.header('Cache-Control', 'no-store')
    return c.json({ status: 'ok' })
  })
  .get('/readyz', async (c) => {
    c.header('Cache-Control', 'no-store')
    return c.json(await readiness(c.var.ports.db, c.var.ports.now()))
  })
  // Both are rare and bring code that readers' pages do not need.
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

/** Database answers, schema is this code's, age of the oldest due mail. Throws `unavailable`. */
async function readiness(db: Database, now: Date) {
  const wanted = journal.entries.at(-1)?.when ?? 0
  const [migrations, oldest] = await db.batch([
    db.all<{ at: number }>(sql`SELECT max(created_at) AS at FROM __drizzle_migrations`),
    db.all<{ due_at: number }>(
      sql`SELECT due_at FROM outbox WHERE state = 'waiting' ORDER BY due_at LIMIT 1`,
    ),
  ])
  if (Number(migrations[0]?.at) < wanted)
    throw new Problem('unavailable', {
      detail: 'Migrations are missing: run npm run migrate',
      retryAfterSeconds: 30,
    })
  const dueAt = oldest[0]?.due_at
  const age = dueAt === undefined ? 0 : Math.max(0, Math.round((now.getTime() - dueAt) / 1000))
  return { status: 'ok', outboxAgeSeconds: age }
}

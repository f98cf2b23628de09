import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { pathToFileURL } from 'node:url'
import { createAdaptorServer } from '@hono/node-server'
import { createClient } from '@libsql/client'
import { Hono } from 'hono'

// The physical limit beside which everything is measured: Hono on Node with nothing of ours. `GET /bytes` and
// `GET /counts` answer bytes from memory; `POST /insert` stores one row, durable before it is acknowledged.
const bytes = new Uint8Array(await readFile(process.env['BYTES'] ?? ''))
const counts = new TextEncoder().encode(
  JSON.stringify({
    counts: Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`/bai/${i}`, 100])),
  }),
)
const database = createClient({
  url: pathToFileURL(process.env['DATABASE'] ?? '').href,
  concurrency: 1,
})
await database.executeMultiple(`PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;
  CREATE TABLE IF NOT EXISTS note (id TEXT PRIMARY KEY, body TEXT NOT NULL, created_at INTEGER NOT NULL)`)

const json = { 'Content-Type': 'application/json; charset=utf-8' }
const app = new Hono()
  .get('/ready', (c) => c.text('ok'))
  .get('/bytes', (c) => c.body(bytes, 200, json))
  .get('/counts', (c) => c.body(counts, 200, json))
  .post('/insert', async (c) => {
    const { id, body } = await c.req.json<{ id: string; body: string }>()
    await database.execute({
      sql: 'INSERT INTO note (id, body, created_at) VALUES (?, ?, ?)',
      args: [id, body, Date.now()],
    })
    return c.json({ id }, 202)
  })

createAdaptorServer({ fetch: app.fetch, createServer }).listen(
  Number(process.env['PORT']),
  process.env['HOST'],
)

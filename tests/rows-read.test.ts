import type { Client } from '@libsql/client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { indexArchive } from '../bench/index-archive.ts'
import { articleKey, NAMED_READER, SEED_ORIGIN, seedArchive } from '../bench/seed.ts'
import { openHttpClient } from '../src/adapters/http-client.ts'
import { list, object } from '../src/adapters/hrana.ts'
import { type Sqld, startSqld } from './runtime/sqld.ts'
import { createTestApp, newComment, type TestApp } from './support.ts'

const SMALL = 8000
const LARGE = 24_000
/** Most rows that each may read and write; what is behind them stands in docs/shapes.md. */
const BOUNDS: Record<string, { read: number; written: number }> = {
  'thread page of 20, as the widget asks': { read: 120, written: 0 },
  'thread page of 100': { read: 480, written: 0 },
  'counts of ten articles': { read: 40, written: 0 },
  'queue page of 50': { read: 260, written: 0 },
  'search for a name': { read: 250, written: 0 },
  comment: { read: 60, written: 40 },
}

/** Rows that the server says it has read and written since the last look: what a hosted database charges for. */
function countingFetch() {
  let count = { read: 0, written: 0 }
  const counting: typeof fetch = async (input, init) => {
    const response = await fetch(input, init)
    const text = await response.text()
    for (const result of list(object(JSON.parse(text))['results'])) add(result)
    return new Response(text, response)
  }
  const add = (result: unknown) => {
    const { response } = object(result)
    if (response === undefined) return
    const { result: batch } = object(response)
    if (batch === undefined) return
    for (const step of list(object(batch)['step_results'] ?? [batch])) {
      if (step === null) continue
      const { rows_read, rows_written } = object(step)
      count.read += Number(rows_read)
      count.written += Number(rows_written)
    }
  }
  return {
    fetch: counting,
    during: async (work: () => Promise<unknown>) => {
      count = { read: 0, written: 0 }
      await work()
      return { ...count }
    },
  }
}

describe('rows that a libSQL server reads and writes', () => {
  let server: Sqld
  let t: TestApp
  const counter = countingFetch()

  beforeAll(async () => {
    server = await startSqld()
    t = await createTestApp({}, () =>
      Promise.resolve(
        openHttpClient({ url: server.url, fetch: counter.fetch, deadlineMs: 60_000 }),
      ),
    )
    await seed('nho', SMALL)
  }, 120_000)
  afterAll(async () => {
    await t.close()
    await server.stop()
  })

  /** Its settings for speed are for files alone. */
  const seed = async (site: string, comments: number) => {
    const execute: Client['execute'] = (statement: Parameters<Client['execute']>[0]) =>
      typeof statement === 'string' && statement.startsWith('PRAGMA')
        ? t.client.execute('SELECT 1')
        : t.client.execute(statement)
    const client = { ...t.client, execute }
    await seedArchive(client, { site, comments, now: new Date(t.ports.now().getTime() - 60_000) })
    await indexArchive(client)
  }

  const uses: Record<string, (site: string) => Promise<Response>> = {
    'thread page of 20, as the widget asks': (site) =>
      t.request(`/v1/comments?site=${site}&article=${articleKey(1)}&limit=20`),
    'thread page of 100': (site) =>
      t.request(`/v1/comments?site=${site}&article=${articleKey(1)}&limit=100`),
    'counts of ten articles': (site) =>
      t.request(
        `/v1/counts?site=${site}${Array.from({ length: 10 }, (_, n) => `&article=${articleKey(n)}`).join('')}`,
      ),
    'queue page of 50': (site) =>
      t.admin('GET', `/v1/admin/comments?site=${site}&state=pending&limit=50`),
    'search for a name': (site) =>
      t.admin(
        'GET',
        `/v1/admin/comments?site=${site}&limit=50&q=${encodeURIComponent(NAMED_READER)}`,
      ),
    comment: (site) =>
      t.send(
        'POST',
        '/v1/comments',
        newComment({
          site,
          article: { key: articleKey(1), url: SEED_ORIGIN + articleKey(1), title: 'Bài' },
          author: { name: 'Lan', email: `lan-${site}@thu.example` },
          body: `Một ý kiến riêng cho ${site}.`,
        }),
        { Origin: SEED_ORIGIN },
      ),
  }

  it('grow with what is shown, never with the archive (F35)', async () => {
    const measure = async (site: string) => {
      const counts: typeof BOUNDS = {}
      for (const [name, use] of Object.entries(uses))
        counts[name] = await counter.during(async () => {
          expect((await use(site)).ok, name).toBe(true)
        })
      return counts
    }
    const small = await measure('nho')
    await seed('lon', LARGE)
    const large = await measure('lon')

    for (const [name, bound] of Object.entries(BOUNDS)) {
      const few = small[name] ?? { read: NaN, written: NaN }
      const many = large[name] ?? { read: NaN, written: NaN }
      expect(few.read, name).toBeGreaterThan(0)
      expect(few.read, name).toBeLessThanOrEqual(bound.read)
      expect(many.read, name).toBeLessThanOrEqual(bound.read)
      expect(Math.max(few.written, many.written), name).toBeLessThanOrEqual(bound.written)
    }
  }, 240_000)
})

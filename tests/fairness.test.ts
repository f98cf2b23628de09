import { join } from 'node:path'
import type { Client } from '@libsql/client'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { openFileClient } from '../src/adapters/file-client.ts'
import { createSiteLanes } from '../src/adapters/site-lanes.ts'
import { createApp } from '../src/app.ts'
import { percentile } from '../bench/stats.ts'
import { startNode } from './runtime/node.ts'
import { ADMIN_TOKEN, createTestApp, inWords, newComment, ORIGIN, type TestApp } from './support.ts'

const OTHER = 'https://tap-chi.example'
/** More than half of the places that there are. */
const FLOOD = 1100

const commentOf = (site: string, origin: string, n: number) =>
  newComment({
    site,
    article: { key: '/bai', url: `${origin}/bai`, title: 'Một bài báo' },
    body: `Ý kiến thứ ${inWords(n)} dưới bài này.`,
  })

describe('writes of several sites to one file', () => {
  let t: TestApp
  afterEach(() => t.close())

  async function open() {
    let gate = Promise.resolve()
    let release = () => {}
    t = await createTestApp({}, async (dir) => {
      const file = await openFileClient({ path: join(dir, 'test.db') })
      const gated: Client['batch'] = async (statements, mode) => {
        if (mode === 'write') await gate
        return file.batch(statements, mode)
      }
      return { ...file, batch: gated }
    })
    await t.admin('POST', '/v1/admin/sites', { key: 'tap-chi', name: 'Tạp chí', origins: [OTHER] })
    const lanes = createSiteLanes(t.client.lane, t.ports.db)
    await lanes.refresh()
    const ports = { ...t.ports, config: { ...t.ports.config, limitFactor: 1_000_000 } }
    const app = createApp((c) => ({ ...ports, db: lanes.databaseFor(c.req) }))
    const post = (site: string, origin: string, n: number) =>
      app.request('/v1/comments', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Origin: origin },
        body: JSON.stringify(commentOf(site, origin, n)),
      })
    return {
      lanes,
      post,
      hold: () => {
        gate = new Promise((resolve) => (release = resolve))
      },
      release: () => release(),
    }
  }

  /** One flood and one comment elsewhere, all at a time when nothing is committed: who was answered what, in what order. */
  async function flooded(originOf: (n: number) => string) {
    const { post, hold, release } = await open()
    const answers: { site: string; status: number; retryAfter: string | null }[] = []
    const send = async (site: string, origin: string, n: number) => {
      const { status, headers } = await post(site, origin, n)
      answers.push({ site, status, retryAfter: headers.get('Retry-After') })
    }
    hold()
    const flood = Array.from({ length: FLOOD }, (_, n) => send('bao', originOf(n), n))
    await vi.waitFor(() => expect(answers.length).toBeGreaterThan(0), 20_000)
    const quiet = send('tap-chi', OTHER, 1)
    await new Promise((resolve) => setTimeout(resolve))
    release()
    await Promise.all([quiet, ...flood])
    return answers
  }

  test("a flood on one site is refused at half of the places; another site's comment is taken and overtakes it (F38)", async () => {
    const answers = await flooded(() => ORIGIN)

    const refused = answers.filter(({ status }) => status === 503)
    expect(refused.length).toBeGreaterThan(0)
    expect(refused.every(({ site, retryAfter }) => site === 'bao' && retryAfter === '1')).toBe(true)
    const taken = answers.filter(({ status }) => status === 202)
    expect(taken.length).toBe(FLOOD + 1 - refused.length)
    expect(taken.length).toBeGreaterThanOrEqual(1000)
    // Both of its writes went with the next group; those of the flood take some thirty.
    expect(taken.findIndex(({ site }) => site === 'tap-chi')).toBeLessThan(400)
  }, 60_000)

  test('origins that nobody lists share one lane, so making them up wins no places', async () => {
    const answers = await flooded((n) => `https://gia-${n}.example`)

    expect(answers.filter(({ status }) => status === 503).length).toBeGreaterThan(0)
    // The comments of the flood are then refused for their origin.
    expect(answers.filter(({ status }) => status === 403).length).toBeGreaterThanOrEqual(1000)
    expect(answers.filter(({ site }) => site === 'tap-chi')).toMatchObject([{ status: 202 }])
  }, 60_000)

  test('a request waits in the lane of its site, whose plain pages are known by their path; reads wait in none', async () => {
    const { lanes } = await open()
    const lane = (method: string, path: string, origin?: string) =>
      lanes.databaseFor({
        method,
        path,
        // Only this one header is asked for.
        header: ((name: string) => (name === 'Origin' ? origin : undefined)) as never,
      })

    const site = lane('POST', '/v1/comments', ORIGIN)
    expect(lane('PUT', '/v1/comments/x/like', ORIGIN)).toBe(site)
    expect(lane('POST', '/p/bao', 'https://phanhoi.example')).toBe(site)
    expect(lane('POST', '/v1/comments', OTHER)).not.toBe(site)
    const strangers = lane('POST', '/v1/comments', 'https://la.example')
    expect(strangers).not.toBe(site)
    expect(lane('POST', '/v1/comments')).toBe(strangers)
    expect(lane('POST', '/v1/admin/decisions', ORIGIN)).not.toBe(site)
    expect(lane('GET', '/v1/comments', ORIGIN)).toBe(t.ports.db)
  })

  test('the list of sites is read in the order of its key', async () => {
    const { lanes } = await open()
    t.statements.length = 0
    await lanes.refresh()
    const [{ sql, args } = { sql: '', args: [] }] = t.statements
    const { rows } = await t.client.execute({ sql: `EXPLAIN QUERY PLAN ${sql}`, args })
    const steps = rows.map((row) => String(row['detail'])).join('; ')
    expect(steps).toContain('USING COVERING INDEX')
    expect(steps).not.toContain('TEMP B-TREE')
  })
})

test('over HTTP, comments on one site are taken within a second while another is flooded by 16 connections (F38)', async () => {
  const service = await startNode({ ADMIN_TOKEN, LIMIT_FACTOR: '999999', DEMO: 'off' })
  try {
    const send = (path: string, origin: string, body: object, headers = {}) =>
      fetch(service.url + path, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Origin: origin, ...headers },
        body: JSON.stringify(body),
      })
    for (const [key, origin] of [
      ['bao', ORIGIN],
      ['tap-chi', OTHER],
    ])
      await send(
        '/v1/admin/sites',
        ORIGIN,
        { key, name: 'Báo', origins: [origin] },
        {
          Authorization: `Bearer ${ADMIN_TOKEN}`,
        },
      )
    let isOver = false
    let flooded = 0
    const flood = Array.from({ length: 16 }, async (_, lane) => {
      for (let n = lane; !isOver; n += 16) {
        const { status } = await send('/v1/comments', ORIGIN, commentOf('bao', ORIGIN, n))
        if (status === 202) flooded += 1
      }
    })
    await vi.waitFor(() => expect(flooded).toBeGreaterThan(16), 20_000)
    const times: number[] = []
    for (let n = 0; n < 20; n++) {
      const from = performance.now()
      const { status } = await send('/v1/comments', OTHER, commentOf('tap-chi', OTHER, n))
      times.push(performance.now() - from)
      expect(status).toBe(202)
    }
    isOver = true
    await Promise.all(flood)
    expect(percentile(times, 95)).toBeLessThan(1000)
  } finally {
    await service.stop()
  }
}, 60_000)

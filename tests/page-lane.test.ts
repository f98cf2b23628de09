import { once } from 'node:events'
import { createServer, request, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { getRequestListener } from '@hono/node-server'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { memoryPages } from '../src/adapters/memory-pages.ts'
import { pageLane } from '../src/adapters/page-lane.ts'
import { createMeter } from '../src/operations/meter.ts'
import { createTestApp, newComment } from './support.ts'

const THREAD = '/v1/comments?site=bao&article=%2Fbai%2Fmot'
const OWN_TO_A_REQUEST = ['x-request-id', 'age', 'date', 'content-length', 'transfer-encoding']

type TestApp = Awaited<ReturnType<typeof createTestApp>>

describe('answers from memory', () => {
  let t: TestApp
  let lane: Awaited<ReturnType<typeof startLane>>
  beforeEach(async () => {
    t = await createTestApp()
    lane = await startLane(t)
  })
  afterEach(async () => {
    lane.stop()
    await t.close()
  })

  it('are the app’s to the byte, headers included, and are logged alike', async () => {
    await publish(t, newComment())
    const rendered = await lane.get(THREAD)
    const before = t.statements.length
    const kept = await lane.get(THREAD)
    expect(t.statements.length).toBe(before)
    expect(kept.status).toBe(200)
    expect(kept.body.equals(rendered.body)).toBe(true)
    expect(lasting(kept.headers)).toEqual(lasting(rendered.headers))
    expect(kept.headers['x-request-id']).not.toBe(rendered.headers['x-request-id'])
    const lines = t.log.map((line): Record<string, unknown> => JSON.parse(line))
    const [first, second] = lines.filter(({ route }) => route === '/v1/comments').slice(-2)
    expect(Object.keys(second ?? {})).toEqual(Object.keys(first ?? {}))
    expect(second).toMatchObject({ method: 'GET', status: 200, id: kept.headers['x-request-id'] })
  })

  it('are counted like all others', async () => {
    const meter = createMeter(() => ({}))
    t.ports.meter = meter
    const counted = await startLane(t)
    for (let i = 0; i < 3; i++) await counted.get(THREAD)
    counted.stop()
    expect(meter.lines()).toContain('phanhoi_requests_total{route="read",status="200"} 3')
  })

  it('say 304 to who has the page, and send it whole once it has changed', async () => {
    const { headers } = await lane.get(THREAD)
    const known = { 'If-None-Match': headers.etag ?? '' }
    expect((await lane.get(THREAD, known)).status).toBe(304)
    await publish(t, newComment())
    const changed = await lane.get(THREAD, known)
    expect(changed.status).toBe(200)
    expect(changed.body.toString()).toContain('Bài viết rất hữu ích')
  })

  it('come compressed once somebody has asked for that', async () => {
    for (let i = 0; i < 5; i++)
      await publish(t, newComment({ body: `Ý kiến thứ ${i}. `.repeat(20) }))
    const { body: plain } = await lane.get(THREAD)
    for (const [encoding, decode] of [
      ['br', brotliDecompressSync],
      ['gzip', gunzipSync],
    ] as const) {
      const asking = { 'Accept-Encoding': encoding }
      const answer = await vi.waitUntil(async () => {
        const given = await lane.get(THREAD, asking)
        return given.headers['content-encoding'] === encoding && given
      })
      expect(answer.body.length).toBeLessThan(plain.length / 2)
      expect(decode(answer.body).equals(plain)).toBe(true)
    }
    const refusing = await lane.get(THREAD, { 'Accept-Encoding': 'br;q=0, identity' })
    expect(refusing.headers['content-encoding']).toBeUndefined()
  })

  it('are given to plain requests alone (S08)', async () => {
    await lane.get(THREAD)
    await lane.get(THREAD)
    expect((await lane.get(THREAD, { 'Content-Length': '2' }, '{}')).headers).not.toHaveProperty(
      'content-encoding',
    )
    expect((await lane.get(`http://evil.test${THREAD}`)).body.toString()).not.toContain('evil')
    expect((await lane.get(`${THREAD}&x=1`)).status).toBe(422)
  })
})

async function publish(t: TestApp, comment: ReturnType<typeof newComment>) {
  await t.send('POST', '/v1/comments', comment)
  await t.admin('POST', '/v1/admin/decisions', {
    items: [{ kind: 'comment', id: comment.id }],
    to: 'approved',
  })
}

/** Our app behind the lane, on a real socket. */
async function startLane(t: TestApp) {
  const pages = memoryPages({ now: () => t.ports.now().getTime() })
  t.ports.pages = pages
  const listener = getRequestListener(t.app.fetch)
  const server = createServer(
    pageLane(pages, t.ports, (incoming, outgoing) => void listener(incoming, outgoing)),
  )
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo // it listens on TCP
  const ask = async (
    method: string,
    path: string,
    headers: Record<string, string> = {},
    sent = '',
  ): Promise<{ status: number; headers: IncomingHttpHeaders; body: Buffer }> => {
    const asking = request({ port, host: '127.0.0.1', method, path, headers })
    asking.end(sent)
    const [answer] = await once(asking, 'response')
    return { status: answer.statusCode, headers: answer.headers, body: await buffer(answer) }
  }
  return {
    get: (path: string, headers?: Record<string, string>, sent?: string) =>
      ask('GET', path, headers, sent),
    stop: () => server.close(),
  }
}

function lasting(headers: IncomingHttpHeaders) {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !OWN_TO_A_REQUEST.includes(name)),
  )
}

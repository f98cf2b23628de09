import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from '@libsql/client'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openHttpClient } from '../src/adapters/http-client.ts'
import { openReplica, type Replica } from '../src/adapters/replica-client.ts'
import { Problem } from '../src/problem.ts'
import { root } from './runtime/child.ts'
import { type NodeService, startNode } from './runtime/node.ts'
import { type Sqld, startSqld } from './runtime/sqld.ts'
import { migrateServer, startWorker } from './runtime/worker.ts'
import { ADMIN_TOKEN, newComment, ORIGIN } from './support.ts'

describe('an embedded replica', () => {
  let dir: string
  let server: Sqld
  let primary: Client
  let replica: Replica
  const caughtUp = vi.fn()
  const failed = vi.fn()
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'phanhoi-replica-'))
    server = await startSqld()
    primary = openHttpClient({ url: server.url })
    await primary.execute('CREATE TABLE note (n INTEGER)')
    replica = openReplica({
      path: join(dir, 'replica.db'),
      primary,
      syncUrl: server.url,
      authToken: null,
      script: join(root, 'dist/replica-sync.js'),
      onCaughtUp: caughtUp,
      onFailure: failed,
    })
  })
  beforeEach(async () => {
    const asked = vi.spyOn(primary, 'execute')
    await vi.waitFor(async () => {
      asked.mockClear()
      await count()
      expect(asked).not.toHaveBeenCalled()
    }, 10_000)
  })
  afterEach(async () => {
    replica.close()
    primary.close()
    await server.stop()
    await rm(dir, { recursive: true, force: true })
    vi.clearAllMocks()
  })
  const count = async () => (await replica.reads.execute('SELECT count(*) FROM note')).rows[0]?.[0]
  const write = () => replica.writes.execute('INSERT INTO note VALUES (1)')

  it('shows this process its own writes at once', async () => {
    for (let n = 1; n <= 20; n++) {
      await write()
      expect(await count()).toBe(n)
    }
  })

  it('shows what others have written within a second', async () => {
    await primary.execute('INSERT INTO note VALUES (1)')
    await vi.waitFor(async () => expect(await count()).toBe(1), { timeout: 1500 })
  })

  it('refuses to be written to', async () => {
    await expect(replica.reads.execute('INSERT INTO note VALUES (1)')).rejects.toThrow('only read')
    await expect(replica.reads.batch(['DELETE FROM note'])).rejects.toThrow('only read')
  })

  it('F07: a half-open primary stalls no read, and what was read meanwhile is dropped afterwards', async () => {
    await write()
    expect(await count()).toBe(1)
    server.pause()
    await expect(write()).rejects.toThrow(Problem)
    const startedAt = performance.now()
    for (let n = 0; n < 100; n++) expect(await count()).toBe(1)
    expect(performance.now() - startedAt).toBeLessThan(2000)
    server.resume()
    await vi.waitFor(() => expect(caughtUp).toHaveBeenCalled(), { timeout: 15_000 })
    await write()
    expect(Number(await count())).toBeGreaterThanOrEqual(2)
  })
})

describe('two Node instances with replicas and one Worker on one server', () => {
  it('nothing is lost or doubled while one of them is killed', async () => {
    const server = await startSqld()
    const settings = {
      DATABASE_SYNC_URL: server.url,
      DATABASE_URL: '',
      SECRET: 'worker-secret-0123456789-0123456789-0123456789',
      ADMIN_TOKEN,
      LIMIT_FACTOR: '1000',
      DEMO: 'off',
    }
    await migrateServer(server.url)
    const nodes = [await startNode(settings), await startNode(settings)] as const
    const worker = await startWorker({
      databaseUrl: server.url,
      vars: { ADMIN_TOKEN, LIMIT_FACTOR: '1000' },
    })
    try {
      await makeSite(nodes[0])
      const bodies = Array.from({ length: 60 }, (_, n) =>
        newComment({ body: `Ý kiến thứ ${n} gửi cùng lúc tới ba máy.` }),
      )
      const urls = [nodes[0].url, nodes[1].url, worker.url]
      const killing = vi.waitFor(() => expect(accepted).toBeGreaterThan(15), { timeout: 20_000 })
      let accepted = 0
      const sending = bodies.map(async (body, n) => {
        // Whoever gets no answer, or is asked to come back, asks the next machine with the same id.
        const statuses: number[] = []
        while (statuses.length < 15) {
          const status = await post(urls[(n + statuses.length) % 3] ?? '', body)
          if (status === 202) {
            accepted++
            return
          }
          statuses.push(status)
          await sleep(200)
        }
        throw new Error(`No machine took the comment: ${statuses.join(' ')}`)
      })
      await killing
      await nodes[1].kill('SIGKILL')
      await Promise.all(sending)
      const client = openHttpClient({ url: server.url })
      const { rows } = await client.execute('SELECT count(*), count(DISTINCT id) FROM comment')
      client.close()
      expect([rows[0]?.[0], rows[0]?.[1]]).toEqual([60, 60])
      await approve(worker.url, bodies)
      await vi.waitFor(async () => expect(await shown(nodes[0].url)).toBe(60), { timeout: 5000 })
    } finally {
      await Promise.all([...nodes.map((node) => node.stop()), worker.stop()])
      await server.stop()
    }
  }, 120_000)
})

async function makeSite({ url }: NodeService) {
  const answer = await fetch(`${url}/v1/admin/sites`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${ADMIN_TOKEN}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ key: 'bao', name: 'Báo Thử', origins: [ORIGIN], settings: {} }),
  })
  expect(answer.status).toBe(201)
}

async function post(url: string, comment: object): Promise<number> {
  const answer = await fetch(`${url}/v1/comments`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: ORIGIN },
    body: JSON.stringify(comment),
  }).catch(() => null)
  return answer?.status ?? 0
}

async function approve(url: string, comments: { id: string }[]) {
  const answer = await fetch(`${url}/v1/admin/decisions`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${ADMIN_TOKEN}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({
      items: comments.map(({ id }) => ({ kind: 'comment', id })),
      to: 'approved',
    }),
  })
  expect(answer.status, await answer.text()).toBe(200)
}

/** Never asked before, so that no cache answers. */
async function shown(url: string): Promise<number> {
  const answer = await fetch(
    `${url}/v1/counts?site=bao&article=${encodeURIComponent('/bai/mot')}&article=/${crypto.randomUUID()}`,
  )
  const { counts } = (await answer.json()) as { counts: Record<string, number> }
  return counts['/bai/mot'] ?? 0
}

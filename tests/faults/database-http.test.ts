import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTcpServer, type Server as TcpServer, type Socket } from 'node:net'
import { inspect } from 'node:util'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { groupCommit } from '../../src/adapters/group-commit.ts'
import { openHttpClient } from '../../src/adapters/http-client.ts'
import { freePort, type Sqld, startSqld } from '../runtime/sqld.ts'

const authToken = 'eyJ-this-token-must-never-be-seen'
const deadlineMs = 400
const refusal = { code: 'unavailable', status: 503, options: { retryAfterSeconds: 2 } }

let sqld: Sqld
const servers: (Server | TcpServer)[] = []
const sockets = new Set<Socket>()

beforeAll(async () => {
  sqld = await startSqld()
}, 30_000)

afterEach(async () => {
  sqld.resume()
  for (const socket of sockets) socket.destroy()
  await Promise.all(
    servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))),
  )
})

afterAll(() => sqld.stop())

async function listen(server: Server | TcpServer): Promise<string> {
  servers.push(server)
  server.on('connection', (socket: Socket) => sockets.add(socket))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('No port was given')
  return `127.0.0.1:${address.port}`
}

const http = async (answer: RequestListener) => `http://${await listen(createServer(answer))}`

const answers: [string, () => Promise<string>][] = [
  ['refuses connections', async () => `http://127.0.0.1:${await freePort()}`],
  [
    'resets connections',
    async () => `http://${await listen(createTcpServer((socket) => socket.resetAndDestroy()))}`,
  ],
  [
    'does not speak TLS',
    async () => `https://${await listen(createTcpServer((s) => s.end('no')))}`,
  ],
  ['answers 500', () => http((_, response) => response.writeHead(500).end('broken'))],
  [
    'answers 500 in JSON',
    () =>
      http((_, response) =>
        response
          .writeHead(500, { 'content-type': 'application/json' })
          .end('{"message":"UNIQUE constraint failed","code":"SQLITE_CONSTRAINT"}'),
      ),
  ],
  ['answers 429', () => http((_, response) => response.writeHead(429).end('slow down'))],
  ['answers 401', () => http((_, response) => response.writeHead(401).end('{"error":"no"}'))],
  [
    'echoes the request in an error page',
    () =>
      http((request, response) =>
        response.writeHead(403).end(`<h1>${request.headers.authorization ?? ''}</h1>`),
      ),
  ],
  [
    'answers with a page',
    () =>
      http((_, response) =>
        response.setHeader('content-type', 'text/html').end('<h1>Welcome</h1>'),
      ),
  ],
  ['answers with half a JSON', () => http((_, response) => response.end('{"baton":null,"resu'))],
  ['answers with another JSON', () => http((_, response) => response.end('{"hello":[]}'))],
  [
    'hangs up in the middle',
    () =>
      http((_, response) => {
        response.writeHead(200, { 'content-length': 1000 })
        response.write('{"baton":', () => response.destroy())
      }),
  ],
  ['stops in the middle', () => http((_, response) => response.write('{"baton":'))],
  ['accepts and never answers', () => http(() => undefined)],
  [
    'accepts and never reads',
    async () => `http://${await listen(createTcpServer({ pauseOnConnect: true }))}`,
  ],
]

test.each(answers)(
  'F06: a database that %s is unavailable, in time and without the token',
  async (_what, start) => {
    const url = await start()
    let requests = 0
    const client = openHttpClient({
      url,
      authToken,
      deadlineMs,
      migrationMs: deadlineMs,
      fetch: (input, init) => {
        requests += 1
        return fetch(input, init)
      },
    })
    const startedAt = performance.now()

    const failures = await Promise.all(
      [
        client.execute('SELECT 1'),
        client.batch(['SELECT 1', 'DELETE FROM t']),
        client.migrate(['DELETE FROM t']),
        client.executeMultiple('SELECT 1'),
      ].map((call) =>
        call.then(
          () => 'no failure',
          (error: unknown) => error,
        ),
      ),
    )

    expect(performance.now() - startedAt).toBeLessThan(deadlineMs + 600)
    expect(failures).toMatchObject(Array(4).fill(refusal))
    expect(failures).toMatchObject(Array(4).fill({ cause: expect.any(Error) as unknown }))
    expect(inspect(failures, { depth: Infinity, showHidden: true })).not.toContain(authToken)
    expect(requests).toBe(4)
  },
)

test('F06: errors of the statement are no outage', async () => {
  const client = openHttpClient({ url: sqld.url })

  await expect(client.execute('SELECT nothing FROM nowhere')).rejects.toMatchObject({
    name: 'LibsqlError',
  })
})

test('F07: a half-open database is refused within the deadline and serves again at once', async () => {
  const client = openHttpClient({ url: sqld.url, deadlineMs })
  await client.execute('SELECT 1')
  sqld.pause()
  const startedAt = performance.now()

  const hung = await Promise.allSettled(
    Array.from({ length: 100 }, () => client.execute('SELECT 1')),
  )

  expect(performance.now() - startedAt).toBeLessThan(deadlineMs + 600)
  expect(hung).toMatchObject(Array(100).fill({ status: 'rejected', reason: refusal }))
  sqld.resume()
  expect((await client.execute('SELECT 7 AS n')).rows[0]?.['n']).toBe(7)
})

test('F07: hung calls do not hold up the ones behind them', async () => {
  let requests = 0
  const client = openHttpClient({
    url: await http((request, response) => {
      requests += 1
      if (requests > 100) void forward(request, response)
    }),
    deadlineMs: 5000,
  })
  let settled = 0
  const hung = Array.from({ length: 100 }, () =>
    client.execute('SELECT 1').finally(() => (settled += 1)),
  )
  const ended = Promise.allSettled(hung)

  await expect.poll(() => requests).toBe(100)
  const { rows } = await client.execute('SELECT 7 AS n')

  expect(rows[0]?.['n']).toBe(7)
  expect(settled).toBe(0)
  for (const socket of sockets) socket.destroy()
  await ended
})

test('F08: beyond its calls under way a slow database is asked for nothing more, and refusals come at once', async () => {
  const client = openHttpClient({ url: sqld.url, deadlineMs, maxCalls: 10 })
  sqld.pause()
  const hung = Array.from({ length: 10 }, () => client.execute('SELECT 1'))
  const ended = Promise.allSettled(hung)
  const startedAt = performance.now()

  const refused = await Promise.allSettled(
    Array.from({ length: 1000 }, () => client.execute('SELECT 1')),
  )

  expect(refused).toMatchObject(Array(1000).fill({ status: 'rejected', reason: refusal }))
  expect(performance.now() - startedAt).toBeLessThan(deadlineMs / 2)
  sqld.resume()
  await ended
  expect((await client.execute('SELECT 7 AS n')).rows[0]?.['n']).toBe(7)
})

test('F08: the deadline covers the whole answer, however steadily it drips', async () => {
  const url = await http((_, response) => {
    const drip = setInterval(() => response.write(' '), 20)
    response.on('close', () => clearInterval(drip))
  })
  const startedAt = performance.now()

  await expect(openHttpClient({ url, deadlineMs }).execute('SELECT 1')).rejects.toMatchObject(
    refusal,
  )

  expect(performance.now() - startedAt).toBeLessThan(deadlineMs + 600)
})

test('F07: grouped writes are refused together while the database hangs and work afterwards', async () => {
  const client = groupCommit(openHttpClient({ url: sqld.url, deadlineMs }), { maxGroup: 5 })
  await client.executeMultiple('CREATE TABLE grouped (id INTEGER PRIMARY KEY)')
  sqld.pause()
  const startedAt = performance.now()

  const writes = await Promise.allSettled(
    Array.from({ length: 30 }, () => client.execute('INSERT INTO grouped DEFAULT VALUES')),
  )

  expect(performance.now() - startedAt).toBeLessThan(deadlineMs + 600)
  expect(writes).toMatchObject(Array(30).fill({ status: 'rejected', reason: refusal }))
  sqld.resume()
  const [written] = await client.batch(['INSERT INTO grouped DEFAULT VALUES RETURNING id'])
  expect(written?.rows).toHaveLength(1)
})

/** Passes a request on to the real server. */
const forward = async (...[request, response]: Parameters<RequestListener>) => {
  const chunks: Buffer[] = []
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
  const answer = await fetch(`${sqld.url}${request.url ?? ''}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: Buffer.concat(chunks),
  })
  response.setHeader('content-type', 'application/json').end(await answer.text())
}

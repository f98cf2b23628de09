import { existsSync, statSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Client, type InStatement, LibsqlError } from '@libsql/client'
import { drizzle } from 'drizzle-orm/libsql'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import Database from 'libsql'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { assertDurable, openFileClient } from '../src/adapters/file-client.ts'
import { openConnection } from '../src/adapters/file-connection.ts'
import { groupCommit } from '../src/adapters/group-commit.ts'
import { openHttpClient } from '../src/adapters/http-client.ts'
import { areReadOnly, statementKind } from '../src/adapters/statements.ts'
import { Problem } from '../src/problem.ts'
import { type Sqld, startSqld } from './runtime/sqld.ts'

let dir: string
let sqld: Sqld
const opened: Client[] = []

beforeAll(async () => {
  // The name has every character that means something in a URL.
  dir = await mkdtemp(join(tmpdir(), 'phanhoi #dữ liệu%20?-'))
  sqld = await startSqld()
}, 30_000)

afterAll(async () => {
  for (const client of opened) client.close()
  await sqld.stop()
  await rm(dir, { recursive: true, force: true })
})

function keep<T extends Client>(client: T): T {
  opened.push(client)
  return client
}

let files = 0
async function openFile() {
  files += 1
  return keep(await openFileClient({ path: join(dir, `${files}.db`) }))
}

const openHttp = () => Promise.resolve(keep(openHttpClient({ url: sqld.url })))

const adapters: [string, () => Promise<Client>][] = [
  ['file', openFile],
  ['file, grouped', async () => groupCommit(await openFile())],
  ['http', openHttp],
  ['http, grouped', async () => groupCommit(await openHttp())],
]

const schema = `
  DROP TABLE IF EXISTS notes;
  CREATE TABLE notes (id INTEGER PRIMARY KEY, slug TEXT UNIQUE, body ANY, likes INTEGER NOT NULL DEFAULT 0);
`
const insert = (slug: string | null, body: InStatementValue = null): InStatement => ({
  sql: 'INSERT INTO notes (slug, body) VALUES (?, ?) RETURNING slug',
  args: [slug, body],
})
type InStatementValue = string | number | bigint | null

async function slugs(client: Client) {
  const { rows } = await client.execute('SELECT slug FROM notes ORDER BY id')
  return rows.map((row) => row['slug'])
}

describe.each(adapters)('the client over %s', (_name, open) => {
  let client: Client

  beforeAll(async () => {
    client = await open()
  })

  beforeEach(() => client.executeMultiple(schema))

  test('gives the results of a batch in order, rows of RETURNING included', async () => {
    const results = await client.batch([
      insert('một'),
      { sql: 'UPDATE notes SET likes = likes + 1 WHERE slug = ?', args: ['một'] },
      'SELECT slug, likes FROM notes',
      ['SELECT :x AS x', { x: 'tên' }],
    ])

    expect(results.map(({ rows }) => rows.map((row) => ({ ...row })))).toEqual([
      [{ slug: 'một' }],
      [],
      [{ slug: 'một', likes: 1 }],
      [{ x: 'tên' }],
    ])
    expect(results[1]?.rowsAffected).toBe(1)
    expect(results[2]?.rows[0]?.[1]).toBe(1)
  })

  test('leaves nothing of a batch that breaks a constraint and says which statement did', async () => {
    await client.execute(insert('taken'))

    const failure = await client
      .batch([insert('new'), insert('taken'), insert('later')])
      .catch((error: unknown) => error)

    expect(failure).toBeInstanceOf(LibsqlError)
    expect(failure).toMatchObject({ code: 'SQLITE_CONSTRAINT', statementIndex: 1 })
    expect(await slugs(client)).toEqual(['taken'])
  })

  test('passes the errors of a single statement through as they are', async () => {
    await client.execute(insert('taken'))

    await expect(client.execute(insert('taken'))).rejects.toMatchObject({
      code: 'SQLITE_CONSTRAINT',
    })
    await expect(client.execute('SELECT nothing FROM nowhere')).rejects.toBeInstanceOf(LibsqlError)
    expect(await slugs(client)).toEqual(['taken'])
  })

  test('answers a conditional write that does not apply with no rows, not with an error', async () => {
    await client.execute(insert('taken'))

    const results = await client.batch([
      {
        sql: 'INSERT INTO notes (slug) VALUES (?) ON CONFLICT (slug) DO NOTHING RETURNING id',
        args: ['taken'],
      },
      {
        sql: 'INSERT INTO notes (slug) SELECT ? WHERE (SELECT count(*) FROM notes) > 5 RETURNING id',
        args: ['sixth'],
      },
      {
        sql: 'INSERT INTO notes (slug) VALUES (?) ON CONFLICT (slug) DO UPDATE SET likes = likes + 1 RETURNING likes',
        args: ['taken'],
      },
    ])

    expect(results.map(({ rows }) => rows.length)).toEqual([0, 0, 1])
    expect(results[2]?.rows[0]?.['likes']).toBe(1)
  })

  test.each([
    ['composed and decomposed Vietnamese', 'Tiếng Việt: ề ≠ e\u0302\u0300'],
    ['quotes, semicolons and comments', `'"); DROP TABLE notes; -- /* [x] \`y\``],
    ['line breaks and tabs', 'a\r\nb\n\n\tc '],
    ['characters beyond the first plane', '𠀋 👩‍👩‍👧 🇻🇳'],
    ['nothing at all', ''],
    ['a long text', 'ữ'.repeat(20_000)],
  ])('keeps text byte for byte: %s', async (_what, body) => {
    await client.execute(insert('x', body))

    const { rows } = await client.execute('SELECT body, hex(body) AS bytes FROM notes')

    expect(rows[0]?.['body']).toBe(body)
    expect(rows[0]?.['bytes']).toBe(Buffer.from(body).toString('hex').toUpperCase())
  })

  test.each([0, -1, 1_795_000_000_000, Number.MAX_SAFE_INTEGER, 0.1, null])(
    'keeps the number %s',
    async (value) => {
      await client.execute(insert('x', value))

      const { rows } = await client.execute('SELECT body FROM notes')

      expect(rows[0]?.['body']).toBe(value)
    },
  )

  test('lets every one of many simultaneous increments count', async () => {
    await client.execute(insert('x'))

    await Promise.all(
      Array.from({ length: 40 }, () =>
        client.batch(['SELECT likes FROM notes', 'UPDATE notes SET likes = likes + 1']),
      ),
    )

    const { rows } = await client.execute('SELECT likes FROM notes')
    expect(rows[0]?.['likes']).toBe(40)
  })

  test('applies migrations as one', async () => {
    const broken = client.migrate([
      'ALTER TABLE notes ADD COLUMN extra TEXT',
      'ALTER TABLE nowhere ADD COLUMN extra TEXT',
    ])

    await expect(broken).rejects.toBeInstanceOf(LibsqlError)
    await expect(client.execute('SELECT extra FROM notes')).rejects.toBeInstanceOf(LibsqlError)
    await client.migrate(['ALTER TABLE notes ADD COLUMN extra TEXT'])
    expect((await client.execute('SELECT extra FROM notes')).columns).toEqual(['extra'])
  })

  test('serves Drizzle: batches, RETURNING, single statements', async () => {
    const notes = sqliteTable('notes', {
      id: integer().primaryKey(),
      slug: text().unique(),
      likes: integer().notNull().default(0),
    })
    const db = drizzle(client)

    const [created, , listed] = await db.batch([
      db.insert(notes).values({ slug: 'a' }).returning(),
      db.insert(notes).values({ slug: 'b' }).onConflictDoNothing(),
      db.select({ slug: notes.slug }).from(notes),
    ])
    const single = await db.insert(notes).values({ slug: 'c' }).returning({ id: notes.id })

    expect(created).toEqual([{ id: 1, slug: 'a', likes: 0 }])
    expect(listed).toEqual([{ slug: 'a' }, { slug: 'b' }])
    expect(single).toEqual([{ id: 3 }])
  })

  test('refuses interactive transactions', async () => {
    await expect(client.transaction('write')).rejects.toThrow('forbidden')
  })
})

describe('over HTTP', () => {
  async function bodiesOf(act: (client: Client) => Promise<unknown>): Promise<string[]> {
    const bodies: string[] = []
    const client = openHttpClient({
      url: sqld.url,
      fetch: async (input, init) => {
        const request = new Request(input, init)
        bodies.push(await request.clone().text())
        return fetch(request)
      },
    })
    await act(client)
    return bodies
  }

  test.each<[string, InStatement[], string]>([
    [
      'a write lock where anything is written',
      ['SELECT 1', 'DELETE FROM notes'],
      'BEGIN IMMEDIATE',
    ],
    ['a read transaction where nothing is', ['SELECT 1', 'SELECT 2'], 'BEGIN TRANSACTION READONLY'],
  ])('a batch without a mode takes %s, in one request', async (_what, statements, begin) => {
    await keep(openHttpClient({ url: sqld.url })).executeMultiple(schema)

    const bodies = await bodiesOf((client) => client.batch(statements))

    expect(bodies).toHaveLength(1)
    expect(bodies[0]).toContain(begin)
  })

  describe('told that another holds the lock', () => {
    /** The server's own answer after so many that say it is busy. */
    async function outcomeAfter(
      refusals: number,
      call = (client: Client): Promise<unknown> => client.execute('SELECT 7 AS n'),
    ) {
      let asked = 0
      const busy = { message: 'database is locked', code: 'SQLITE_BUSY' }
      const client = openHttpClient({
        url: sqld.url,
        fetch: (input, init) => {
          asked += 1
          return asked > refusals
            ? fetch(input, init)
            : Promise.resolve(Response.json({ results: [{ type: 'error', error: busy }] }))
        },
      })
      const outcome = await call(client).catch((error: unknown) => error)
      return { outcome, asked }
    }

    test('it asks again, as nothing was stored', async () => {
      const { outcome, asked } = await outcomeAfter(2)
      expect(outcome).toMatchObject({ rows: [{ n: 7 }] })
      expect(asked).toBe(3)
    })

    test('it gives up soon', async () => {
      const from = performance.now()
      const { outcome } = await outcomeAfter(Number.POSITIVE_INFINITY)
      expect(outcome).toMatchObject({ code: 'unavailable' })
      expect(performance.now() - from).toBeLessThan(2500)
    })

    test('a script, half of which may have been stored, is never run a second time', async () => {
      const { outcome, asked } = await outcomeAfter(1, (client) =>
        client.executeMultiple('SELECT 1; SELECT 2'),
      )
      expect(outcome).toMatchObject({ code: 'unavailable' })
      expect(asked).toBe(1)
    })
  })

  test('a migration of a large archive may take longer than other calls', async () => {
    const client = openHttpClient({
      url: sqld.url,
      deadlineMs: 1,
      // The answer comes when the deadline of other calls has passed.
      fetch: async (input, init) => {
        await new Promise((resolve) => AbortSignal.timeout(20).addEventListener('abort', resolve))
        return fetch(input, init)
      },
    })

    await expect(client.batch(['SELECT 1'])).rejects.toMatchObject({ code: 'unavailable' })
    expect(await client.migrate(['SELECT 1'])).toHaveLength(1)
  })

  test('a new client costs no request of its own', async () => {
    expect(await bodiesOf((client) => client.execute('SELECT 1'))).toHaveLength(1)
  })

  test.each(['file:/tmp/x.db', 'ws://127.0.0.1:1', 'wss://x.invalid', ':memory:'])(
    'the address %s is refused',
    (url) => {
      expect(() => openHttpClient({ url })).toThrow('libsql://, https:// or http://')
    },
  )

  test('libsql:// means https', async () => {
    const seen: string[] = []
    const client = openHttpClient({
      url: 'libsql://db.invalid',
      fetch: (input) => {
        seen.push(new Request(input).url)
        return Promise.reject(new TypeError('not reachable'))
      },
    })

    await expect(client.execute('SELECT 1')).rejects.toMatchObject({ code: 'unavailable' })
    expect(seen).toEqual(['https://db.invalid/v2/pipeline'])
  })
})

describe('in a file', () => {
  test('the serving connection is in WAL mode with synchronous=FULL', async () => {
    const client = await openFile()

    expect((await client.execute('PRAGMA journal_mode')).rows[0]?.[0]).toBe('wal')
    expect((await client.execute('PRAGMA synchronous')).rows[0]?.[0]).toBe(2)
    expect(client.reconnects()).toBe(0)
  })

  test.each([
    ['PRAGMA journal_mode=DELETE', 'journal_mode is "delete"'],
    ['PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL', 'synchronous is "1"'],
  ])('a connection with %s is refused', (pragmas, reason) => {
    files += 1
    const onDisk = openConnection(join(dir, `${files}.db`), 25)
    onDisk.script(pragmas)

    expect(() => assertDurable(onDisk)).toThrow(reason)
    onDisk.close()
  })

  test('statements stay prepared from write to write', async () => {
    const client = await openFile()
    const prepare = vi.spyOn(Database.prototype, 'prepare')
    await client.batch(['CREATE TABLE kept (x)'], 'write')
    for (let x = 0; x < 3; x++)
      await client.batch([{ sql: 'INSERT INTO kept VALUES (?)', args: [x] }], 'write')

    expect(prepare.mock.calls.filter(([sql]) => sql.startsWith('INSERT'))).toHaveLength(1)
    prepare.mockRestore()
  })

  test('only hits of limits are written without waiting for the disk', async () => {
    const client = await openFile()
    await client.executeMultiple('CREATE TABLE counter (key, hits); CREATE TABLE kept (x)')
    const exec = vi.spyOn(Database.prototype, 'exec')
    const hit = { sql: 'INSERT INTO counter VALUES (?, 1) RETURNING hits', args: ['a'] }
    const keep = { sql: 'INSERT INTO kept VALUES (?)', args: [1] }
    for (const batch of [[hit, 'SELECT 1'], [hit], [hit, keep], [hit], [keep]])
      await client.batch(batch, 'write')
    await client.batch([hit], 'write')
    await client.execute(keep)
    const levels = exec.mock.calls.flatMap(([sql]) => (/PRAGMA|COMMIT/.test(sql) ? [sql] : []))
    exec.mockRestore()

    const [quick, safe] = ['PRAGMA synchronous=NORMAL', 'PRAGMA synchronous=FULL']
    expect(levels).toEqual([
      ...[quick, 'COMMIT', 'COMMIT', safe, 'COMMIT', quick, 'COMMIT', safe, 'COMMIT'],
      ...[quick, 'COMMIT', safe],
    ])
    expect((await client.execute('PRAGMA synchronous')).rows[0]?.[0]).toBe(2)
  })

  describe('after a hundred commits', () => {
    const commitMany = async (path: string) => {
      const client = keep(await openFileClient({ path }))
      await client.execute('CREATE TABLE kept (x TEXT)')
      const insert = { sql: 'INSERT INTO kept VALUES (?)', args: ['x'.repeat(5000)] }
      for (let i = 0; i < 100; i++) await client.batch([insert], 'write')
      return client
    }

    test('what the log holds is moved into the file, beside the serving connection', async () => {
      const path = join(dir, 'moved.db')
      const client = await commitMany(path)
      expect(statSync(path).size).toBeLessThan(100 * 5000)

      await vi.waitFor(() => expect(statSync(path).size).toBeGreaterThan(100 * 5000), 5000)
      expect((await client.execute('SELECT count(*) FROM kept')).rows[0]?.[0]).toBe(100)
    })

    test('nothing is made where the file has been, once it is gone (F04)', async () => {
      const path = join(dir, 'gone.db')
      await commitMany(path)
      await rm(path)

      await sleep(1500)
      expect(existsSync(path)).toBe(false)
    })
  })

  test('a folder that is not there is named in the error', async () => {
    const path = join(dir, 'nowhere', 'x.db')

    await expect(openFileClient({ path })).rejects.toThrow(path)
  })
})

describe('writes that arrive together', () => {
  async function openGrouped(options?: Parameters<typeof groupCommit>[1]) {
    const inner = await openFile()
    await inner.executeMultiple(schema)
    const batch = vi.spyOn(inner, 'batch')
    return { client: groupCommit(inner, options), inner, batch }
  }

  const names = (count: number) => Array.from({ length: count }, (_, index) => `s${index}`)

  test('commit together, in groups of at most maxGroup, first come first served', async () => {
    const { client, batch } = await openGrouped({ maxGroup: 16 })
    const answered: unknown[] = []

    await Promise.all(
      names(40).map(async (slug) => {
        const [result] = await client.batch([insert(slug)])
        answered.push(result?.rows[0]?.['slug'])
      }),
    )

    expect(batch.mock.calls.map(([statements, mode]) => [statements.length, mode])).toEqual([
      [16, 'write'],
      [16, 'write'],
      [8, 'write'],
    ])
    expect(answered).toEqual(names(40))
    expect(await slugs(client)).toEqual(names(40))
  })

  test('single statements and batches share a group and get their own results', async () => {
    const { client, batch } = await openGrouped()

    const [single, pair, read] = await Promise.all([
      client.execute(insert('one')),
      client.batch([insert('two'), 'SELECT count(*) AS n FROM notes']),
      client.batch(['SELECT count(*) AS n FROM notes']),
    ])

    expect(single.rows[0]?.['slug']).toBe('one')
    expect(pair.map(({ rows }) => rows[0]?.[0])).toEqual(['two', 2])
    expect(read[0]?.rows[0]?.['n']).toBe(0)
    expect(batch.mock.calls.map(([, mode]) => mode)).toEqual(['read', 'write'])
  })

  const badWrites: [string, InStatement[], object][] = [
    [
      'breaks a constraint',
      [insert('fine'), insert('s3')],
      { code: 'SQLITE_CONSTRAINT', statementIndex: 1 },
    ],
    [
      'rolls its transaction back',
      [insert('fine'), "INSERT OR ROLLBACK INTO notes (slug) VALUES ('s3')"],
      { code: 'SQLITE_CONSTRAINT', statementIndex: 1 },
    ],
    ['cannot be parsed', ['INSERT INTO'], { code: 'SQLITE_ERROR', statementIndex: 0 }],
    [
      'binds what cannot be stored',
      [{ sql: 'INSERT INTO notes (likes) VALUES (?)', args: [NaN] }],
      { name: 'RangeError' },
    ],
  ]

  test.each(badWrites)(
    "one that %s fails alone and costs no other's",
    async (_what, bad, error) => {
      const { client } = await openGrouped()
      const before = names(5).map((slug) => client.batch([insert(slug)]))
      const failing = client.batch(bad).catch((failure: unknown) => failure)
      const after = ['x', 'y'].map((slug) => client.execute(insert(slug)))

      const results = await Promise.all([...before, ...after])

      expect(results).toHaveLength(7)
      const failure = await failing
      if (error instanceof Error) expect(failure).toBeInstanceOf(RangeError)
      else expect(failure).toMatchObject(error)
      expect(await slugs(client)).toEqual([...names(5), 'x', 'y'])
    },
  )

  test('a single statement that fails in a group speaks of itself alone', async () => {
    const { client } = await openGrouped()

    const [, failure] = await Promise.allSettled([
      client.execute(insert('a')),
      client.execute(insert('a')),
    ])

    expect(failure).toMatchObject({ reason: { code: 'SQLITE_CONSTRAINT' } })
    expect(failure).not.toHaveProperty('reason.statementIndex')
  })

  test('migrations, scripts and pragmas wait their turn and share no transaction', async () => {
    const { client } = await openGrouped()

    await Promise.all([
      client.execute(insert('a')),
      client.executeMultiple(
        "INSERT INTO notes (slug) VALUES ('b'); INSERT INTO notes (slug) VALUES ('c')",
      ),
      client.execute('VACUUM'),
      client.migrate(["INSERT INTO notes (slug) VALUES ('d')"]),
      client.execute('PRAGMA wal_checkpoint(TRUNCATE)'),
      client.execute(insert('e')),
    ])

    expect(await slugs(client)).toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  test.each(['COMMIT', 'ROLLBACK', 'begin immediate', 'SAVEPOINT x', '/* x */ END'])(
    'a batch that contains %s is refused before it runs',
    async (control) => {
      const { client } = await openGrouped()

      await expect(client.batch([insert('a'), control])).rejects.toThrow('one transaction')
      await expect(client.execute(control)).rejects.toThrow('one transaction')
      expect(await slugs(client)).toEqual([])
    },
  )

  test('a lane holds as many places as are still free: its next is refused at once, the others are stored', async () => {
    const { client } = await openGrouped({ maxWaiting: 6 })
    const store = (lane: string, slug: string) => client.lane(lane).batch([insert(slug)])

    const flood = names(4).map((slug) => store('flood', slug))
    const quiet = names(3).map((slug) => store('quiet', `q${slug}`))
    const outcomes = await Promise.allSettled([...flood, ...quiet])

    expect(outcomes.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
      'rejected',
    ])
    expect(outcomes[3]).toMatchObject({
      reason: { code: 'unavailable', options: { retryAfterSeconds: 1 } },
    })
    expect(await slugs(client)).toEqual(['s0', 'qs0', 's1', 'qs1', 's2'])
  })

  test('lanes take turns: while one has a thousand waiting, the write of another is in the next group (F38)', async () => {
    const { client, batch } = await openGrouped()
    const answered: string[] = []
    const store = async (lane: string, slug: string) => {
      await client.lane(lane).batch([insert(slug)])
      answered.push(slug)
    }

    const flood = names(1000).map((slug) => store('flood', slug))
    await vi.waitFor(() => expect(answered).not.toHaveLength(0), { interval: 1 })
    const before = batch.mock.calls.length
    await store('quiet', 'mine')

    expect(batch.mock.calls.length - before).toBe(1)
    expect(answered.length).toBeLessThan(300)
    await Promise.all(flood)
    expect(answered.filter((slug) => slug !== 'mine')).toEqual(names(1000))
  })

  test('places are free again for every lane once their writes are served', async () => {
    const { client } = await openGrouped({ maxWaiting: 4 })
    const round = (lane: string) =>
      Promise.all([0, 1].map((n) => client.lane(lane).batch([insert(`${lane}${n}`)])))

    for (const lane of ['a', 'b', 'c']) await round(lane)

    expect(await slugs(client)).toEqual(['a0', 'a1', 'b0', 'b1', 'c0', 'c1'])
  })

  test('a group stays within a thousand statements, however few its members', async () => {
    const { client, batch } = await openGrouped()
    const many = (from: string) => names(400).map((slug) => insert(`${from}${slug}`))

    await Promise.all(['a', 'b', 'c'].map((from) => client.batch(many(from))))

    expect(batch.mock.calls.map(([statements]) => statements.length)).toEqual([800, 400])
  })
})

describe('a statement', () => {
  test.each([
    ['SELECT 1', 'read'],
    ['  -- INSERT\n /* DELETE */ select * from t', 'read'],
    ['VALUES (1)', 'read'],
    ['EXPLAIN QUERY PLAN DELETE FROM t', 'read'],
    ['WITH x AS (SELECT 1), y(a, b) AS MATERIALIZED (SELECT 2, 3) SELECT * FROM x, y', 'read'],
    [`WITH "insert" AS (SELECT ')' AS [update]) SELECT * FROM "insert"`, 'read'],
    [
      'WITH RECURSIVE n(i) AS (SELECT 1 UNION SELECT i + 1 FROM n) INSERT INTO t SELECT i FROM n',
      'write',
    ],
    ['with x as (select 1) delete from t', 'write'],
    ['INSERT INTO t SELECT 1', 'write'],
    ['REPLACE INTO t VALUES (1)', 'write'],
    ['CREATE TABLE t (x)', 'write'],
    ['', 'write'],
    ['PRAGMA user_version', 'apart'],
    ['VACUUM', 'apart'],
    ['COMMIT', 'control'],
  ])('%j is a %s', (sql, kind) => {
    expect(statementKind(sql)).toBe(kind)
    expect(statementKind({ sql, args: [] })).toBe(kind)
    expect(statementKind([sql])).toBe(kind)
  })

  test('makes its batch a write as soon as it is one', () => {
    expect(areReadOnly(['SELECT 1', 'SELECT 2'])).toBe(true)
    expect(areReadOnly(['SELECT 1', 'UPDATE t SET x = 1'])).toBe(false)
  })
})

test('an outage is a Problem that says when to try again', async () => {
  const client = await openFile()
  await client.executeMultiple(schema)
  await client.execute('PRAGMA query_only=1')

  const failure = await client.execute(insert('x')).catch((error: unknown) => error)

  expect(failure).toBeInstanceOf(Problem)
  expect(failure).toMatchObject({ status: 503, options: { retryAfterSeconds: 2 } })
})

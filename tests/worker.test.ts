import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { createClient } from '@libsql/client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { uuidv7 } from '../src/uuid.ts'
import { articleAt, type Client } from './contract/client.ts'
import { root } from './runtime/child.ts'
import { type CountedWorker, startCountedWorker } from './runtime/counted-worker.ts'
import { startWorker } from './runtime/worker.ts'

describe('round trips from the Worker to its database', () => {
  let worker: CountedWorker
  let client: Client
  let statusAndTrips: CountedWorker['statusAndTrips']

  beforeAll(async () => {
    worker = await startCountedWorker()
    ;({ client, statusAndTrips } = worker)
  })
  afterAll(() => worker.stop())

  it('a comment takes two, even the first from an origin nobody has asked about', async () => {
    const written = await statusAndTrips(() =>
      client.post({ article: articleAt('/mot'), body: 'Hai chuyến đi là đủ.' }),
    )
    expect(written).toEqual({ status: 202, trips: 2 })
  })

  it('a thread page takes one, counts take one, a refusal by its form none', async () => {
    expect(await statusAndTrips(() => client.thread('/mot'))).toEqual({ status: 200, trips: 1 })
    expect(await statusAndTrips(() => client.get('/v1/counts?site=bao&article=/mot'))).toEqual({
      status: 200,
      trips: 1,
    })
    expect(await statusAndTrips(() => client.thread('/mot', '&limit=0'))).toEqual({
      status: 422,
      trips: 0,
    })
  })

  it('a decision about 500 comments takes one', async () => {
    const ids = await copyComment(worker.databaseUrl, '/mot', 500)
    const decided = await statusAndTrips(() => client.decide('comment', ids, 'approved'))
    expect(decided).toEqual({ status: 200, trips: 1 })
    const page = await client.thread('/mot')
    expect(page.body.article.commentCount).toBe(500)
  })

  it('a share takes two; what it causes comes after the answer', async () => {
    expect(await statusAndTrips(() => client.share())).toEqual({ status: 202, trips: 2 })
  })
})

describe('a Worker with wrong settings', () => {
  it('answers 500 without saying why, and names the settings in its log alone (F45)', async () => {
    const worker = await startWorker({
      databaseUrl: 'http://127.0.0.1:1',
      vars: { SECRET: 'too-short-to-be-secret' },
      isBroken: true,
    })
    try {
      const answer = await fetch(`${worker.url}/v1/comments`)
      expect(answer.status).toBe(500)
      expect(answer.headers.get('Content-Type')).toContain('application/problem+json')
      expect(await answer.text()).not.toContain('SECRET')
      expect(worker.stdout()).toContain('SECRET must be at least 32 bytes')
      expect(worker.stdout()).not.toContain('too-short')
    } finally {
      await worker.stop()
    }
  })
})

describe('what the Worker’s public path loads', () => {
  const { outputs } = readMeta()
  const files = staticImports('dist/worker/worker.js')
  const packages = new Set(
    [...files].flatMap((file) =>
      Object.keys(outputs[file]?.inputs ?? {}).flatMap(
        (input) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.slice(1) ?? [],
      ),
    ),
  )

  it('imports no module of Node', () => {
    const foreign = [...files].flatMap((file) =>
      (outputs[file]?.imports ?? []).filter(
        ({ kind, external }) => kind === 'import-statement' && external,
      ),
    )
    expect(foreign).toEqual([])
  })

  it('holds no code for sign-in, mail or the console', () => {
    expect(packages).toContain('hono')
    for (const heavy of ['better-auth', 'nodemailer', 'fast-xml-parser'])
      expect(packages).not.toContain(heavy)
    const sources = [...files].flatMap((file) => Object.keys(outputs[file]?.inputs ?? {}))
    expect(sources.filter((source) => /^src\/(?:console|mail|demo)\//.test(source))).toEqual([])
  })

  it('is at most 60 kB in two files, compressed', () => {
    const total = [...files].reduce(
      (sum, file) => sum + gzipSync(readFileSync(join(root, file)), { level: 9 }).length,
      0,
    )
    expect(total).toBeLessThanOrEqual(60_000)
    expect(files.size).toBe(2)
  })

  function staticImports(file: string, seen = new Set<string>()): Set<string> {
    if (seen.has(file)) return seen
    seen.add(file)
    for (const { path, kind, external } of outputs[file]?.imports ?? [])
      if (kind === 'import-statement' && !external) staticImports(path, seen)
    return seen
  }
})

interface Metafile {
  outputs: Record<
    string,
    {
      inputs: Record<string, unknown>
      imports: { path: string; kind: string; external?: boolean }[]
    }
  >
}

/** What esbuild says about the build that `npm test` has just made. */
function readMeta(): Metafile {
  return JSON.parse(readFileSync(join(root, 'dist/meta-worker.json'), 'utf8')) as Metafile
}

/** Writes copies of the article's only comment straight into the database; returns their ids. */
async function copyComment(url: string, articleKey: string, copies: number): Promise<string[]> {
  const database = createClient({ url })
  const ids = Array.from({ length: copies }, () => uuidv7(new Date()))
  const { rows } = await database.execute(`SELECT name FROM pragma_table_info('comment')`)
  const columns = rows
    .map(({ name }) => String(name))
    .filter((name) => !['seq', 'id'].includes(name))
  await database.execute({
    sql: `INSERT INTO comment (id, ${columns.join(', ')})
      SELECT j.value, ${columns.map((name) => `c.${name}`).join(', ')}
      FROM json_each(?) j, comment c JOIN article a ON a.seq = c.article_seq WHERE a.key = ?`,
    args: [JSON.stringify(ids), articleKey],
  })
  database.close()
  return ids
}

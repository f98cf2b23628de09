import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Client } from '@libsql/client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { encodeRequest, openConnection } from '../bench/connection.ts'
import { indexArchive } from '../bench/index-archive.ts'
import { showProgress } from '../bench/progress.ts'
import {
  NAMED_COMMENTS,
  NAMED_READER,
  openForSeeding,
  seedArchive,
  spreadOf,
} from '../bench/seed.ts'
import {
  compareRates,
  formatJson,
  formatTable,
  judge,
  median,
  pairedRatio,
  percentile,
} from '../bench/stats.ts'

describe('statistics of the bench', () => {
  test('the median of an even number of values lies between the two in the middle', () => {
    expect(median([4, 1, 3, 100])).toBe(3.5)
    expect(median([7])).toBe(7)
  })

  test('a percentile lies between the closest ranks, whatever their order', () => {
    const values = Array.from({ length: 101 }, (_, i) => 100 - i)
    expect(percentile(values, 99)).toBe(99)
    expect(percentile(values, 0)).toBe(0)
    expect(percentile([10, 20], 50)).toBe(15)
  })

  test('nothing measured is an error, never a number', () => {
    expect(() => median([])).toThrow('No values')
    expect(() => pairedRatio([1], [])).toThrow('pairs')
  })

  test('a machine that slows down for one round of both sides changes no ratio', () => {
    expect(pairedRatio([80, 8, 80], [100, 10, 100])).toBeCloseTo(0.8)
  })

  test('a missed target is not in order, in both directions', () => {
    const rounds = { values: [50, 50], limits: [100, 100] }
    expect(compareRates('x', rounds, 0.6).ok).toBe(false)
    expect(compareRates('x', rounds, 0.5).ok).toBe(true)
    expect(compareRates('x', rounds, null).ok).toBe(true)
    const slow = { name: 'x', value: 2, limit: 1, ratio: 2, target: 1.5, unit: 'ms' } as const
    expect(judge({ ...slow, bound: 'at most' }).ok).toBe(false)
    expect(judge({ ...slow, bound: 'at least' }).ok).toBe(true)
  })

  test('the report for programs is one line of JSON with exactly the promised members', () => {
    const line = compareRates('read', { values: [50], limits: [100] }, 0.85)
    const text = formatJson([line], 'v24.0.0', 2)
    expect(text).not.toContain('\n')
    expect(JSON.parse(text)).toEqual({
      node: 'v24.0.0',
      cores: 2,
      results: [{ name: 'read', value: 50, limit: 100, ratio: 0.5, target: 0.85, ok: false }],
    })
  })

  test('the table names the target that was missed', () => {
    const line = compareRates('read', { values: [50], limits: [100] }, 0.85)
    expect(formatTable([line])).toMatch(/read +50\.0\/s +100\/s +0\.50 +≥ 0\.85 +MISSED/)
  })
})

describe('progress of a long step', () => {
  const watch = (isTerminal: boolean) => {
    const written: string[] = []
    let ms = 0
    const progress = showProgress(
      (text) => written.push(text),
      isTerminal,
      () => ms,
    )
    for (let done = 0; done <= 1200; done += 10, ms += 1000) progress('comments', done, 1200)
    return written
  }

  test('elsewhere than on a terminal it is a line a minute, with the rate and the time that is left', () => {
    expect(watch(false)).toEqual([
      '600 of 1,200 comments, 10/s, 1 min left\n',
      '1,200 of 1,200 comments, 10/s, 0 min left\n',
    ])
  })

  test('on a terminal every line is written over the one before', () => {
    const written = watch(true)
    expect(written).toHaveLength(121)
    expect(written.every((text) => text.startsWith('\r\x1b[K') && !text.includes('\n'))).toBe(true)
  })
})

test('the service is measured as npm start runs it', async () => {
  const { scripts } = JSON.parse(
    await readFile(new URL('../package.json', import.meta.url), 'utf8'),
  )
  expect(scripts.start).toMatch(/node dist\/node\.js$/)
})

describe('client of the bench', () => {
  let server: Server
  let url: URL

  beforeAll(async () => {
    server = createServer((request, response) => {
      if (request.url === '/chunks') {
        response.write('a'.repeat(300_000))
        response.end('b')
        return
      }
      response.statusCode = request.url === '/missing' ? 404 : 200
      const body = 'c'.repeat(700_000)
      response.setHeader('Content-Length', body.length)
      response.end(body)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    url = new URL(`http://127.0.0.1:${typeof address === 'object' ? (address?.port ?? 0) : 0}/`)
  })
  afterAll(() => server.close())

  test('answers larger than its buffer, in chunks or with a length, are followed to their end', async () => {
    const connection = await openConnection(url)
    for (const path of ['/', '/chunks', '/missing', '/chunks', '/']) {
      const status = await connection.send(encodeRequest('GET', new URL(path, url)))
      expect(status).toBe(path === '/missing' ? 404 : 200)
    }
    connection.close()
  })
})

describe('seeded archive of 1,000 comments', () => {
  const COMMENTS = 1000
  const ARTICLES = 100
  let dir: string
  let client: Client

  const number = async (sql: string) =>
    Number(Object.values((await client.execute(sql)).rows[0]!)[0])

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'phanhoi-bench-test-'))
    client = await openForSeeding(dir)
    const now = new Date()
    await seedArchive(client, {
      site: 'bao',
      comments: COMMENTS - 150,
      articles: ARTICLES,
      bigThread: 150,
      now,
    })
    await indexArchive(client)
  })
  afterAll(async () => {
    client.close()
    await rm(dir, { recursive: true, force: true })
  })

  test('it has as many comments and articles as asked for', async () => {
    expect(await number('SELECT count(*) FROM comment')).toBe(COMMENTS)
    expect(await number('SELECT count(*) FROM article')).toBe(
      spreadOf({ comments: COMMENTS - 150, articles: ARTICLES }).articles + 1,
    )
  })

  test('beside the full articles there are as many with one comment as were asked for', async () => {
    const withOf = (roots: string) =>
      number(`SELECT count(*) FROM article a WHERE (SELECT count(*) FROM comment c
        WHERE c.article_seq = a.seq) ${roots}`)
    expect(await withOf('= 130')).toBe(5)
    expect(await withOf('= 1')).toBe(COMMENTS - 150 - 5 * 130)
    expect(await withOf('= 150')).toBe(1)
    expect(5 + COMMENTS - 150 - 5 * 130 + 1).toBeGreaterThan(ARTICLES)
  })

  test('the counters of every article agree with its rows', async () => {
    expect(
      await number(`SELECT count(*) FROM article a WHERE comment_count <> (SELECT count(*) FROM comment c
        WHERE c.article_seq = a.seq AND audience = 'public' AND state = 'approved')`),
    ).toBe(0)
    expect(await number('SELECT max(comment_count) FROM article')).toBe(150)
  })

  test('every reply is counted at the root above it, in the same article', async () => {
    expect(await number('SELECT count(*) FROM comment WHERE root_seq IS NOT NULL')).toBeGreaterThan(
      0,
    )
    expect(
      await number(`SELECT count(*) FROM comment root WHERE root_seq IS NULL AND reply_count <>
        (SELECT count(*) FROM comment c WHERE c.root_seq = root.seq AND c.article_seq = root.article_seq)`),
    ).toBe(0)
  })

  test('the queues have the sizes that their rows say', async () => {
    expect(
      await number(`SELECT count(*) FROM tally t WHERE size <> (SELECT count(*) FROM comment c
        WHERE c.site_seq = t.site_seq AND (c.state = t.queue OR (t.queue = 'tickets' AND c.ticket = 'open')))`),
    ).toBe(0)
    expect(await number("SELECT sum(size) FROM tally WHERE queue <> 'tickets'")).toBe(COMMENTS)
  })

  test('every comment is in the search, the one that is searched for as often as at any size', async () => {
    expect(await number('SELECT count(*) FROM search_pending')).toBe(0)
    expect(await number('SELECT count(*) FROM comment_search')).toBe(COMMENTS)
    expect(await number(`SELECT count(*) FROM comment WHERE author_name = '${NAMED_READER}'`)).toBe(
      NAMED_COMMENTS,
    )
  })

  test('every decided comment has its decision', async () => {
    expect(await number("SELECT count(*) FROM comment WHERE state <> 'pending'")).toBe(
      await number('SELECT count(DISTINCT item_seq) FROM decision'),
    )
  })
})

import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createClient, type Row } from '@libsql/client'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import {
  ADMIN_TOKEN,
  articleAt,
  newComment,
  newShare,
  openClient,
  ORIGIN,
  PAGES,
} from './contract/client.ts'
import { type NodeService, spawnNode, startNode } from './runtime/node.ts'

let dataDir: string
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'phanhoi-start-'))
})
afterAll(() => rm(dataDir, { recursive: true, force: true }))

const start = async (env: Record<string, string> = {}): Promise<NodeService> => {
  const service = await startNode({ DATA_DIR: dataDir, ADMIN_TOKEN, ...env })
  onTestFinished(() => service.stop())
  return service
}

/** One that must not come up: how it ended and what it said. */
const refusedStart = async (env: Record<string, string>) => {
  const { child } = await spawnNode({ DATA_DIR: dataDir, ...env })
  const { code } = await child.exited
  return { code, stdout: child.stdout(), lines: child.stderr().trim().split('\n') }
}

describe('starting and stopping', () => {
  it('greets with the addresses that a newcomer wants', async () => {
    const { url, demoUrl, stdout, kill } = await start()
    expect(stdout()).toContain(`Demo article   ${demoUrl}/bai/`)
    expect(stdout()).toContain(`Moderation     ${url}/admin`)
    expect(stdout()).toMatch(/First sign-in {2}http:\/\/\S+\/admin\/setup\/\S+/)
    expect(stdout()).toContain(`API reference  ${url}/docs`)
    expect(stdout()).toContain(`${dataDir}/mail`)
    expect(stdout()).toContain('Ctrl-C ends it.')
    const page = await fetch(/http:\S+\/bai\/\S+/.exec(stdout())?.[0] ?? '')
    expect(await page.text()).toContain(`${url}/widget.js`)
    expect(await kill('SIGINT')).toEqual({ code: 0, signal: null })
  })

  it('keeps what was acknowledged, and the demo article, over a restart on other ports', async () => {
    const first = await start()
    const comment = newComment({
      site: 'demo',
      article: {
        ...articleAt('/bai/thu-vien-cap-ben'),
        url: `${first.demoUrl}/bai/thu-vien-cap-ben`,
      },
      body: 'Ý kiến của lần chạy trước.',
    })
    const sent = await openClientOf(first).send('POST', '/v1/comments', comment, {
      Origin: first.demoUrl,
    })
    expect(sent.status).toBe(202)
    await first.kill('SIGTERM')

    const second = await start()
    const client = openClientOf(second)
    await client.decide('comment', [comment.id], 'approved')
    const page = await client.get('/v1/comments?site=demo&article=/bai/thu-vien-cap-ben')
    expect(page.body.comments).toMatchObject([{ id: comment.id, body: comment.body }])
    const article = await fetch(`${second.demoUrl}/bai/thu-vien-cap-ben`)
    expect(await article.text()).toContain(`${second.url}/widget.js`)
  })

  it('a second start on the same data is refused with one line', async () => {
    const service = await start()
    const { code, stdout, lines } = await refusedStart({})
    expect(code).toBe(1)
    expect(lines).toEqual([`phanhoi: ${dataDir} is in use by another phanhoi process`])
    expect(stdout).toBe('')
    expect((await fetch(`${service.url}/readyz`)).status).toBe(200)
  })

  it.each(['PORT', 'DEMO_PORT'])('a taken %s is named with one line', async (setting) => {
    const holder = createServer().listen(0, '127.0.0.1')
    await once(holder, 'listening')
    onTestFinished(() => void holder.close())
    // A TCP server that listens has an AddressInfo.
    const port = String((holder.address() as AddressInfo).port)
    const { code, lines } = await refusedStart({ [setting]: port })
    expect(code).toBe(1)
    expect(lines).toHaveLength(1)
    expect(lines[0]).toContain(`port ${port} is in use; set ${setting} to another one`)
  })

  it('a wrong setting is refused by its name, never by its value (F45)', async () => {
    const { code, lines } = await refusedStart({ SECRET: 'much-too-short', LIMIT_FACTOR: 'many' })
    expect(code).toBe(1)
    expect(lines.join(' ')).toContain('SECRET must be at least 32 bytes')
    expect(lines.join(' ')).toContain('LIMIT_FACTOR must be a positive number')
    expect(lines.join(' ')).not.toMatch(/much-too-short|many/)
  })

  it.each(['SIGINT', 'SIGTERM'] as const)(
    '%s ends it cleanly, though readers keep their connections open (F22)',
    async (signal) => {
      const service = await start()
      // fetch keeps this connection alive.
      await (await fetch(`${service.url}/healthz`)).text()
      const startedAt = performance.now()
      expect(await service.kill(signal)).toEqual({ code: 0, signal: null })
      expect(performance.now() - startedAt).toBeLessThan(8000)
      expect(service.stderr()).toBe('')
    },
  )
})

describe('kill -9 while readers write', () => {
  const ROUNDS = 20
  const WRITERS = 8

  it('loses nothing that was acknowledged, and leaves nothing half done (F01)', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'phanhoi-kill-'))
    onTestFinished(() => rm(dir, { recursive: true, force: true }))
    const env = { DATA_DIR: dir, ADMIN_TOKEN, LIMIT_FACTOR: '99999', DEMO: 'off' }
    const acknowledged: Acknowledged[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const service = await start(env)
      if (round === 0) await makeSites(service)
      const target = acknowledged.length + 10 + Math.floor(Math.random() * 60)
      const writers = Array.from({ length: WRITERS }, (_, n) => write(service, n, acknowledged))
      await expect
        .poll(() => acknowledged.length, { interval: 1, timeout: 30_000 })
        .toBeGreaterThan(target)
      expect((await service.kill('SIGKILL')).signal).toBe('SIGKILL')
      await Promise.all(writers)
    }
    await (await start(env)).kill('SIGTERM')
    await inspect(join(dir, 'phanhoi.db'), acknowledged)
  }, 240_000)

  /** What one client has seen a 2xx for. */
  interface Acknowledged {
    id: string
    /** Body of the comment, address of the friend. */
    text: string
    isApproved: boolean
  }

  /** Writes until nobody answers: comments, shares, and a decision about each third comment. */
  async function write(service: NodeService, writer: number, acknowledged: Acknowledged[]) {
    const client = openClientOf(service)
    const isAccepted = async (answer: Promise<{ status: number; text: string }>) => {
      const { status, text } = await answer
      if (status > 299) throw new Error(`${status} ${text}`)
    }
    try {
      for (let i = 0; ; i++) {
        const article = articleAt(`/bai/${i % 3}`)
        const friend = `ban-${crypto.randomUUID()}@ban.example`
        const share = newShare({ article, recipients: [friend] })
        await isAccepted(client.send('POST', '/v1/shares', share))
        acknowledged.push({ id: share.id, text: friend, isApproved: false })
        const email = `ban-doc-${writer}@thu.example`
        const body = `Ý kiến ${crypto.randomUUID()} của người viết.`
        const comment = newComment({ article, body, author: { name: 'Lan', email } })
        await isAccepted(client.send('POST', '/v1/comments', comment))
        const entry = { id: comment.id, text: body, isApproved: false }
        acknowledged.push(entry)
        if (i % 3 > 0) continue
        await isAccepted(client.decide('comment', [comment.id], 'approved'))
        entry.isApproved = true
      }
    } catch (error) {
      // What fetch says of a connection that broke; an answer that refuses is a failure of the test.
      if (!(error instanceof TypeError)) throw error
    }
  }

  async function makeSites(service: NodeService) {
    const site = { key: 'bao', name: 'Báo', origins: [ORIGIN, PAGES] }
    const made = await openClientOf(service).admin('POST', '/v1/admin/sites', site)
    expect(made.status).toBe(201)
  }

  /** Reads the file as any other program would: rows, and everything that is counted from them. */
  async function inspect(path: string, acknowledged: Acknowledged[]) {
    const database = createClient({ url: pathToFileURL(path).href })
    onTestFinished(() => database.close())
    const rowsOf = async (sql: string): Promise<Row[]> => (await database.execute(sql)).rows
    expect((await rowsOf('PRAGMA integrity_check'))[0]?.['integrity_check']).toBe('ok')

    const rows = await rowsOf(`SELECT id, body AS text, state FROM comment UNION ALL
      SELECT s.id, r.address, s.state FROM share s JOIN recipient r ON r.share_seq = s.seq`)
    const stored = new Map<unknown, Row>(rows.map((row) => [row['id'], row]))
    const isWhole = ({ id, text, isApproved }: Acknowledged) =>
      stored.get(id)?.['text'] === text && (!isApproved || stored.get(id)?.['state'] === 'approved')
    expect(acknowledged.filter((entry) => !isWhole(entry))).toEqual([])
    expect(acknowledged.filter(({ isApproved }) => isApproved).length).toBeGreaterThan(ROUNDS)

    const contradictions = {
      'a comment that is neither in the search index nor waiting for it': `
        SELECT seq FROM comment WHERE seq NOT IN (SELECT id FROM comment_search_docsize)
          AND seq NOT IN (SELECT comment_seq FROM search_pending)`,
      'an index entry without its comment': `
        SELECT id FROM comment_search_docsize WHERE id NOT IN (SELECT seq FROM comment)`,
      'a queue whose size is not the number of its items': `
        SELECT * FROM (SELECT site_seq, kind, queue, size FROM tally
          WHERE size <> 0 AND queue NOT IN ('reported', 'tickets'))
        EXCEPT SELECT * FROM (
          SELECT site_seq, 'comment', state, count(*) FROM comment GROUP BY 1, 3 UNION ALL
          SELECT site_seq, 'share', state, count(*) FROM share GROUP BY 1, 3)`,
      'an item that no queue counts': `
        SELECT * FROM (
          SELECT site_seq, 'comment', state, count(*) FROM comment GROUP BY 1, 3 UNION ALL
          SELECT site_seq, 'share', state, count(*) FROM share GROUP BY 1, 3)
        EXCEPT SELECT site_seq, kind, queue, size FROM tally`,
      'an article whose count is not that of its comments': `
        SELECT key FROM article a WHERE comment_count <>
          (SELECT count(*) FROM comment c WHERE c.article_seq = a.seq AND c.is_listed = 1)`,
      'an author whose record is not that of the comments': `
        SELECT author_hash FROM author_record r WHERE approved <> (SELECT count(*) FROM comment c
          WHERE c.site_seq = r.site_seq AND c.author_hash = r.author_hash AND c.state = 'approved')`,
      'a decision without its state, or a state without its decision': `
        SELECT seq FROM comment WHERE (state = 'approved') <>
          (SELECT count(*) FROM decision WHERE kind = 'comment' AND item_seq = comment.seq)`,
      'a share without its recipient': `
        SELECT seq FROM share WHERE seq NOT IN (SELECT share_seq FROM recipient)`,
      'a share that waits for its sender, whom no mail was to tell': `
        SELECT id FROM share WHERE state = 'unconfirmed'
          AND id NOT IN (SELECT cause FROM outbox WHERE kind = 'mail.share-confirm')`,
      'an article that is never looked at': `
        SELECT id FROM article WHERE verified_at IS NULL
          AND id NOT IN (SELECT cause FROM outbox WHERE kind = 'article.verify')`,
    }
    for (const [name, sql] of Object.entries(contradictions))
      expect(await rowsOf(sql), name).toEqual([])
  }
})

function openClientOf({ url, stdout, stop }: NodeService) {
  return openClient({
    url,
    log: stdout,
    stop,
    secrets: [],
    work: () => Promise.resolve(),
    mail: noMail,
  })
}

function noMail(): Promise<never> {
  return Promise.reject(new Error('Nobody reads mail here'))
}

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { callHook } from '../src/adapters/node-hooks.ts'
import { callByFetch } from '../src/webhooks/call.ts'
import { createTestApp, json, newComment, type TestApp } from './support.ts'

type Answer = (response: ServerResponse, request: IncomingMessage) => void

const KEY = 'khoa-akismet-1234'
const say =
  (body: string, headers: Record<string, string> = {}, status = 200): Answer =>
  (response) => {
    response.writeHead(status, headers).end(body)
  }

/** What a service can do wrong, and how the moderator reads of it. */
const faults: [name: string, answer: Answer, words: string][] = [
  ['never answers', () => undefined, 'không trả lời trọn vẹn'],
  [
    'dawdles in the middle of its answer',
    (response) => response.writeHead(200).write('{"verdict":'),
    'không trả lời trọn vẹn',
  ],
  ['answers 500', say('true', {}, 500), 'trả lời lỗi 500'],
  ['answers a page', say('<!doctype html><title>false</title>'), 'không hiểu được'],
  ['answers nothing', say(''), 'không hiểu được'],
  ['redirects', say('', { Location: '/pass' }, 302), 'chuyển hướng'],
  [
    'is cut off',
    (response) => {
      response.writeHead(200, { 'Content-Length': '1000' })
      response.write('false', () => response.destroy())
    },
    'không trả lời trọn vẹn',
  ],
  ['hangs up', (response) => response.destroy(), 'không trả lời trọn vẹn'],
  ['answers a megabyte', say(' '.repeat(1_000_000)), 'không trả lời trọn vẹn'],
]

describe('outside checks', () => {
  let t: TestApp
  let answer: Answer
  let asked: { path: string; headers: IncomingMessage['headers']; body: string }[]
  let host: string
  let secret: string
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk))
    request.on('end', () => {
      asked.push({ path: request.url ?? '', headers: request.headers, body })
      answer(response, request)
    })
  })

  beforeEach(async () => {
    asked = []
    answer = say('false')
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    // A TCP server that listens has an AddressInfo.
    host = `localhost:${(server.address() as AddressInfo).port}`
    t = await createTestApp({
      moderation: { mode: 'none' },
      comments: { fields: { subject: 'optional' } },
    })
    // A loopback name is let through only where the service itself is served from it.
    t.ports.config = {
      ...t.ports.config,
      webhookHosts: [host],
      publicUrl: 'http://localhost:8787',
    }
    t.ports.callHook = callHook
  })
  afterEach(async () => {
    await t.close()
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
  })

  const patch = async (settings: object) => {
    const { version } = await json(await t.admin('GET', '/v1/admin/sites/bao'))
    return t.admin('PATCH', '/v1/admin/sites/bao', { settings }, { 'If-Match': `"${version}"` })
  }
  async function useAkismet(more: object = {}) {
    const set = await patch({ outside: { akismet: { url: `http://${host}`, ...more } } })
    expect(set.status).toBe(200)
    const path = '/v1/admin/sites/bao/secrets/akismet'
    expect((await t.admin('PUT', path, { secret: KEY })).status).toBe(204)
  }
  async function useWebhook() {
    const url = `http://${host}/check`
    expect((await patch({ outside: { webhook: { url } } })).status).toBe(200)
    const made = await t.admin('POST', '/v1/admin/sites/bao/webhook-secrets', { url })
    expect(made.status).toBe(201)
    secret = (await json(made)).secret
  }
  let sent = 0
  async function post(changes: Record<string, unknown> = {}) {
    sent += 1
    t.from(`198.51.100.${sent % 250}`)
    const { body: page } = await t.get('/v1/comments?site=bao&article=/bai/mot')
    t.pass(4000)
    const comment = newComment({
      author: { name: 'Nguyễn Thị Hoà', email: 'hoa@thu.example' },
      body: `Ý kiến về bài báo: ${crypto.randomUUID()}`,
      formToken: page.form.token,
      ...changes,
    })
    const response = await t.send('POST', '/v1/comments', comment)
    expect(response.status).toBeLessThan(300)
    const { rows } = await t.client.execute({
      sql: 'SELECT state, reasons FROM comment WHERE id = ?',
      args: [comment.id],
    })
    const reasons = JSON.parse(String(rows[0]?.['reasons'])) as { check: string; detail: string }[]
    return {
      comment,
      state: rows[0]?.['state'],
      outside: reasons.filter(({ check }) => check === 'outside').map(({ detail }) => detail),
    }
  }

  it('are off by default', async () => {
    expect((await post()).state).toBe('approved')
    expect(asked).toEqual([])
  })

  describe('by Akismet', () => {
    beforeEach(() => useAkismet())

    it('lets through what it calls no spam, and tells it what the README says and no more', async () => {
      const { comment, state } = await post()
      expect(state).toBe('approved')
      expect(asked).toHaveLength(1)
      expect(asked[0]?.path).toBe('/1.1/comment-check')
      expect(Object.fromEntries(new URLSearchParams(asked[0]?.body))).toEqual({
        api_key: KEY,
        blog: 'https://bao.example',
        user_ip: t.ports.clientAddress(),
        comment_type: 'comment',
        comment_author: 'Nguyễn Thị Hoà',
        comment_content: comment.body,
        permalink: 'https://bao.example/bai/mot',
        blog_lang: 'vi',
        blog_charset: 'UTF-8',
      })
    })

    it('tells it the e-mail address only where the site says so', async () => {
      await patch({ outside: { akismet: { sendEmail: true, blog: 'https://bao.example/tin' } } })
      await post()
      const fields = new URLSearchParams(asked[0]?.body)
      expect(fields.get('comment_author_email')).toBe('hoa@thu.example')
      expect(fields.get('blog')).toBe('https://bao.example/tin')
    })

    it('files spam as spam, and says when the service is sure', async () => {
      answer = say('true')
      expect(await post()).toMatchObject({ state: 'spam', outside: [`${host} cho là spam`] })
      answer = say('true', { 'X-akismet-pro-tip': 'discard' })
      expect((await post()).outside).toEqual([`${host} cho là spam, chắc chắn`])
    })

    it.each([...faults, ['knows no such key', say('invalid'), 'không hiểu được'] as const])(
      'holds what it cannot judge when the service %s (F15)',
      async (_, wrong, words) => {
        answer = wrong
        const { state, outside } = await post()
        expect(state).toBe('pending')
        expect(outside).toEqual([expect.stringContaining(words)])
        expect(asked).toHaveLength(1)
      },
    )

    it('holds without a key, and asks nobody', async () => {
      await t.admin('DELETE', '/v1/admin/sites/bao/secrets/akismet')
      const { state, outside } = await post()
      expect([state, outside, asked]).toEqual(['pending', [`${host} chưa có khóa`], []])
    })

    it('asks nobody about spam, refused words or letters to the editors', async () => {
      expect((await post({ website: 'http://x.example' })).state).toBe('spam')
      await post({ audience: 'editors' })
      const refused = await t.send(
        'POST',
        '/v1/comments',
        newComment({ author: { name: 'Tòa soạn' } }),
      )
      expect(refused.status).toBe(422)
      expect(asked).toEqual([])
    })

    it('asks again about an edit, so that nothing slips in after the first look', async () => {
      const { comment } = await post()
      answer = say('true')
      const edited = await t.send(
        'PATCH',
        `/v1/comments/${comment.id}`,
        { body: 'Mua thuốc giảm cân ngay hôm nay' },
        { Authorization: `Bearer ${comment.token}` },
      )
      expect((await json(edited)).state).toBe('spam')
      expect(asked).toHaveLength(2)
    })

    it('costs no further database request (F19)', async () => {
      const { body: page } = await t.get('/v1/comments?site=bao&article=/bai/mot')
      t.pass(4000)
      let requests = 0
      // Both runtimes go through these two.
      for (const name of ['batch', 'execute'] as const) {
        const original = t.client[name].bind(t.client) as (...given: unknown[]) => never
        Object.assign(t.client, {
          [name]: (...given: unknown[]) => {
            requests += 1
            return original(...given)
          },
        })
      }
      const response = await t.send(
        'POST',
        '/v1/comments',
        newComment({ formToken: page.form.token }),
      )
      expect(response.status).toBe(201)
      expect(requests).toBe(2)
    })
  })

  describe('by the site’s own webhook', () => {
    beforeEach(useWebhook)

    it('is asked, signed, with the text and no address, and lets pass', async () => {
      answer = say('{"verdict":"pass"}')
      const { comment, state } = await post({ subject: 'Góp ý' })
      expect(state).toBe('approved')
      const [call] = asked
      if (call === undefined) throw new Error('no call')
      const headers = call.headers as Record<string, string>
      expect(new Webhook(secret).verify(call.body, headers)).toEqual({
        type: 'comment.check',
        timestamp: t.ports.now().toISOString(),
        data: {
          id: comment.id,
          site: 'bao',
          article: '/bai/mot',
          url: 'https://bao.example/bai/mot',
          name: 'Nguyễn Thị Hoà',
          text: `Góp ý\n${comment.body}`,
        },
      })
    })

    it.each([
      ['{"verdict":"hold"}', 'pending', 'muốn người xem lại'],
      ['{"verdict":"spam","reason":"Bán\\nhàng"}', 'spam', 'cho là spam: Bán hàng'],
    ])('%s makes it %s', async (body, state, words) => {
      answer = say(body)
      expect(await post()).toMatchObject({ state, outside: [`${host} ${words}`] })
    })

    it.each([
      ...faults,
      ['invents a verdict', say('{"verdict":"approved"}'), 'không hiểu được'] as const,
      ['answers a list', say('["pass"]'), 'không hiểu được'] as const,
    ])('holds what it cannot judge when the service %s', async (_, wrong, words) => {
      answer = wrong
      const { state, outside } = await post()
      expect(state).toBe('pending')
      expect(outside).toEqual([expect.stringContaining(words)])
      expect(asked).toHaveLength(1)
    })

    it('two services are asked at once, and the worse verdict counts', async () => {
      await useAkismet()
      answer = (response, { url }) =>
        say(url === '/check' ? '{"verdict":"pass"}' : 'true')(response, undefined as never)
      expect((await post()).state).toBe('spam')
      answer = () => undefined
      const started = performance.now()
      expect((await post()).outside).toHaveLength(2)
      expect(performance.now() - started).toBeLessThan(3900)
    })
  })

  it('holds when the deployment no longer lists the host', async () => {
    await useAkismet()
    t.ports.config = { ...t.ports.config, webhookHosts: [] }
    const { state, outside } = await post()
    expect([state, outside, asked]).toEqual([
      'pending',
      [`${host} không có trong WEBHOOK_HOSTS`],
      [],
    ])
  })

  it.each([
    { akismet: { url: 'https://khac.example' } },
    { akismet: { url: 'https://127.0.0.1' } },
    { webhook: { url: 'https://169.254.169.254/check' } },
  ])('%j is no address for them (S02)', async (outside) => {
    const refused = await patch({ outside })
    expect(refused.status).toBe(422)
    const [name] = Object.keys(outside)
    expect((await json(refused)).errors[0].pointer).toBe(`/settings/outside/${name}/url`)
  })

  it('their keys stand in no answer, no record of what was done and no other site', async () => {
    await useAkismet()
    await useWebhook()
    const answers = await Promise.all(
      [
        '/v1/admin/sites/bao',
        '/v1/admin/sites',
        '/v1/admin/sites/bao/secrets',
        '/v1/admin/audit',
      ].map(async (path) => (await t.admin('GET', path)).text()),
    )
    expect(answers.join()).not.toContain(KEY)
    expect(answers.join()).not.toContain(secret)
    expect(answers.join()).toContain('site.secret-set')
    expect(JSON.parse(answers[2] ?? '').items).toMatchObject([{ name: 'akismet' }])
    expect((await t.admin('PUT', '/v1/admin/sites/bao/secrets/khac', { secret: KEY })).status).toBe(
      404,
    )
  })

  it.each([
    ['Node', callHook],
    ['fetch', callByFetch(fetch)],
  ])('%s reads an answer that is asked for, in bounds', async (_, call) => {
    const request = {
      url: `http://${host}/x`,
      headers: {},
      body: '',
      answer: { timeoutMs: 500, maxBytes: 10 },
    }
    answer = say('Đúng', { 'X-akismet-pro-tip': 'discard' })
    expect(await call(request)).toEqual({
      status: 200,
      retryAfter: null,
      text: 'Đúng',
      proTip: 'discard',
    })
    answer = say('0123456789a')
    await expect(call(request)).rejects.toThrow('too long')
    answer = (response) => response.writeHead(200).write('x')
    await expect(call(request)).rejects.toThrow()
    answer = say('x'.repeat(100), {}, 404)
    expect(await call(request)).toEqual({ status: 404, retryAfter: null })
  })
})

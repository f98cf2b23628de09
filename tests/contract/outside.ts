import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import PostalMime from 'postal-mime'
import { Webhook } from 'standardwebhooks'
import { describe, expect, it, vi } from 'vitest'
import { articleAt, type Client, newComment, newShare, ORIGIN, PAGES } from './client.ts'

/** Key of the generic intake and of Resend's. */
const KEY = `whsec_${Buffer.from('0123456789abcdef0123456789abcdef').toString('base64')}`
const LOGIN = 'postmark:0123456789abcdef'

interface Heard {
  path: string
  headers: IncomingHttpHeaders
  body: string
}

/** Somebody else's server on this machine: keeps what it is told, and answers `/redirect` with a way elsewhere. */
export async function startListener() {
  const heard: Heard[] = []
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const path = request.url ?? ''
      heard.push({ path, headers: request.headers, body })
      if (path === '/redirect') response.writeHead(302, { Location: '/elsewhere' }).end()
      else if (path === '/busy') response.writeHead(503, { 'Retry-After': '3600' }).end()
      else response.writeHead(204).end()
    })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  // A TCP server that listens has an AddressInfo.
  const { port } = server.address() as AddressInfo
  const host = `127.0.0.1:${port}`
  return {
    heard,
    url: (path: string) => `http://${host}${path}`,
    /** What the service must be told to know us. */
    settings: {
      WEBHOOK_HOSTS: host,
      INTAKE_SECRET: KEY,
      INTAKE_RESEND_SECRET: KEY,
      INTAKE_POSTMARK_LOGIN: LOGIN,
    },
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export type Listener = Awaited<ReturnType<typeof startListener>>

/** Other people's servers: webhooks to them, and what mail providers tell us. */
export function outside(client: () => Client, listener: () => Listener) {
  const siteWithHook = async (key: string, path: string) => {
    const url = listener().url(path)
    const webhooks = [{ url, events: ['comment.created', 'comment.approved'] }]
    const settings = { undoSeconds: 0, webhooks }
    const site = { key, name: 'Báo có webhook', origins: [ORIGIN, PAGES], settings }
    expect((await client().admin('POST', '/v1/admin/sites', site)).status).toBe(201)
    const made = await client().admin('POST', `/v1/admin/sites/${key}/webhook-secrets`, { url })
    expect(made.status).toBe(201)
    return { url, secret: String(made.body.secret) }
  }
  const comment = async (site: string, path: string) => {
    const one = newComment({ site, article: articleAt(path) })
    expect((await client().send('POST', '/v1/comments', one)).status).toBe(202)
    return one
  }
  /** What arrived at a path, as soon as there is so much of it. */
  const heardAt = (path: string, count: number) =>
    vi.waitFor(
      async () => {
        await client().service.work()
        const found = listener().heard.filter((one) => one.path === path)
        expect(found.length).toBeGreaterThanOrEqual(count)
        return found
      },
      { timeout: 15_000, interval: 200 },
    )
  const rowsOf = async (site: string) =>
    (await client().admin('GET', `/v1/admin/outbox?site=${site}&kind=webhook`)).body.items

  describe('webhooks', () => {
    it('tell what happens, signed by the Standard Webhooks scheme', async () => {
      const { secret } = await siteWithHook('hook', '/tell')
      const { id, body } = await comment('hook', '/webhook')
      await client().decide('comment', [id], 'approved')
      const heard = await heardAt('/tell', 2)
      const messages = heard.map((call) =>
        // One value per header, or the library refuses.
        new Webhook(secret).verify(call.body, call.headers as Record<string, string>),
      )
      // Two calls are under way at once: which arrives first is open.
      expect(messages).toHaveLength(2)
      expect(messages).toEqual(
        expect.arrayContaining([
          expect.objectContaining({
            type: 'comment.created',
            data: { id, site: 'hook', article: '/webhook', state: 'pending' },
          }),
          expect.objectContaining({
            type: 'comment.approved',
            data: { id, site: 'hook', article: '/webhook', state: 'approved', text: body },
          }),
        ]),
      )
      await vi.waitFor(async () =>
        expect((await rowsOf('hook')).map(({ state }: { state: string }) => state)).toEqual([
          'done',
          'done',
        ]),
      )
    })

    it('follow no redirect, and wait as long as a busy server asks', async () => {
      await siteWithHook('hook-di', '/redirect')
      await siteWithHook('hook-ban', '/busy')
      await comment('hook-di', '/webhook-di')
      await comment('hook-ban', '/webhook-ban')
      await heardAt('/redirect', 1)
      await heardAt('/busy', 1)
      const failed = (site: string) =>
        vi.waitFor(async () => {
          const [row] = await rowsOf(site)
          expect(row).toMatchObject({ state: 'waiting', attempts: 1, error: expect.any(String) })
          return row
        })
      expect((await failed('hook-di')).error).toBe('answered a redirect')
      const busy = await failed('hook-ban')
      expect(Date.parse(busy.dueAt) - Date.parse(busy.createdAt)).toBeGreaterThan(3_500_000)
      await client().service.work()
      expect(listener().heard.map(({ path }) => path)).not.toContain('/elsewhere')
    })

    it('go only to hosts that the operator has listed', async () => {
      const site = (url: string) => ({
        key: 'hook-la',
        name: 'Báo',
        origins: [ORIGIN],
        settings: { webhooks: [{ url, events: ['comment.created'] }] },
      })
      for (const url of [
        'https://evil.example/x',
        'http://127.0.0.1:9/x',
        'https://169.254.169.254/latest',
        listener().url('/x').replace('//', '//user:pass@'),
      ])
        expect((await client().admin('POST', '/v1/admin/sites', site(url))).status, url).toBe(422)
    })
  })

  describe('what mail providers tell', () => {
    const tell = (provider: string, body: string, headers: Record<string, string>) =>
      client().call('POST', `/v1/intake/${provider}`, {
        headers: { 'Content-Type': 'application/json', ...headers },
        body,
      })
    const signed = (prefix: string, id: string, body: string, at = new Date()) => ({
      [`${prefix}-id`]: id,
      [`${prefix}-timestamp`]: String(Math.floor(at.getTime() / 1000)),
      [`${prefix}-signature`]: new Webhook(KEY).sign(id, at, body),
    })
    const send = (sender: string, friends: string[]) =>
      client().send(
        'POST',
        '/v1/shares',
        newShare({
          article: { ...articleAt('/bounce'), title: 'Bài dội' },
          sender: { name: 'Bình', email: `${sender}@thu.example` },
          recipients: friends,
        }),
      )
    const statesOf = async () => {
      const path = `/v1/admin/shares?site=bao&article=${encodeURIComponent('/bounce')}`
      const { body } = await client().admin('GET', path)
      return body.items.flatMap(({ recipients }: { recipients: { state: string }[] }) =>
        recipients.map(({ state }) => state),
      )
    }

    it('a bounce counts once, and only from who can sign it (M08)', async () => {
      const article = { ...articleAt('/bounce'), title: 'Bài dội' }
      await client().admin('PUT', '/v1/admin/articles', { site: 'bao', ...article })
      const { body: share } = await send('m08', ['doi@ban.example'])
      const asked = await client().service.mail(({ envelope }) =>
        envelope.to.includes('m08@thu.example'),
      )
      const { text: question = '' } = await PostalMime.parse(asked.raw)
      const path = /https?:\/\/\S+?(\/r\/[\w.-]+)/.exec(question)?.[1] ?? ''
      expect((await client().call('POST', path)).status).toBe(200)
      await client().decide('share', [share.id], 'approved')
      const mail = await client().service.mail(({ envelope }) =>
        envelope.to.includes('doi@ban.example'),
      )
      const { messageId } = await PostalMime.parse(mail.raw)
      await vi.waitFor(async () => expect(await statesOf()).toEqual(['sent']))

      const body = JSON.stringify({ type: 'bounced', messageId })
      const other = JSON.stringify({ type: 'complained', messageId })
      const headers = signed('webhook', 'm08', body)
      const old = new Date(Date.now() - 3_600_000)
      const refused = [
        await tell('generic', body, {}),
        await tell('generic', other, headers),
        await tell('generic', body, signed('webhook', 'm08', body, old)),
        await tell('resend', body, headers),
        await tell('postmark', body, { Authorization: `Basic ${btoa('postmark:guess')}` }),
      ]
      expect(refused.map(({ status }) => status)).toEqual(refused.map(() => 401))
      expect(await statesOf()).toEqual(['sent'])

      expect((await tell('generic', body, headers)).status).toBe(204)
      expect(await statesOf()).toEqual(['bounced'])
      expect((await tell('generic', body, headers)).status).toBe(401)
      const again = signed('webhook', 'm08', body, new Date(Date.now() + 2000))
      expect((await tell('generic', body, again)).status).toBe(204)
      expect(await statesOf()).toEqual(['bounced'])
    })

    it('Resend and Postmark are understood in their own forms', async () => {
      const resend = JSON.stringify({
        type: 'email.complained',
        data: { to: ['resend@ban.example'] },
      })
      expect((await tell('resend', resend, signed('svix', 'r1', resend))).status).toBe(204)
      const postmark = JSON.stringify({
        RecordType: 'Bounce',
        ID: 1,
        Type: 'HardBounce',
        Email: 'postmark@ban.example',
      })
      const login = { Authorization: `Basic ${btoa(LOGIN)}` }
      expect((await tell('postmark', postmark, login)).status).toBe(204)
    })

    it('whoever shares learns nothing of a friend who bounces, complained or is unknown (M07)', async () => {
      const answers = [
        await send('m07a', ['doi@ban.example']),
        await send('m07b', ['resend@ban.example']),
        await send('m07c', ['postmark@ban.example']),
        await send('m07d', ['chua-tung@ban.example']),
      ]
      const seen = answers.map(({ status, headers, body }) => [
        status,
        [...headers.keys()].sort(),
        Object.keys(body),
        body.state,
      ])
      expect(seen).toEqual(seen.map(() => seen[3]))
      expect(seen[3]?.[0]).toBe(202)
    })
  })
}

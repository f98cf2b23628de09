import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { lookup } from 'node:dns'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { callHook, isPublicAddress, publicLookup } from '../src/adapters/node-hooks.ts'
import { parseConfig } from '../src/config.ts'
import { callByFetch, type HookAnswer, type HookCall } from '../src/webhooks/call.ts'
import { webhookEvents } from '../src/webhooks/events.ts'
import { isHookAllowed } from '../src/webhooks/hosts.ts'
import { createTestApp, json, newComment, newShare, type TestApp } from './support.ts'

const HOOK = 'https://cms.bao.example/phan-hoi'

describe('webhooks', () => {
  let t: TestApp
  let calls: HookCall[]
  let answer: () => Promise<HookAnswer>
  let secret: string

  beforeEach(async () => {
    t = await createTestApp({ undoSeconds: 0 })
    calls = []
    answer = () => Promise.resolve({ status: 204, retryAfter: null })
    t.ports.config = { ...t.ports.config, webhookHosts: ['cms.bao.example'] }
    t.ports.callHook = (call) => {
      calls.push(call)
      return answer()
    }
    await setHooks([{ url: HOOK, events: [...webhookEvents] }])
    const made = await t.admin('POST', '/v1/admin/sites/bao/webhook-secrets', { url: HOOK })
    expect(made.status).toBe(201)
    secret = (await json(made)).secret
  })
  afterEach(() => t.close())

  async function setHooks(webhooks: unknown[]) {
    const { version } = await json(await t.admin('GET', '/v1/admin/sites/bao'))
    const match = { 'If-Match': `"${version}"` }
    return t.admin('PATCH', '/v1/admin/sites/bao', { settings: { webhooks } }, match)
  }
  let readers = 0
  async function post(changes: Record<string, unknown> = {}) {
    t.from(`192.0.2.${readers++ % 250}`)
    const comment = newComment({ body: `Ý kiến số ${readers} gửi tòa soạn.`, ...changes })
    const response = await t.send('POST', '/v1/comments', comment)
    expect(response.status).toBeLessThan(300)
    return comment
  }
  const decide = async (id: string, to: string, kind = 'comment') =>
    json(await t.admin('POST', '/v1/admin/decisions', { items: [{ kind, id }], to }))
  const waiting = async () =>
    Number(
      (
        await t.client.execute(
          `SELECT count(*) AS n FROM outbox WHERE kind = 'webhook' AND state = 'waiting'`,
        )
      ).rows[0]?.['n'],
    )
  /** The messages of all calls so far, each verified by the scheme's own library. */
  const told = () =>
    calls.map(({ headers, body }) => new Webhook(secret).verify(body, headers) as never)

  it('tell a comment’s way, signed, thin, with the text only once it is public', async () => {
    const comment = await post()
    await t.runOutbox()
    await decide(comment.id, 'approved')
    await t.runOutbox()
    await t.send('DELETE', `/v1/comments/${comment.id}`, undefined, {
      Authorization: `Bearer ${comment.token}`,
    })
    await t.runOutbox()
    const data = { id: comment.id, site: 'bao', article: '/bai/mot' }
    const timestamp = t.ports.now().toISOString()
    expect(told()).toEqual([
      { type: 'comment.created', timestamp, data: { ...data, state: 'pending' } },
      {
        type: 'comment.approved',
        timestamp,
        data: { ...data, state: 'approved', text: comment.body },
      },
      { type: 'comment.withdrawn', timestamp, data: { ...data, state: 'withdrawn' } },
    ])
    expect(calls.map(({ url }) => url)).toEqual([HOOK, HOOK, HOOK])
    expect(new Set(calls.map(({ headers }) => headers['webhook-id'])).size).toBe(3)
  })

  it('tell of tickets and shares, and never what a letter says', async () => {
    const letter = await post({
      audience: 'editors',
      author: { name: 'A', email: 'a@thu.example' },
    })
    const share = newShare()
    await t.send('POST', '/v1/shares', share)
    await t.client.execute(`UPDATE share SET state = 'pending'`)
    await decide(share.id, 'approved', 'share')
    await t.runOutbox()
    expect(told()).toMatchObject([
      { type: 'ticket.created', data: { id: letter.id } },
      { type: 'share.approved', data: { id: share.id, state: 'approved' } },
    ])
    expect(calls.map(({ body }) => body).join()).not.toMatch(/@|Ý kiến/)
  })

  it('say nothing of a comment that was taken away before it could be told', async () => {
    const comment = await post()
    await decide(comment.id, 'approved')
    await t.send('DELETE', `/v1/comments/${comment.id}`, undefined, {
      Authorization: `Bearer ${comment.token}`,
    })
    await t.runOutbox()
    expect(calls.map(({ body }) => body).join()).not.toContain('Ý kiến')
  })

  it('are queued once, however often the same request comes (F10)', async () => {
    const comment = newComment()
    await Promise.all(Array.from({ length: 5 }, () => t.send('POST', '/v1/comments', comment)))
    expect(await waiting()).toBe(1)
  })

  it('an undone decision that nobody was told of is never told', async () => {
    const comment = await post()
    await t.runOutbox()
    const { id } = await decide(comment.id, 'rejected')
    expect(await waiting()).toBe(1)
    await t.admin('DELETE', `/v1/admin/decisions/${id}`)
    expect(await waiting()).toBe(0)
  })

  it('an undone decision that was told is told back', async () => {
    const comment = await post()
    const { id } = await decide(comment.id, 'rejected')
    await t.runOutbox()
    await t.admin('DELETE', `/v1/admin/decisions/${id}`)
    await t.runOutbox()
    expect(told()).toMatchObject([
      { type: 'comment.created' },
      { type: 'comment.rejected' },
      { type: 'comment.pending', data: { id: comment.id, state: 'pending' } },
    ])
  })

  it('only the events that were asked for, and none to a webhook that was removed', async () => {
    await setHooks([{ url: HOOK, events: ['comment.rejected'] }])
    const comment = await post()
    await decide(comment.id, 'rejected')
    expect(await waiting()).toBe(1)
    await setHooks([])
    await t.runOutbox()
    expect(calls).toEqual([])
    expect(await waiting()).toBe(0)
  })

  it('a failed call comes again with the same id, and others of that host wait (F15, F16)', async () => {
    await post()
    answer = () => Promise.resolve({ status: 503, retryAfter: '600' })
    await t.runOutbox()
    await post()
    await t.runOutbox()
    expect(calls).toHaveLength(1)
    await t.client.batch(['UPDATE outbox SET due_at = 0', 'DELETE FROM outbox_hold'], 'write')
    answer = () => Promise.resolve({ status: 200, retryAfter: null })
    await t.runOutbox()
    expect(calls[1]?.headers['webhook-id']).toBe(calls[0]?.headers['webhook-id'])
    expect(calls).toHaveLength(3)
  })

  it('a redirect is a failure, and 410 is the end (S02)', async () => {
    await post()
    answer = () => Promise.resolve({ status: 302, retryAfter: null })
    await t.runOutbox()
    const rows = async () => (await t.client.execute('SELECT state, last_error FROM outbox')).rows
    expect(await rows()).toContainEqual(
      expect.objectContaining({ state: 'waiting', last_error: 'answered a redirect' }),
    )
    await t.client.batch(['UPDATE outbox SET due_at = 0', 'DELETE FROM outbox_hold'], 'write')
    answer = () => Promise.resolve({ status: 410, retryAfter: null })
    await t.runOutbox()
    expect(await rows()).toContainEqual(expect.objectContaining({ state: 'dead' }))
  })

  it('a new key signs from now on, the former one for a day more', async () => {
    const made = await t.admin('POST', '/v1/admin/sites/bao/webhook-secrets', { url: HOOK })
    const renewed = (await json(made)).secret as string
    await post()
    await t.runOutbox()
    const [call] = calls
    if (call === undefined) throw new Error('no call')
    for (const key of [secret, renewed]) new Webhook(key).verify(call.body, call.headers)
    await t.client.execute('UPDATE webhook_secret SET changed_at = changed_at - 86400000')
    await post()
    await t.runOutbox()
    const later = calls[1]
    if (later === undefined) throw new Error('no call')
    expect(() => new Webhook(secret).verify(later.body, later.headers)).toThrow()
  })

  it('keys are shown once, and only for webhooks that the site has', async () => {
    const site = await (await t.admin('GET', '/v1/admin/sites/bao')).text()
    expect(site).not.toContain(secret)
    const other = { url: 'https://cms.bao.example/khac' }
    expect((await t.admin('POST', '/v1/admin/sites/bao/webhook-secrets', other)).status).toBe(422)
    const { rows } = await t.client.execute(
      `SELECT action, detail FROM audit WHERE action LIKE 'webhook.%'`,
    )
    expect(rows).toMatchObject([{ action: 'webhook.secret-made' }])
    expect(JSON.stringify(rows)).not.toContain('whsec_')
  })

  it('cost a reader’s request no database trip, and nothing where there are none', async () => {
    await setHooks([])
    t.statements.length = 0
    await post()
    expect(t.statements.filter(({ sql }) => sql.includes("'webhook'"))).toEqual([])
  })

  it.each([
    'http://cms.bao.example/',
    'https://khac.example/',
    'https://cms.bao.example.evil.test/',
    'https://cms.bao.example:8443/',
    'https://user:x@cms.bao.example/',
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://169.254.169.254/latest/meta-data/',
    'https://0x7f.1/',
    'https://2130706433/',
    'https://[2002:7f00:1::]/',
    'https://[::ffff:127.0.0.1]/',
    'https://localhost/',
    'file:///etc/passwd',
    'gopher://cms.bao.example/',
  ])('go not to %s, neither saved nor called (S02)', async (url) => {
    const refused = await setHooks([{ url, events: ['comment.created'] }])
    expect(refused.status).toBe(422)
    // Even one that stands in the database, from before the list was shortened, is never called.
    await t.client.execute({
      sql: `UPDATE site SET settings = json_set(settings, '$.webhooks[0].url', ?)`,
      args: [url],
    })
    await post()
    await t.runOutbox()
    expect(calls).toEqual([])
  })
})

describe('where webhooks may go (S02)', () => {
  const config = (hosts: string, publicUrl = 'https://phanhoi.example') =>
    parseConfig({ SECRET: 's'.repeat(32), PUBLIC_URL: publicUrl, WEBHOOK_HOSTS: hosts }, 'node')

  it.each([
    '127.0.0.1',
    '169.254.169.254',
    '[::1]',
    '0x7f.1',
    'localhost',
    'localhost:1234',
    'a b',
    'x/y',
    'intern',
  ])('the deployment cannot list %s', (host) => expect(() => config(host)).toThrow('WEBHOOK_HOSTS'))

  it('this machine only by name and port, and only where the service is served from it', () => {
    const dev = config('localhost:1234, cms.bao.example', 'http://localhost:8787')
    expect(isHookAllowed(dev, 'http://localhost:1234/x')).toBe(true)
    expect(isHookAllowed(dev, 'http://localhost:1235/x')).toBe(false)
    expect(isHookAllowed(dev, 'http://cms.bao.example/x')).toBe(false)
    expect(
      isHookAllowed({ ...dev, publicUrl: 'https://phanhoi.example' }, 'http://localhost:1234/x'),
    ).toBe(false)
  })

  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    'fe80::1',
    'fc00::1',
    'fd00:ec2::254',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '2002:7f00:1::',
    '64:ff9b::7f00:1',
    '2001::1',
    '2001:db8::1',
    'ff02::1',
    'x',
  ])('%s is not public', (address) => expect(isPublicAddress(address)).toBe(false))

  it.each(['1.1.1.1', '172.32.0.1', '2606:4700:4700::1111'])('%s is public', (address) =>
    expect(isPublicAddress(address)).toBe(true),
  )

  it('a name is held to the addresses it has when the connection is made (DNS rebinding)', () => {
    const answers = [
      [{ address: '1.1.1.1', family: 4 }],
      [
        { address: '1.1.1.1', family: 4 },
        { address: '10.0.0.1', family: 4 },
      ],
    ]
    // Only the form that `publicLookup` calls.
    const resolve = ((_: string, __: object, done: (error: null, found: unknown) => void) => {
      done(null, answers.shift())
    }) as unknown as typeof lookup
    const seen: unknown[] = []
    const guarded = publicLookup(resolve)
    for (let i = 0; i < 2; i++)
      guarded('cms.bao.example', { all: true }, (error, found) =>
        seen.push(error?.message ?? found),
      )
    expect(seen).toEqual([
      [{ address: '1.1.1.1', family: 4 }],
      'The name leads to an address that is not public',
    ])
  })

  it('a listed name that leads to this machine is not called', async () => {
    const call = { url: 'https://localhost:1/x', headers: {}, body: '{}' }
    await expect(callHook(call)).rejects.toThrow('not public')
    await expect(callHook({ ...call, url: 'https://127.0.0.1:1/x' })).rejects.toThrow('addresses')
  })

  it.each([
    ['Node', callHook],
    ['fetch', callByFetch(fetch)],
  ])('%s posts the body once, follows no redirect and reads no answer', async (_, call) => {
    const seen: { body: string; headers: IncomingHttpHeaders }[] = []
    const server = createServer((request, response) => {
      let body = ''
      request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk))
      request.on('end', () => {
        seen.push({ body, headers: request.headers })
        response.writeHead(302, { Location: '/elsewhere', 'Retry-After': '7' })
        // An answer that never ends.
        response.write('x'.repeat(100_000))
      })
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    onTestFinished(() => {
      server.closeAllConnections()
      server.close()
    })
    // A TCP server that listens has an AddressInfo.
    const { port } = server.address() as AddressInfo
    const url = `http://localhost:${port}/hook`
    const answer = await call({
      url,
      headers: { 'webhook-id': 'một'.slice(0, 1) },
      body: '{"a":"Ý"}',
    })
    expect(answer).toEqual({ status: 302, retryAfter: '7' })
    expect(seen).toMatchObject([{ body: '{"a":"Ý"}', headers: { 'webhook-id': 'm' } }])
  })
})

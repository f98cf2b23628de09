import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addressPrefix } from '../src/defence/address.ts'
import { type LimitedRoute, limits } from '../src/defence/limits.ts'
import { Problem } from '../src/problem.ts'
import { randomToken } from '../src/signing.ts'
import { createTestApp, newComment, newShare, PUBLIC_URL, type TestApp } from './support.ts'

const CHALLENGE = '/v1/challenge?site=bao&action=comment'

let t: TestApp
beforeEach(async () => {
  t = await createTestApp()
})
afterEach(() => t.close())

/** What the fullest window still lets through after one more request from this address. */
async function left(address: string) {
  t.from(address)
  const { headers } = await t.get(CHALLENGE)
  return Number(/remaining=(\d+)/.exec(headers.get('RateLimit') ?? '')?.[1])
}

const id = '019aa000-0000-7000-8000-000000000001'
const reader = { 'Phanhoi-Reader': 'a'.repeat(22) }

const form = (path: string, fields: Record<string, string>) =>
  t.request(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: PUBLIC_URL },
    body: new URLSearchParams(fields).toString(),
  })

/** The form of a page as a browser would send it. */
async function fill(path: string, typed: Record<string, string>) {
  const html = await (await t.request(path)).text()
  const hidden = html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)
  return { ...Object.fromEntries([...hidden].map(([, name, value]) => [name, value])), ...typed }
}

/** One request to every limited route. */
const requests = {
  comment: () => t.send('POST', '/v1/comments', newComment()),
  share: () => t.send('POST', '/v1/shares', newShare()),
  plainComment: async () =>
    form(
      '/p/bao?article=/bai/mot',
      await fill('/p/bao?article=/bai/mot', {
        body: 'Bài viết rất hữu ích, cảm ơn tòa soạn.',
        'author/name': 'Nguyễn Thị Hoà',
        'consent/process': 'on',
        'consent/publish': 'on',
      }),
    ),
  plainShare: async () => {
    await t.admin('PUT', '/v1/admin/articles', {
      site: 'bao',
      key: '/bai/mot',
      url: 'https://bao.example/bai/mot',
      title: 'Một',
    })
    return form(
      '/p/bao/share?article=/bai/mot',
      await fill('/p/bao/share?article=/bai/mot', {
        'sender/name': 'Bình',
        'sender/email': 'binh@thu.example',
        'recipients/0': 'lan@ban.example',
        'consent/process': 'on',
        'consent/share': 'on',
      }),
    )
  },
  like: () => t.send('PUT', `/v1/comments/${id}/like`, undefined, reader),
  report: () => t.send('POST', `/v1/comments/${id}/reports`, { reason: 'spam' }, reader),
  challenge: () => t.request(CHALLENGE),
  own: () =>
    t.send('DELETE', `/v1/comments/${id}`, undefined, { Authorization: `Bearer ${randomToken()}` }),
  link: () => form('/p/bao/my-data', { email: 'hoa@thu.example' }),
  signIn: () => form('/admin/sign-in', { email: 'a@thu.example', password: 'sai hoàn toàn' }),
} satisfies Record<LimitedRoute, () => Promise<Response>>

describe('limits on machines', () => {
  it.each(Object.entries(requests))(
    'the route %s is held to its line in the table, and tells when to come again',
    async (_, ask) => {
      // Every count becomes 1.
      t.ports.config.limitFactor = 0.0001
      expect((await ask()).status).not.toBe(429)
      const refused = await ask()
      expect(refused.status).toBe(429)
      expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThanOrEqual(1)
    },
  )

  it('the table has the windows of every route, the shortest first', () => {
    for (const rules of Object.values(limits)) {
      const windows = rules.map(({ windowMs }) => windowMs)
      expect(windows).toEqual(windows.toSorted((a, b) => a - b))
    }
  })

  it('counts exactly, also what comes at once', async () => {
    const asked = Array.from({ length: 40 }, () => t.request(CHALLENGE))
    const statuses = (await Promise.all(asked)).map(({ status }) => status)
    expect(statuses.filter((status) => status === 200)).toHaveLength(30)
    expect(statuses.filter((status) => status === 429)).toHaveLength(10)
  })

  it('tells what is left in the headers of the draft, and from the longer window once that is fuller', async () => {
    const { headers } = await t.get(CHALLENGE)
    expect(headers.get('RateLimit')).toMatch(/^limit=30, remaining=29, reset=\d+$/)
    expect(headers.get('RateLimit-Policy')).toBe('30;w=60')
  })

  it.each([
    ['203.0.113.5', '::ffff:203.0.113.5', '::FFFF:cb00:7105', '0:0:0:0:0:ffff:203.0.113.5'],
    ['203.0.113.6', '203.0.113.6:4711', ' 203.0.113.6 ', '[::ffff:203.0.113.6]:443'],
    ['2001:db8:1:2::1', '2001:DB8:1:2:ffff::9', '2001:0db8:0001:0002::a', '[2001:db8:1:2::1]:80'],
    ['fe80::1', 'fe80::1%eth0', 'FE80:0:0:0:9::', 'fe80:0::2'],
  ])('%s, %s, %s and %s are one client (Z08)', async (...spellings) => {
    const rooms = []
    for (const address of spellings) rooms.push(await left(address))
    expect(rooms).toEqual([29, 28, 27, 26])
  })

  it('the next /64 and the next IPv4 address are others', async () => {
    expect(await left('2001:db8:1:2::1')).toBe(29)
    expect(await left('2001:db8:1:3::1')).toBe(29)
    expect(await left('203.0.113.5')).toBe(29)
    expect(await left('203.0.113.50')).toBe(29)
  })

  it('whatever stands where an address should be counts as something (F39)', () => {
    for (const odd of ['', 'unknown', ':::', '[', '1.2.3', '::ffff:', '%', 'a:b:c:d:e:f:0:1:2:3'])
      expect(typeof addressPrefix(odd)).toBe('string')
  })

  it('the runtime’s own limiter is the first layer: what it refuses reaches no database', async () => {
    const keys: string[] = []
    t.ports.floodLimiter = {
      limit: ({ key }) => {
        keys.push(key)
        return Promise.resolve({ success: keys.length < 3 })
      },
    }
    expect(await left('203.0.113.7')).toBe(29)
    expect(await left('203.0.113.7')).toBe(28)
    const before = t.statements.length
    const { status, headers, body } = await t.get(CHALLENGE)
    expect(status).toBe(429)
    expect(body.code).toBe('rate-limited')
    expect(headers.get('Retry-After')).toBe('60')
    expect(t.statements.length).toBe(before)
    expect(new Set(keys).size).toBe(1)
    expect(keys[0]).not.toContain('203.0.113.7')
  })

  it('while the store is away, pages that were read are read on and writes are 503 (F06, F08)', async () => {
    const page = '/v1/comments?site=bao&article=/bai/mot'
    expect((await t.get(page)).status).toBe(200)
    const away = () => Promise.reject(new Problem('unavailable', { retryAfterSeconds: 2 }))
    t.client.batch = away
    t.client.execute = away
    for (const path of [page, page]) expect((await t.get(path)).status).toBe(200)
    for (const [name, ask] of Object.entries(requests)) {
      if (name.startsWith('plain')) continue
      const { status, headers } = await ask()
      expect([name, status, headers.get('Retry-After')]).toEqual([name, 503, '2'])
    }
  })
})

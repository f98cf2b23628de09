import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { countStats } from '../src/stats/count.ts'
import { quantile, waitSteps } from '../src/stats/scale.ts'
import { stat } from '../src/schema.ts'
import { addModerator, signIn } from './people.ts'
import { createTestApp, json, newComment, newShare, ORIGIN, type TestApp } from './support.ts'

const HOUR = 3_600_000

describe('waiting times', () => {
  it('keep their median and their 95th part of a hundred to within 8 %', () => {
    const waits = Array.from({ length: 1000 }, (_, i) => (i + 1) * 7919)
    const counts = new Map<number, number>()
    for (const wait of waits) {
      const step = waitSteps.filter((start) => start <= wait).length
      counts.set(step, (counts.get(step) ?? 0) + 1)
    }
    for (const [share, exact] of [
      [0.5, 500 * 7.919],
      [0.95, 950 * 7.919],
    ] as const)
      expect(Math.abs((quantile(counts, share) ?? 0) / exact - 1)).toBeLessThan(0.08)
    expect(quantile(new Map(), 0.5)).toBeNull()
  })
})

describe('the statistics', () => {
  let t: TestApp
  let ids: string[]

  beforeAll(async () => {
    t = await createTestApp({ undoSeconds: 0, share: { confirm: false, moderate: 'none' } })
    await t.admin('PUT', '/v1/admin/articles', {
      site: 'bao',
      key: '/bai/mot',
      url: `${ORIGIN}/bai/mot`,
      title: 'Một bài báo',
    })
    const sent = [
      ...Array.from({ length: 4 }, (_, i) => newComment({ body: `Ý kiến thứ ${i}.` })),
      newComment({
        body: 'Thư riêng.',
        audience: 'editors',
        consent: { version: '1', process: true },
      }),
    ]
    ids = sent.map(({ id }) => id)
    for (const [i, comment] of sent.entries()) {
      t.from(`192.0.2.${i}`)
      expect((await t.send('POST', '/v1/comments', comment)).status).toBe(202)
    }
    expect((await t.send('POST', '/v1/shares', newShare())).status).toBe(202)
    await t.client.execute("UPDATE share SET state = 'pending'")
    await t.admin('POST', '/v1/admin/sites', {
      key: 'kia',
      name: 'Báo Kia',
      origins: ['https://kia.example'],
    })
  })
  afterAll(() => t.close())

  const decide = (items: unknown[], to: string) =>
    t.admin('POST', '/v1/admin/decisions', { items, to })
  const read = async (query = '') => {
    await countStats(t.ports)
    return json(await t.admin('GET', `/v1/admin/stats${query}`))
  }

  it('count what came, what people decided and how long it had waited', async () => {
    t.pass(HOUR)
    await decide(
      ids.slice(0, 3).map((id) => ({ kind: 'comment', id })),
      'approved',
    )
    t.pass(HOUR)
    const undone = await json(await decide([{ kind: 'comment', id: ids[3] }], 'rejected'))
    await t.admin('DELETE', `/v1/admin/decisions/${undone.id}`)
    const { total, moderators, articles, days, oldestWaitingSince } = await read('?site=bao')
    expect(total).toMatchObject({ comments: 4, letters: 1, shares: 1, approved: 3, rejected: 1 })
    expect(Math.abs(total.medianWaitSeconds / 3600 - 1)).toBeLessThan(0.09)
    expect(Math.abs(total.p95WaitSeconds / 7200 - 1)).toBeLessThan(0.09)
    expect(moderators).toMatchObject([
      { id: 'admin-token', name: 'ADMIN_TOKEN', approved: 3, rejected: 1 },
    ])
    expect(articles).toEqual([
      { site: 'bao', key: '/bai/mot', title: 'Một bài báo', url: `${ORIGIN}/bai/mot`, comments: 4 },
    ])
    expect(days).toHaveLength(30)
    expect(new Date(oldestWaitingSince).getTime()).toBeLessThan(t.ports.now().getTime() - HOUR)
  })

  it('count each row once, however often and at once the schedule runs', async () => {
    await Promise.all([countStats(t.ports), countStats(t.ports), countStats(t.ports)])
    expect((await read()).total).toMatchObject({ comments: 4, shares: 1, approved: 3 })
    t.from('192.0.2.77')
    await t.send('POST', '/v1/comments', newComment({ body: 'Thêm một ý kiến nữa.' }))
    expect((await read()).total.comments).toBe(5)
  })

  it('count the mails to friends when they leave', async () => {
    const { rows } = await t.client.execute('SELECT id FROM share')
    await decide([{ kind: 'share', id: String(rows[0]?.['id']) }], 'approved')
    await t.runOutbox()
    expect((await read('?site=bao')).total).toMatchObject({ sent: 1, failed: 0 })
  })

  it('belong to the day of the site’s zone', async () => {
    const day = (zone: string) =>
      new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(new Date(t.ports.now().getTime()))
    const { to } = await read('?site=bao')
    expect(to).toBe(day('Asia/Ho_Chi_Minh'))
    expect((await read(`?site=bao&from=${to}&to=${to}`)).days).toHaveLength(1)
  })

  it('are shown for the caller’s sites only, and for no more than 92 days', async () => {
    expect((await read('?site=kia')).total).toMatchObject({ comments: 0, approved: 0 })
    const made = await json(
      await t.admin('POST', '/v1/admin/tokens', { name: 'K', role: 'viewer', sites: ['kia'] }),
    )
    const Authorization = `Bearer ${made.secret ?? made.token}`
    const own = await json(await t.admin('GET', '/v1/admin/stats', undefined, { Authorization }))
    expect(own.total.comments).toBe(0)
    expect(own.oldestWaitingSince).toBeNull()
    expect(
      (await t.admin('GET', '/v1/admin/stats?site=bao', undefined, { Authorization })).status,
    ).toBe(404)
    expect((await t.admin('GET', '/v1/admin/stats?from=2026-01-01&to=2026-06-01')).status).toBe(422)
  })

  it('stay small: a day of a site is a handful of rows', async () => {
    expect((await t.ports.db.select().from(stat)).length).toBeLessThan(20)
  })

  it('are a page with figures, tables for everybody and the chart from our own address', async () => {
    await addModerator(t, 'xem@bao.example', { role: 'viewer', sites: ['bao'] })
    const Cookie = await signIn(t, 'xem@bao.example')
    const response = await t.request('/admin/stats', { headers: { Cookie } })
    const text = await response.text()
    expect(response.status).toBe(200)
    expect(text).toContain('Một bài báo')
    expect(text).toContain('<summary>Số liệu từng ngày</summary>')
    const script = /src="(\/admin\/chart\.[\da-f]{8}\.js)"/.exec(text)?.[1] ?? ''
    const chart = await t.request(script)
    expect(chart.headers.get('Cache-Control')).toContain('immutable')
    const drawn = /data-chart="([^"]+)"/.exec(text)?.[1]?.replaceAll('&quot;', '"') ?? ''
    // What the page itself has written there.
    const { days, lines } = JSON.parse(drawn) as { days: string[]; lines: { values: unknown[] }[] }
    const { to } = await read('?site=bao')
    expect([days.length, lines[0]?.values.length, days.includes(to)]).toEqual([29, 29, false])
    expect(text).toContain(`${to.split('-').toReversed().join('/')} (hôm nay, chưa hết ngày)`)
    const past = await t.request('/admin/stats?from=2026-01-01&to=2026-01-03', {
      headers: { Cookie },
    })
    expect(await past.text()).not.toContain('chưa hết ngày')
    const wrong = await t.request('/admin/stats?from=2020-01-01', { headers: { Cookie } })
    expect(await wrong.text()).toContain('Xem nhiều nhất 92 ngày')
  })
})

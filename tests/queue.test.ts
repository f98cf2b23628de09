import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findHits } from '../src/console/marked-text.tsx'
import { checks } from '../src/defence/checks.ts'
import { indexPending } from '../src/search.ts'
import { launchChromium } from './browser/chromium.ts'
import { addModerator, sendForm, signIn } from './people.ts'
import {
  createTestApp,
  json,
  newComment,
  newShare,
  ORIGIN,
  PUBLIC_URL,
  type TestApp,
} from './support.ts'

let t: TestApp
let ha: string
let tu: string
let last = 0

beforeEach(async () => {
  t = await createTestApp({
    comments: { proof: 'off' },
    // Hundreds of comments within minutes are the point here, not an attack.
    defence: { articlePerMinute: 10_000, sitePerMinute: 10_000 },
    desks: [{ name: 'Bạn đọc', email: 'ban-doc@bao.example' }],
  })
  await addModerator(t, 'ha@bao.example')
  await addModerator(t, 'tu@bao.example', { name: 'Cẩm Tú' })
  ha = await signIn(t, 'ha@bao.example')
  tu = await signIn(t, 'tu@bao.example')
})
afterEach(() => t.close())

async function post(changes: Record<string, unknown> = {}) {
  last += 1
  t.from(`198.51.${Math.floor(last / 250)}.${last % 250}`)
  const sent = newComment({ body: `Ý kiến riêng số ${last}.`, ...changes })
  const response = await t.send('POST', '/v1/comments', sent)
  expect(response.status).toBe(202)
  t.pass(1000)
  return sent
}

async function open(path: string, as = ha) {
  const response = await t.request(path, { headers: { Cookie: as } })
  return { status: response.status, headers: response.headers, text: await response.text() }
}

const states = async () => {
  const { rows } = await t.client.execute('SELECT state, count(*) AS n FROM comment GROUP BY state')
  return Object.fromEntries(rows.map((row) => [String(row['state']), Number(row['n'])]))
}
const stateOf = async (id: string) =>
  (await t.client.execute({ sql: 'SELECT state FROM comment WHERE id = ?', args: [id] })).rows[0]?.[
    'state'
  ]
const idsIn = (text: string) => [...text.matchAll(/id="item-([^"]+)"/g)].map(([, id]) => id)

describe('a queue without script', () => {
  it('is filtered, sorted and kept under a name, for oneself or for colleagues', async () => {
    const sport = { key: '/the-thao/1', url: `${ORIGIN}/the-thao/1`, title: 'x' }
    const inSport = await post({ article: sport })
    const other = await post()
    expect(idsIn((await open('/admin/pending?section=/the-thao/&q=&site=')).text)).toEqual([
      inSport.id,
    ])
    expect(idsIn((await open('/admin/pending?sort=newest')).text)).toEqual([other.id, inSport.id])
    const address = '/admin/pending?section=/the-thao/&open=x'
    const save = (name: string, more: Record<string, string>, as: string) =>
      sendForm(t, '/admin/saved-queues', { name, address, ...more }, { cookie: as })
    expect((await save('Riêng', {}, ha)).status).toBe(404)
    const right = { address: '/admin/pending?section=%2Fthe-thao%2F' }
    expect((await save('Riêng tôi', right, ha)).headers.get('Location')).toBe(right.address)
    await save('Thể thao chung', { ...right, shared: 'on' }, ha)
    expect((await open('/admin/spam')).text).toContain('Riêng tôi')
    const theirs = (await open('/admin/spam', tu)).text
    expect(theirs).toContain('Thể thao chung')
    expect(theirs).not.toContain('Riêng tôi')
    const forget = /action="(\/admin\/saved-queues\/[^"]+)"/.exec((await open('/admin/spam')).text)
    expect((await sendForm(t, forget![1]!, {}, { cookie: tu })).status).toBe(404)
    expect((await sendForm(t, forget![1]!, {}, { cookie: ha })).status).toBe(303)
  })

  it('everything that matches is decided by one form, and taken back by another', async () => {
    for (let i = 0; i < 40; i++) await post({ body: `Mua ngay kẻo lỡ, lần thứ ${i}.` })
    await post()
    const fields = {
      queue: '/admin/pending?link=mua+ngay',
      before: t.ports.now().toISOString(),
      to: 'spam',
      back: '/admin/pending',
    }
    const answer = await sendForm(t, '/admin/decisions/matching', fields, { cookie: ha })
    expect(await states()).toEqual({ spam: 40, pending: 1 })
    const { text } = await open(answer.headers.get('Location')!)
    expect(text).toContain('Đã chuyển 40 mục vào spam.')
    const undo = /action="(\/admin\/decisions\/[^"]+\/undo)"/.exec(text)?.[1]
    await sendForm(t, undo!, {}, { cookie: ha })
    expect(await states()).toEqual({ pending: 41 })
  })

  it('an item is given to a person or a desk of its site, on record, and to nobody else', async () => {
    const { id } = await post()
    const give = (to: string) =>
      sendForm(t, '/admin/assignments', { item: `comment:${id}`, to }, { cookie: ha })
    expect((await give('desk:Bạn đọc')).status).toBe(303)
    expect((await open('/admin/pending')).text).toContain('Giao cho Bạn đọc')
    expect(idsIn((await open('/admin/pending?assignee=desk:Bạn đọc')).text)).toEqual([id])
    expect((await give('desk:Không có')).status).toBe(404)
    expect((await give('person:ai-do')).status).toBe(404)
    expect((await give('')).status).toBe(303)
    expect((await open('/admin/pending')).text).not.toContain('Giao cho Bạn đọc')
    const { rows } = await t.client.execute(
      "SELECT detail FROM audit WHERE action = 'comment.assigned' ORDER BY seq",
    )
    expect(rows.map((row) => JSON.parse(String(row['detail'])).to)).toEqual(['desk:Bạn đọc', null])
  })

  it('a search marks what it has found, with and without diacritics', async () => {
    await post({ body: 'Điều hòa ở thư viện rất mát.', author: { name: 'Hoà Điệu' } })
    await indexPending(t.ports.db)
    for (const q of ['dieu', 'Điều hoà', 'HOÀ']) {
      const { text } = await open(`/admin/pending?q=${encodeURIComponent(q)}`)
      expect(text, q).toContain('<mark class="hit">Điều</mark>'.slice(0, q === 'HOÀ' ? 18 : 99))
      expect(text, q).toMatch(/<mark class="hit">(?:Điều|hòa|Hoà)<\/mark>/)
    }
    const text = 'Điều hòa, hoà giải, điêu'
    const found = findHits(text, ['dieu', 'hoa']).map(([a, b]) => text.slice(a, b))
    expect(found).toEqual(['Điều', 'hòa', 'hoà', 'điêu'])
    expect((await open('/admin/pending?q=khongcotunay')).text).toContain('Không có mục nào khớp')
  })

  it('saved queues and assignments are the same for programs', async () => {
    const { id } = await post()
    const address = '/admin/pending?q=học+phí&open=0197a2e1-0a44-7d13-b0c9-91e2f7a65d31'
    const made = await t.admin('POST', '/v1/admin/saved-queues', {
      name: 'Học phí',
      address,
      isShared: true,
    })
    expect(made.status).toBe(201)
    const queue = await json(made)
    expect(queue).toMatchObject({ name: 'Học phí', isShared: true, isOwn: true })
    expect(queue.address).toBe('/admin/pending?q=h%E1%BB%8Dc+ph%C3%AD')
    expect((await open('/admin/spam')).text).toContain('Học phí')
    expect(await json(await t.admin('GET', '/v1/admin/saved-queues'))).toEqual({ items: [queue] })
    const elsewhere = { name: 'x', address: 'https://la.example/' }
    expect((await t.admin('POST', '/v1/admin/saved-queues', elsewhere)).status).toBe(404)
    const gone = await t.admin('DELETE', `/v1/admin/saved-queues/${queue.id}`)
    expect(gone.status).toBe(204)
    expect((await open('/admin/spam')).text).not.toContain('Học phí')

    const { items } = await json(await t.admin('GET', '/v1/admin/assignees?site=bao'))
    expect(items.map(({ label }: { label: string }) => label)).toEqual([
      'Cẩm Tú',
      'Lê Thu Hà',
      'Bạn đọc',
    ])
    const give = (to: string | null) =>
      t.admin('PUT', '/v1/admin/assignments', { kind: 'comment', id, to })
    expect((await give(items[0].to)).status).toBe(204)
    expect((await open('/admin/pending')).text).toContain('Giao cho Cẩm Tú')
    const seen = async () =>
      (await json(await t.admin('GET', '/v1/admin/comments'))).items[0].assigned
    expect(await seen()).toEqual(items[0])
    expect((await json(await t.admin('GET', `/v1/admin/comments/${id}`))).comment.assigned).toEqual(
      items[0],
    )
    expect((await give('desk:Không có')).status).toBe(404)
    expect((await give('ai đó')).status).toBe(422)
    expect((await give(null)).status).toBe(204)
    expect(await seen()).toBeNull()
  })

  it('a text is tried by programs as in the console', async () => {
    const trial = async (body: object) =>
      json(await t.admin('POST', '/v1/admin/sites/bao/words/try', body))
    const words = [{ entry: 'hàng giả', level: 'spam' }]
    expect(await trial({ text: 'Toàn hàng giả cả.' })).toMatchObject({ verdict: 'pending' })
    expect(await trial({ text: 'Toàn hàng giả cả.', words })).toMatchObject({
      verdict: 'spam',
      sentence: '',
      reasons: expect.arrayContaining([
        { check: 'words', verdict: 'spam', detail: 'hàng giả', spans: [[5, 13]] },
      ]),
    })
    const { rows } = await t.client.execute('SELECT count(*) AS n FROM comment')
    expect(Number(rows[0]?.['n'])).toBe(0)
  })

  it('a card leads to all that waits with the same text, which is decided in one go', async () => {
    const body = 'Mua ngay kẻo lỡ, giá rẻ bất ngờ.'
    const twins = [await post({ body }), await post({ body })]
    await post()
    const { text } = await open('/admin/pending')
    const path = `/admin/pending?sameText=${twins[0]!.id}`
    expect(text).toContain(`<a href="${path}">cùng nội dung</a>`)
    const alike = await open(path)
    expect(idsIn(alike.text)).toEqual(twins.map(({ id }) => id))
    expect(alike.text).toContain('Tất cả 2 mục khớp')
  })

  it('a card tells of colleagues’ notes, at the item and at others by its sender', async () => {
    const author = { name: 'Hoà', email: 'hoa@thu.example' }
    const [first, second] = [await post({ author }), await post({ author })]
    await post()
    const cards = async () =>
      (await open('/admin/pending')).text
        .split('<article')
        .slice(1)
        .map((card) => ({
          here: /Xem (\d+) ghi chú</.exec(card)?.[1],
          elsewhere: /(\d) ghi chú ở các ý kiến khác/.exec(card)?.[1],
        }))
    const none = { here: undefined, elsewhere: undefined }
    expect(await cards()).toEqual([none, none, none])
    for (const text of ['Đã gọi lại.', 'Chờ ban Kinh tế.'])
      await t.admin('POST', `/v1/admin/comments/${first.id}/notes`, { text })
    expect(await cards()).toEqual([
      { here: '2', elsewhere: undefined },
      { here: undefined, elsewhere: '2' },
      none,
    ])
    expect((await open('/admin/pending')).text).toContain(`href="/admin/comments/${first.id}"`)
    expect(second.id).not.toBe(first.id)
  })

  it('a queue can be narrowed by everything that holds an item', async () => {
    const reasonsOf = async (path: string) => {
      const [, field = ''] = /<select name="reason">(.*?)<\/select>/s.exec((await open(path)).text)!
      return [...field.matchAll(/value="([^"]+)"/g)].map(([, name]) => name!)
    }
    const running = checks.map(({ name }) => name)
    expect(await reasonsOf('/admin/pending')).toEqual([...running, 'outside'])
    expect(await reasonsOf('/admin/shares')).toEqual([...running, 'outside', 'breaker'])
    const { id } = await post({ body: 'Xem https://mua.example nhé.' })
    await post()
    expect(idsIn((await open('/admin/pending?reason=links')).text)).toEqual([id])
    const share = newShare()
    await t.send('POST', '/v1/shares', share)
    const shares = (reason: string) => open(`/admin/shares?state=unconfirmed&reason=${reason}`)
    expect(idsIn((await shares('form-time')).text)).toEqual([share.id])
    expect(idsIn((await shares('breaker')).text)).toEqual([])
    expect((await shares('breaker')).text).toContain('bị giữ vì: Quá số lượt gửi trong ngày')
  })

  it('the list shows where a long text has what was searched, a letter its subject, and says who is unknown', async () => {
    const long = `${'Chuyện thư viện kể mãi. '.repeat(12)}Cuối cùng là giáo viên của tôi.`
    await post({ body: long })
    await indexPending(t.ports.db)
    const { text } = await open('/admin/pending?q=giao+vien')
    const [, glimpse = ''] = /<p class="glimpse">(.*?)<\/p>/s.exec(text)!
    expect(glimpse).toMatch(/^… /)
    expect(glimpse).toContain('<mark class="hit">giáo</mark> <mark class="hit">viên</mark>')
    expect(text).toContain('Không rõ, vì không để lại email')
    expect(text).not.toContain('Các ý kiến khác của người này')
    await t.admin(
      'PATCH',
      '/v1/admin/sites/bao',
      { settings: { comments: { fields: { subject: 'optional' } } } },
      { 'If-Match': '"1"' },
    )
    await post({
      subject: 'Đường ngập',
      audience: 'editors',
      consent: { version: '1', process: true },
    })
    expect((await open('/admin/letters')).text).toContain('<p class="glimpse"><b>Đường ngập</b> · ')
  })

  it('a search that finds nothing in its queue leads to all of them; reasons are told to whoever reads English', async () => {
    await post({ body: 'Một câu có chữ hiếm.' })
    await indexPending(t.ports.db)
    const { text } = await open('/admin/spam?q=hiem')
    expect(text).toContain('<a href="/admin/all?q=hiem">Tìm trong tất cả</a>')
    expect(idsIn((await open('/admin/all?q=hiem')).text)).toHaveLength(1)
    const english = await t.request('/admin/pending', {
      headers: { Cookie: ha, 'Accept-Language': 'en' },
    })
    expect(await english.text()).toContain('Moderated before publishing: <bdi>Tòa soạn duyệt')
  })

  it('shares are searched from the same box, and what was found is marked', async () => {
    const share = newShare({
      sender: { name: 'Đặng Thuỳ', email: 'dt@thu.example' },
      message: 'Đọc bài này đi Thúy ơi.',
    })
    await t.send('POST', '/v1/shares', share)
    await t.send('POST', '/v1/shares', newShare())
    await indexPending(t.ports.db)
    const { text } = await open('/admin/shares?state=unconfirmed&q=thuy')
    expect(idsIn(text)).toEqual([share.id])
    expect(text).toContain('<mark class="hit">Thuỳ</mark>')
    expect(text).toContain('<mark class="hit">Thúy</mark>')
    expect(text).toContain('<input type="hidden" name="state" value="unconfirmed"/>')
    expect(text).toContain('aria-label="Tìm người gửi, lời nhắn, bài viết"')
  })

  it('news: counts, what came since, what colleagues did and look at, with an ETag', async () => {
    const { id } = await post()
    const since = t.ports.now().toISOString()
    const path = `/admin/live?queue=pending&since=${since}&items=comment:${id}`
    const first = await open(path)
    expect(JSON.parse(first.text)).toMatchObject({
      counts: { pending: 1, spam: 0 },
      fresh: 0,
      items: [{ id, state: 'pending', by: null }],
      seen: [],
    })
    const again = await t.request(path, {
      headers: { Cookie: ha, 'If-None-Match': first.headers.get('ETag')! },
    })
    expect(again.status).toBe(304)
    await sendForm(t, '/admin/presence', { item: `comment:${id}` }, { cookie: tu })
    t.pass(1000)
    await post()
    const item = { item: `comment:${id}:pending`, to: 'spam' }
    await sendForm(t, '/admin/decisions', item, { cookie: tu })
    expect(JSON.parse((await open(path)).text)).toMatchObject({
      counts: { pending: 1, spam: 1 },
      fresh: 1,
      items: [{ id, state: 'spam', by: 'Cẩm Tú' }],
      seen: [{ id, name: 'Cẩm Tú' }],
    })
    t.pass(60_000)
    expect(JSON.parse((await open(path)).text).seen).toEqual([])
  })
})

describe('a queue in a browser', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchChromium()
  })
  afterAll(() => browser.close())

  /** A page whose every request is answered by the app itself; what goes wrong there is collected. */
  async function openPage(
    path: string,
    cookie: string,
    options: { javaScriptEnabled?: boolean } = {},
  ) {
    const context = await browser.newContext({ locale: 'vi-VN', ...options })
    const pairs = cookie.split('; ').map((pair) => pair.split('='))
    await context.addCookies(
      pairs.map(([name = '', ...value]) => ({ name, value: value.join('='), url: PUBLIC_URL })),
    )
    const page = await context.newPage()
    const faults: string[] = []
    page.on('console', (message) => {
      if (!message.text().startsWith('Failed to load resource')) faults.push(message.text())
    })
    page.on('pageerror', (error) => faults.push(error.message))
    page.on('dialog', (dialog) => {
      faults.push(`dialog ${dialog.message()}`)
      void dialog.dismiss()
    })
    const net = { isUp: true, requests: 0 }
    await page.route('**/*', async (route) => {
      const request = route.request()
      const body = request.postDataBuffer()
      if (!net.isUp) {
        await route.abort()
        return
      }
      net.requests += 1
      const headers = await request.allHeaders()
      let answer = await t.app.request(request.url(), {
        method: request.method(),
        headers,
        ...(body !== null && { body: new Uint8Array(body) }),
      })
      // Playwright does not answer for where a redirect leads.
      if (answer.status === 303)
        answer = await t.app.request(PUBLIC_URL + answer.headers.get('Location')!, { headers })
      await route.fulfill({
        status: answer.status,
        headers: Object.fromEntries(answer.headers),
        body: Buffer.from(await answer.arrayBuffer()),
      })
    })
    await page.goto(PUBLIC_URL + path)
    return { page, faults, net, close: () => context.close() }
  }

  const currentId = (page: Page) => page.getAttribute('.item.current', 'data-id')

  it('is cleared of 200 mixed items by keys alone, the last batch is taken back, a search finds', async () => {
    for (let i = 0; i < 200; i++) {
      const isLetter = i % 20 === 0
      await post({
        body:
          i % 7 === 0 ? `Xem http://hang-${i}.example ngay` : `Tôi thấy điều thứ ${i} rất đúng.`,
        ...(isLetter && { audience: 'editors', consent: { version: '1', process: true } }),
      })
    }
    await indexPending(t.ports.db)
    const { page, faults, close } = await openPage('/admin/pending', ha)
    const keys = ['a', 'd', 's', 'f', 'r']
    for (let i = 0; i < 190; i++) {
      // Only where the next page has to come first is there anything to wait for.
      if ((await page.locator('.item:not(.decided)').count()) < 3)
        await expect.poll(() => page.locator('.item:not(.decided)').count()).toBeGreaterThan(2)
      await page.keyboard.press(keys[i % keys.length]!)
    }
    await expect.poll(async () => (await states())['pending'], { timeout: 20_000 }).toBe(10)
    for (let i = 0; i < 10; i++) {
      await page.keyboard.press('x')
      await page.keyboard.press('j')
    }
    await page.keyboard.press('s')
    await expect.poll(async () => (await states())['pending'] ?? 0).toBe(0)
    expect(await states()).toEqual({ approved: 76, rejected: 76, spam: 48 })
    await expect.poll(() => page.textContent('[data-count=pending]'), { timeout: 20_000 }).toBe('0')
    await page.keyboard.press('u')
    await expect.poll(async () => (await states())['pending']).toBe(10)
    await expect.poll(() => page.locator('.item:not(.decided)').count()).toBe(10)
    await page.keyboard.press('/')
    await page.keyboard.type('dieu dung')
    await page.keyboard.press('Enter')
    await page.locator('mark.hit').first().waitFor()
    expect(await page.locator('mark.hit').first().textContent()).toMatch(/^(?:điều|đúng)$/)
    expect(faults).toEqual([])
    await close()
  }, 120_000)

  it('two moderators: who is looking, who decided, and who came too late, on screen and on record', async () => {
    const [a, b] = [await post(), await post()]
    const mine = await openPage('/admin/pending', ha)
    const theirs = await openPage('/admin/pending', tu)
    await mine.page.locator(`#item-${a.id} .seen:not([hidden])`).waitFor({ timeout: 20_000 })
    expect(await mine.page.textContent(`#item-${a.id} .seen`)).toBe('Cẩm Tú đang xem')
    await theirs.page.keyboard.press('a')
    await expect.poll(() => stateOf(a.id)).toBe('approved')
    // Before the news comes, the first moderator decides the same item otherwise.
    await mine.page.keyboard.press('d')
    await expect
      .poll(() => mine.page.textContent('#toast'))
      .toBe('Cẩm Tú vừa xử lý mục này: Đã đăng.')
    await theirs.page.keyboard.press('s')
    const line = mine.page.locator(`#item-${b.id} .line`)
    await line.waitFor({ timeout: 20_000 })
    expect(await line.textContent()).toContain('Cẩm Tú đã chuyển vào spam')
    const { rows } = await t.client.execute(
      "SELECT detail FROM audit WHERE action = 'decision.refused'",
    )
    expect(rows.map((row) => JSON.parse(String(row['detail'])))).toMatchObject([
      { from: 'pending', to: 'rejected', found: 'approved' },
    ])
    expect([...mine.faults, ...theirs.faults]).toEqual([])
    await Promise.all([mine.close(), theirs.close()])
  }, 60_000)

  it('Escape leads out of fields and away from a selection; nothing out of sight is decided by a key', async () => {
    const ids: string[] = []
    for (let i = 0; i < 4; i++) ids.push((await post()).id)
    const { page, faults, close } = await openPage('/admin/pending', ha)
    await page.keyboard.press('/')
    await page.keyboard.type('xad')
    await page.keyboard.press('Escape')
    expect(await page.inputValue('#search')).toBe('xad')
    await page.keyboard.press('j')
    expect(await currentId(page)).toBe(ids[1])
    await page.keyboard.press('x')
    expect(await page.textContent('#selected')).toBe('Đã chọn 1')
    await page.keyboard.press('Escape')
    expect(await page.textContent('#selected')).toBe('')
    await page.keyboard.press('x')
    await page.keyboard.press('j')
    await page.keyboard.press('z')
    await page.keyboard.press('a')
    await expect.poll(() => stateOf(ids[2]!)).toBe('approved')
    expect(await states()).toEqual({ approved: 1, pending: 3 })
    await page.keyboard.press('z')
    await page.check('#select-matching')
    await page.focus(`#item-${ids[0]}`)
    await page.keyboard.press('s')
    expect(await page.evaluate('document.activeElement.value')).toBe('spam')
    expect(await states()).toEqual({ approved: 1, pending: 3 })
    await page.keyboard.press('Enter')
    await expect.poll(states).toEqual({ approved: 1, spam: 3 })
    expect(faults).toEqual([])
    await close()
  }, 60_000)

  it('whoever opens an item in a hurry is at the same one on the way back', async () => {
    const ids: string[] = []
    for (let i = 0; i < 4; i++) ids.push((await post()).id)
    const { page, close } = await openPage('/admin/pending', ha)
    for (const key of ['j', 'j', 'e']) await page.keyboard.press(key)
    await page.waitForURL(`**/admin/comments/${ids[2]}`)
    await page.goBack()
    await page.locator('main.queue').waitFor()
    expect(await currentId(page)).toBe(ids[2])
    await close()
  }, 60_000)

  it('what cannot be saved comes back with the reason', async () => {
    const { id } = await post()
    await post()
    const { page, net, close } = await openPage('/admin/pending', ha)
    net.isUp = false
    await page.keyboard.press('a')
    expect(await page.locator('.item.decided').count()).toBe(1)
    await page.locator(`#item-${id} .why`).waitFor({ timeout: 20_000 })
    expect(await page.textContent(`#item-${id} .why`)).toContain('Không liên lạc được')
    net.isUp = true
    await page.focus(`#item-${id}`)
    await page.keyboard.press('a')
    await expect.poll(() => stateOf(id)).toBe('approved')
    await close()
  }, 60_000)

  it('new items wait behind a line of their own, and come in behind the last one', async () => {
    const { id } = await post()
    const { page, close } = await openPage('/admin/pending', ha)
    t.pass(1000)
    const fresh = await post()
    await page.locator('#news:not([hidden])').waitFor({ timeout: 20_000 })
    expect(await page.textContent('#news')).toBe('Xem 1 mục mới')
    expect(await page.locator('.item').count()).toBe(1)
    await page.click('#news')
    await page.locator(`#item-${fresh.id}`).waitFor()
    expect(await currentId(page)).toBe(id)
    // Whatever the browser's clock says, the next one is new and the last one is not.
    t.pass(1000)
    await post()
    await page.locator('#news:not([hidden])').waitFor({ timeout: 20_000 })
    expect(await page.textContent('#news')).toBe('Xem 1 mục mới')
    await close()
  }, 60_000)

  it('ticks by range, by likeness and by filter, and decides in one go', async () => {
    const ids: string[] = []
    for (let i = 0; i < 6; i++) ids.push((await post()).id)
    const twin = { author: { name: 'Sinh đôi', email: 'doi@thu.example' } }
    const twins = [await post(twin), await post({ ...twin, body: 'Một ý khác của tôi.' })]
    const { page, faults, close } = await openPage('/admin/pending', ha)
    await page.click(`#item-${ids[0]} .tick`)
    await page.click(`#item-${ids[3]} .tick`, { modifiers: ['Shift'] })
    expect(await page.textContent('#selected')).toBe('Đã chọn 4')
    await page.click('.bulk-actions button[value=rejected]')
    await expect.poll(async () => (await states())['rejected']).toBe(4)
    await page.check('#select-page')
    await page.click(`#item-${ids[5]} .tick`)
    expect(await page.isChecked('#select-page')).toBe(false)
    await page.locator('body').press('Escape')
    await page.focus(`#item-${twins[0]!.id}`)
    await page.selectOption('#select-like', 'author')
    expect(await page.textContent('#selected')).toBe('Đã chọn 2')
    await page.click('.bulk-actions button[value=spam]')
    await expect.poll(async () => (await states())['spam']).toBe(2)
    await page.check('#select-matching')
    await page.click('.bulk-actions button[value=approved]')
    await expect.poll(async () => (await states())['approved']).toBe(2)
    await page.locator('body').press('u')
    await expect.poll(async () => (await states())['pending']).toBe(2)
    expect(faults).toEqual([])
    await close()
  }, 60_000)

  it('works by forms alone where scripts do not run', async () => {
    const [a, b] = [await post(), await post()]
    const { page, close } = await openPage('/admin/pending', ha, { javaScriptEnabled: false })
    await page.click(`#item-${b.id} a.open`)
    expect(page.url()).toContain(`open=${b.id}`)
    await page.click(`#item-${b.id} button[value=approved]`)
    expect(await stateOf(b.id)).toBe('approved')
    await page.getByRole('button', { name: 'Hoàn tác' }).click()
    expect(await stateOf(b.id)).toBe('pending')
    for (const { id } of [a, b]) await page.check(`#item-${id} .tick`)
    await page.click('#bulk button[value=spam]')
    expect(await states()).toEqual({ spam: 2 })
    await close()
  }, 60_000)

  it('has no axe violation, dialog, CSP violation or sideways scrolling in any state, hostile values in every column', async () => {
    const payload = `"><img src=x onerror=alert(1)><script>alert(1)</script>' onmouseover='alert(1)`
    const root = await post({
      body: 'Mời xem https://quang-cao.example nhé',
      author: { name: 'Ai đó', email: 'x@thu.example' },
    })
    const item = [{ kind: 'comment', id: root.id }]
    await t.admin('POST', '/v1/admin/decisions', { items: item, to: 'approved' })
    await post({ parentId: root.id })
    await post({ audience: 'editors', consent: { version: '1', process: true } })
    await t.send(
      'POST',
      `/v1/comments/${root.id}/reports`,
      { reason: 'other', detail: payload },
      { 'Phanhoi-Reader': 'r'.repeat(22) },
    )
    const save = { name: payload, address: '/admin/pending?q=x', shared: 'on' }
    await sendForm(t, '/admin/saved-queues', save, { cookie: ha })
    for (const { id } of [root]) {
      const give = { item: `comment:${id}`, to: 'desk:Bạn đọc' }
      await sendForm(t, '/admin/assignments', give, { cookie: ha })
    }
    await sendForm(t, '/admin/presence', { item: `comment:${root.id}` }, { cookie: tu })
    await t.client.batch(
      [
        'UPDATE comment SET author_name = ?, subject = ?, body = body || ?',
        'UPDATE article SET title = ?, excerpt = ?, key = key || ?',
        'UPDATE assignment SET label = ?, assignee = ?, by = ?',
        'UPDATE presence SET name = ?, item_id = item_id || substr(?, 1, 0) || substr(?, 1, 0)',
        'UPDATE comment SET decided_by = ?, author_phone = ?, author_address = ?',
      ].map((sql) => ({ sql, args: [payload, payload, payload] })),
      'write',
    )
    const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'))
    const paths = [
      '/admin/pending',
      '/admin/reported',
      '/admin/letters',
      '/admin/shares',
      '/admin/approved?q=moi+xem',
      `/admin/all?open=${root.id}&link=quang-cao`,
      `/admin/all?author=${root.id}`,
      '/admin/spam?section=%3Cscript%3E',
    ]
    for (const path of paths)
      for (const colorScheme of ['light', 'dark'] as const) {
        const { page, faults, close } = await openPage(path, ha)
        await page.emulateMedia({ colorScheme })
        for (const summary of await page.locator('details > summary:visible').all())
          if (colorScheme === 'dark') await summary.click({ force: true }).catch(() => undefined)
        for (const width of [375, 1440]) {
          await page.setViewportSize({ width, height: 900 })
          const cdp = await page.context().newCDPSession(page)
          const { result } = await cdp.send('Runtime.evaluate', {
            expression: `${axe.toString()}; axe.run().then((r) => JSON.stringify([
              r.violations.map(({ id, nodes }) => id + ' ' + nodes[0].html),
              document.documentElement.scrollWidth - innerWidth]))`,
            awaitPromise: true,
            returnByValue: true,
          })
          expect(result.value, `${path} ${colorScheme} ${width}`).toBe('[[],0]')
        }
        expect(faults, path).toEqual([])
        await close()
      }
  }, 240_000)
})

describe('many at once', () => {
  it('500 items are decided by one request and taken back by another', async () => {
    await post()
    await t.client
      .execute(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 499)
      INSERT INTO comment (id, site_seq, article_seq, audience, state, first_state, author_name,
        author_hash, address_hash, body, text_hash, fingerprint, reasons, consent_version,
        created_at, editable_until)
      SELECT substr(id, 1, 32) || printf('%04x', i), site_seq, article_seq, audience, 'pending',
        'pending', 'Ai đó', '', 'h', 'Một câu', 'h', 'f', '[]', '1', created_at, 0
      FROM n, (SELECT * FROM comment LIMIT 1)`)
    const { rows } = await t.client.execute('SELECT id FROM comment')
    const items = rows.map((row) => ({ kind: 'comment', id: String(row['id']), from: 'pending' }))
    expect(items).toHaveLength(500)
    const made = await json(await t.admin('POST', '/v1/admin/decisions', { items, to: 'approved' }))
    expect(made.results.every(({ ok }: { ok: boolean }) => ok)).toBe(true)
    expect(await states()).toEqual({ approved: 500 })
    await t.admin('DELETE', `/v1/admin/decisions/${made.id}`)
    expect(await states()).toEqual({ pending: 500 })
  })
})

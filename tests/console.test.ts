import { Script } from 'node:vm'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { eq } from 'drizzle-orm'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { splitAtMarks } from '../src/console/marked-text.tsx'
import { consoleScript } from '../src/console/script.ts'
import { comment, decision, moderator } from '../src/schema.ts'
import { launchChromium } from './browser/chromium.ts'
import { addModerator, sendForm, signIn } from './people.ts'
import { createTestApp, newComment, newShare, ORIGIN, PUBLIC_URL, type TestApp } from './support.ts'

let t: TestApp
let cookie: string
let last = 0

beforeAll(async () => {
  t = await createTestApp({ comments: { proof: 'off' } })
  await addModerator(t, 'ha@bao.example')
  cookie = await signIn(t, 'ha@bao.example')
})
afterAll(() => t.close())

async function post(changes: Record<string, unknown> = {}) {
  t.from(`198.51.100.${++last}`)
  const sent = newComment({ body: `Ý kiến riêng số ${last}.`, ...changes })
  const response = await t.send('POST', '/v1/comments', sent)
  expect(response.status).toBe(202)
  t.pass(1000)
  return sent
}

async function open(path: string, as = cookie, headers: Record<string, string> = {}) {
  const response = await t.request(path, { headers: { Cookie: as, ...headers } })
  return { response, status: response.status, text: await response.text() }
}

async function stateOf(id: string) {
  const [row] = await t.ports.db.select().from(comment).where(eq(comment.id, id))
  return row?.state
}

const decide = (id: string, fields: Record<string, string>, as = cookie) =>
  sendForm(t, '/admin/decisions', { item: `comment:${id}:pending`, ...fields }, { cookie: as })

/** The part of the page that is one item's card. */
function cardOf(text: string, id: string) {
  return text.split('<article').find((part) => part.includes(`id="item-${id}"`)) ?? ''
}

describe('the queue page', () => {
  it('sends strangers to the sign-in page and back again (Z01)', async () => {
    const answer = await t.request('/admin/spam?after=x')
    expect(answer.status).toBe(303)
    expect(answer.headers.get('Location')).toBe('/admin/sign-in?back=%2Fadmin%2Fspam%3Fafter%3Dx')
    const { id } = await post()
    expect((await decide(id, { to: 'approved' }, 'none=1')).headers.get('Location')).toBe(
      '/admin/sign-in',
    )
    expect(await stateOf(id)).toBe('pending')
  })

  it('a bearer token opens no page', async () => {
    const headers = { Authorization: `Bearer ${t.ports.config.adminToken ?? ''}` }
    expect((await t.request('/admin/pending', { headers })).status).toBe(303)
  })

  it('shows each item with its reasons, marks, record and the tabs with their sizes', async () => {
    const sent = await post({
      author: { name: 'Trần Bình', email: 'binh@thu.example' },
      body: 'Mời xem https://quang-cao.example/khuyen-mai nhé các bạn.',
    })
    const { status, text } = await open('/admin/pending')
    expect(status).toBe(200)
    const card = cardOf(text, sent.id)
    expect(card).toContain('<mark title="Có đường dẫn">https://quang-cao.example/khuyen-mai</mark>')
    expect(card).toContain('Tòa soạn duyệt trước khi đăng')
    expect(card).toContain('Lần đầu gửi')
    expect(card).toContain('binh@thu.example')
    expect(card).toContain('vừa xong')
    expect(text).toMatch(/aria-current="page"[^>]*>Chờ duyệt<span[^>]*>\d+</)
  })

  it('tags text without marks and shows what a reply answers', async () => {
    const root = await post({ body: 'Ý kiến gốc để người khác trả lời.' })
    await t.admin('POST', '/v1/admin/decisions', {
      items: [{ kind: 'comment', id: root.id }],
      to: 'approved',
    })
    const reply = await post({
      parentId: root.id,
      body: 'toi dong y voi ban, bai viet nay rat hay va huu ich cho moi nguoi',
    })
    const card = cardOf((await open('/admin/pending')).text, reply.id)
    expect(card).toContain('Gõ không dấu')
    expect(card).toContain('Trả lời Nguyễn Thị Hoà')
    expect(card).toContain('Ý kiến gốc để người khác trả lời.')
  })

  it('keeps letters and shares in tabs of their own', async () => {
    const letter = await post({
      audience: 'editors',
      consent: { version: '1', process: true },
      body: 'Gửi riêng tòa soạn một góp ý.',
    })
    expect((await open('/admin/letters')).text).toContain('Chỉ gửi tòa soạn')
    const share = newShare({ message: 'Bài này hay lắm.' })
    expect((await t.send('POST', '/v1/shares', share)).status).toBe(202)
    const { text } = await open('/admin/shares?state=unconfirmed')
    expect(cardOf(text, share.id)).toContain('lan@ban.example')
    expect(cardOf(text, share.id)).not.toContain('/admin/decisions')
    expect(cardOf((await open('/admin/letters')).text, letter.id)).toContain('Tiếp nhận')
  })

  it('speaks English to those who ask for it', async () => {
    const { text } = await open('/admin/pending', cookie, { 'Accept-Language': 'en-GB,en' })
    expect(text).toContain('<html lang="en">')
    expect(text).toContain('Sign out')
  })

  it('goes on by cursor, and the address holds the place', async () => {
    for (let i = 0; i < 31; i++) await post()
    const first = (await open('/admin/pending')).text
    const next = /href="(\/admin\/pending\?after=[^"]+)"/.exec(first)?.[1]
    const second = (await open(next!)).text
    const ids = (text: string) => [...text.matchAll(/id="item-([^"]+)"/g)].map(([, id]) => id)
    expect(ids(first)).toHaveLength(30)
    expect(ids(second).length).toBeGreaterThan(0)
    expect(ids(second).filter((id) => ids(first).includes(id))).toEqual([])
    expect((await open('/admin/pending?after=forged')).status).toBe(422)
  })

  it('an unknown page is a page', async () => {
    const { status, response, text } = await open('/admin/nothing')
    expect(status).toBe(404)
    expect(response.headers.get('Content-Type')).toContain('text/html')
    expect(text).toContain('Không có trang này')
  })
})

describe('decisions by form', () => {
  it('approve moves the item and offers to undo', async () => {
    const { id } = await post()
    const answer = await decide(id, { to: 'approved', back: '/admin/pending' })
    expect(answer.status).toBe(303)
    expect(await stateOf(id)).toBe('approved')
    const { text } = await open(answer.headers.get('Location')!)
    expect(text).toContain('Đã duyệt 1 mục.')
    const undo = /action="(\/admin\/decisions\/[^"]+\/undo)"/.exec(text)?.[1]
    const undone = await sendForm(t, undo!, { back: '/admin/pending' }, { cookie })
    expect(await stateOf(id)).toBe('pending')
    expect((await open(undone.headers.get('Location')!)).text).toContain('Đã hoàn tác 1 mục.')
    const again = await sendForm(t, undo!, { back: '/admin/pending' }, { cookie })
    expect((await open(again.headers.get('Location')!)).text).toContain('Không hoàn tác được nữa')
  })

  it('a reason carries the sentence that the site keeps for it, or the moderator’s own', async () => {
    const [a, b] = [await post(), await post()]
    await decide(a.id, { to: 'rejected', reason: 'abuse', message: '' })
    await decide(b.id, { to: 'rejected', reason: 'abuse', message: 'Mời bạn viết lại.' })
    const rows = await t.ports.db.select().from(decision).where(eq(decision.reason, 'abuse'))
    expect(rows.map(({ message }) => message)).toEqual([
      'Ý kiến có lời lẽ chưa phù hợp.',
      'Mời bạn viết lại.',
    ])
  })

  it('an item that a colleague moved first is left alone and said so', async () => {
    const { id } = await post()
    await t.admin('POST', '/v1/admin/decisions', { items: [{ kind: 'comment', id }], to: 'spam' })
    const answer = await decide(id, { to: 'approved' })
    expect(await stateOf(id)).toBe('spam')
    expect((await open('/admin/pending?failed=1')).text).toContain('1 mục giữ nguyên')
    expect(answer.headers.get('Location')).toContain('failed=1')
  })

  it('leads back to pages of the console only (C08)', async () => {
    const { id } = await post()
    const answer = await decide(id, { to: 'approved', back: '//evil.test/admin/' })
    expect(answer.headers.get('Location')).toMatch(/^\/admin\/\?done=/)
  })

  it('from another origin are refused whatever their type (C02, C03)', async () => {
    const { id } = await post()
    const types = [
      'application/x-www-form-urlencoded',
      'text/plain',
      'TEXT/PLAIN; x',
      'application/json',
      null,
    ]
    for (const origin of ['https://evil.test', 'null', 'http://phanhoi.example', ORIGIN, null])
      for (const type of types)
        for (const path of ['/admin/decisions', '/v1/admin/decisions', '/admin/sign-out']) {
          const answer = await t.request(path, {
            method: 'POST',
            headers: {
              Cookie: cookie,
              ...(origin !== null && { Origin: origin }),
              ...(type !== null && { 'Content-Type': type }),
            },
            body: new TextEncoder().encode(`item=comment:${id}:pending&to=approved`),
          })
          expect(answer.status).toBe(403)
          expect(answer.headers.get('Access-Control-Allow-Credentials')).toBeNull()
        }
    expect(await stateOf(id)).toBe('pending')
    expect((await open('/admin/pending')).status).toBe(200)
  })

  it('GET and HEAD change nothing, and _method is just a field (C04)', async () => {
    const { id } = await post()
    const query = `item=comment:${id}:pending&to=approved&_method=POST`
    for (const method of ['GET', 'HEAD'])
      for (const path of ['/admin/decisions', '/admin/pending', `/admin/decisions/${id}/undo`]) {
        const answer = await t.request(`${path}?${query}`, { method, headers: { Cookie: cookie } })
        expect([200, 404]).toContain(answer.status)
      }
    const out = await t.request('/admin/sign-out', { headers: { Cookie: cookie } })
    expect(out.status).toBe(404)
    const fields = { _method: 'DELETE', item: `comment:${id}:pending`, to: 'approved' }
    expect((await sendForm(t, '/admin/decisions', fields, { cookie })).status).toBe(422)
    expect(await stateOf(id)).toBe('pending')
  })

  it('no page is readable for other origins (C05)', async () => {
    for (const origin of ['https://evil.test', 'null', ORIGIN]) {
      const { response } = await open('/admin/pending', cookie, { Origin: origin })
      expect(response.headers.get('Access-Control-Allow-Origin')).toBeNull()
    }
  })

  it('what is malformed is refused', async () => {
    const { id } = await post()
    for (const fields of [{ to: 'withdrawn' }, { to: 'approved', item: `comment:${id}` }, {}])
      expect((await decide(id, fields as Record<string, string>)).status).toBe(422)
    const long = 'x'.repeat(70_000)
    expect((await decide(id, { to: 'rejected', message: long })).status).toBe(413)
  })
})

describe('roles', () => {
  it('a viewer reads without personal data and decides nothing', async () => {
    await addModerator(t, 'xem@bao.example', { role: 'viewer' })
    t.from('203.0.113.50')
    const viewer = await signIn(t, 'xem@bao.example')
    const sent = await post({
      author: { name: 'Cẩm Tú', email: 'cam-tu@thu.example' },
    })
    const share = newShare({ sender: { name: 'Ẩn Danh', email: 'an@thu.example' } })
    await t.send('POST', '/v1/shares', share)
    const pages = [
      (await open('/admin/all', viewer)).text,
      (await open('/admin/shares?state=unconfirmed', viewer)).text,
    ].join('')
    expect(pages).toContain('Cẩm Tú')
    expect(pages).toContain('Thông tin cá nhân được ẩn')
    for (const secret of ['cam-tu@thu.example', 'an@thu.example', 'lan@ban.example', 'Ẩn Danh'])
      expect(pages).not.toContain(secret)
    expect(pages).not.toContain('action="/admin/decisions')
    expect((await decide(sent.id, { to: 'approved' }, viewer)).status).toBe(403)
    expect(await stateOf(sent.id)).toBe('pending')
  })

  it('a moderator of another site sees and moves nothing here (Z01)', async () => {
    await addModerator(t, 'khac@bao.example', { sites: ['khac'] })
    t.from('203.0.113.51')
    const other = await signIn(t, 'khac@bao.example')
    const sent = await post()
    const { text } = await open('/admin/all', other)
    expect(text).not.toContain('<article')
    expect(text).toMatch(/Chờ duyệt<span[^>]*>0</)
    await decide(sent.id, { to: 'approved' }, other)
    expect(await stateOf(sent.id)).toBe('pending')
  })
})

describe('hostile texts', () => {
  const payloads = [
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    '</textarea></title></dialog><svg onload=alert(1)>',
    '<!--<details open ontoggle=alert(1)>',
  ]

  it('are text in every place of the pages (X09)', async () => {
    for (const payload of payloads) {
      await post({ author: { name: payload }, body: `${payload} xin chào` })
      await t.ports.db.update(moderator).set({ name: payload })
      const { text } = await open('/admin/all')
      expect(text).toContain('xin chào')
      expect(text).not.toContain(payload)
      expect(text).not.toMatch(/<(?:img|svg|details open)|<script>|onmouseover='/)
    }
    await t.ports.db.update(moderator).set({ name: 'Lê Thu Hà' })
    const failed = await sendForm(t, '/admin/sign-in', { email: payloads[1]!, password: 'x' })
    expect(await failed.text()).not.toContain('<img')
  })

  it('an article’s address becomes a link only when it is http(s) (X08)', async () => {
    const sent = await post()
    await t.client.execute("UPDATE article SET url = 'javascript:alert(1)'")
    const { text } = await open('/admin/all')
    expect(cardOf(text, sent.id)).not.toContain('javascript:')
    await t.client.execute({ sql: 'UPDATE article SET url = ?', args: [`${ORIGIN}/bai/mot`] })
  })

  it('show their invisible characters', async () => {
    const sent = await post()
    await t.ports.db
      .update(comment)
      .set({ body: 'mua\u200bngay \u202egnad' })
      .where(eq(comment.id, sent.id))
    const card = cardOf((await open('/admin/all')).text, sent.id)
    expect(card).toContain('U+200B')
    expect(card).toContain('U+202E')
    expect(card).not.toContain('\u202e')
  })

  it('spans that overlap or lie outside the text lose nothing of it', () => {
    const reason = (detail: string, spans: [number, number][]) => ({
      check: 'x',
      verdict: 'hold' as const,
      detail,
      spans,
    })
    const parts = splitAtMarks('0123456789', [
      reason('a', [
        [2, 6],
        [8, 40],
        [-1, 3],
        [5, 5],
      ]),
      reason('b', [[4, 8]]),
    ])
    expect(parts.map(({ part }) => part)).toEqual(['01', '23', '45', '67', '89'])
    expect(parts.map(({ details }) => details.join())).toEqual(['', 'a', 'a,b', 'b', ''])
  })
})

describe('headers and files', () => {
  it('every page forbids foreign code, frames and caches', async () => {
    for (const path of ['/admin/sign-in', '/admin/pending', '/admin/nothing', '/admin/setup/x']) {
      const { response } = await open(path)
      const policy = response.headers.get('Content-Security-Policy') ?? ''
      expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'")
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).not.toContain('unsafe')
      expect(response.headers.get('Cache-Control')).toBe('no-store')
      expect(response.headers.get('Referrer-Policy')).toBe('same-origin')
      expect(response.headers.get('Cross-Origin-Opener-Policy')).toBe('same-origin')
      expect(response.headers.get('Cross-Origin-Resource-Policy')).toBe('same-origin')
      expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff')
      expect(response.headers.get('Strict-Transport-Security')).toContain('max-age=63072000')
    }
  })

  it('script and style are whole, typed and named by what they hold', async () => {
    expect(() => new Script(consoleScript)).not.toThrow()
    const { text } = await open('/admin/sign-in')
    for (const [pattern, type] of [
      [/src="([^"]+\.js)"/, 'text/javascript; charset=utf-8'],
      [/href="([^"]+\.css)"/, 'text/css; charset=utf-8'],
    ] as const) {
      const file = await t.request(pattern.exec(text)![1]!)
      expect(file.status).toBe(200)
      expect(file.headers.get('Content-Type')).toBe(type)
      expect(file.headers.get('Cache-Control')).toContain('immutable')
    }
    expect(text).not.toMatch(/ style=| on[a-z]+=|<script>/)
  })
})

describe('in a browser', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchChromium()
  })
  afterAll(() => browser.close())

  /** A page whose every request is answered by the app itself; what goes wrong there is collected. */
  async function openPage(path: string) {
    const context = await browser.newContext({ locale: 'vi-VN' })
    const pairs = cookie.split('; ').map((pair) => pair.split('='))
    await context.addCookies(
      pairs.map(([name = '', ...value]) => ({ name, value: value.join('='), url: PUBLIC_URL })),
    )
    const page = await context.newPage()
    const faults: string[] = []
    // The status of a page that refuses is no fault of it.
    page.on('console', (message) => {
      if (!message.text().startsWith('Failed to load resource')) faults.push(message.text())
    })
    page.on('pageerror', (error) => faults.push(error.message))
    page.on('dialog', (dialog) => {
      faults.push(`dialog ${dialog.message()}`)
      void dialog.dismiss()
    })
    await page.route('**/*', async (route) => {
      const request = route.request()
      const body = request.postDataBuffer()
      const answer = await t.app.request(request.url(), {
        method: request.method(),
        headers: await request.allHeaders(),
        ...(body !== null && { body: new Uint8Array(body) }),
      })
      await route.fulfill({
        status: answer.status,
        headers: Object.fromEntries(answer.headers),
        body: Buffer.from(await answer.arrayBuffer()),
      })
    })
    await page.goto(PUBLIC_URL + path)
    return { page, faults, close: () => context.close() }
  }

  const nameOfCurrent = (page: Page) => page.getAttribute('.item.current', 'data-id')

  it('a queue is worked by keys alone, and the last decision is taken back', async () => {
    const before = (await open('/admin/pending')).text
    const ids = [...before.matchAll(/id="item-([^"]+)"/g)].map(([, id]) => id!)
    const { page, faults, close } = await openPage('/admin/pending')
    await page.keyboard.press('a')
    expect(await nameOfCurrent(page)).toBe(ids[1])
    await page.keyboard.press('j')
    await page.keyboard.press('s')
    await page.keyboard.press('k')
    await page.keyboard.press('d')
    await expect.poll(() => stateOf(ids[1]!)).toBe('rejected')
    expect([await stateOf(ids[0]!), await stateOf(ids[2]!)]).toEqual(['approved', 'spam'])
    expect(await page.textContent(`#item-${ids[1]!} .line`)).toContain('Đã từ chối')
    await page.keyboard.press('u')
    await expect.poll(() => stateOf(ids[1]!)).toBe('pending')
    await expect.poll(() => nameOfCurrent(page)).toBe(ids[1])
    expect(faults).toEqual([])
    await close()
  })

  it('keys do nothing while somebody writes, or once they are switched off', async () => {
    const { page, faults, close } = await openPage('/admin/pending')
    const id = (await nameOfCurrent(page))!
    await page.keyboard.press('Shift+D')
    await page.focus('.current input[name=message]')
    await page.keyboard.type('asdf')
    await page.focus('.current')
    await page.keyboard.press('?')
    await page.uncheck('#keys-on')
    await page.keyboard.press('Escape')
    await page.focus('.current')
    await page.keyboard.press('a')
    expect(await page.locator('.item.decided').count()).toBe(0)
    expect(await stateOf(id)).toBe('pending')
    expect(faults).toEqual([])
    await close()
  })

  it('an item that a colleague moved first comes back with the news', async () => {
    const { page, close } = await openPage('/admin/pending')
    const id = (await nameOfCurrent(page))!
    await t.admin('POST', '/v1/admin/decisions', { items: [{ kind: 'comment', id }], to: 'spam' })
    await page.keyboard.press('a')
    await expect.poll(() => page.textContent('#toast')).toBe('ADMIN_TOKEN vừa xử lý mục này: Spam.')
    expect(await stateOf(id)).toBe('spam')
    await close()
  })

  it.each(['/admin/pending', '/admin/all', '/admin/sign-in', '/admin/setup/x'])(
    '%s has no accessibility violations and no sideways scrolling, hostile texts included (X09)',
    async (path) => {
      const { page, faults, close } = await openPage(path)
      const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'))
      for (const width of [320, 1440]) {
        await page.setViewportSize({ width, height: 800 })
        const cdp = await page.context().newCDPSession(page)
        const { result } = await cdp.send('Runtime.evaluate', {
          expression: `${axe.toString()}; axe.run().then((r) => JSON.stringify([
            r.violations.map(({ id, nodes }) => id + ' ' + nodes[0].html),
            document.documentElement.scrollWidth - innerWidth]))`,
          awaitPromise: true,
          returnByValue: true,
        })
        expect(result.value).toBe('[[],0]')
      }
      expect(faults).toEqual([])
      await close()
    },
  )
})

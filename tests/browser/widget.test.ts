import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Browser, Page, Route } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type NodeService, startNode } from '../runtime/node.ts'
import { launchChromium } from './chromium.ts'
import {
  decide,
  open,
  type Place,
  problem,
  publish,
  send,
  startNewspaper,
  watchRequests,
  write,
  asModerator,
} from './widget-page.ts'

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
const dark = 'html{color-scheme:dark}body{color:#dcd8d0;background:#161513}a{color:#e8a08f}'

let service: NodeService
let newspaper: Awaited<ReturnType<typeof startNewspaper>>
let browser: Browser
let place: Place
let lastArticle = 0
/** An article of its own for each test. */
const newArticle = () => `/thu/${++lastArticle}`

beforeAll(async () => {
  const adminToken = 'browser-test-admin-token-0123456789-abcdef'
  service = await startNode({ LIMIT_FACTOR: '100', ADMIN_TOKEN: adminToken })
  newspaper = await startNewspaper(service.url, adminToken)
  place = newspaper.place
  browser = await launchChromium()
})
afterAll(async () => {
  await browser.close()
  newspaper.stop()
  await service.stop()
})

/** Runs a test on a page with storage of its own. */
async function onPage(run: (page: Page) => Promise<void>, viewport = { width: 768, height: 800 }) {
  const context = await browser.newContext({ viewport, locale: 'vi-VN' })
  const page = await context.newPage()
  page.setDefaultTimeout(5000)
  try {
    await run(page)
  } finally {
    await context.close()
  }
}

/** What axe finds wrong, by rule and element. */
async function auditOf(page: Page) {
  await page.evaluate(await readFile(axePath, 'utf8'))
  return page.evaluate<string[]>(
    `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
      violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) =>
        id + ' ' + target.join(' ') + ' ' + failureSummary)))`,
  )
}

const isPost = (path: string) => (request: { method: () => string; url: () => string }) =>
  request.method() === 'POST' && request.url().endsWith(path)

describe('reading', () => {
  it('shows roots with their replies, badges and times, and asks once for it', () =>
    onPage(async (page) => {
      const article = newArticle()
      const [root = ''] = await publish(place, article, [
        { body: 'Nước đã trong.', name: 'Lê Hoà' },
      ])
      await publish(place, article, [
        { body: 'Tôi cũng thấy vậy.', name: 'Trần Ơn', parentId: root },
      ])
      const calls = watchRequests(page, (request) => request.url().includes('/v1/'))
      await open(page, place, { article })
      const item = page.locator(`[id="ph-${root}"]`)
      await item.getByText('Nước đã trong.').waitFor()
      expect(await item.locator('.replies').getByText('Tôi cũng thấy vậy.').count()).toBe(1)
      expect(await page.getByRole('heading', { name: 'Ý kiến bạn đọc (2)' }).count()).toBe(1)
      expect(await item.locator('time').first().textContent()).toBe('Vừa xong')
      expect(calls).toHaveLength(1)
    }))

  it('loads one script first, one chunk and one answer when the reader comes near', () =>
    onPage(async (page) => {
      const requests = watchRequests(page, (request) => request.url().startsWith(place.api))
      const before = '<h1>Bài báo</h1><div class="long">Thân bài</div>'
      const body = `<phan-hoi site="bao" article="${newArticle()}"><a href="/">Phản hồi</a></phan-hoi>`
      await open(page, place, { article: '', before, body, css: '.long{height:5000px}' })
      await page.evaluate('customElements.whenDefined("phan-hoi")')
      expect(requests.map((request) => new URL(request.url()).pathname)).toEqual(['/widget.js'])
      await page.evaluate('scrollTo(0, 4400)')
      await page.getByLabel('Ý kiến của bạn').waitFor()
      const later = requests.slice(1).map((request) => new URL(request.url()).pathname)
      expect(later.sort()).toEqual(['/v1/comments', expect.stringMatching(/^\/w\/thread-\w+\.js$/)])
    }))

  it('opens the page of the thread that a link to a comment means, even far down', () =>
    onPage(async (page) => {
      const article = newArticle()
      const bodies = Array.from({ length: 25 }, (_, i) => ({ body: `Ý kiến thứ ${i + 1} ạ` }))
      const ids = await publish(place, article, bodies)
      await open(page, place, { article, path: '/lien-ket' })
      await page.getByText('Ý kiến thứ 25 ạ').waitFor()
      expect(await page.getByText('Ý kiến thứ 1 ạ').count()).toBe(0)
      await page.evaluate(`location.hash = 'ph-${ids[0] ?? ''}'`)
      await page.getByText('Ý kiến thứ 1 ạ').waitFor()
      await expect
        .poll(() =>
          page.evaluate<string>('document.querySelector("phan-hoi").shadowRoot.activeElement?.id'),
        )
        .toBe(`ph-${ids[0] ?? ''}`)
    }))

  it('goes on where the first page ends and sorts otherwise when asked', () =>
    onPage(async (page) => {
      const article = newArticle()
      const bodies = Array.from({ length: 23 }, (_, i) => ({ body: `Lời thứ ${i + 1} ạ` }))
      await publish(place, article, bodies)
      await open(page, place, { article })
      await page.getByRole('button', { name: 'Xem thêm ý kiến' }).click()
      await page.getByText('Lời thứ 1 ạ').waitFor()
      expect(await page.locator('.list > li').count()).toBe(23)
      await page.getByRole('combobox', { name: 'Sắp xếp' }).selectOption('Cũ nhất')
      await expect
        .poll(() => page.locator('.list > li .text').first().textContent())
        .toBe('Lời thứ 1 ạ')
    }))

  it('offers new comments in a bar and leaves what is being read where it is', () =>
    onPage(async (page) => {
      const article = newArticle()
      await page.clock.install()
      await open(page, place, { article })
      await page.getByText('Chưa có ý kiến nào').waitFor()
      await publish(place, article, [{ body: 'Tin vừa tới.' }])
      await page.clock.fastForward(31_000)
      const bar = page.getByRole('button', { name: 'Có 1 phản hồi mới' })
      await bar.waitFor()
      expect(await page.getByText('Tin vừa tới.').count()).toBe(0)
      await bar.click()
      await page.getByText('Tin vừa tới.').waitFor()
    }))

  it('folds long texts and links only web addresses', () =>
    onPage(async (page) => {
      const article = newArticle()
      const long = `Xem https://vi.wikipedia.org/wiki/Kênh. ${'Một câu dài và tử tế. '.repeat(40)}hết`
      await publish(place, article, [{ body: long }])
      await open(page, place, { article })
      const text = page.locator('.comment .text').first()
      await page.getByRole('button', { name: 'Xem thêm', exact: true }).click()
      await expect.poll(() => text.textContent()).toBe(long)
      const link = text.getByRole('link')
      await link.waitFor()
      expect(await link.getAttribute('href')).toBe('https://vi.wikipedia.org/wiki/K%C3%AAnh')
      expect(await link.getAttribute('rel')).toBe('nofollow ugc noopener')
      await page.getByRole('button', { name: 'Rút gọn' }).click()
      expect((await text.textContent())?.length).toBeLessThan(700)
    }))

  it('says one calm sentence and offers the page without scripts when the service is down', () =>
    onPage(async (page) => {
      await page.route('**/v1/comments?*', problem(503, 'unavailable'))
      const troubles = await open(page, place, { article: newArticle() })
      await page.getByText('Chưa tải được ý kiến bạn đọc.').waitFor()
      expect(await page.getByRole('link', { name: 'Xem và gửi phản hồi' }).isVisible()).toBe(true)
      expect(troubles).toEqual([])
    }))
})

describe('writing', () => {
  it('works with the keyboard alone and tells what happens next', () =>
    onPage(async (page) => {
      const article = newArticle()
      await open(page, place, { article })
      await page.getByLabel('Ý kiến của bạn').focus()
      await page.keyboard.type('Bài viết rất hữu ích cho khu phố tôi.')
      await page.keyboard.press('Tab')
      await page.keyboard.type('Nguyễn Thị Hoà')
      // E-mail, then the tick for the editors alone, then the two consents.
      for (const key of ['Tab', 'Tab', 'Tab', 'Space', 'Tab', 'Space'])
        await page.keyboard.press(key)
      await page.keyboard.press('Tab')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      await page.getByText(/Gửi thành công\..*Mã phản hồi: \S+\./).waitFor()
      await page.getByText('đang chờ duyệt').waitFor()
      const { items } = await asModerator(place, 'comments?site=bao&state=pending&sort=newest')
      expect(items.map(({ body }) => body)).toContain('Bài viết rất hữu ích cho khu phố tôi.')
    }))

  it('asks for consent before anything leaves, at the field, with the focus there', () =>
    onPage(async (page) => {
      const posts = watchRequests(page, isPost('/v1/comments'))
      await open(page, place, { article: newArticle() })
      await page.getByLabel('Ý kiến của bạn').fill('Chưa đồng ý gì cả.')
      expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(0)
      await page.getByLabel('Họ và tên').fill('Lê Hoà')
      await send(page)
      const tick = page.getByLabel(/xử lý thông tin/)
      expect(await tick.getAttribute('aria-invalid')).toBe('true')
      expect(await tick.evaluate((input) => input.matches(':focus'))).toBe(true)
      expect(await page.getByText('Bạn cần đồng ý').first().isVisible()).toBe(true)
      expect(posts).toHaveLength(0)
    }))

  it("puts the service's refusals beside their fields and keeps the text", () =>
    onPage(async (page) => {
      await open(page, place, { article: newArticle() })
      await write(page, 'Nội dung đàng hoàng.')
      await page.getByLabel('Email', { exact: true }).fill('khong-phai-thu')
      await send(page)
      const email = page.getByLabel('Email', { exact: true })
      await expect.poll(() => email.getAttribute('aria-invalid')).toBe('true')
      const described = (await email.getAttribute('aria-describedby')) ?? ''
      expect(await page.locator(`[id="${described}"]`).textContent()).toMatch(/email/i)
      expect(await page.getByLabel('Ý kiến của bạn').inputValue()).toBe('Nội dung đàng hoàng.')
    }))

  it('keeps the draft through a reload, and nothing once it was sent', () =>
    onPage(async (page) => {
      const article = newArticle()
      await open(page, place, { article })
      await page.getByLabel('Ý kiến của bạn').fill('Viết dở thì hết pin')
      await page.getByLabel('Họ và tên').fill('Phạm Đỗ Quỳnh Anh')
      await page.reload()
      const text = page.getByLabel('Ý kiến của bạn')
      await expect.poll(() => text.inputValue()).toBe('Viết dở thì hết pin')
      expect(await page.getByLabel('Họ và tên').inputValue()).toBe('Phạm Đỗ Quỳnh Anh')
      for (const tick of [/xử lý thông tin/, /đăng công khai tên/])
        await page.getByLabel(tick).check()
      await send(page)
      await page.getByText('Gửi thành công').waitFor()
      await page.reload()
      await text.click()
      expect(await text.inputValue()).toBe('')
      expect(await page.getByLabel('Họ và tên').inputValue()).toBe('')
    }))

  it('F09 F42: a retry after a lost answer uses the same id and makes one comment', () =>
    onPage(async (page) => {
      await open(page, place, { article: newArticle() })
      await write(page, 'Câu trả lời bị mất giữa đường.')
      const posts = watchRequests(page, isPost('/v1/comments'))
      await page.route('**/v1/comments', async (route) => {
        if (route.request().method() === 'POST') await route.fetch()
        await route.abort()
      })
      await send(page)
      await page.getByText('Không kết nối được. Nội dung của bạn vẫn được giữ').waitFor()
      await page.unroute('**/v1/comments')
      await send(page)
      await page.getByText('Gửi thành công').waitFor()
      const sent = posts.map((request) => request.postDataJSON() as { id: string; token: string })
      expect(sent).toHaveLength(2)
      expect(sent[1]).toMatchObject({ id: sent[0]?.id, token: sent[0]?.token })
      const { items } = await asModerator(place, 'comments?site=bao&state=pending&sort=newest')
      expect(items.filter(({ body }) => body === 'Câu trả lời bị mất giữa đường.')).toHaveLength(1)
    }))

  it('a text changed after a lost answer replaces the one that had arrived', () =>
    onPage(async (page) => {
      await open(page, place, { article: newArticle() })
      await write(page, 'Bản đầu còn sai chính tả.')
      await page.route('**/v1/comments', async (route) => {
        if (route.request().method() === 'POST') await route.fetch()
        await route.abort()
      })
      await send(page)
      await page.getByText('Không kết nối được').waitFor()
      await page.unroute('**/v1/comments')
      await page.getByLabel('Ý kiến của bạn').fill('Bản sau đã sửa xong.')
      await send(page)
      await page.getByText('Gửi thành công').waitFor()
      await expect
        .poll(async () => {
          const { items } = await asModerator(place, 'comments?site=bao&state=pending&sort=newest')
          return items.map(({ body }) => body).filter((body) => body.startsWith('Bản '))
        })
        .toEqual(['Bản sau đã sửa xong.'])
    }))

  it('what was meant for the public and changed to the newsroom alone leaves nothing public behind', () =>
    onPage(async (page) => {
      await open(page, place, { article: newArticle() })
      await write(page, 'Chuyện riêng của nhà tôi.')
      const posts = watchRequests(page, isPost('/v1/comments'))
      const loseAnswer = async (route: Route) => {
        if (route.request().method() === 'POST') await route.fetch()
        await route.abort()
      }
      await page.route('**/v1/comments', loseAnswer)
      await send(page)
      const lost = page.getByRole('alert').getByText('Không kết nối được')
      await lost.waitFor()
      await page.unroute('**/v1/comments')
      await page.getByLabel('Chỉ gửi tới tòa soạn').check()
      // Nothing new may leave before the old one is gone for certain.
      await page.route('**/v1/comments/*', (route) => route.abort())
      await send(page)
      await expect.poll(() => posts.length).toBe(2)
      await lost.waitFor()
      expect(await page.getByLabel('Ý kiến của bạn').inputValue()).toBe('Chuyện riêng của nhà tôi.')
      await page.unroute('**/v1/comments/*')
      await send(page)
      await page.getByText('Cảm ơn bạn đã gửi phản hồi').waitFor()
      const sent = posts.map((request) => request.postDataJSON() as { id: string; token: string })
      const [old, , , last] = sent
      expect(sent.map(({ id }) => id === old?.id)).toEqual([true, true, true, false])
      const own = async (one?: { id: string; token: string }) => {
        const headers = { Authorization: `Bearer ${one?.token ?? ''}` }
        const answer = await fetch(`${place.api}/v1/comments/${one?.id ?? ''}/own`, { headers })
        return (await answer.json()) as object
      }
      expect(await own(old)).toMatchObject({ state: 'withdrawn', body: '' })
      expect(await own(last)).toMatchObject({ state: 'pending', body: 'Chuyện riêng của nhà tôi.' })
      expect(last).toMatchObject({ audience: 'editors' })
      await page.getByText('đã gửi tới tòa soạn').waitFor()
    }))

  it('keeps the focus in the form while the list is drawn anew', () =>
    onPage(async (page) => {
      const article = newArticle()
      await publish(place, article, [{ body: 'Một ý kiến.' }])
      await open(page, place, { article })
      const text = page.getByLabel('Ý kiến của bạn')
      await text.fill('Đang gõ giữa chừng')
      const asked = page.waitForResponse(/sort=oldest/)
      await page.locator('.list > li').evaluate((item) => item.setAttribute('id', 'cũ'))
      // A script's change moves no focus, as an answer that arrives by itself does not.
      await page.getByRole('combobox', { name: 'Sắp xếp' }).evaluate((select) => {
        Object.assign(select, { selectedIndex: 1 })
        // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the page's own types are unknown here
        new Function('select', `select.dispatchEvent(new Event('change'))`)(select)
      })
      await asked
      await page.locator('.list > li[id^="ph-"]').waitFor()
      expect(await text.evaluate((input) => input.matches(':focus'))).toBe(true)
    }))

  it('tells how long to wait, that the text was sent before, that the article closed', () =>
    onPage(async (page) => {
      await open(page, place, { article: newArticle() })
      await write(page, 'Một lời vội vàng quá.')
      const answers = [
        [problem(429, 'rate-limited', {}, { 'Retry-After': '120' }), /Vui lòng đợi 2 phút/],
        [problem(409, 'duplicate'), 'Bạn đã gửi nội dung này rồi.'],
        [problem(409, 'closed'), 'Bài viết đã đóng bình luận.'],
        [problem(500, 'internal'), 'Thành thật xin lỗi vì sự bất tiện này.'],
      ] as const
      for (const [answer, sentence] of answers) {
        await page.route('**/v1/comments', answer)
        await send(page)
        await page.getByRole('alert').getByText(sentence).waitFor()
        await page.unroute('**/v1/comments')
      }
      expect(await page.getByLabel('Ý kiến của bạn').inputValue()).toBe('Một lời vội vàng quá.')
    }))

  it('warns gently about Vietnamese without marks, and never while composing', () =>
    onPage(async (page) => {
      await open(page, place, { article: newArticle() })
      const text = page.getByLabel('Ý kiến của bạn')
      const warning = page.getByText('Bạn đang gõ không dấu')
      const unmarked = 'bai viet nay hay qua toi rat thich doc them nua'
      await text.evaluate((input, value) => {
        Object.assign(input, { value })
        const event = `new InputEvent('input', { bubbles: true, composed: true, isComposing: true })`
        // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the page's own types are unknown here
        input.dispatchEvent(new Function(`return ${event}`)())
      }, unmarked)
      expect(await warning.count()).toBe(0)
      await text.fill(unmarked + ' roi')
      await warning.waitFor()
      await text.fill('Bài viết này hay quá, tôi rất thích, mong được đọc thêm nữa.')
      await expect.poll(() => warning.count()).toBe(0)
    }))

  it('answers in place and says whom', () =>
    onPage(async (page) => {
      const article = newArticle()
      const [root = ''] = await publish(place, article, [{ body: 'Hỏi một câu.', name: 'Lê Đạo' }])
      await open(page, place, { article })
      await page.getByRole('button', { name: 'Trả lời' }).click()
      await page.getByLabel('Trả lời Lê Đạo').fill('Trả lời một câu.')
      await page.reload()
      await expect
        .poll(() => page.getByLabel('Trả lời Lê Đạo').inputValue())
        .toBe('Trả lời một câu.')
      await page.getByLabel('Họ và tên').fill('Trần Ơn')
      for (const tick of [/xử lý thông tin/, /đăng công khai tên/])
        await page.getByLabel(tick).check()
      await send(page)
      const reply = page.locator(`[id="ph-${root}"] .replies .comment`)
      await reply.getByText('đang chờ duyệt').waitFor()
      expect(await reply.locator('.text').textContent()).toBe('Trả lời một câu.')
    }))

  it('solves a challenge when asked, in a worker or without one', async () => {
    const { createHash } = await import('node:crypto')
    const salt = 'muoi-0123456789?expires=1'
    const challenge = createHash('sha256').update(`${salt}2345`).digest('hex')
    for (const csp of [undefined, `script-src ${place.api}; worker-src 'none'`])
      await onPage(async (page) => {
        await page.route('**/v1/challenge?*', (route) =>
          route.fulfill({
            headers: { 'Access-Control-Allow-Origin': '*' },
            json: { algorithm: 'SHA-256', challenge, salt, signature: 'ky', maxnumber: 5000 },
          }),
        )
        const posts = watchRequests(page, isPost('/v1/comments'))
        await page.route('**/v1/comments', (route) => {
          const { proof } = (route.request().postDataJSON() ?? {}) as { proof?: string }
          return proof === undefined ? problem(428, 'proof-required')(route) : route.continue()
        })
        await open(page, place, { article: newArticle(), ...(csp !== undefined && { csp }) })
        await write(page, `Bài toán ${csp ?? 'thường'}`)
        await send(page)
        await expect.poll(() => posts.length).toBe(2)
        const { proof = '' } = posts[1]?.postDataJSON() as { proof?: string }
        expect(JSON.parse(Buffer.from(proof, 'base64').toString())).toEqual({
          algorithm: 'SHA-256',
          challenge,
          number: 2345,
          salt,
          signature: 'ky',
        })
      })
  })
})

describe('own comments, likes, reports', () => {
  it('shows what became of an own comment on a later visit, with the reason told', () =>
    onPage(async (page) => {
      const article = newArticle()
      await open(page, place, { article })
      await write(page, 'Câu này sẽ bị từ chối.')
      await send(page)
      await page.getByText('đang chờ duyệt').waitFor()
      const id = (await page.locator('li.comment').first().getAttribute('id'))?.slice(3) ?? ''
      await decide(place, [id], 'rejected', { message: 'Xin viết rõ hơn về bài báo.' })
      await page.reload()
      await page.getByText('không được đăng').waitFor()
      await page.getByText('Xin viết rõ hơn về bài báo.').waitFor()
      await page.getByRole('button', { name: 'Đã hiểu' }).click()
      expect(await page.getByText('Câu này sẽ bị từ chối.').count()).toBe(0)
    }))

  it('edits and withdraws within the time for it', () =>
    onPage(async (page) => {
      const article = newArticle()
      await open(page, place, { article })
      await write(page, 'Viết vội nên sai.')
      await send(page)
      await page.getByRole('button', { name: 'Sửa' }).click()
      await page.locator('li.comment textarea').fill('Viết lại cho đúng.')
      await page.getByRole('button', { name: 'Lưu thay đổi' }).click()
      await page.locator('li.comment .text').getByText('Viết lại cho đúng.').waitFor()
      const pending = 'comments?site=bao&state=pending&sort=newest'
      const { items } = await asModerator(place, pending)
      expect(items.map(({ body }) => body)).toContain('Viết lại cho đúng.')
      await page.getByRole('button', { name: 'Rút lại' }).click()
      await page.getByText('Việc này không thể hoàn tác.').waitFor()
      await page.getByRole('button', { name: 'Rút lại' }).click()
      await page.getByText('Ý kiến đã được người gửi rút lại.').waitFor()
      const after = await asModerator(place, pending)
      expect(after.items.map(({ body }) => body)).not.toContain('Viết lại cho đúng.')
    }))

  it('counts a like at once, takes it back, and undoes it when the service refuses', () =>
    onPage(async (page) => {
      const article = newArticle()
      await publish(place, article, [{ body: 'Đáng thích.' }])
      await open(page, place, { article })
      const like = page.getByRole('button', { name: /^Thích/ })
      await like.click()
      await expect.poll(() => like.textContent()).toBe('Thích 1')
      await page.reload()
      await expect.poll(() => like.getAttribute('aria-pressed')).toBe('true')
      await like.click()
      await expect.poll(() => like.getAttribute('aria-pressed')).toBe('false')
      await page.route('**/like', (route) => route.abort())
      await like.click()
      await page.getByText('Không kết nối được').waitFor()
      expect(await like.getAttribute('aria-pressed')).toBe('false')
    }))

  it('reports a comment and copies its link', () =>
    onPage(async (page) => {
      const article = newArticle()
      const [id = ''] = await publish(place, article, [{ body: 'Quảng cáo trá hình.' }])
      await open(page, place, { article })
      await page.getByRole('button', { name: 'Thao tác khác' }).click()
      await page.getByRole('button', { name: 'Sao chép liên kết' }).click()
      // Without permission for the clipboard the link stands there to be copied by hand.
      const link = page.getByRole('textbox', { name: new RegExp(`#ph-${id}$`) })
      await link.or(page.getByText('Đã sao chép')).waitFor()
      await page.getByRole('button', { name: 'Báo vi phạm' }).click()
      await page.getByRole('combobox', { name: 'Lý do' }).selectOption('Lộ thông tin cá nhân')
      await page.getByRole('button', { name: 'Gửi báo cáo' }).click()
      await page.getByText('Ban biên tập sẽ xem xét.').waitFor()
    }))
})

describe('send to friends', () => {
  it('opens with the simple ways first, closes with Escape, gives the focus back and loses nothing', () =>
    onPage(async (page) => {
      await open(page, place, { article: newArticle() })
      const button = page.getByRole('button', { name: 'Gửi cho bạn bè' })
      await button.focus()
      await page.keyboard.press('Enter')
      const dialog = page.getByRole('dialog', { name: 'Gửi cho bạn bè' })
      await dialog.waitFor()
      const ways = await dialog.locator('.ways').locator('button, a').allTextContents()
      expect(ways.filter((way) => way !== 'Chia sẻ…')).toEqual([
        'Sao chép liên kết',
        'Mở ứng dụng email',
      ])
      await dialog.getByText('Bạn sẽ nhận một thư xác nhận trước').waitFor()
      await dialog.getByLabel('Tên của bạn').fill('Trần Văn Bình')
      for (let i = 0; i < 30; i++) {
        await page.keyboard.press('Tab')
        const inside =
          'document.activeElement === document.body || document.activeElement.localName === "gui-ban-be"'
        expect(await page.evaluate(inside)).toBe(true)
      }
      await page.keyboard.press('Escape')
      expect(await dialog.isVisible()).toBe(false)
      const focused = 'document.activeElement.shadowRoot?.activeElement?.textContent'
      expect(await page.evaluate(focused)).toBe('Gửi cho bạn bè')
      await button.click()
      expect(await dialog.getByLabel('Tên của bạn').inputValue()).toBe('Trần Văn Bình')
    }))

  it('stands in the middle of the window and leaves the page where it is', () =>
    onPage(
      async (page) => {
        const css = 'h1{height:3000px}footer{height:3000px}'
        const body = '<h1>Bài báo</h1><gui-ban-be site="bao"></gui-ban-be><footer></footer>'
        await open(page, place, { article: '', body, before: '', css })
        const button = page.getByRole('button', { name: 'Gửi cho bạn bè' })
        await button.scrollIntoViewIfNeeded()
        const before = await page.evaluate<number>('scrollY')
        expect(before).toBeGreaterThan(1000)
        await button.click()
        const dialog = page.getByRole('dialog')
        await dialog.waitFor()
        const { x = 0, y = 0, width = 0, height = 0 } = (await dialog.boundingBox()) ?? {}
        const clientWidth = await page.evaluate<number>('document.documentElement.clientWidth')
        expect(x + width / 2).toBeCloseTo(clientWidth / 2, 0)
        expect(y).toBeGreaterThan(0)
        expect(y + height).toBeLessThan(800)
        expect(await page.evaluate('scrollY')).toBe(before)
      },
      { width: 1280, height: 800 },
    ))

  it('checks the addresses, sends to as many friends as asked and says that a confirmation comes first', () =>
    onPage(async (page) => {
      const posts = watchRequests(page, isPost('/v1/shares'))
      await open(page, place, { article: newArticle() })
      await page.getByRole('button', { name: 'Gửi cho bạn bè' }).click()
      const dialog = page.getByRole('dialog')
      const submit = dialog.getByRole('button', { name: 'Gửi', exact: true })
      await dialog.getByLabel('Tên của bạn').fill('Trần Văn Bình')
      await dialog.getByLabel('Email của bạn').fill('binh@thu.example')
      await dialog.getByLabel('Email người nhận').first().fill('không phải')
      for (const box of await dialog.getByRole('checkbox').all()) await box.check()
      await submit.click()
      await dialog.getByText('Vui lòng nhập email hợp lệ').waitFor()
      expect(posts).toHaveLength(0)
      await dialog.getByLabel('Email người nhận').first().fill('lan@ban.example')
      await dialog.getByRole('button', { name: 'Thêm người nhận' }).click()
      await dialog.getByLabel('Email người nhận').nth(1).fill('mai@ban.example')
      await submit.click()
      await dialog.getByText(/thư xác nhận đến binh@thu\.example/).waitFor()
      expect(posts[0]?.postDataJSON()).toMatchObject({
        recipients: ['lan@ban.example', 'mai@ban.example'],
        sender: { name: 'Trần Văn Bình', email: 'binh@thu.example' },
        consent: { process: true, share: true },
      })
      await dialog.getByRole('button', { name: 'Gửi cho người khác' }).click()
      expect(await dialog.getByLabel('Email người nhận').first().inputValue()).toBe('')
    }))
})

describe('for everyone', () => {
  for (const [scheme, css] of [
    ['light', ''],
    ['dark', dark],
  ] as const)
    it(`has no accessibility violations in its main states, ${scheme}`, () =>
      onPage(async (page) => {
        const article = newArticle()
        const [root = ''] = await publish(place, article, [
          { body: `${'Một câu dài và tử tế. '.repeat(40)} https://vi.wikipedia.org/` },
        ])
        await publish(place, article, [{ body: 'Một lời đáp.', parentId: root }])
        await open(page, place, { article, css })
        await page.getByText('Một lời đáp.').waitFor()
        expect(await auditOf(page), 'the thread').toEqual([])
        await page.getByLabel('Ý kiến của bạn').fill('bai viet nay hay qua toi rat thich doc them')
        await send(page)
        await page.getByText('Bạn đang gõ không dấu').waitFor()
        expect(await auditOf(page), 'the form with errors').toEqual([])
        await write(page, 'Đã sửa hết lỗi.')
        await send(page)
        await page.getByText('đang chờ duyệt').waitFor()
        expect(await auditOf(page), 'an own comment').toEqual([])
        await page.getByRole('button', { name: 'Sửa' }).click()
        await page.getByRole('button', { name: 'Thao tác khác' }).first().click()
        await page.getByRole('button', { name: 'Báo vi phạm' }).click()
        expect(await auditOf(page), 'editing and reporting').toEqual([])
        await page.getByRole('button', { name: 'Gửi cho bạn bè' }).click()
        await page.getByRole('dialog').getByRole('button', { name: 'Gửi', exact: true }).click()
        expect(await auditOf(page), 'the dialog with errors').toEqual([])
      }))

  for (const [theme, css] of [
    ['dark', ''],
    ['light', dark],
  ] as const)
    it(`can be read with the theme ${theme} on a page of the other kind`, () =>
      onPage(async (page) => {
        const article = newArticle()
        await publish(place, article, [{ body: 'Xem https://vi.wikipedia.org/ nhé.' }])
        const where = `site="bao" article="${article}" theme="${theme}"`
        const link = '<a href="/">Phản hồi</a>'
        const body = `<h1>Bài báo</h1><gui-ban-be ${where}></gui-ban-be><phan-hoi ${where}>${link}</phan-hoi>`
        await open(page, place, { article, body, css })
        await page.getByRole('link', { name: 'https://vi.wikipedia.org/' }).waitFor()
        await page.getByLabel('Ý kiến của bạn').fill('Chữ có dấu')
        await send(page)
        expect(await auditOf(page), 'the form with errors').toEqual([])
        const style = `getComputedStyle(document.querySelector('phan-hoi').shadowRoot.querySelector('.root')).backgroundColor`
        const [shade = ''] = (await page.evaluate<string>(style)).match(/\d+/) ?? []
        expect(Number(shade) > 127).toBe(theme === 'light')
        await page.getByRole('button', { name: 'Gửi cho bạn bè' }).click()
        await page.getByRole('dialog').getByRole('button', { name: 'Gửi', exact: true }).click()
        expect(await auditOf(page), 'the dialog with errors').toEqual([])
      }))

  for (const width of [320, 768, 1280])
    it(`never makes the page scroll sideways at ${width} px and keeps targets 44 px high`, () =>
      onPage(
        async (page) => {
          const article = newArticle()
          await publish(place, article, [{ body: 'ỗ'.repeat(900), name: 'Nguyễn'.repeat(15) }])
          await open(page, place, { article })
          await page.getByRole('button', { name: 'Trả lời' }).click()
          await page.getByRole('button', { name: 'Thao tác khác' }).click()
          await page.getByRole('button', { name: 'Báo vi phạm' }).click()
          const over = 'document.documentElement.scrollWidth - innerWidth'
          expect(await page.evaluate(over)).toBeLessThanOrEqual(0)
          const buttons = await page.locator('phan-hoi button:visible, phan-hoi select').all()
          for (const button of buttons)
            expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44)
        },
        { width, height: 800 },
      ))

  it('shifts nothing after the page has loaded, near or far', () =>
    onPage(async (page) => {
      const article = newArticle()
      await publish(place, article, [{ body: 'Một ý kiến.' }, { body: 'Hai ý kiến.' }])
      await page.addInitScript(`
        window.shift = 0
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value
        }).observe({ type: 'layout-shift', buffered: true })`)
      const story = { site: 'bao', key: '/khac', url: `${place.origin}/khac`, title: 'Tin khác' }
      await asModerator(place, 'articles', story, 'PUT')
      const body = `<phan-hoi site="bao" article="${article}"><a href="/">Phản hồi</a></phan-hoi>
        <tin-khac site="bao"></tin-khac><footer>Chân trang của tờ báo</footer>`
      await open(page, place, {
        article,
        body,
        css: 'phan-hoi:not(:defined){display:block;min-height:100vh}',
      })
      await page.getByText('Hai ý kiến.').waitFor()
      // Below the viewport, but near it: both load before a reader gets there.
      await page.getByRole('heading', { name: 'Các tin khác' }).waitFor({ state: 'attached' })
      await page.evaluate('scrollTo(0, document.body.scrollHeight)')
      await page.getByRole('heading', { name: 'Các tin khác' }).waitFor()
      await page.evaluate(
        'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))',
      )
      expect(await page.evaluate('window.shift')).toBe(0)
    }))

  it('speaks English where the page does', () =>
    onPage(async (page) => {
      const chunks = watchRequests(page, (request) => request.url().includes('/w/english'))
      await open(page, place, { article: newArticle(), lang: 'en' })
      await page.getByRole('button', { name: 'Send to friends' }).waitFor()
      await page.getByLabel('Your comment').click()
      await page.getByRole('button', { name: 'Send', exact: true }).click()
      await page.getByText('Please enter your full name').waitFor()
      expect(chunks).toHaveLength(1)
    }))

  it('asks for the counts of all stories of a page at once', () =>
    onPage(async (page) => {
      const article = newArticle()
      await publish(place, article, [{ body: 'Đếm một.' }, { body: 'Đếm hai.' }])
      const calls = watchRequests(page, (request) => request.url().includes('/v1/counts'))
      const count = (key: string) => `<phan-hoi-count site="bao" article="${key}"></phan-hoi-count>`
      const body =
        Array.from({ length: 30 }, (_, i) => count(`/khong/${i}`)).join('') + count(article)
      await open(page, place, { article, body })
      await expect
        .poll(() =>
          page.evaluate(
            'document.querySelector("phan-hoi-count:last-of-type").shadowRoot.textContent',
          ),
        )
        .toBe('2')
      expect(calls).toHaveLength(1)
    }))
})

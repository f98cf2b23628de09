import type { Page, Route } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { asModerator, open, problem, publish, send, watchRequests, write } from './widget-page.ts'
import { isPost, setStage } from './widget-stage.ts'

const stage = setStage('writing')
const { newArticle, onPage } = stage

describe('writing', () => {
  it('works with the keyboard alone and tells what happens next', () =>
    onPage(async (page) => {
      const article = newArticle()
      await open(page, stage.place, { article })
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
      const { items } = await asModerator(
        stage.place,
        'comments?site=bao&state=pending&sort=newest',
      )
      expect(items.map(({ body }) => body)).toContain('Bài viết rất hữu ích cho khu phố tôi.')
    }))

  it('asks for consent before anything leaves, at the field, with the focus there', () =>
    onPage(async (page) => {
      const posts = watchRequests(page, isPost('/v1/comments'))
      await open(page, stage.place, { article: newArticle() })
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
      await open(page, stage.place, { article: newArticle() })
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
      await open(page, stage.place, { article })
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
      await open(page, stage.place, { article: newArticle() })
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
      const { items } = await asModerator(
        stage.place,
        'comments?site=bao&state=pending&sort=newest',
      )
      expect(items.filter(({ body }) => body === 'Câu trả lời bị mất giữa đường.')).toHaveLength(1)
    }))

  it('a text changed after a lost answer replaces the one that had arrived', () =>
    onPage(async (page) => {
      await open(page, stage.place, { article: newArticle() })
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
          const { items } = await asModerator(
            stage.place,
            'comments?site=bao&state=pending&sort=newest',
          )
          return items.map(({ body }) => body).filter((body) => body.startsWith('Bản '))
        })
        .toEqual(['Bản sau đã sửa xong.'])
    }))

  it('what was meant for the public and changed to the newsroom alone leaves nothing public behind', () =>
    onPage(async (page) => {
      await open(page, stage.place, { article: newArticle() })
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
        const answer = await fetch(`${stage.place.api}/v1/comments/${one?.id ?? ''}/own`, {
          headers,
        })
        return (await answer.json()) as object
      }
      expect(await own(old)).toMatchObject({ state: 'withdrawn', body: '' })
      expect(await own(last)).toMatchObject({ state: 'pending', body: 'Chuyện riêng của nhà tôi.' })
      expect(last).toMatchObject({ audience: 'editors' })
      await page.getByText('đã gửi tới tòa soạn').waitFor()
    }))

  it('two tabs that began with the same draft send two comments, and say when it is too much', () =>
    onPage(async (page) => {
      const article = newArticle()
      await open(page, stage.place, { article })
      await page.locator('phan-hoi textarea').first().fill('Nháp chung của hai trang.')
      const other = await page.context().newPage()
      await open(other, stage.place, { article })
      const waiting = (tab: Page) => tab.locator('li.comment').getByText('đang chờ duyệt').first()
      for (const [tab, text] of [
        [page, 'Gửi từ trang thứ nhất.'],
        [other, 'Gửi từ trang thứ hai.'],
      ] as const) {
        await write(tab, text)
        await send(tab)
        await waiting(tab).waitFor()
      }
      await page.reload()
      const own = page.locator('li.comment .text')
      await expect
        .poll(async () => (await own.allTextContents()).sort())
        .toEqual(['Gửi từ trang thứ hai.', 'Gửi từ trang thứ nhất.'])
      await write(page, 'W'.repeat(200_000))
      await send(page)
      await page.getByText('Nội dung gửi đi quá lớn.').waitFor()
    }))

  it('keeps the focus in the form while the list is drawn anew', () =>
    onPage(async (page) => {
      const article = newArticle()
      await publish(stage.place, article, [{ body: 'Một ý kiến.' }])
      await open(page, stage.place, { article })
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
      await open(page, stage.place, { article: newArticle() })
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
      await open(page, stage.place, { article: newArticle() })
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
      const [root = ''] = await publish(stage.place, article, [
        { body: 'Hỏi một câu.', name: 'Lê Đạo' },
      ])
      await open(page, stage.place, { article })
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
})

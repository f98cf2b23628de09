import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { open, publish, send, watchRequests, write } from './widget-page.ts'
import { nextFrames, setStage } from './widget-stage.ts'

const stage = setStage('danh-sach')
const { newArticle, onPage } = stage

const many = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ body: `Lời thứ ${i + 1} ạ` }))
const sorter = (page: Page) => page.getByRole('combobox', { name: 'Sắp xếp' })
const firstText = (page: Page) => page.locator('.list > li .text').first().textContent()

describe('the list while a reader works in it', () => {
  it('keeps an edit that is being typed when the list is drawn anew', () =>
    onPage(async (page) => {
      const article = newArticle()
      await publish(stage.place, article, many(2))
      await open(page, stage.place, { article })
      await write(page, 'Viết vội nên sai.')
      await send(page)
      await page.getByRole('button', { name: 'Sửa' }).click()
      const text = page.locator('li.comment textarea')
      await text.fill('Đang sửa giữa chừng')
      await sorter(page).selectOption('Cũ nhất')
      await expect.poll(() => firstText(page)).toBe('Lời thứ 1 ạ')
      await expect.poll(() => text.inputValue()).toBe('Đang sửa giữa chừng')
      await page.getByRole('button', { name: 'Lưu thay đổi' }).click()
      await page.locator('li.comment .text').getByText('Đang sửa giữa chừng').waitFor()
    }))

  it('keeps the pages loaded further down through an own comment and a withdrawal thought better of', () =>
    onPage(async (page) => {
      const article = newArticle()
      await publish(stage.place, article, many(23))
      await open(page, stage.place, { article })
      await page.getByRole('button', { name: 'Xem thêm ý kiến' }).click()
      await page.getByText('Lời thứ 1 ạ').waitFor()
      await write(page, 'Tôi góp một lời.')
      await send(page)
      await page.getByRole('button', { name: 'Rút lại' }).click()
      await page.getByText('Việc này không thể hoàn tác.').waitFor()
      await page
        .locator('li.comment')
        .filter({ hasText: 'Tôi góp một lời.' })
        .getByRole('button', { name: 'Hủy bỏ' })
        .click()
      await page.getByRole('button', { name: 'Sửa' }).waitFor()
      expect(await page.locator('.list > li').count()).toBe(23)
    }))

  it('offers new comments below an old order as the newest, and goes on from there', () =>
    onPage(async (page) => {
      const article = newArticle()
      await publish(stage.place, article, many(22))
      await page.clock.install()
      await open(page, stage.place, { article })
      await sorter(page).selectOption('Cũ nhất')
      await expect.poll(() => firstText(page)).toBe('Lời thứ 1 ạ')
      await publish(stage.place, article, [{ body: 'Tin vừa tới.' }])
      await page.clock.fastForward(31_000)
      await page.getByRole('button', { name: 'Có 1 phản hồi mới' }).click()
      await expect.poll(() => firstText(page)).toBe('Tin vừa tới.')
      expect(await sorter(page).inputValue()).toBe('newest')
      await page.getByRole('button', { name: 'Xem thêm ý kiến' }).click()
      await page.getByText('Lời thứ 1 ạ').waitFor()
      const texts = await page.locator('.list > li .text').allTextContents()
      expect(texts).toEqual([
        'Tin vừa tới.',
        ...many(22)
          .map(({ body }) => body)
          .reverse(),
      ])
    }))

  it('shows the order asked for last, whichever answer comes last', () =>
    onPage(async (page) => {
      const article = newArticle()
      await publish(stage.place, article, many(3))
      await open(page, stage.place, { article })
      let release = () => {}
      const held = new Promise<void>((resolve) => (release = resolve))
      await page.route(/sort=oldest/, async (route) => {
        const response = await route.fetch()
        await held
        await route.fulfill({ response })
      })
      await sorter(page).selectOption('Cũ nhất')
      const late = page.waitForResponse(/sort=oldest/)
      await sorter(page).selectOption('Mới nhất')
      await page.waitForResponse(/sort=newest/)
      release()
      await late
      await page.evaluate(nextFrames)
      expect(await firstText(page)).toBe('Lời thứ 3 ạ')
      expect(await sorter(page).inputValue()).toBe('newest')
    }))

  it('leaves list and order as they are when another order cannot be had', () =>
    onPage(async (page) => {
      const article = newArticle()
      await publish(stage.place, article, many(2))
      await open(page, stage.place, { article })
      await page.getByText('Lời thứ 2 ạ').waitFor()
      await page.route(/sort=oldest/, (route) => route.abort())
      await sorter(page).selectOption('Cũ nhất')
      await page.getByText('Không kết nối được').waitFor()
      expect(await sorter(page).inputValue()).toBe('newest')
      expect(await page.locator('.list > li').count()).toBe(2)
    }))

  it('offers the way to the top after a link has opened a later page', () =>
    onPage(async (page) => {
      const article = newArticle()
      const [first = ''] = await publish(stage.place, article, many(25))
      await open(page, stage.place, { article, path: `/sau-${first}` })
      const start = page.getByRole('button', { name: 'Xem từ đầu' })
      await page.getByText('Lời thứ 25 ạ').waitFor()
      expect(await start.count()).toBe(0)
      await page.goto(`${stage.place.origin}/sau-${first}?lan=2#ph-${first}`)
      await page.getByText('Lời thứ 1 ạ').waitFor()
      expect(await page.getByText('Lời thứ 25 ạ').count()).toBe(0)
      await start.click()
      await expect.poll(() => firstText(page)).toBe('Lời thứ 25 ạ')
      expect(await start.count()).toBe(0)
    }))

  it('keeps the focus in an answer being typed when the list is drawn anew', () =>
    onPage(async (page) => {
      const article = newArticle()
      await publish(stage.place, article, [{ body: 'Hỏi một câu.', name: 'Lê Đạo' }])
      await open(page, stage.place, { article })
      await page.getByRole('button', { name: 'Trả lời' }).click()
      const text = page.getByLabel('Trả lời Lê Đạo')
      await text.fill('Đang trả lời')
      await page.locator('.list > li').evaluate((item) => item.setAttribute('class', 'cu comment'))
      const asked = page.waitForResponse(/sort=oldest/)
      await sorter(page).evaluate((select) => {
        Object.assign(select, { selectedIndex: 1 })
        // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the page's own types are unknown here
        new Function('select', `select.dispatchEvent(new Event('change'))`)(select)
      })
      await asked
      await expect.poll(() => page.locator('.cu').count()).toBe(0)
      expect(await text.evaluate((input) => input.matches(':focus'))).toBe(true)
      expect(await text.inputValue()).toBe('Đang trả lời')
    }))
})

describe('what did not load', () => {
  it('is loaded by the next click once the connection is back', () =>
    onPage(async (page) => {
      const article = newArticle()
      await publish(stage.place, article, [{ body: 'Đáng thích.' }])
      await open(page, stage.place, { article })
      const like = page.getByRole('button', { name: /^Thích/ })
      await like.waitFor()
      await page.context().setOffline(true)
      await like.click()
      await page.getByText('Không kết nối được').waitFor()
      await page.context().setOffline(false)
      await like.click()
      await expect.poll(() => like.textContent()).toBe('Thích 1')
    }))

  it('troubles nobody who did not ask for it', () =>
    onPage(async (page) => {
      const article = newArticle()
      await publish(stage.place, article, [{ body: 'Đọc trên tàu.' }])
      await page.clock.install()
      const troubles = await open(page, stage.place, { article })
      await page.getByText('Đọc trên tàu.').waitFor()
      const failed = page.waitForEvent('requestfailed')
      await page.context().setOffline(true)
      await page.clock.fastForward(31_000)
      await failed
      await page.evaluate('Promise.resolve()')
      expect(await page.getByText('Không kết nối được').count()).toBe(0)
      expect(troubles).toEqual([])
    }))

  it('gives the dialog its form once the service answers again', () =>
    onPage(async (page) => {
      await page.route('**/v1/comments?*', (route) => route.abort())
      await open(page, stage.place, { article: newArticle() })
      await page.getByText('Chưa tải được ý kiến bạn đọc.').waitFor()
      const opener = page.getByRole('button', { name: 'Gửi cho bạn bè' })
      await opener.click()
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('button', { name: 'Sao chép liên kết' }).waitFor()
      expect(await dialog.getByLabel('Tên của bạn').count()).toBe(0)
      await page.keyboard.press('Escape')
      await page.unroute('**/v1/comments?*')
      await opener.click()
      await dialog.getByLabel('Tên của bạn').waitFor()
    }))
})

describe('looking for news', () => {
  it('waits longer while nothing comes, asks by ETag and rests in a hidden tab', () =>
    onPage(async (page) => {
      const article = newArticle()
      await publish(stage.place, article, many(1))
      await page.clock.install()
      await open(page, stage.place, { article })
      await page.getByText('Lời thứ 1 ạ').waitFor()
      const looks = watchRequests(page, (request) => request.url().includes('/v1/comments?'))
      const pass = async (ms: number) => {
        await page.clock.runFor(ms)
        await page.evaluate(nextFrames)
      }
      const answered = page.waitForResponse(/\/v1\/comments\?/)
      await pass(31_000)
      expect((await answered).status()).toBeLessThan(305)
      await expect.poll(() => looks.length).toBe(1)
      const headers = await looks[0]?.allHeaders()
      expect(headers?.['if-none-match']).toMatch(/"/)
      // 45 s, then 67 s: two more in the next two minutes, where every 30 s would be four.
      for (let i = 0; i < 12; i++) await pass(10_000)
      expect(looks.length).toBe(3)
      await page.evaluate(`Object.defineProperty(document, 'hidden', { get: () => window.isHidden })
        window.isHidden = true; document.dispatchEvent(new Event('visibilitychange'))`)
      for (let i = 0; i < 12; i++) await pass(60_000)
      expect(looks.length).toBe(3)
      await page.evaluate(
        `window.isHidden = false; document.dispatchEvent(new Event('visibilitychange'))`,
      )
      await expect.poll(() => looks.length).toBe(4)
    }))
})

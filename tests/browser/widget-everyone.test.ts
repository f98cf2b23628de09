import { describe, expect, it } from 'vitest'
import { asModerator, open, publish, send, watchRequests, write } from './widget-page.ts'
import { auditOf, dark, setStage } from './widget-stage.ts'

const stage = setStage('everyone')
const { newArticle, onPage } = stage

describe('for everyone', () => {
  for (const [scheme, css] of [
    ['light', ''],
    ['dark', dark],
  ] as const)
    it(`has no accessibility violations in its main states, ${scheme}`, () =>
      onPage(async (page) => {
        const article = newArticle()
        const [root = ''] = await publish(stage.place, article, [
          { body: `${'Một câu dài và tử tế. '.repeat(40)} https://vi.wikipedia.org/` },
        ])
        await publish(stage.place, article, [{ body: 'Một lời đáp.', parentId: root }])
        await open(page, stage.place, { article, css })
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
        await publish(stage.place, article, [{ body: 'Xem https://vi.wikipedia.org/ nhé.' }])
        const where = `site="bao" article="${article}" theme="${theme}"`
        const link = '<a href="/">Phản hồi</a>'
        const body = `<h1>Bài báo</h1><gui-ban-be ${where}></gui-ban-be><phan-hoi ${where}>${link}</phan-hoi>`
        await open(page, stage.place, { article, body, css })
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
          await publish(stage.place, article, [
            { body: 'ỗ'.repeat(900), name: 'Nguyễn'.repeat(15) },
          ])
          await open(page, stage.place, { article })
          await page.getByRole('button', { name: 'Trả lời' }).click()
          await page.getByRole('button', { name: 'Thao tác khác' }).click()
          await page.getByRole('button', { name: 'Báo vi phạm' }).click()
          const over = 'document.documentElement.scrollWidth - innerWidth'
          expect(await page.evaluate(over)).toBeLessThanOrEqual(0)
          const buttons = await page.locator('phan-hoi button:visible, phan-hoi select').all()
          for (const button of buttons)
            expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44)
        },
        { viewport: { width, height: 800 } },
      ))

  it('shifts nothing after the page has loaded, near or far', () =>
    onPage(async (page) => {
      const article = newArticle()
      await publish(stage.place, article, [{ body: 'Một ý kiến.' }, { body: 'Hai ý kiến.' }])
      await page.addInitScript(`
        window.shift = 0
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value
        }).observe({ type: 'layout-shift', buffered: true })`)
      const story = {
        site: 'bao',
        key: '/khac',
        url: `${stage.place.origin}/khac`,
        title: 'Tin khác',
      }
      await asModerator(stage.place, 'articles', story, 'PUT')
      const body = `<phan-hoi site="bao" article="${article}"><a href="/">Phản hồi</a></phan-hoi>
        <tin-khac site="bao"></tin-khac><footer>Chân trang của tờ báo</footer>`
      await open(page, stage.place, {
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

  it('can be sorted, liked, reported, passed on, edited and withdrawn by keyboard alone', () =>
    onPage(async (page) => {
      const article = newArticle()
      await publish(stage.place, article, [{ body: 'Đọc bằng bàn phím.' }])
      await open(page, stage.place, { article })
      await page.getByText('Đọc bằng bàn phím.').waitFor()
      const focused = () =>
        page.evaluate<string>(`(() => {
          let one = document.activeElement
          while (one.shadowRoot?.activeElement) one = one.shadowRoot.activeElement
          return one.getAttribute('aria-label') ?? one.labels?.[0]?.textContent ?? one.textContent
        })()`)
      /** Goes on by Tab until what has that name has the focus. */
      const reach = async (name: RegExp) => {
        for (let steps = 0; steps < 30 && !name.test(await focused()); steps++)
          await page.keyboard.press('Tab')
        expect(await focused()).toMatch(name)
      }
      await reach(/^Gửi cho bạn bè$/)
      await page.keyboard.press('Enter')
      await page.getByRole('dialog').waitFor()
      for (let i = 0; i < 20; i++) {
        await page.keyboard.press('Tab')
        expect(await page.evaluate('document.activeElement.localName')).not.toBe('phan-hoi')
      }
      await page.keyboard.press('Escape')
      await expect.poll(focused).toBe('Gửi cho bạn bè')
      await reach(/^Sắp xếp$/)
      await page.keyboard.press('ArrowDown')
      await expect
        .poll(() => page.getByLabel('Sắp xếp').inputValue(), { timeout: 5000 })
        .toBe('oldest')
      await reach(/^Thích$/)
      await page.keyboard.press('Enter')
      await expect.poll(focused).toBe('Thích 1')
      await reach(/^Thao tác khác$/)
      await page.keyboard.press('Enter')
      await reach(/^Báo vi phạm$/)
      await page.keyboard.press('Enter')
      await reach(/^Lý do$/)
      await page.keyboard.press('ArrowDown')
      await reach(/^Gửi báo cáo$/)
      await page.keyboard.press('Enter')
      await page.getByText('Ban biên tập sẽ xem xét').waitFor()
      await page.locator('phan-hoi textarea').focus()
      await page.keyboard.type('Một ý kiến sẽ được rút lại.')
      await reach(/^Họ và tên/)
      await page.keyboard.type('Trần Lan')
      for (const tick of [/xử lý thông tin/, /đăng công khai tên/]) {
        await reach(tick)
        await page.keyboard.press('Space')
      }
      await reach(/^Gửi phản hồi$/)
      await page.keyboard.press('Enter')
      await page.getByText('đang chờ duyệt').waitFor()
      await reach(/^Sửa$/)
      await page.keyboard.press('Enter')
      await expect.poll(focused).toMatch(/^Ý kiến của bạn/)
      await page.keyboard.type(' Thêm.')
      await reach(/^Lưu thay đổi$/)
      await page.keyboard.press('Enter')
      await page.locator('li.comment .text').getByText('Thêm.').waitFor()
      await reach(/^Rút lại$/)
      await page.keyboard.press('Enter')
      await expect.poll(focused).toBe('Hủy bỏ')
      await page.keyboard.press('Shift+Tab')
      await page.keyboard.press('Enter')
      await page.getByText('Ý kiến đã được người gửi rút lại.').waitFor()
      expect(await page.getByText('rút lại. Thêm.').count()).toBe(0)
    }))

  it('speaks English where the page does', () =>
    onPage(async (page) => {
      const chunks = watchRequests(page, (request) => request.url().includes('/w/english'))
      await open(page, stage.place, { article: newArticle(), lang: 'en' })
      await page.getByRole('button', { name: 'Send to friends' }).waitFor()
      await page.getByLabel('Your comment').click()
      await page.getByRole('button', { name: 'Send', exact: true }).click()
      await page.getByText('Please enter your full name').waitFor()
      expect(chunks).toHaveLength(1)
    }))

  it('asks for the counts of all stories of a page at once', () =>
    onPage(async (page) => {
      const article = newArticle()
      await publish(stage.place, article, [{ body: 'Đếm một.' }, { body: 'Đếm hai.' }])
      const calls = watchRequests(page, (request) => request.url().includes('/v1/counts'))
      const count = (key: string) => `<phan-hoi-count site="bao" article="${key}"></phan-hoi-count>`
      const body =
        Array.from({ length: 30 }, (_, i) => count(`/khong/${i}`)).join('') + count(article)
      await open(page, stage.place, { article, body })
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

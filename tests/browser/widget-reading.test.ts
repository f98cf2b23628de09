import { describe, expect, it } from 'vitest'
import { uuidv7 } from '../../src/uuid.ts'
import { asModerator, open, problem, publish, watchRequests } from './widget-page.ts'
import { setStage } from './widget-stage.ts'

const stage = setStage('reading')
const { newArticle, onPage } = stage

describe('reading', () => {
  it('shows roots with their replies, badges and times, and asks once for it', () =>
    onPage(async (page) => {
      const article = newArticle()
      const [root = ''] = await publish(stage.place, article, [
        { body: 'Nước đã trong.', name: 'Lê Hoà' },
      ])
      await publish(stage.place, article, [
        { body: 'Tôi cũng thấy vậy.', name: 'Trần Ơn', parentId: root },
      ])
      const calls = watchRequests(page, (request) => request.url().includes('/v1/'))
      await open(page, stage.place, { article })
      const item = page.locator(`[id="ph-${root}"]`)
      await item.getByText('Nước đã trong.').waitFor()
      expect(await item.locator('.replies').getByText('Tôi cũng thấy vậy.').count()).toBe(1)
      expect(await page.getByRole('heading', { name: 'Ý kiến bạn đọc (2)' }).count()).toBe(1)
      expect(await item.locator('time').first().textContent()).toBe('Vừa xong')
      expect(calls).toHaveLength(1)
    }))

  it('loads one script first, one chunk and one answer when the reader comes near', () =>
    onPage(async (page) => {
      const requests = watchRequests(page, (request) => request.url().startsWith(stage.place.api))
      const before = '<h1>Bài báo</h1><div class="long">Thân bài</div>'
      const body = `<phan-hoi site="bao" article="${newArticle()}"><a href="/">Phản hồi</a></phan-hoi>`
      await open(page, stage.place, { article: '', before, body, css: '.long{height:5000px}' })
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
      const ids = await publish(stage.place, article, bodies)
      await open(page, stage.place, { article, path: '/lien-ket' })
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
      await publish(stage.place, article, bodies)
      await open(page, stage.place, { article })
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
      await open(page, stage.place, { article })
      await page.getByText('Chưa có ý kiến nào').waitFor()
      await publish(stage.place, article, [{ body: 'Tin vừa tới.' }])
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
      await publish(stage.place, article, [{ body: long }])
      await open(page, stage.place, { article })
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
      const troubles = await open(page, stage.place, { article: newArticle() })
      await page.getByText('Chưa tải được ý kiến bạn đọc.').waitFor()
      expect(await page.getByRole('link', { name: 'Xem và gửi phản hồi' }).isVisible()).toBe(true)
      expect(troubles).toEqual([])
    }))

  it('shows who speaks for the paper, what is featured first, what was edited', () =>
    onPage(async (page) => {
      const article = newArticle()
      const [edited = '', featured = ''] = await publish(stage.place, article, [
        { body: 'Bài viết có lỗi đánh máy.' },
        { body: 'Đáng chú ý.' },
        { body: 'Đến sau cùng.' },
      ])
      const answer = { id: uuidv7(new Date()), body: 'Tòa soạn cảm ơn bạn.', signature: 'Lan' }
      await asModerator(stage.place, `comments/${edited}/replies`, answer)
      const patch = (id: string, change: object) =>
        asModerator(stage.place, `comments/${id}`, change, 'PATCH')
      await patch(edited, { body: 'Bài viết hết lỗi đánh máy.' })
      await patch(featured, { isFeatured: true })
      await open(page, stage.place, { article })
      const meta = (id: string) => page.locator(`[id="ph-${id}"] > .meta`).textContent()
      await page.getByText('Tòa soạn cảm ơn bạn.').waitFor()
      expect(await meta(answer.id)).toMatch(/Lan.*Tòa soạn/)
      expect(await meta(edited)).toContain('đã chỉnh sửa')
      expect(await meta(featured)).toContain('Nổi bật')
      expect(await page.locator('.list > li > .text').allTextContents()).toEqual([
        'Đáng chú ý.',
        'Đến sau cùng.',
        'Bài viết hết lỗi đánh máy.',
      ])
    }))

  it('names authors and members as the service does', () =>
    onPage(async (page) => {
      const article = newArticle()
      const [author = '', member = ''] = await publish(stage.place, article, [
        { body: 'Của tác giả.' },
        { body: 'Của thành viên.' },
      ])
      await page.route(/\/v1\/comments\?/, async (route) => {
        const response = await route.fetch()
        // A thread page; its own tests prove its shape.
        const body = (await response.json()) as { comments: { id: string; author: object }[] }
        const badges = { [author]: 'author', [member]: 'member' }
        const comments = body.comments.map((one) => ({
          ...one,
          author: { ...one.author, badge: badges[one.id] },
        }))
        await route.fulfill({ response, json: { ...body, comments } })
      })
      await open(page, stage.place, { article })
      await page.locator(`[id="ph-${author}"] .meta`).getByText('Tác giả').waitFor()
      await page.locator(`[id="ph-${member}"] .meta`).getByText('Thành viên').waitFor()
    }))

  it('opens the replies that did not come with their root', () =>
    onPage(async (page) => {
      const article = newArticle()
      const [root = ''] = await publish(stage.place, article, [{ body: 'Hỏi cả làng.' }])
      const answers = Array.from({ length: 6 }, (_, i) => ({
        body: `Đáp thứ ${i + 1} ạ`,
        parentId: root,
      }))
      await publish(stage.place, article, answers)
      await open(page, stage.place, { article })
      const replies = page.locator('.replies .text')
      await page.getByText('Đáp thứ 3 ạ').waitFor()
      expect(await replies.count()).toBe(3)
      const more = page.getByRole('button', { name: 'Xem 3 phản hồi' })
      await more.click()
      await page.getByText('Đáp thứ 6 ạ').waitFor()
      expect(await replies.allTextContents()).toEqual(answers.map(({ body }) => body))
      expect(await more.isVisible()).toBe(false)
      const focused = page.locator('.replies li:focus .text')
      expect(await focused.textContent()).toBe('Đáp thứ 4 ạ')
    }))

  it('puts what readers like most first when asked', () =>
    onPage(async (page) => {
      const article = newArticle()
      const [liked = ''] = await publish(stage.place, article, [
        { body: 'Cũ mà hay.' },
        { body: 'Mới tinh.' },
      ])
      for (const reader of ['a', 'b'])
        await fetch(`${stage.place.api}/v1/comments/${liked}/like`, {
          method: 'PUT',
          headers: { 'Phanhoi-Reader': reader.repeat(22), Origin: stage.place.origin },
        })
      await open(page, stage.place, { article })
      const first = page.locator('.list > li').first()
      await expect.poll(() => first.locator('.text').textContent()).toBe('Mới tinh.')
      await page.getByRole('combobox', { name: 'Sắp xếp' }).selectOption('Quan tâm nhất')
      await expect.poll(() => first.locator('.text').textContent()).toBe('Cũ mà hay.')
      await first.getByRole('button', { name: 'Thích 2' }).waitFor()
    }))

  it('tells the time in words that stay true, and exactly where the site is when pointed at', () =>
    onPage(async (page) => {
      const article = newArticle()
      await publish(stage.place, article, [{ body: 'Vừa viết xong.' }])
      await page.route(/\/v1\/comments\?/, async (route) => {
        const response = await route.fetch()
        // A thread page; its own tests prove its shape.
        const body = (await response.json()) as { form: object; comments: object[] }
        const createdAt = new Date().toISOString()
        await route.fulfill({
          response,
          json: {
            ...body,
            form: { ...body.form, timeZone: 'America/New_York' },
            comments: body.comments.map((one) => ({ ...one, createdAt })),
          },
        })
      })
      await page.clock.install()
      await open(page, stage.place, { article })
      const time = page.locator('.comment time').first()
      await expect.poll(() => time.textContent()).toBe('Vừa xong')
      for (let i = 0; i < 8; i++) await page.clock.fastForward(60_000)
      await expect.poll(() => time.textContent()).toMatch(/^[5-8] phút trước$/)
      const when = page.locator('.comment .when').first()
      const parts = new Intl.DateTimeFormat('en-GB', {
        timeZone: 'America/New_York',
        dateStyle: 'short',
        timeStyle: 'short',
      })
      const written = new Date((await time.getAttribute('datetime')) ?? '')
      const exact = parts.format(written).replace(',', '')
      expect(await when.getAttribute('title')).toBe(exact)
      await when.focus()
      const shown = await when.evaluate((link) => {
        // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the page's own types are unknown here
        return new Function('link', `return getComputedStyle(link, '::after').content`)(
          link,
        ) as string
      })
      expect(shown).toContain('(')
    }))
})

import type { Route } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import {
  asModerator,
  decide,
  open,
  problem,
  publish,
  send,
  watchRequests,
  write,
} from './widget-page.ts'
import { setStage } from './widget-stage.ts'

const stage = setStage('own')
const { newArticle, onPage } = stage

describe('own comments, likes, reports', () => {
  it('shows what became of an own comment on a later visit, with the reason told', () =>
    onPage(async (page) => {
      const article = newArticle()
      await open(page, stage.place, { article })
      await write(page, 'Câu này sẽ bị từ chối.')
      await send(page)
      await page.getByText('đang chờ duyệt').waitFor()
      const id = (await page.locator('li.comment').first().getAttribute('id'))?.slice(3) ?? ''
      await decide(stage.place, [id], 'rejected', { message: 'Xin viết rõ hơn về bài báo.' })
      await page.reload()
      await page.getByText('không được đăng').waitFor()
      await page.getByText('Xin viết rõ hơn về bài báo.').waitFor()
      await page.getByRole('button', { name: 'Đã hiểu' }).click()
      expect(await page.getByText('Câu này sẽ bị từ chối.').count()).toBe(0)
    }))

  it('edits and withdraws within the time for it', () =>
    onPage(async (page) => {
      const article = newArticle()
      await open(page, stage.place, { article })
      await write(page, 'Viết vội nên sai.')
      await send(page)
      await page.getByRole('button', { name: 'Sửa' }).click()
      await page.locator('li.comment textarea').fill('Viết lại cho đúng.')
      await page.getByRole('button', { name: 'Lưu thay đổi' }).click()
      await page.locator('li.comment .text').getByText('Viết lại cho đúng.').waitFor()
      const pending = 'comments?site=bao&state=pending&sort=newest'
      const { items } = await asModerator(stage.place, pending)
      expect(items.map(({ body }) => body)).toContain('Viết lại cho đúng.')
      await page.getByRole('button', { name: 'Rút lại' }).click()
      await page.getByText('Việc này không thể hoàn tác.').waitFor()
      await page.getByRole('button', { name: 'Rút lại' }).click()
      await page.getByText('Ý kiến đã được người gửi rút lại.').waitFor()
      const after = await asModerator(stage.place, pending)
      expect(after.items.map(({ body }) => body)).not.toContain('Viết lại cho đúng.')
    }))

  it('counts a like at once, takes it back, and undoes it when the service refuses', () =>
    onPage(async (page) => {
      const article = newArticle()
      await publish(stage.place, article, [{ body: 'Đáng thích.' }])
      await open(page, stage.place, { article })
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
      const [id = ''] = await publish(stage.place, article, [{ body: 'Quảng cáo trá hình.' }])
      await open(page, stage.place, { article })
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

  it('saves an edit once and says why when it is refused', () =>
    onPage(async (page) => {
      await open(page, stage.place, { article: newArticle() })
      await write(page, 'Viết vội nên sai.')
      await send(page)
      await page.getByRole('button', { name: 'Sửa' }).click()
      const item = page.locator('li.comment')
      const text = item.locator('textarea')
      const save = item.getByRole('button', { name: 'Lưu thay đổi' })
      await text.fill('')
      await save.click()
      await item.getByText('Vui lòng nhập nội dung').waitFor()
      await text.fill('Viết lại cho đúng.')
      const answers = [
        [problem(429, 'rate-limited', {}, { 'Retry-After': '120' }), /Vui lòng đợi 2 phút/],
        [problem(409, 'closed'), 'Đã hết thời gian sửa ý kiến này.'],
        [problem(409, 'conflict'), /tải lại trang rồi sửa tiếp/],
        [
          problem(422, 'invalid', {
            errors: [{ pointer: '/body', detail: 'Có lời chưa phù hợp' }],
          }),
          'Có lời chưa phù hợp',
        ],
        [(route: Route) => route.abort(), /Không kết nối được/],
      ] as const
      for (const [answer, sentence] of answers) {
        await page.route(/\/v1\/comments\/[^/]+$/, answer)
        await save.click()
        await item.getByText(sentence).waitFor()
        await page.unroute(/\/v1\/comments\/[^/]+$/)
      }
      const patches = watchRequests(page, (request) => request.method() === 'PATCH')
      await save.dblclick()
      await item.locator('.text').getByText('Viết lại cho đúng.').waitFor()
      expect(patches).toHaveLength(1)
    }))

  it('links the reference to its own state', () =>
    onPage(async (page) => {
      await open(page, stage.place, { article: newArticle() })
      await write(page, 'Ý kiến có mã riêng.')
      await send(page)
      const reference = await page.locator('.own .quiet').first().textContent()
      const code = reference?.split(': ')[1] ?? ''
      await page.getByRole('link', { name: 'Xem tình trạng' }).click()
      await page.waitForURL(/\/p\/bao\/status\?ref=/)
      expect(code).not.toBe('')
      await page
        .getByText(code)
        .or(page.locator(`[value="${code}"]`))
        .first()
        .waitFor()
      await page
        .getByText(/chờ duyệt/i)
        .first()
        .waitFor()
    }))
})

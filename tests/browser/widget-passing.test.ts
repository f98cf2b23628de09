import { describe, expect, it } from 'vitest'
import { open, watchRequests } from './widget-page.ts'
import { isPost, setStage } from './widget-stage.ts'

const stage = setStage('passing')
const { newArticle, onPage } = stage

describe('send to friends', () => {
  it('opens with the simple ways first, closes with Escape, gives the focus back and loses nothing', () =>
    onPage(async (page) => {
      await open(page, stage.place, { article: newArticle() })
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
        await open(page, stage.place, { article: '', body, before: '', css })
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
      { viewport: { width: 1280, height: 800 } },
    ))

  it('checks the addresses, sends to as many friends as asked and says that a confirmation comes first', () =>
    onPage(async (page) => {
      const posts = watchRequests(page, isPost('/v1/shares'))
      await open(page, stage.place, { article: newArticle() })
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

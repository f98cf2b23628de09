import type { Page } from 'playwright-core'
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

  const fillIn = async (page: Page, friend: string) => {
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Tên của bạn').fill('Trần Văn Bình')
    await dialog.getByLabel('Email của bạn').fill('binh@thu.example')
    await dialog.getByLabel('Email người nhận').first().fill(friend)
    for (const box of await dialog.getByRole('checkbox').all()) await box.check()
    return dialog
  }
  const submit = (page: Page) =>
    page.getByRole('dialog').getByRole('button', { name: 'Gửi', exact: true }).click()

  it('F09: a letter changed after a lost answer leaves only when its sender knows of the first', () =>
    onPage(async (page) => {
      await open(page, stage.place, { article: newArticle() })
      await page.getByRole('button', { name: 'Gửi cho bạn bè' }).click()
      const dialog = await fillIn(page, 'lan@ban.example')
      const posts = watchRequests(page, isPost('/v1/shares'))
      await page.route('**/v1/shares', async (route) => {
        if (route.request().method() === 'POST') await route.fetch()
        await route.abort()
      })
      await submit(page)
      await dialog.getByText('Không kết nối được').waitFor()
      await page.unroute('**/v1/shares')
      await dialog.getByLabel('Email người nhận').first().fill('mai@ban.example')
      await submit(page)
      await dialog.getByText('Lần gửi trước có thể đã đến nơi.').waitFor()
      expect(posts).toHaveLength(2)
      await submit(page)
      await dialog.getByText(/thư xác nhận đến binh@thu\.example/).waitFor()
      const ids = posts.map((post) => (post.postDataJSON() as { id: string }).id)
      expect(ids[1]).toBe(ids[0])
      expect(ids[2]).not.toBe(ids[0])
    }))

  it('spares a sender who has confirmed the next confirmations', () =>
    onPage(async (page) => {
      await open(page, stage.place, { article: newArticle() })
      await page.getByRole('button', { name: 'Gửi cho bạn bè' }).click()
      const dialog = await fillIn(page, 'lan@ban.example')
      const posts = watchRequests(page, isPost('/v1/shares'))
      await submit(page)
      await dialog.getByText(/thư xác nhận đến/).waitFor()
      const { id, token } = posts[0]?.postDataJSON() as { id: string; token: string }
      // As the service answers once the mail was confirmed.
      await page.route(`**/v1/shares/${id}/own`, async (route) => {
        expect(await route.request().headerValue('authorization')).toBe(`Bearer ${token}`)
        await route.fulfill({
          headers: { 'Access-Control-Allow-Origin': '*' },
          json: { state: 'approved', senderToken: 'da-xac-nhan' },
        })
      })
      await dialog.getByRole('button', { name: 'Gửi cho người khác' }).click()
      await expect
        .poll(() => dialog.getByText('Bạn sẽ nhận một thư xác nhận').isVisible())
        .toBe(false)
      await fillIn(page, 'mai@ban.example')
      await submit(page)
      await expect.poll(() => posts.length).toBe(2)
      expect(posts[1]?.postDataJSON()).toMatchObject({ senderToken: 'da-xac-nhan' })
      await page.reload()
      await page.getByRole('button', { name: 'Gửi cho bạn bè' }).click()
      await dialog.getByLabel('Email của bạn').fill('nguoi-khac@thu.example')
      await dialog.getByText('Bạn sẽ nhận một thư xác nhận').waitFor()
    }))

  it('calls itself what the page calls it', () =>
    onPage(async (page) => {
      const body = `<gui-ban-be site="bao"><a href="${stage.place.api}/p/bao/share">Mách bạn bài này</a></gui-ban-be>`
      await open(page, stage.place, { article: newArticle(), body })
      await page.getByRole('button', { name: 'Mách bạn bài này' }).click()
      await page.getByRole('dialog').waitFor()
    }))
})

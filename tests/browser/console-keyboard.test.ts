import { serve } from '@hono/node-server'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addModerator, PASSWORD } from '../people.ts'
import { createTestApp, newComment, newShare, type TestApp } from '../support.ts'
import { launchChromium } from './chromium.ts'

describe('everything beside the queues, by keyboard alone and without a script', () => {
  let t: TestApp
  let browser: Browser
  let page: Page
  let base: string
  let close: () => void
  const letter = newComment({
    ...{ audience: 'editors', consent: { version: '1', process: true } },
    author: { name: 'Nguyễn Thị Hoà', email: 'hoa@thu.example' },
  })
  const share = newShare()
  const sealed = newComment({ body: 'Lời bị yêu cầu gỡ.', author: { name: 'Trần Bình' } })

  beforeAll(async () => {
    t = await createTestApp({
      comments: { proof: 'off' },
      desks: [{ name: 'Ban Bạn đọc', email: 'bandoc@bao.example' }],
      words: [{ entry: 'đa cấp', level: 'hold' }],
    })
    const server = serve({ fetch: t.app.fetch, port: 0, hostname: '127.0.0.1' })
    await new Promise<void>((resolve) => server.once('listening', resolve))
    const address = server.address()
    base = `http://localhost:${typeof address === 'object' ? (address?.port ?? 0) : 0}`
    t.ports.config.publicUrl = base
    close = () => server.close()
    for (const one of [letter, sealed]) {
      await t.send('POST', '/v1/comments', one)
      t.pass(60_000)
    }
    await t.send('POST', '/v1/shares', share)
    await t.client.execute("UPDATE share SET state = 'pending'")
    const asked = { comment: sealed.id, kind: 'urgent', askedBy: 'Sở Thông tin' }
    await t.admin('POST', '/v1/admin/takedowns', asked)
    await addModerator(t, 'quan@bao.example', { role: 'admin', name: 'Quan' })
    browser = await launchChromium()
    const context = await browser.newContext({ locale: 'vi-VN', javaScriptEnabled: false })
    page = await context.newPage()
    await page.goto(`${base}/admin/sign-in`)
    await type('Email', 'quan@bao.example')
    await type('Mật khẩu', PASSWORD)
    await press(/\/admin\/pending/)
  })
  afterAll(async () => {
    await browser.close()
    close()
    await t.close()
  })

  /** Tabs to a control by its name, as somebody without a mouse does. */
  async function tabTo(name: string) {
    for (let i = 0; i < 200; i++) {
      const focused = await page.evaluate<string>(
        `(() => { const e = document.activeElement; return (e.getAttribute('aria-label') ?? e.labels?.[0]?.textContent ?? e.textContent ?? '').trim() })()`,
      )
      if (focused.startsWith(name)) return
      await page.keyboard.press('Tab')
    }
    throw new Error(`No control ${name} is reached by Tab`)
  }
  async function type(label: string, text: string) {
    await tabTo(label)
    await page.keyboard.press('Control+A')
    await page.keyboard.type(text)
  }
  const press = (address: RegExp) =>
    Promise.all([page.waitForURL(address), page.keyboard.press('Enter')])
  const open = (path: string) => page.goto(base + path)
  const says = (text: string | RegExp) => page.locator('main').getByText(text).first().waitFor()

  it('the sender of a share is banned, the rejection taken back and the ban lifted', async () => {
    await open('/admin/shares')
    await tabTo('Cấm người gửi')
    await press(/do=ban/)
    await tabTo('Từ chối luôn mọi mục đang chờ')
    await page.keyboard.press('Space')
    await page.keyboard.press('Tab')
    await press(/done=/)
    await says('Đã cấm và từ chối 1 mục đang chờ.')
    await tabTo('Hoàn tác')
    await press(/\/admin\/shares\/[\da-f-]+/)
    await says('Chờ duyệt')
    await open('/admin/bans')
    await tabTo('Bỏ cấm')
    await press(/told=done/)
    await says(/Quan đã bỏ/)
  })

  it('a letter is answered, passed on, and its state changed', async () => {
    await open(`/admin/comments/${letter.id}`)
    await tabTo('Trả lời riêng qua email')
    await page.keyboard.press('Enter')
    await type('Nội dung', 'Cảm ơn bạn. Tòa soạn đang kiểm tra lại số liệu.')
    await tabTo('Gửi thư trả lời')
    await press(/told=done/)
    await says('chờ gửi')
    await tabTo('Chuyển tiếp')
    await page.keyboard.press('Enter')
    await type('Lời nhắn cho bộ phận nhận', 'Nhờ ban xem giúp.')
    await page.keyboard.press('Tab')
    await press(/told=done/)
    await says('Gửi Ban Bạn đọc')
    await tabTo('Tình trạng thư')
    await page.keyboard.press('End')
    await tabTo('Đổi')
    await press(/told=done/)
    await says('Đã đóng')
  })

  it('what was taken down is opened once the password has been given again', async () => {
    await open(`/admin/comments/${sealed.id}`)
    await says('Sở Thông tin')
    await tabTo('Xử lý')
    await press(/\/admin\/takedowns/)
    await tabTo('Gỡ và niêm phong')
    await press(/told=done/)
    t.pass(16 * 60_000)
    await open(`/admin/comments/${sealed.id}`)
    await tabTo('Mở nội dung niêm phong')
    await press(/\/admin\/prove/)
    await type('Mật khẩu', PASSWORD)
    await press(/\/admin\/comments\//)
    await tabTo('Mở nội dung niêm phong')
    await press(/unseal/)
    await says('Lời bị yêu cầu gỡ.')
  })

  it('settings are saved, a key is set, a text is tried, an article closed', async () => {
    await open('/admin/sites/bao')
    await type('Tên', 'Báo Mới')
    await press(/told=saved/)
    await page.getByRole('heading', { name: 'Báo Mới' }).waitFor()
    await tabTo('Khóa bí mật')
    await press(/\/secrets$/)
    await type('Khóa mới', 'khoa-akismet-kin')
    await press(/told=saved/)
    await tabTo('Bỏ khóa')
    await press(/told=removed/)
    await open('/admin/sites/bao/words')
    await type('Văn bản', 'Bán hàng đ.a c.ấ.p thu nhập cao.')
    await tabTo('Kiểm tra')
    await press(/\/words\/try/)
    await says('Bị giữ lại chờ duyệt.')
    await open(`/admin/comments/${letter.id}`)
    await tabTo('Nhận ý kiến')
    await page.keyboard.press('Enter')
    await tabTo('Đóng bài này')
    await press(/told=done/)
    await tabTo('Nhận ý kiến')
    await page.keyboard.press('Enter')
    await says('Bài này đang đóng.')
  })

  it('the audit tells all of it in words, narrowed to one kind of act', async () => {
    await open('/admin/audit')
    const acts = () => page.locator('tbody tr td:nth-child(3)').allTextContents()
    expect(await acts()).toEqual(
      expect.arrayContaining(['Xem nội dung niêm phong', 'Bỏ khóa của trang', 'Đăng nhập']),
    )
    await tabTo('Việc')
    const chosen = () => page.evaluate<string>('document.activeElement.value')
    for (let i = 0; i < 99 && (await chosen()) !== 'ban.'; i++)
      await page.keyboard.press('ArrowDown')
    await tabTo('Lọc')
    await press(/action=ban/)
    expect(new Set(await acts())).toEqual(new Set(['Cấm', 'Bỏ cấm']))
  })
})

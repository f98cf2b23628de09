import PostalMime from 'postal-mime'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type NodeService, startNode } from '../runtime/node.ts'
import { type SmtpService, startSmtp } from '../runtime/smtp.ts'
import { launchChromium } from './chromium.ts'

/** The main job as its users do it: on the demo article, with the keyboard in the queue, from a real mailbox. */
describe('from the article page to the queue, the page and the mailbox', () => {
  let service: NodeService
  let smtp: SmtpService
  let browser: Browser
  const article = '/bai/thu-vien-cap-ben'

  beforeAll(async () => {
    smtp = await startSmtp()
    service = await startNode({
      MAIL_URL: smtp.url,
      MAIL_FROM: 'chia-se@ben-song.example',
      LIMIT_FACTOR: '100',
    })
    browser = await launchChromium()
  })
  afterAll(async () => {
    await browser.close()
    await service.stop()
    await smtp.stop()
  })

  const openArticle = async (page: Page) => {
    await page.goto(service.demoUrl + article)
    await page.locator('phan-hoi').scrollIntoViewIfNeeded()
    await page.getByLabel('Ý kiến của bạn').waitFor()
  }
  const setupLink = () =>
    /http\S+\/admin\/setup\/\S+/.exec(service.stdout())?.[0] ?? 'no set-up link was printed'

  it('a reader on a phone writes, a moderator approves with one key, the comment is on the page', async () => {
    const phone = await browser.newPage({ viewport: { width: 360, height: 740 } })
    await openArticle(phone)
    await phone.getByLabel('Ý kiến của bạn').fill('Tuần nào con tôi cũng chờ ghe sách này.')
    await phone.getByLabel('Họ và tên').fill('Nguyễn Thị Hoà')
    for (const tick of ['xử lý thông tin', 'đăng công khai tên'])
      await phone.getByLabel(new RegExp(tick)).check()
    // A form that is sent within three seconds is held for that reason; people need longer.
    await phone.getByRole('button', { name: 'Gửi phản hồi' }).click()
    await phone.getByText('đang chờ duyệt').first().waitFor()

    const desk = await browser.newPage()
    await desk.goto(setupLink())
    await desk.locator('[name=name]').fill('Trần Biên Tập')
    await desk.locator('[name=email]').fill('bien-tap@ben-song.example')
    await desk.locator('[name=password]').fill('mot mat khau that dai')
    await desk.locator('[name=again]').fill('mot mat khau that dai')
    await desk.keyboard.press('Enter')
    await desk.getByText('Tuần nào con tôi').first().waitFor()
    await desk.keyboard.press('j')
    await desk.keyboard.press('a')
    await desk.getByText('Hoàn tác').first().waitFor()

    const other = await browser.newPage({ viewport: { width: 768, height: 900 } })
    await expect
      .poll(async () => {
        await openArticle(other)
        return other.getByText('Tuần nào con tôi cũng chờ ghe sách này.').count()
      })
      .toBe(1)
    expect(await other.getByText('Nguyễn Thị Hoà').count()).toBeGreaterThan(0)
    await Promise.all([phone.close(), desk.close(), other.close()])
  })

  it('a reader sends the article to a friend: confirmation first, then one mail to exactly one person', async () => {
    const page = await browser.newPage({ viewport: { width: 360, height: 740 } })
    await openArticle(page)
    await page.getByRole('button', { name: 'Gửi cho bạn bè' }).click()
    await page.getByLabel('Tên của bạn').fill('Trần Văn Bình')
    await page.getByLabel('Email của bạn').fill('binh@thu.example')
    await page.getByLabel('Email người nhận').first().fill('lan@ban.example')
    for (const box of await page.getByRole('dialog').getByRole('checkbox').all()) await box.check()
    // Three seconds after the form was rendered, so that nothing holds the share.
    await page.waitForTimeout(3000)
    await page.getByRole('dialog').getByRole('button', { name: 'Gửi', exact: true }).click()
    await page.getByText('binh@thu.example').waitFor()

    const confirmation = await smtp.next(({ envelope }) => envelope.to.includes('binh@thu.example'))
    const { text } = await PostalMime.parse(confirmation.raw)
    const link = /http\S+\/r\/\S+/.exec(text ?? '')?.[0] ?? ''
    expect(smtp.received.some(({ envelope }) => envelope.to.includes('lan@ban.example'))).toBe(
      false,
    )
    await page.goto(link)
    await page.getByText('lan@ban.example').waitFor()
    await page.getByRole('button', { name: 'Xác nhận gửi' }).click()
    await page.getByText('Đã tiếp nhận').waitFor()

    const mail = await smtp.next(({ envelope }) => envelope.to.includes('lan@ban.example'))
    const parsed = await PostalMime.parse(mail.raw)
    expect(mail.envelope.to).toEqual(['lan@ban.example'])
    expect(parsed.to).toMatchObject([{ address: 'lan@ban.example' }])
    expect(parsed.cc ?? parsed.bcc).toBeUndefined()
    expect(parsed.from?.address).toBe('chia-se@ben-song.example')
    expect(parsed.replyTo).toMatchObject([{ address: 'binh@thu.example' }])
    expect(parsed.subject).toBe('Trần Văn Bình gửi bạn bài viết: Chiều thứ Bảy, thư viện cập bến')
    expect(parsed.text).toContain(service.demoUrl + article)
    expect(
      smtp.received.filter(({ envelope }) => envelope.to.includes('lan@ban.example')),
    ).toHaveLength(1)
    await page.close()
  }, 60_000)
})

import { serve } from '@hono/node-server'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { totpCode } from '../../src/auth/totp.ts'
import { indexPending } from '../../src/search.ts'
import { addModerator, PASSWORD } from '../people.ts'
import { createTestApp, newComment, type TestApp } from '../support.ts'
import { launchChromium } from './chromium.ts'

const EMAIL = 'ha@bao.example'
const SIZE = 200

let t: TestApp
let browser: Browser
let base: string
let close: () => void

beforeAll(async () => {
  t = await createTestApp({
    comments: { proof: 'off' },
    // Two hundred comments within minutes are the point here, not an attack.
    defence: { articlePerMinute: 10_000, sitePerMinute: 10_000 },
  })
  const server = serve({ fetch: t.app.fetch, port: 0, hostname: '127.0.0.1' })
  await new Promise<void>((resolve) => server.once('listening', resolve))
  const address = server.address()
  base = `http://localhost:${typeof address === 'object' ? (address?.port ?? 0) : 0}`
  t.ports.config.publicUrl = base
  close = () => server.close()
  await addModerator(t, EMAIL, { role: 'editor' })
  for (let i = 0; i < SIZE; i++) {
    t.from(`198.51.${Math.floor(i / 250)}.${i % 250}`)
    const isLetter = i % 20 === 0
    const sent = newComment({
      body: i % 7 === 0 ? `Xem http://hang-${i}.example ngay` : `Tôi thấy điều thứ ${i} rất đúng.`,
      author: { name: `Bạn đọc ${i}`, email: `ban-${i}@thu.example` },
      ...(isLetter && { audience: 'editors', consent: { version: '1', process: true } }),
    })
    expect((await t.send('POST', '/v1/comments', sent)).status).toBe(202)
    t.pass(1000)
  }
  await indexPending(t.ports.db)
  browser = await launchChromium()
}, 120_000)
afterAll(async () => {
  await browser.close()
  close()
  await t.close()
})

/** Codes work once, so the clock goes on before each. */
const nextCode = (secret: string) => {
  t.pass(30_000)
  return totpCode(secret, Math.floor(t.ports.now().getTime() / 30_000))
}

/** Tabs to what bears this name, as somebody without a mouse does. */
async function tabTo(page: Page, name: string) {
  for (let i = 0; i < 120; i++) {
    const focused = await page.evaluate<string>(
      `(() => { const e = document.activeElement; return (e.getAttribute('aria-label') ?? e.labels?.[0]?.textContent ?? e.textContent ?? '').trim() })()`,
    )
    if (focused.startsWith(name)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not reach ${name}`)
}

async function type(page: Page, label: string, text: string) {
  await tabTo(page, label)
  await page.keyboard.type(text)
}

async function follow(page: Page, address: RegExp, key = 'Enter') {
  await Promise.all([page.waitForURL(address), page.keyboard.press(key)])
}

const pending = async () => {
  const { rows } = await t.client.execute(
    "SELECT count(*) AS n FROM comment WHERE state = 'pending'",
  )
  return Number(rows[0]?.['n'])
}

it('a day at the desk by keyboard alone: code, 200 items, undo, search, an answer, a ban and its end, the audit', async () => {
  const page = await browser.newPage({ locale: 'vi-VN', viewport: { width: 1440, height: 900 } })
  const trouble: string[] = []
  page.on('pageerror', (error) => trouble.push(error.message))
  await page.goto(`${base}/admin/account/factor`)
  const signIn = async () => {
    await type(page, 'Email', EMAIL)
    await type(page, 'Mật khẩu', PASSWORD)
  }
  await signIn()
  await follow(page, /account\/factor/)
  await tabTo(page, 'Thiết lập')
  await page.keyboard.press('Enter')
  await page.locator('.secret').waitFor()
  const secret = ((await page.locator('.secret').textContent()) ?? '').replaceAll(' ', '')
  await type(page, 'Mã sáu chữ số', await nextCode(secret))
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Mã dự phòng' }).waitFor()
  await tabTo(page, 'Đăng xuất')
  await follow(page, /sign-in\?out=1/)
  await signIn()
  await follow(page, /sign-in\/code/)
  await type(page, 'Mã xác thực', await nextCode(secret))
  await follow(page, /\/admin\/pending/)

  const keys = ['a', 'd', 's', 'f', 'r']
  for (let i = 0; i < SIZE - 10; i++) {
    // Only where the next page has to come first is there anything to wait for.
    if ((await page.locator('.item:not(.decided)').count()) < 3)
      await expect.poll(() => page.locator('.item:not(.decided)').count()).toBeGreaterThan(2)
    await page.keyboard.press(keys[i % keys.length] ?? 'a')
  }
  await expect.poll(pending, { timeout: 20_000 }).toBe(10)
  for (let i = 0; i < 10; i++) {
    await page.keyboard.press('x')
    await page.keyboard.press('j')
  }
  await page.keyboard.press('s')
  await expect.poll(pending).toBe(0)
  await page.keyboard.press('u')
  await expect.poll(pending).toBe(10)

  await page.keyboard.press('/')
  await page.keyboard.type('dieu dung')
  await follow(page, /q=dieu/)
  expect(await page.locator('mark.hit').first().textContent()).toMatch(/^(?:điều|đúng)$/)
  t.pass(1000)
  await page.locator('body').press('3')
  await page.waitForURL(/\/admin\/letters/)
  await page.locator('.item.current').waitFor()
  await follow(page, /\/admin\/comments\//, 'e')
  await tabTo(page, 'Trả lời riêng qua email')
  await page.keyboard.press('Enter')
  await type(page, 'Nội dung', 'Tòa soạn đã sửa số liệu. Cảm ơn bạn.')
  await tabTo(page, 'Gửi thư trả lời')
  await follow(page, /told=done/)
  await page.locator('.said', { hasText: 'Tòa soạn đã sửa số liệu.' }).waitFor()

  await tabTo(page, 'Hàng đợi')
  await follow(page, /\/admin\/pending/)
  await follow(page, /do=ban/, 'b')
  // The form is open and at hand.
  await type(page, 'Lý do', 'Quảng cáo nhiều lần')
  await tabTo(page, 'Từ chối luôn')
  await page.keyboard.press('Space')
  await page.keyboard.press('Tab')
  await follow(page, /done=/)
  await expect.poll(pending).toBeLessThan(10)
  const before = page.url()
  await tabTo(page, 'Hoàn tác')
  await page.keyboard.press('Enter')
  await page.waitForURL(({ href }) => href !== before)
  await expect.poll(pending).toBe(10)
  await tabTo(page, 'Danh sách cấm')
  await follow(page, /\/admin\/bans/)
  await tabTo(page, 'Bỏ cấm')
  await follow(page, /told=/)
  await tabTo(page, 'Nhật ký')
  await follow(page, /\/admin\/audit/)
  for (const what of ['Bỏ cấm', 'Cấm', 'Trả lời thư'])
    expect(await page.locator('tbody td', { hasText: what }).count(), what).toBeGreaterThan(0)
  expect(trouble).toEqual([])
  await page.close()
}, 180_000)

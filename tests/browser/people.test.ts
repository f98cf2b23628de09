import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import axe from 'axe-core'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { totpCode } from '../../src/auth/totp.ts'
import { type NodeService, startNode } from '../runtime/node.ts'
import { launchChromium } from './chromium.ts'

/** Where to leave pictures of every page; none are taken without it. */
const PICTURES = process.env['PICTURES']
const email = 'bien-tap@ben-song.example'
const password = 'con thuyền ghé bến mỗi chiều'

describe('accounts, with the keyboard alone', () => {
  let service: NodeService
  let browser: Browser
  let secret = ''
  let steps = 0
  let backup: string[] = []

  beforeAll(async () => {
    service = await startNode({ LIMIT_FACTOR: '100' })
    browser = await launchChromium()
  })
  afterAll(async () => {
    await browser.close()
    await service.stop()
  })

  /** A code that was not used before: each works once. */
  const nextCode = async () => {
    const step = Math.max(steps + 1, Math.floor(Date.now() / 30_000))
    steps = step
    return totpCode(secret, step)
  }
  /** Tabs to a control by its name, as somebody without a mouse does. */
  const tabTo = async (page: Page, name: string | RegExp) => {
    for (let i = 0; i < 60; i++) {
      const focused = await page.evaluate<string>(
        `(() => { const e = document.activeElement; return (e.labels?.[0]?.textContent ?? e.textContent ?? '').trim() })()`,
      )
      if (typeof name === 'string' ? focused === name : name.test(focused)) return
      await page.keyboard.press('Tab')
    }
    throw new Error(`No control ${String(name)} is reached by Tab`)
  }
  const type = async (page: Page, label: string, text: string) => {
    await tabTo(page, label)
    await page.keyboard.type(text)
  }
  const enter = async (page: Page, address: RegExp) => {
    await Promise.all([page.waitForURL(address), page.keyboard.press('Enter')])
  }

  it('the first admin sets up a second factor, signs out, and signs in with a code', async () => {
    const page = await browser.newPage({ locale: 'vi-VN' })
    await page.goto(/http\S+\/admin\/setup\/\S+/.exec(service.stdout())?.[0] ?? '')
    await type(page, 'Họ và tên', 'Trần Biên Tập')
    await type(page, 'Email', email)
    await type(page, 'Mật khẩu', password)
    await type(page, 'Nhập lại mật khẩu', password)
    await enter(page, /\/admin\/pending/)
    await page.goto(`${service.url}/admin/account`)
    await tabTo(page, 'Thiết lập')
    await enter(page, /\/account\/factor$/)
    await tabTo(page, 'Thiết lập')
    await page.keyboard.press('Enter')
    await page.locator('.qr').waitFor()
    await takePicture(page, 'enrol')
    await expectAccessible(page, 'enrol')
    secret = ((await page.locator('.secret').textContent()) ?? '').replaceAll(' ', '')
    await type(page, 'Mã sáu chữ số', await nextCode())
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Mã dự phòng' }).waitFor()
    backup = await page.locator('.codes li').allTextContents()
    expect(backup).toHaveLength(10)
    await tabTo(page, 'Đăng xuất')
    await enter(page, /sign-in\?out=1/)
    await type(page, 'Email', email)
    await type(page, 'Mật khẩu', password)
    await enter(page, /sign-in\/code/)
    await type(page, 'Mã xác thực', await nextCode())
    await enter(page, /\/admin\/pending/)
    await page.close()
  })

  describe('then', () => {
    let context: BrowserContext

    beforeAll(async () => {
      context = await signedIn({ javaScriptEnabled: false, locale: 'vi-VN' })
    })
    afterAll(() => context.close())

    it('without a script somebody is invited, changed and disabled, and a token made and revoked', async () => {
      const page = await context.newPage()
      await page.goto(`${service.url}/admin/people`)
      await page.getByLabel('Họ và tên').fill('Lê Thu Hà')
      await page.getByLabel('Email').fill('ha@ben-song.example')
      await page.getByLabel('Vai trò').selectOption('editor')
      await page.getByLabel('Chỉ các trang được chọn').check()
      await page.getByRole('checkbox').first().check()
      await page.getByRole('button', { name: 'Gửi thư mời' }).click()
      await page.getByText('Đã gửi thư mời.').waitFor()
      await page.getByRole('link', { name: 'Lê Thu Hà' }).click()
      await page.getByLabel('Vai trò').selectOption('viewer')
      await page.getByRole('button', { name: 'Lưu' }).click()
      await page.getByText('Đã lưu.').waitFor()
      await page.getByRole('button', { name: 'Khóa tài khoản' }).click()
      await page.getByText('Đã khóa; mọi phiên đã kết thúc.').waitFor()
      await page.goto(`${service.url}/admin/tokens`)
      await page.getByLabel('Dùng cho').fill('Hệ quản trị nội dung')
      await page.getByLabel('Mọi trang').check()
      await page.getByRole('button', { name: 'Tạo mã' }).click()
      expect(await page.locator('.secret').textContent()).toMatch(/^ph_/)
      await page.getByRole('link', { name: 'Về danh sách mã truy cập' }).click()
      await page.getByRole('button', { name: 'Thu hồi' }).click()
      await page.getByText('Đã thu hồi mã truy cập.').waitFor()
      await page.close()
    })

    it.each([
      [375, 'dark', 'vi-VN'],
      [1440, 'light', 'vi-VN'],
      [1440, 'light', 'en-GB'],
    ] as const)(
      'every page is free of axe violations, page errors and sideways scrolling: %d px, %s, %s',
      async (width, colorScheme, locale) => {
        const viewport = { width, height: 900 }
        const own = await signedIn({ viewport, colorScheme, locale, bypassCSP: true })
        const guest = await browser.newContext({ viewport, colorScheme, locale, bypassCSP: true })
        const pages: [BrowserContext, string][] = [
          [guest, '/admin/sign-in'],
          [guest, '/admin/forgot'],
          [guest, '/admin/forgot?sent=1'],
          [guest, '/admin/invitation/x'],
          [own, '/admin/account'],
          [own, '/admin/account/factor'],
          [own, '/admin/people'],
          [own, await firstPerson(own)],
          [own, '/admin/tokens'],
          [own, '/admin/prove'],
        ]
        for (const [context, path] of pages) {
          const page = await context.newPage()
          const errors: string[] = []
          page.on('pageerror', (error) => errors.push(error.message))
          await page.goto(service.url + path)
          await takePicture(page, `${path}-${width}-${locale}`)
          await expectAccessible(page, path)
          const excess = 'document.documentElement.scrollWidth - innerWidth'
          expect(await page.evaluate(excess), path).toBeLessThanOrEqual(0)
          expect(errors, path).toEqual([])
          await page.close()
        }
        await Promise.all([own.close(), guest.close()])
      },
      90_000,
    )
  })

  async function signedIn(options: Parameters<Browser['newContext']>[0]) {
    const context = await browser.newContext(options)
    const page = await context.newPage()
    await page.goto(`${service.url}/admin/sign-in`)
    await page.locator('[name=email]').fill(email)
    await page.locator('[name=password]').fill(password)
    await page.keyboard.press('Enter')
    await page.waitForURL(/sign-in\/code/)
    await takePicture(page, `code-${String(options?.viewport?.width)}`)
    await page.locator('[name=code]').fill(backup.pop() ?? 'none is left')
    await page.keyboard.press('Enter')
    await page.waitForURL(/pending/)
    await page.close()
    return context
  }

  async function firstPerson(context: BrowserContext): Promise<string> {
    const page = await context.newPage()
    await page.goto(`${service.url}/admin/people`)
    const path = await page.getByRole('link', { name: 'Lê Thu Hà' }).getAttribute('href')
    await page.close()
    return path ?? ''
  }

  async function expectAccessible(page: Page, name: string) {
    await page.evaluate(axe.source)
    const { violations } = await page.evaluate<axe.AxeResults>('axe.run()')
    const found = violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html ?? ''}`)
    expect(found, name).toEqual([])
  }

  async function takePicture(page: Page, name: string) {
    if (PICTURES === undefined) return
    await mkdir(PICTURES, { recursive: true })
    const file = `${name.replace(/\W+/g, '-')}.png`
    await page.screenshot({ path: join(PICTURES, file), fullPage: true })
  }
})

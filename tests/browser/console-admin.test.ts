import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import axe from 'axe-core'
import { Hono } from 'hono'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { staticFiles } from '../../src/adapters/static-files.ts'
import { moderator, outbox } from '../../src/schema.ts'
import { countStats } from '../../src/stats/count.ts'
import { addModerator, PASSWORD } from '../people.ts'
import { root } from '../runtime/child.ts'
import { createTestApp, newComment, type TestApp } from '../support.ts'
import { launchChromium } from './chromium.ts'

const HOSTILE = '"><img src=x onerror=alert(1)></script><script>alert(2)</script>\u202E{{7*7}}'
/** Where pictures of the pages are kept for looking at; nowhere unless named. */
const pictures = process.env['PICTURES']

describe('the pages about sites, the audit and the statistics, in a browser', () => {
  let t: TestApp
  let browser: Browser
  let page: Page
  let close: () => void
  let base: string
  const trouble: string[] = []

  beforeAll(async () => {
    t = await createTestApp()
    const service = new Hono()
      .use(await staticFiles(join(root, 'dist')))
      .all('*', (c) => t.app.fetch(c.req.raw, c.env))
    const server = serve({ fetch: service.fetch, port: 0, hostname: '127.0.0.1' })
    await new Promise<void>((resolve) => server.once('listening', resolve))
    const address = server.address()
    base = `http://localhost:${typeof address === 'object' ? (address?.port ?? 0) : 0}`
    t.ports.config.publicUrl = base
    close = () => server.close()
    await addModerator(t, 'quan@bao.example', { role: 'admin', name: HOSTILE.slice(0, 60) })
    for (let i = 0; i < 6; i++) {
      t.from(`192.0.2.${i}`)
      const comment = newComment({ body: `${HOSTILE} ${i}`, author: { name: 'Nguyễn <b>A</b>' } })
      await t.send('POST', '/v1/comments', comment)
      t.pass(600_000)
      await t.admin('POST', '/v1/admin/decisions', {
        items: [{ kind: 'comment', id: comment.id }],
        to: i % 2 ? 'approved' : 'rejected',
        note: HOSTILE,
      })
    }
    await t.admin('PUT', '/v1/admin/articles', {
      site: 'bao',
      key: '/bai/mot',
      url: 'https://bao.example/bai/mot',
      title: HOSTILE,
    })
    await t.admin(
      'PATCH',
      '/v1/admin/sites/bao',
      {
        name: HOSTILE,
        settings: {
          words: [{ entry: HOSTILE, level: 'hold', except: [`${HOSTILE} x`] }],
          desks: [{ name: HOSTILE, email: 'a@bao.example' }],
          consent: { processText: HOSTILE },
          labels: { submit: HOSTILE },
        },
      },
      { 'If-Match': '"1"' },
    )
    await addDead(t)
    await countStats(t.ports)
    browser = await launchChromium()
    page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'vi-VN' })
    page.on('dialog', (dialog) => {
      trouble.push(`dialog: ${dialog.message()}`)
      void dialog.dismiss()
    })
    page.on('console', (message) => {
      if (message.type() === 'error') trouble.push(message.text())
    })
    page.on('pageerror', (error) => trouble.push(error.message))
    await page.goto(`${base}/admin/sign-in`)
    await page.locator('[name=email]').fill('quan@bao.example')
    await page.locator('[name=password]').fill(PASSWORD)
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/admin\/pending/)
  })
  afterAll(async () => {
    await browser.close()
    close()
    await t.close()
  })

  const picture = async (name: string) => {
    if (pictures === undefined) return
    mkdirSync(pictures, { recursive: true })
    await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true })
  }
  const check = async (name: string) => {
    await page.evaluate(axe.source)
    const { violations } = await page.evaluate<axe.AxeResults>('axe.run()')
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)
    expect(found, name).toEqual([])
    const isWide = await page.evaluate<boolean>('document.body.scrollWidth > innerWidth')
    expect(isWide, `${name} scrolls sideways`).toBe(false)
    await picture(name)
  }

  it.each([
    ['audit', '/admin/audit'],
    ['statistics', '/admin/stats'],
    ['sites', '/admin/sites'],
    ['settings', '/admin/sites/bao'],
    ['words', '/admin/sites/bao/words'],
    ['outbox', '/admin/outbox?state=dead'],
  ])(
    '%s: no axe violation, narrow or wide, light or dark, whatever is stored (X01)',
    async (name, path) => {
      for (const width of [1440, 375]) {
        await page.setViewportSize({ width, height: 900 })
        await page.emulateMedia({ colorScheme: width === 375 ? 'dark' : 'light' })
        await page.goto(base + path, { waitUntil: 'networkidle' })
        await check(`${name}-${width}`)
      }
      await page.setViewportSize({ width: 1440, height: 900 })
      await page.emulateMedia({ colorScheme: 'light' })
      expect(trouble).toEqual([])
    },
    60_000,
  )

  it('draws the statistics, with the numbers a key away', async () => {
    await page.goto(`${base}/admin/stats`)
    await page.locator('.plot canvas').first().waitFor()
    expect(await page.locator('.plot canvas').count()).toBe(3)
    const summary = page.locator('summary', { hasText: 'Số liệu từng ngày' }).first()
    await summary.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('region', { name: 'Gửi đến và quyết định' }).waitFor()
    expect(trouble).toEqual([])
  })

  it('previews unsaved settings in the frame, says what is wrong, and saves', async () => {
    await page.goto(`${base}/admin/sites/bao`)
    await page.getByLabel('Xử lý thông tin').fill('Câu đồng ý mới, chưa lưu.')
    await page.getByRole('button', { name: 'Xem trước' }).click()
    await page.locator('iframe[name=preview]').scrollIntoViewIfNeeded()
    const frame = page.frameLocator('iframe[name=preview]')
    await frame.getByText('Bài viết rất hữu ích, cảm ơn tòa soạn.').waitFor()
    await frame.locator('phan-hoi textarea').first().focus()
    await frame.getByText('Câu đồng ý mới, chưa lưu.').waitFor()
    await picture('preview')
    await page.getByLabel('Tên', { exact: true }).first().fill('Báo Thử')
    await page.getByLabel('Thời gian hoàn tác (giây)').fill('25')
    await page.getByRole('button', { name: 'Lưu', exact: true }).click()
    await page.getByText('Đã lưu.').waitFor()
    expect(await page.getByLabel('Thời gian hoàn tác (giây)').inputValue()).toBe('25')
    expect(trouble).toEqual([])
  })

  it('tries a text by keyboard alone', async () => {
    await page.goto(`${base}/admin/sites/bao/words`)
    await page.getByLabel('Văn bản', { exact: true }).focus()
    await page.keyboard.type('Xem https://la.example/x')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByText('Bị giữ lại chờ duyệt.').waitFor()
    expect(await page.locator('#verdict mark').first().textContent()).toBe('https://la.example/x')
  })

  it('works without the script: filters, tables, settings', async () => {
    const plain = await browser.newContext({
      javaScriptEnabled: false,
      storageState: await page.context().storageState(),
      locale: 'vi-VN',
    })
    const quiet = await plain.newPage()
    quiet.setDefaultTimeout(6000)
    await quiet.goto(`${base}/admin/stats`)
    await quiet.locator('summary').filter({ hasText: 'Số liệu' }).first().click()
    expect(await quiet.locator('.plot:visible').count()).toBe(0)
    await quiet.getByRole('region', { name: 'Gửi đến và quyết định' }).waitFor()
    await quiet.goto(`${base}/admin/audit`)
    await quiet.locator('[name=action]').selectOption('site.changed')
    await quiet.getByRole('button', { name: 'Lọc' }).click()
    expect(await quiet.locator('tbody tr').count()).toBeGreaterThan(0)
    await quiet.goto(`${base}/admin/sites/bao`)
    await quiet.getByRole('button', { name: 'Lưu', exact: true }).click()
    await quiet.getByText('Đã lưu.').waitFor()
    await plain.close()
    expect(await t.ports.db.select().from(moderator)).toHaveLength(1)
  })
})

/** One row of each kind that nobody could be brought to take. */
async function addDead(t: TestApp) {
  const now = new Date()
  await t.ports.db.insert(outbox).values(
    outbox.kind.enumValues.map((kind, i) => ({
      ...{ id: crypto.randomUUID(), kind, cause: String(i), siteSeq: 1, attempts: 6 },
      ...{ state: 'dead' as const, dueAt: now, createdAt: now, lastError: HOSTILE },
    })),
  )
}

import { serve } from '@hono/node-server'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { addModerator, PASSWORD } from '../people.ts'
import { createTestApp, inWords, newComment, type TestApp } from '../support.ts'
import { launchChromium } from './chromium.ts'

const SIZE = 45

let t: TestApp
let browser: Browser
let page: Page
let base: string
let close: () => void

beforeAll(async () => {
  t = await createTestApp({
    comments: { proof: 'off' },
    defence: { articlePerMinute: 10_000, sitePerMinute: 10_000 },
  })
  const server = serve({ fetch: t.app.fetch, port: 0, hostname: '127.0.0.1' })
  await new Promise<void>((resolve) => server.once('listening', resolve))
  const address = server.address()
  base = `http://localhost:${typeof address === 'object' ? (address?.port ?? 0) : 0}`
  t.ports.config.publicUrl = base
  close = () => server.close()
  await addModerator(t, 'ha@bao.example')
  await addModerator(t, 'xem@bao.example', { role: 'viewer' })
  for (let i = 0; i < SIZE; i++) {
    t.from(`198.51.100.${i}`)
    const body = `Ý kiến thứ ${inWords(i)} về cây cầu mới.`
    const sent = newComment({ body, author: { name: `Bạn đọc ${inWords(i)}` } })
    expect((await t.send('POST', '/v1/comments', sent)).status).toBe(202)
    t.pass(1000)
  }
  browser = await launchChromium()
  page = await signedIn('ha@bao.example')
}, 60_000)
afterAll(async () => {
  await browser.close()
  close()
  await t.close()
})
beforeEach(() => t.client.execute("UPDATE comment SET state = 'pending'"))

async function signedIn(email: string): Promise<Page> {
  const context = await browser.newContext({ locale: 'vi-VN' })
  const opened = await context.newPage()
  await opened.goto(`${base}/admin/sign-in`)
  await opened.fill('input[name=email]', email)
  await opened.fill('input[name=password]', PASSWORD)
  await opened.keyboard.press('Enter')
  await opened.waitForURL(/\/admin\/pending/)
  return opened
}

const approved = async () => {
  const { rows } = await t.client.execute(
    "SELECT count(*) AS n FROM comment WHERE state = 'approved'",
  )
  return Number(rows[0]?.['n'])
}

it('nothing that was decided is lost when the page is left at once', async () => {
  await page.goto(`${base}/admin/pending`)
  // Until the page is left, no answer comes, so most of these wait their turn.
  const held: (() => void)[] = []
  await page.route('**/v1/admin/decisions', async (route) => {
    await new Promise<void>((resolve) => held.push(resolve))
    await route.continue().catch(() => null)
  })
  for (let i = 0; i < 12; i++) await page.keyboard.press('a')
  expect(await page.locator('.item.decided').count()).toBe(12)
  await Promise.all([page.waitForURL(/\/admin\/spam/), page.keyboard.press('7')])
  for (const release of held) release()
  await expect.poll(approved).toBe(12)
  await page.unroute('**/v1/admin/decisions')
})

it('what the service has not taken is asked about before the page is left', async () => {
  await page.goto(`${base}/admin/pending`)
  await page.route('**/v1/admin/decisions', (route) => route.abort())
  const failed = page.waitForEvent('requestfailed')
  await page.keyboard.press('a')
  await failed
  const asked = page.waitForEvent('dialog')
  const leaving = page.reload()
  const dialog = await asked
  expect(dialog.type()).toBe('beforeunload')
  await dialog.accept()
  await leaving
  await page.unroute('**/v1/admin/decisions')
  await page.keyboard.press('u')
  expect(await page.textContent('#toast')).toContain('chưa có quyết định nào')
})

it('what was decided by filter is taken back whole by a button', async () => {
  await page.goto(`${base}/admin/pending`)
  await page.check('#select-matching')
  await page.locator('#bulk button[value=approved]').click()
  await page.locator('#toast button').waitFor()
  expect(await approved()).toBe(SIZE)
  expect(await page.locator('#go-on').isVisible()).toBe(true)
  await Promise.all([page.waitForEvent('load'), page.locator('#toast button').click()])
  expect(await approved()).toBe(0)
})

it('the address leads to the same item, however far down the queue', async () => {
  await page.goto(`${base}/admin/pending`)
  for (let i = 0; i < 38; i++) {
    await expect.poll(() => page.locator('.item').count()).toBeGreaterThan(i + 1)
    await page.keyboard.press('j')
  }
  const name = await page.locator('.item.current').getAttribute('data-name')
  expect(name).toBe(`Bạn đọc ${inWords(38)}`)
  await page.waitForURL(/after=/)
  await page.reload()
  expect(await page.locator('.item.current').getAttribute('data-name')).toBe(name)
  await page.goto(`${base}/admin/pending`)
})

it('who only looks can switch the keys off too, and is offered none that decides', async () => {
  const looking = await signedIn('xem@bao.example')
  await looking.keyboard.press('?')
  const help = looking.locator('#help')
  expect(await help.locator('dd').allTextContents()).not.toContain('Từ chối')
  await help.getByText('Dùng phím tắt').click()
  await help.getByRole('button', { name: 'Đóng' }).click()
  await looking.keyboard.press('2')
  await looking.keyboard.press('/')
  expect(await looking.evaluate<string>('document.activeElement.id')).not.toBe('search')
  expect(looking.url()).toMatch(/\/admin\/pending/)
  await looking.context().close()
})

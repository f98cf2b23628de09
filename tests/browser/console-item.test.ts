import { serve } from '@hono/node-server'
import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addModerator, signIn } from '../people.ts'
import { createTestApp, json, newComment, PUBLIC_URL, type TestApp } from '../support.ts'
import { launchChromium } from './chromium.ts'

/** Values that became script on other sites (X01, X04, X08, X11); every one is text here. */
const HOSTILE = `</script><script>alert(1)</script><img src=x onerror=alert(1)>' onfocus='alert(1)" autofocus x="{{7*7}}javascript:alert(1)`

describe('the pages about one item, in Chromium', () => {
  let t: TestApp
  let browser: Browser
  let server: { url: string; close: () => Promise<void> }
  let cookie: string
  const paths: string[] = []

  beforeAll(async () => {
    t = await createTestApp({
      undoSeconds: 60,
      desks: [{ name: HOSTILE.slice(0, 90), email: 'ban@bao.example' }],
      canned: [{ label: 'Cảm ơn', text: `Cảm ơn bạn đã góp ý. ${HOSTILE}` }],
    })
    await addModerator(t, 'ha@bao.example', { role: 'admin' })
    cookie = await signIn(t, 'ha@bao.example')
    server = await listen(t, cookie)
    browser = await launchChromium()
    await seed()
  }, 60_000)
  afterAll(async () => {
    await browser.close()
    await server.close()
    await t.close()
  })

  async function call(method: string, path: string, body?: unknown) {
    const response = await t.admin(method, path, body)
    const answer = await json(response)
    expect(response.status, JSON.stringify(answer)).toBeLessThan(300)
    return answer
  }

  /** One comment and one letter with hostile words in every field that people fill in. */
  async function seed() {
    const author = { name: `Hoà <img src=x onerror=alert(1)>`, email: 'hoa@thu.example' }
    const comment = newComment({ author, body: `${HOSTILE} một hai ba` })
    const letter = newComment({
      ...{ author, audience: 'editors', body: `Số liệu chưa đúng. ${HOSTILE}` },
      consent: { version: '1', process: true },
    })
    for (const one of [comment, letter])
      expect((await t.send('POST', '/v1/comments', one)).status).toBe(202)
    const path = `/v1/admin/comments/${comment.id}`
    const items = [{ kind: 'comment', id: comment.id }]
    await call('POST', '/v1/admin/decisions', { items, to: 'approved', note: HOSTILE })
    await call('PATCH', path, { body: `${HOSTILE} một hai bốn`, subject: HOSTILE.slice(0, 140) })
    await call('POST', `${path}/notes`, { text: HOSTILE })
    const id = letter.id.replace(/^.{4}/, '0000')
    await call('POST', `/v1/admin/comments/${letter.id}/answers`, { id, body: HOSTILE })
    const reason = HOSTILE.slice(0, 200)
    await call('POST', '/v1/admin/bans', {
      site: 'bao',
      kind: 'word',
      word: HOSTILE.slice(0, 90),
      reason,
    })
    await call('POST', '/v1/admin/takedowns', {
      ...{ comment: comment.id, kind: 'urgent', askedBy: HOSTILE.slice(0, 190) },
      ...{ document: HOSTILE.slice(0, 90), detail: HOSTILE },
    })
    paths.push(
      `/admin/comments/${comment.id}`,
      `/admin/comments/${letter.id}`,
      '/admin/bans',
      '/admin/takedowns?status=all',
    )
  }

  async function open(width: number, options: { javaScriptEnabled?: boolean } = {}) {
    const context = await browser.newContext({
      viewport: { width, height: 900 },
      bypassCSP: false,
      ...options,
    })
    const page = await context.newPage()
    const alarms: string[] = []
    page.on('dialog', (dialog) => {
      alarms.push(`dialog ${dialog.message()}`)
      void dialog.dismiss()
    })
    page.on('console', (message) => {
      if (/Content Security Policy/i.test(message.text())) alarms.push(message.text())
    })
    page.on('pageerror', (error) => alarms.push(error.message))
    return { page, alarms, close: () => context.close() }
  }

  it.each([375, 1440])(
    'hostile words stay words, nothing scrolls sideways, no axe violation at %d px (X01, X04, X09)',
    async (width) => {
      const { page, alarms, close } = await open(width)
      for (const [i, path] of paths.entries()) {
        await page.goto(server.url + path)
        // Everything that is folded away is shown, so that it is looked at, too.
        await page.evaluate(
          'document.querySelectorAll("details.deed").forEach((one) => { one.open = true })',
        )
        expect(page.url()).toBe(server.url + path)
        const excess = 'document.documentElement.scrollWidth - innerWidth'
        expect(await page.evaluate(excess), path).toBeLessThanOrEqual(0)
        expect(await page.locator('img, iframe, script:not([src])').count(), path).toBe(0)
        await picture(page, `${i}-${width}`)
        expect(await violations(page), path).toEqual([])
      }
      expect(alarms).toEqual([])
      await close()
    },
    120_000,
  )

  it('a note, an edit and a prepared text work without script and by keyboard', async () => {
    const { page, close } = await open(1440, { javaScriptEnabled: false })
    await page.goto(server.url + (paths[0] ?? ''))
    await page.locator('#note summary').focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    await page.keyboard.type('Đã gọi điện kiểm tra.')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.waitForURL(/told=done/)
    expect(await page.locator('.said', { hasText: 'Đã gọi điện kiểm tra.' }).count()).toBe(1)
    await page.locator('#reply summary').click()
    await page.locator('#reply select[name=canned]').selectOption('0')
    await page.locator('#reply textarea').fill('Chào bạn.')
    await page.locator('#reply button[name=insert]').click()
    expect(await page.locator('#reply textarea').inputValue()).toMatch(/^Chào bạn\.\n\nCảm ơn bạn/)
    await page.locator('#reply button.main').click()
    await page.waitForURL(/told=done/)
    await page.locator('#edit summary').click()
    await page.locator('#edit textarea').fill('Lời đã sửa.')
    await page.locator('#edit button.main').click()
    await page.waitForURL(/told=done/)
    await page.locator('.sheet > .text', { hasText: 'Lời đã sửa.' }).waitFor()
    expect(await page.locator('.revision').last().locator('ins').count()).toBeGreaterThan(0)
    await close()
  }, 60_000)
})

async function violations(page: Page): Promise<string[]> {
  // The checker needs a world in which the page's own policy does not stand in its way.
  const session = await page.context().newCDPSession(page)
  const { frameTree } = await session.send('Page.getFrameTree')
  const { executionContextId: contextId } = await session.send('Page.createIsolatedWorld', {
    frameId: frameTree.frame.id,
  })
  await session.send('Runtime.evaluate', { expression: axe.source, contextId })
  const expression = 'axe.run().then((found) => found.violations.map(({ id }) => id).join())'
  const { result } = await session.send('Runtime.evaluate', {
    ...{ expression, contextId, awaitPromise: true, returnByValue: true },
  })
  return String(result.value).split(',').filter(Boolean)
}

/** For people to look at, where they ask for it. */
async function picture(page: Page, name: string) {
  const folder = process.env['SHOTS']
  if (folder !== undefined)
    await page.screenshot({ path: `${folder}/item-${name}.png`, fullPage: true })
}

/** The app as its own public address answers, whatever the port. */
function listen(t: TestApp, cookie: string) {
  return new Promise<{ url: string; close: () => Promise<void> }>((resolve) => {
    const server = serve(
      { fetch: (request) => t.app.fetch(ours(request, cookie)), port: 0 },
      ({ port }) => {
        const close = () => new Promise<void>((closed) => server.close(() => closed()))
        resolve({ url: `http://127.0.0.1:${port}`, close })
      },
    )
  })
}

/** The service knows itself by another address, for which alone the browser would keep its cookie. */
function ours(request: Request, cookie: string): Request {
  const headers = new Headers(request.headers)
  headers.set('Cookie', cookie)
  if (headers.has('Origin')) headers.set('Origin', PUBLIC_URL)
  return new Request(request, { headers })
}

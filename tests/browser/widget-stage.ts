import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { type NodeService, startNode } from '../runtime/node.ts'
import { launchChromium } from './chromium.ts'
import { type Place, startNewspaper } from './widget-page.ts'

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

/** The scheme of a page that is dark. */
export const dark = 'html{color-scheme:dark}body{color:#dcd8d0;background:#161513}a{color:#e8a08f}'

export const nextFrames =
  'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(0))))'

/** A service, a newspaper and a browser for the tests of one file; `name` keeps their articles apart. */
export function setStage(name: string) {
  let service: NodeService
  let newspaper: Awaited<ReturnType<typeof startNewspaper>>
  let browser: Browser
  let lastArticle = 0

  beforeAll(async () => {
    const adminToken = 'browser-test-admin-token-0123456789-abcdef'
    service = await startNode({ LIMIT_FACTOR: '100', ADMIN_TOKEN: adminToken })
    newspaper = await startNewspaper(service.url, adminToken)
    browser = await launchChromium()
  })
  afterAll(async () => {
    await browser.close()
    newspaper.stop()
    await service.stop()
  })

  return {
    /** Known once the tests run. */
    get place(): Place {
      return newspaper.place
    },
    /** An article of its own for each test. */
    newArticle: () => `/${name}/${++lastArticle}`,
    /** Runs a test on a page with storage of its own. */
    onPage: async (run: (page: Page) => Promise<void>, options: BrowserContextOptions = {}) => {
      const context = await browser.newContext({
        viewport: { width: 768, height: 800 },
        locale: 'vi-VN',
        ...options,
      })
      const page = await context.newPage()
      page.setDefaultTimeout(8000)
      try {
        await run(page)
      } finally {
        await context.close()
      }
    },
  }
}

/** What axe finds wrong, by rule and element. */
export async function auditOf(page: Page) {
  await page.evaluate(await readFile(axePath, 'utf8'))
  return page.evaluate<string[]>(
    `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
      violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) =>
        id + ' ' + target.join(' ') + ' ' + failureSummary)))`,
  )
}

export const isPost = (path: string) => (request: { method: () => string; url: () => string }) =>
  request.method() === 'POST' && request.url().endsWith(path)

import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { open } from './widget-page.ts'
import { nextFrames, setStage } from './widget-stage.ts'

const stage = setStage('dai')
const { newArticle, onPage } = stage

const total = 1000
const pageSize = 20

/** Answers the pages of a thread of a thousand comments, a few of them with replies. */
function pretendThousand(page: Page) {
  const comment = (i: number, replies: object[] = []) => ({
    id: `019aa000-0000-7000-8000-${String(i).padStart(12, '0')}`,
    parentId: null,
    rootId: null,
    author: { name: `Bạn đọc ${i}`, badge: null },
    subject: null,
    body: `Ý kiến thứ ${i}: ${'một câu dài vừa phải, có dấu đầy đủ. '.repeat((i % 12) + 1)}`,
    createdAt: new Date(Date.now() - i * 60_000).toISOString(),
    editedAt: null,
    likeCount: i % 7,
    isFeatured: false,
    isWithdrawn: false,
    replyCount: replies.length,
    replies,
    repliesNext: null,
  })
  return page.route(/\/v1\/comments\?/, async (route) => {
    const url = route.request().url()
    const response = await route.fetch({ url: url.replace(/&after=.*/, '') })
    // A thread page; its own tests prove its shape.
    const body = (await response.json()) as { article: object }
    const start = Number(new URL(url).searchParams.get('after') ?? 0)
    const comments = Array.from({ length: pageSize }, (_, i) => comment(start + i))
    const next = start + pageSize < total ? String(start + pageSize) : null
    await route.fulfill({
      response,
      json: { ...body, article: { ...body.article, commentCount: total }, comments, next },
    })
  })
}

/**
 * The longest task of the page's main thread while `work` goes on, in ms of the processor's own time: other programs
 * on the machine lengthen tasks as a clock on the wall sees them.
 */
async function longestTask(page: Page, work: () => Promise<void>): Promise<number> {
  const browser = page.context().browser()
  if (browser === null) throw new Error('A page without a browser')
  await browser.startTracing(page, { categories: ['toplevel'] })
  await work()
  // The trace's own format: durations in thread time are µs.
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
    traceEvents: { name: string; tid: number; tdur?: number; args: { name?: string } }[]
  }
  const main = traceEvents
    .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
    .map(({ tid }) => tid)
  const tasks = traceEvents.filter(
    ({ name, tid }) => name.endsWith('RunTask') && main.includes(tid),
  )
  expect(tasks.length).toBeGreaterThan(100)
  return Math.max(...tasks.map(({ tdur = 0 }) => tdur)) / 1000
}

async function loadAll(page: Page) {
  await open(page, stage.place, { article: newArticle() })
  const items = page.locator('.list > li')
  const count = () =>
    page.evaluate<number>(
      `document.querySelector('phan-hoi').shadowRoot.querySelectorAll('.list > li').length`,
    )
  await items.first().waitFor()
  for (let known = pageSize; known < total; known += pageSize) {
    await page.evaluate(
      `document.querySelector('phan-hoi').shadowRoot.querySelector('.list + div .wide').click()`,
    )
    await expect.poll(count, { interval: 10 }).toBe(known + pageSize)
  }
}

async function scrollThrough(page: Page) {
  const height = await page.evaluate<number>('document.documentElement.scrollHeight')
  for (let y = 0; y < height; y += height / 40) {
    await page.evaluate(`scrollTo(0, ${y})`)
    await page.evaluate(nextFrames)
  }
}

const watchChanges = `window.changes = 0
  new MutationObserver((list) => (window.changes += list.length)).observe(
    document.querySelector('phan-hoi').shadowRoot,
    { subtree: true, childList: true, attributes: true, characterData: true })`

describe('a thread of a thousand loaded comments', () => {
  it(
    'holds the page for no task over 50 ms, and draws nothing anew while one scrolls',
    () =>
      onPage(async (page) => {
        await pretendThousand(page)

        expect(await longestTask(page, () => loadAll(page))).toBeLessThan(50)
        await page.evaluate(watchChanges)
        expect(await longestTask(page, () => scrollThrough(page))).toBeLessThan(50)
        expect(await page.evaluate('window.changes')).toBe(0)
      }),
    120_000,
  )
})

import { serve } from '@hono/node-server'
import axe from 'axe-core'
import { inspectRoutes } from 'hono/dev'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { consolePages } from '../../src/console/app.tsx'
import { queueNames } from '../../src/console/queues.ts'
import { countStats } from '../../src/stats/count.ts'
import { addModerator, PASSWORD } from '../people.ts'
import { createTestApp, json, newComment, newShare, type TestApp } from '../support.ts'
import { launchChromium } from './chromium.ts'

/** Everything that has become script, markup or a formula somewhere (X01, X04, X08, X09, X10, X11). */
const HOSTILE = [
  `</textarea></title></script><script>alert(1)</script>`,
  `<details open ontoggle=alert(1)><img src="1'onerror=alert(1)"><iframe srcdoc="<script>alert(1)</script>">`,
  `' onmouseover='alert(1)" autofocus onfocus="alert(1)`,
  `=HYPERLINK("http://x.example") javascript:alert(1) {{7*7}} \${7*7} <!-- ]]> \u2028\u202E`,
].join(' ')

/** Columns that hold no words but names, references, codes and JSON, and tables that no page reads. */
const STRUCTURED =
  /^(?:id|key|url|origin|.*_(?:id|hash|key|version|format)|hash|state|.*_state|audience|fingerprint|settings|sites|role|token|secret|language|kind|ticket|outcome|from|to|undoes|provider|purpose|measure|part|queue|address|type|reasons|payload|detail|badge|place|zone|password|assignee|expires_at|code)$/
const UNREAD =
  /^(?:counter|spent|sqlite_|search|verification|account|factor|backup_code|site_origin|__)/

type Seed = Awaited<ReturnType<typeof seed>>

/** Something of everything that a page can show; `say` makes the words that people type. */
async function seed(t: TestApp, say: (text: string, max?: number) => string) {
  const call = async (method: string, path: string, body?: unknown) => {
    const response = await t.admin(method, path, body)
    const answer = await json(response)
    expect(response.status, `${path} ${JSON.stringify(answer)}`).toBeLessThan(300)
    return answer
  }
  const author = { name: 'An', email: 'an@thu.example' }
  const root = newComment({ author, body: say('Go to https://la.example now') })
  const reply = newComment({ author, body: say('I agree'), parentId: root.id })
  const process = { version: '1', process: true }
  const letter = newComment({ author, audience: 'editors', body: say('A fault'), consent: process })
  const share = newShare({ sender: { name: 'An', email: 'an@thu.example' } })
  const send = async (path: string, body: unknown) => {
    expect((await t.send('POST', path, body)).status).toBe(202)
    t.pass(20_000)
  }
  await send('/v1/comments', root)
  const items = [{ kind: 'comment', id: root.id }]
  await call('POST', '/v1/admin/decisions', { items, to: 'approved', note: say('Fine') })
  await send('/v1/comments', reply)
  await send('/v1/comments', letter)
  await send('/v1/shares', share)
  const reader = { 'Phanhoi-Reader': 'r'.repeat(22) }
  const report = { reason: 'other', detail: say('Wrong') }
  await t.send('POST', `/v1/comments/${root.id}/reports`, report, reader)
  const path = `/v1/admin/comments/${root.id}`
  await call('PATCH', path, { body: say('Go to https://la.example today') })
  await call('POST', `${path}/notes`, { text: say('Called') })
  const fresh = (n: number) => letter.id.replace(/^.{4}/, `000${n}`)
  const answers = `/v1/admin/comments/${letter.id}`
  await call('POST', `${answers}/answers`, { id: fresh(1), body: say('Thank you') })
  const desk = (await json(await t.admin('GET', '/v1/admin/sites/bao'))).settings.desks[0].name
  await call('POST', `${answers}/forwards`, { id: fresh(2), desk, note: say('Please') })
  await call('POST', '/v1/admin/bans', { comment: root.id, kind: 'email', reason: say('Rude') })
  const request = { comment: root.id, kind: 'urgent', askedBy: say('A', 190), detail: say('B') }
  await call('POST', '/v1/admin/takedowns', request)
  await call('POST', '/v1/admin/tokens', { name: say('Reader', 60), role: 'viewer' })
  await countStats(t.ports)
  return { root: root.id, letter: letter.id, share: share.id }
}

/** Stores the value in every column of every table in which words stand; new columns are covered unasked. */
async function poison(t: TestApp): Promise<number> {
  const { rows: triggers } = await t.client.execute(
    "SELECT name FROM sqlite_master WHERE type = 'trigger'",
  )
  for (const { name } of triggers) await t.client.execute(`DROP TRIGGER ${String(name)}`)
  const { rows } = await t.client.execute(`SELECT m.name AS "table", p.name AS "column"
    FROM sqlite_master m, pragma_table_info(m.name) p
    WHERE m.type = 'table' AND lower(p.type) = 'text'`)
  const columns = rows.map((row) => [String(row['table']), String(row['column'])] as const)
  const words = columns.filter(([table, name]) => !UNREAD.test(table) && !STRUCTURED.test(name))
  for (const [table, name] of words)
    await t.client.execute({
      sql: `UPDATE "${table}" SET "${name}" = ? || hex(randomblob(2))`,
      args: [HOSTILE],
    })
  const reason = [{ check: 'words', verdict: 'hold', detail: HOSTILE, spans: [[0, 9]] }]
  for (const [sql, value] of [
    ['UPDATE comment SET reasons = ?', JSON.stringify(reason)],
    ['UPDATE share SET reasons = ?', JSON.stringify(reason)],
    ['UPDATE audit SET detail = ?', JSON.stringify({ name: HOSTILE, to: HOSTILE })],
    ['UPDATE report SET detail = ?', HOSTILE],
    ['UPDATE takedown SET detail = ?', HOSTILE],
    ['UPDATE article SET url = ?', 'javascript:alert(1)'],
  ] as const)
    await t.client.execute({ sql, args: [value] })
  return words.length
}

/** Every page of the console as its router has them, so that a new page is looked at from its first day. */
async function pagesOf(t: TestApp, { root, letter, share }: Seed): Promise<string[]> {
  const person = await addModerator(t, `p${Math.random()}@bao.example`, { name: 'Binh' })
  const values: Record<string, string[]> = {
    queue: [...queueNames, 'approved?q=agree', `all?author=${root}`, 'all?sort=newest'],
    key: ['bao'],
    token: ['x'],
  }
  const ids: Record<string, string[]> = {
    '/admin/comments/:id': [root, letter, `${root}?do=ban`],
    '/admin/shares/:id': [share],
    '/admin/people/:id': [person],
  }
  const paths = inspectRoutes(consolePages)
    .filter(({ method, path, isMiddleware }) => !isMiddleware && method === 'GET' && isPage(path))
    .map(({ path }) => path.replace(/\{[^{}]*\}/g, ''))
  return [...new Set(paths)].flatMap((pattern) => {
    const name = /:(\w+)/.exec(pattern)?.[1]
    if (name === undefined) return [pattern]
    const given = ids[pattern] ?? values[name] ?? []
    expect(given, `Say which ${name} to open for ${pattern}`).not.toEqual([])
    return given.map((value) => pattern.replace(`:${name}`, value))
  })
}

/** Files and answers to the script are no pages. */
const isPage = (path: string) => !/\.(?:css|js|txt)$|\/live$/.test(path)
/** Links that have ended say so. */
const isOver = (path: string) => /\/(?:setup|invitation)\/x$/.test(path)

describe('every page of the console, in Chromium', () => {
  let t: TestApp
  let browser: Browser
  let base: string
  let close: () => void

  beforeAll(async () => {
    t = await createTestApp({
      comments: { proof: 'off' },
      newsroom: { name: 'Newsroom' },
      desks: [{ name: 'News', email: 'news@bao.example' }],
      canned: [{ label: 'Thanks', text: 'Thank you.' }],
      words: [{ entry: 'rude', level: 'hold' }],
    })
    const server = serve({ fetch: t.app.fetch, port: 0, hostname: '127.0.0.1' })
    await new Promise<void>((resolve) => server.once('listening', resolve))
    const address = server.address()
    base = `http://localhost:${typeof address === 'object' ? (address?.port ?? 0) : 0}`
    t.ports.config.publicUrl = base
    close = () => server.close()
    await addModerator(t, 'quan@bao.example', { role: 'admin', name: 'Quan' })
    browser = await launchChromium()
  })
  afterAll(async () => {
    await browser.close()
    close()
    await t.close()
  })

  async function enter(locale: string) {
    const context = await browser.newContext({ locale, viewport: { width: 1440, height: 900 } })
    const page = await context.newPage()
    const trouble: string[] = []
    page.on('dialog', (dialog) => {
      trouble.push(`dialog: ${dialog.message()}`)
      void dialog.dismiss()
    })
    page.on('console', (message) => {
      if (/Content Security|Trusted/i.test(message.text())) trouble.push(message.text())
    })
    page.on('pageerror', (error) => trouble.push(error.message))
    await page.goto(`${base}/admin/sign-in`)
    await page.locator('[name=email]').fill('quan@bao.example')
    await page.locator('[name=password]').fill(PASSWORD)
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/admin\/pending/)
    return { context, page, trouble }
  }

  it('speaks one language at a time', async () => {
    const shown = await seed(t, (text) => text)
    const paths = await pagesOf(t, shown)
    const english = await enter('en-GB')
    const vietnamese = await enter('vi-VN')
    // What is stored is said in the site's language: names, reasons, sentences.
    const stored = `${JSON.stringify(await everyWord(t))} Phản hồi Tòa soạn Báo Thử Lê Thu Hà`
    for (const path of paths.filter((one) => !/\/(?:preview|words)$/.test(one))) {
      const foreign = (await wordsOf(english.page, base + path)).filter(
        (text) => VIETNAMESE.test(text) && !MEANT.test(text) && !isStored(text, stored),
      )
      expect.soft(foreign, `${path} in English`).toEqual([])
      const strange = (await wordsOf(vietnamese.page, base + path)).filter(
        (text) => ENGLISH.test(text) && !MEANT.test(text) && !isStored(text, stored),
      )
      expect.soft(strange, `${path} in Vietnamese`).toEqual([])
    }
    await closeAll([english.context, vietnamese.context])
  }, 180_000)

  it('shows hostile words of every column as words, whole and without scrolling sideways (X01, X04, X08, X09, X11)', async () => {
    const { page, trouble, context } = await enter('vi-VN')
    const paths = await pagesOf(t, await seeded(t))
    expect(await poison(t)).toBeGreaterThan(40)
    for (const path of paths) {
      const answer = await page.goto(base + path)
      if (!isOver(path)) expect(answer?.status(), path).toBe(200)
      await page.evaluate(
        'document.querySelectorAll("details").forEach((one) => { one.open = one.className !== "menu narrow-only" })',
      )
      for (const width of [375, 1440]) {
        await page.setViewportSize({ width, height: 900 })
        expect.soft(await faultsOf(page), `${path} at ${width}`).toEqual([])
      }
      await page.evaluate(axe.source)
      const { violations } = await page.evaluate<axe.AxeResults>('axe.run()')
      const found = violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)
      expect.soft(found, path).toEqual([])
    }
    expect(trouble).toEqual([])
    await context.close()
  }, 240_000)
})

/** The two ways to address a Vietnamese reader have no English names; an example of a path is no sentence. */
const MEANT = /bạn|quý độc giả|^\/the-thao\/$/i
const VIETNAMESE = /[ăâđêôơưáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]/iu
const ENGLISH =
  /\b(?:the|and|of|with|from|by|is|are|not|your|all|this|that|pending|done)\b|^[a-z]+\.[a-z-]+$/i

const isStored = (text: string, stored: string) =>
  stored.includes(JSON.stringify(text).slice(1, -1))

/** What people and the site have written, as it stands in the database. */
async function everyWord(t: TestApp): Promise<unknown[]> {
  const tables = ['site', 'article', 'comment', 'share', 'answer', 'revision', 'note', 'moderator']
  const all = await Promise.all(tables.map((table) => t.client.execute(`SELECT * FROM "${table}"`)))
  return all.flatMap(({ rows }) =>
    rows.flatMap((row) =>
      Object.values(row).map((value) => (isJson(value) ? JSON.parse(String(value)) : value)),
    ),
  )
}

const isJson = (value: unknown) => typeof value === 'string' && /^[[{]/.test(value)

/** Every text and every attribute that is read out, each by itself. */
async function wordsOf(page: Page, url: string): Promise<string[]> {
  await page.goto(url)
  return page.evaluate<string[]>(`(() => {
    const found = [document.title.replaceAll(/Phản hồi|Báo Thử/g, '')]
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode())
      if (!walker.currentNode.parentElement.closest('textarea, script, noscript, bdi, kbd, pre, .text, .said'))
        found.push(walker.currentNode.data.replaceAll(/Phản hồi|Báo Thử/g, '').trim())
    for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
      for (const one of document.querySelectorAll('[' + name + ']')) found.push(one.getAttribute(name))
    return found.filter((text) => text !== '')
  })()`)
}

/** What must not be on a page: markup out of words, and anything wider than the screen. */
async function faultsOf(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(() => {
    const found = [...document.querySelectorAll('img, object, embed, script:not([src]), iframe:not([name=preview])')]
      .map((one) => one.outerHTML)
    for (const one of document.querySelectorAll('*'))
      for (const { name, value } of one.attributes)
        if (name.startsWith('on') || (/^(?:href|src|action|formaction)$/.test(name) && /^\\s*javascript:/i.test(value)))
          found.push(one.outerHTML.slice(0, 200))
    const excess = document.documentElement.scrollWidth - innerWidth
    if (excess > 0) {
      const wide = [...document.body.querySelectorAll('*')].filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
      found.push('scrolls by ' + excess + ': ' + wide.slice(-1).map((one) => one.outerHTML.slice(0, 160)).join())
    }
    return found
  })()`)
}

const closeAll = (contexts: BrowserContext[]) => Promise.all(contexts.map((one) => one.close()))

/** What the test before has left. */
async function seeded(t: TestApp): Promise<Seed> {
  const { rows } = await t.client.execute(
    'SELECT id, audience FROM comment WHERE parent_seq IS NULL ORDER BY seq',
  )
  const idOf = (audience: string) =>
    String(rows.find((row) => row['audience'] === audience)?.['id'] ?? '')
  const shares = await t.client.execute('SELECT id FROM share')
  return {
    root: idOf('public'),
    letter: idOf('editors'),
    share: String(shares.rows[0]?.['id'] ?? ''),
  }
}

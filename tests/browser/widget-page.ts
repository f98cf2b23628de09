import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page, Request, Route } from 'playwright-core'
import { randomToken } from '../../src/signing.ts'
import { uuidv7 } from '../../src/uuid.ts'

/** What a page needs to know of the running service. */
export interface Place {
  /** Origin of the service. */
  api: string
  /** Origin of the newspaper, another port. */
  origin: string
  adminToken: string
  /** Makes the newspaper answer a path with a page. */
  print: (path: string, page: Printed) => void
}

interface Printed {
  body: string
  type: string
  csp?: string | undefined
}

/**
 * A newspaper of its own: a web server on a port from the system, registered as site `bao`. A page that the test
 * browser only pretends to have loaded would not be let through to an address of this machine.
 */
export async function startNewspaper(api: string, adminToken: string) {
  const pages = new Map<string, Printed>()
  const server = createServer((request, response) => {
    const page = pages.get((request.url ?? '').split('?')[0] ?? '')
    response.writeHead(page === undefined ? 404 : 200, {
      'Content-Type': page?.type ?? 'text/plain',
      ...(page?.csp !== undefined && { 'Content-Security-Policy': page.csp }),
    })
    response.end(page?.body)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  // A TCP server has an address of this kind.
  const { port } = server.address() as AddressInfo
  const origin = `http://localhost:${port}`
  const place: Place = {
    api,
    origin,
    adminToken,
    print: (path, page) => void pages.set(path, page),
  }
  await asModerator(place, 'sites', { key: 'bao', name: 'Báo', origins: [origin] })
  return { place, stop: () => server.close() }
}

export interface PageOptions {
  article: string
  /** Where the page seems to lie; pages of the newspaper that do not exist are made up. */
  path?: string
  lang?: string
  /** Attributes of `<phan-hoi>` beside `site` and `article`. */
  attributes?: string
  csp?: string
  /** Style sheet of the page. */
  css?: string
  /** Body before the elements, by default a heading. */
  before?: string
  body?: string
}

/** The page of a newspaper with our elements on it. */
export function html({ api }: Place, options: PageOptions) {
  const { article, lang = 'vi', attributes = '', before = '<h1>Bài báo</h1>' } = options
  const where = `site="bao" article="${article}"`
  const body =
    options.body ??
    `<gui-ban-be ${where}></gui-ban-be>
     <phan-hoi ${where} ${attributes}><a href="${api}/p/bao">Xem và gửi phản hồi</a></phan-hoi>`
  return `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>Bài báo</title>
    <meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/trang.css"></head>
    <body><main>${before}${body}</main>
    <script type="module" src="${api}/widget.js"></script></body></html>`
}

const pageStyle =
  'body{margin:0;font:17px/1.6 Georgia,serif;color:#1d1d1b;background:#fffdf8}main{max-width:720px;margin:auto;padding:16px}a{color:#9c1c1c}'

/** Opens such a page at the newspaper's real origin and collects what goes wrong on it. */
export async function open(page: Page, place: Place, options: PageOptions) {
  const troubles: string[] = []
  page.on('pageerror', (error) => troubles.push(error.message))
  page.on('dialog', (dialog) => {
    troubles.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  const path = options.path ?? '/thu'
  const { csp } = options
  place.print('/trang.css', { type: 'text/css', body: pageStyle + (options.css ?? '') })
  place.print(path, { type: 'text/html; charset=utf-8', body: html(place, options), csp })
  await page.goto(place.origin + path)
  return troubles
}

/** Writes a comment with the keyboard's help, as a reader does, without sending it. */
export async function write(page: Page, body: string, name = 'Nguyễn Thị Hoà') {
  await page.locator('phan-hoi textarea').first().fill(body)
  await page.getByLabel('Họ và tên').fill(name)
  for (const tick of [/xử lý thông tin/, /đăng công khai tên/]) await page.getByLabel(tick).check()
}

export const send = (page: Page) =>
  page.locator('phan-hoi').getByRole('button', { name: 'Gửi phản hồi' }).click()

/** Calls the service as a moderator. */
export async function asModerator(place: Place, path: string, body?: object, method = 'POST') {
  const response = await fetch(`${place.api}/v1/admin/${path}`, {
    ...(body && { method, body: JSON.stringify(body) }),
    headers: { Authorization: `Bearer ${place.adminToken}`, 'Content-Type': 'application/json' },
  })
  // The answers are judged by their members in each test.
  return (await response.json()) as {
    items: { id: string; body: string; state: string }[]
    results: { ok: boolean }[]
  }
}

export const decide = (place: Place, ids: string[], to: string, more = {}) =>
  asModerator(place, 'decisions', {
    items: ids.map((id) => ({ kind: 'comment', id })),
    to,
    ...more,
  })

interface Given {
  body: string
  name?: string
  parentId?: string
}

/** Sends comments to an article without a browser and has them approved. Answers their ids. */
export async function publish(place: Place, article: string, comments: Given[]) {
  const version = await consentVersion(place, article)
  const ids: string[] = []
  for (const { body, name = 'Bạn đọc', parentId } of comments) {
    const id = uuidv7(new Date())
    const response = await fetch(`${place.api}/v1/comments`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Origin: place.origin },
      body: JSON.stringify({
        id,
        token: randomToken(),
        site: 'bao',
        article: { key: article, url: place.origin + article, title: 'Bài báo' },
        audience: 'public',
        author: { name },
        body,
        parentId,
        consent: { version, process: true, publish: true },
      }),
    })
    if (response.status > 202) throw new Error(await response.text())
    ids.push(id)
  }
  await decide(place, ids, 'approved')
  return ids
}

async function consentVersion({ api }: Place, article: string) {
  const query = new URLSearchParams({ site: 'bao', article })
  const response = await fetch(`${api}/v1/comments?${query.toString()}`)
  // The shape of a thread page; its own tests prove it.
  const { form } = (await response.json()) as { form: { consent: { version: string } } }
  return form.consent.version
}

/** Requests to the service's API that match, in the order in which they were made. */
export function watchRequests(page: Page, matches: (request: Request) => boolean) {
  const seen: Request[] = []
  page.on('request', (request) => {
    if (matches(request)) seen.push(request)
  })
  return seen
}

/** Answers with a problem document, as the service would, CORS headers included. */
export const problem =
  (status: number, code: string, more: object = {}, headers: Record<string, string> = {}) =>
  (route: Route) =>
    route.request().method() === 'OPTIONS'
      ? route.continue()
      : route.fulfill({
          status,
          contentType: 'application/problem+json',
          headers: {
            'Access-Control-Allow-Origin': '*',
            'Access-Control-Expose-Headers': 'Retry-After',
            ...headers,
          },
          body: JSON.stringify({ type: code, code, title: code, status, instance: 'x', ...more }),
        })

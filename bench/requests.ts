import { randomBytes } from 'node:crypto'
import { uuidv7 } from '../src/uuid.ts'
import { encodeRequest } from './connection.ts'
import type { NextRequest } from './load.ts'
import { articleKey, SEED_ORIGIN } from './seed.ts'
import { ADMIN_TOKEN } from './service.ts'
import { createRandom, writeComment, writeName } from './words.ts'

/** The same request for ever. */
export function always(
  method: string,
  url: URL,
  headers: Record<string, string> = {},
): NextRequest {
  const bytes = encodeRequest(method, url, headers)
  return () => bytes
}

/** One thread page with 100 comments. */
export function threadUrl(base: URL, site: string, article: number, limit = 100, sort = 'newest') {
  const query = { site, article: articleKey(article), sort, limit: String(limit) }
  return address(base, '/v1/comments', Object.entries(query))
}

/** Page sizes that differ only so that every request asks for a page of its own. */
export const LIMITS = Array.from({ length: 20 }, (_, i) => 100 - i)
export const SORTS = ['newest', 'oldest'] as const

export interface PageChoice {
  article: number
  limit: number
  sort: (typeof SORTS)[number]
}

/** Walks through pages of about 90 comments; none comes back before `articles` × 40 others. */
export function pageWalk(articles: number): () => PageChoice {
  let number = 0
  return () => {
    const article = number % articles
    const lap = Math.floor(number / articles)
    number += 1
    const limit = LIMITS[lap % LIMITS.length] ?? 100
    return { article, limit, sort: SORTS[Math.floor(lap / LIMITS.length) % 2] ?? 'newest' }
  }
}

/** Thread pages that the cache cannot have. */
export function missingPages(base: URL, site: string, articles: number): NextRequest {
  const walk = pageWalk(articles)
  return () => {
    const { article, limit, sort } = walk()
    return encodeRequest('GET', threadUrl(base, site, article, limit, sort))
  }
}

/** Counts of ten articles, as on a front page. */
export function countsUrl(base: URL, site: string) {
  const articles = Array.from({ length: 10 }, (_, i): [string, string] => [
    'article',
    articleKey(i),
  ])
  return address(base, '/v1/counts', [['site', site], ...articles])
}

/** A moderator's queue, authorised. */
export function queuePage(base: URL, filters: Record<string, string>): NextRequest {
  const url = address(base, '/v1/admin/comments', Object.entries({ limit: '50', ...filters }))
  return always('GET', url, { Authorization: `Bearer ${ADMIN_TOKEN}` })
}

/** A new comment as the widget sends it, another reader's with other words each time. */
export function createComments(site: string, articles: number, formToken: string, seed = 1) {
  const random = createRandom(seed)
  let number = 0
  return () => {
    number += 1
    const key = articleKey(number % articles)
    return {
      id: uuidv7(new Date()),
      site,
      article: { key, url: `${SEED_ORIGIN}${key}`, title: 'Bài báo' },
      audience: 'public' as const,
      author: { name: writeName(random), email: `doc-gia-${number % 5000}@thu.example` },
      body: `${writeComment(random)} Ý kiến ${seed}.${number}.`,
      consent: { version: '1', process: true as const, publish: true },
      token: randomBytes(32).toString('base64url'),
      formToken,
    }
  }
}

/** The same as requests. */
export function newComments(base: URL, make: ReturnType<typeof createComments>): NextRequest {
  const url = new URL('/v1/comments', base)
  const headers = { 'Content-Type': 'application/json', Origin: SEED_ORIGIN }
  return () => encodeRequest('POST', url, headers, JSON.stringify(make()))
}

/** Another sender's share with one other friend each time, as the widget sends it. */
export function newShares(
  base: URL,
  site: string,
  articles: number,
  formToken: string,
): NextRequest {
  const url = new URL('/v1/shares', base)
  const headers = { 'Content-Type': 'application/json', Origin: SEED_ORIGIN }
  const run = randomBytes(6).toString('hex')
  let number = 0
  return () => {
    number += 1
    const key = articleKey(number % articles)
    const share = {
      id: uuidv7(new Date()),
      site,
      article: { key, url: `${SEED_ORIGIN}${key}`, title: 'Bài báo' },
      sender: { name: 'Nguyễn An', email: `gui-${run}-${number}@thu.example` },
      recipients: [`ban-${run}-${number}@ban.example`],
      consent: { version: '1', process: true, share: true },
      token: randomBytes(32).toString('base64url'),
      formToken,
    }
    return encodeRequest('POST', url, headers, JSON.stringify(share))
  }
}

/** What the bare server stores: an id and a text of the same length. */
export function bareInserts(base: URL): NextRequest {
  const random = createRandom(7)
  const url = new URL('/insert', base)
  return () =>
    encodeRequest(
      'POST',
      url,
      { 'Content-Type': 'application/json' },
      JSON.stringify({ id: uuidv7(new Date()), body: writeComment(random) }),
    )
}

/** The token that a site's forms carry, read from a thread page. */
export async function readFormToken(base: URL, site: string): Promise<string> {
  const response = await fetch(threadUrl(base, site, 0, 1))
  // The thread page's own shape.
  const page = (await response.json()) as { form: { token: string } }
  return page.form.token
}

function address(base: URL, path: string, query: readonly [string, string][]): URL {
  const url = new URL(path, base)
  url.search = new URLSearchParams(query).toString()
  return url
}

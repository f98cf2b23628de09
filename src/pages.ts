import type { Context } from 'hono'
import type { AppEnv } from './http.ts'
import type { CachedPage } from './ports.ts'

/** Which page, and what it depends on. */
export interface PublicPage {
  params: Record<string, unknown>
  /** What it shows, for purging: `articleTag` and `siteTag`. */
  tags: string[]
  render: () => Promise<RenderedPage>
}

export interface RenderedPage {
  body: unknown
  /** Changes whenever what readers can see changes. */
  version: string
}

/** What a page needs of Hono's context, whatever else a route keeps in it. */
type PageContext = Pick<Context<AppEnv>, 'req' | 'res' | 'var' | 'header' | 'body'>

/** Browsers may reuse it briefly; caches in front keep it 30 s and serve it once more while they fetch anew. */
const CACHE_CONTROL = 'public, max-age=5, s-maxage=30, stale-while-revalidate=30'
/** Caches in front take 16 kB of tags at most; a page with more follows the tags that fit, and its age. */
const MAX_TAGS_LENGTH = 15_000
/** Nothing that a request brings may grow what is kept: longer ones are parsed each time. */
const MAX_ADDRESS_LENGTH = 2000

/** Tag of every page that shows an article's thread. Encoded, because `Cache-Tag` takes printable ASCII only. */
export const articleTag = (site: string, article: string) =>
  `a:${site}:${encodeURIComponent(article)}`

/** Tag of every page of a site. */
export const siteTag = (site: string) => `s:${site}`

/** Answers a public page from the cache or by rendering it, with ETag and 304. */
export async function answerPage(c: PageContext, { params, tags, render }: PublicPage) {
  const { pages, now } = c.var.ports
  const request = { key: `${c.req.path}?${JSON.stringify(params)}`, address: addressOf(c), tags }
  const page = await pages.load(request, async () => {
    const { body, version } = await render()
    return packPage(c, { body, version, tags, now: now() })
  })
  for (const [name, value] of page.headers) c.header(name, value)
  c.header('Age', ageOf(page, now().getTime()))
  const isKnown = matchesTag(c.req.header('If-None-Match'), page.etag)
  return isKnown ? c.body(null, 304) : c.body(page.body)
}

/** Value of `Age` in whole seconds. What is older than the 30 s a page is fresh was given because the database is away. */
export function ageOf({ renderedAt }: CachedPage, nowMs: number): string {
  return String(Math.max(0, Math.floor((nowMs - renderedAt) / 1000)))
}

/** Whether a client already has this version: weak comparison of RFC 9110 §13.1.2. */
export function matchesTag(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false
  return ifNoneMatch
    .split(',')
    .some((candidate) => candidate.trim() === '*' || weak(candidate) === weak(etag))
}

function weak(etag: string) {
  return etag.trim().replace(/^W\//, '')
}

/** Together with the headers that the middlewares before have set for every answer of this kind. */
function packPage(
  c: PageContext,
  { body, version, tags, now }: { body: unknown; version: string; tags: string[]; now: Date },
): CachedPage {
  const etag = `W/"${version}"`
  const headers = new Headers(c.res.headers)
  headers.delete('X-Request-Id')
  headers.set('ETag', etag)
  headers.set('Cache-Control', CACHE_CONTROL)
  headers.set('Cache-Tag', fittingTags(tags))
  headers.set('Content-Type', 'application/json; charset=utf-8')
  headers.set('Vary', 'Accept-Encoding')
  return {
    body: new TextEncoder().encode(JSON.stringify(body)),
    etag,
    headers: [...headers],
    renderedAt: now.getTime(),
  }
}

function fittingTags(tags: string[]): string {
  let length = 0
  return tags.filter((tag) => (length += tag.length + 1) <= MAX_TAGS_LENGTH).join(',')
}

/** Path and query of a plain GET as it was sent. */
function addressOf(c: PageContext): string {
  const { url, method } = c.req.raw
  if (method !== 'GET' || url.length > MAX_ADDRESS_LENGTH) return ''
  return url.slice(url.indexOf('/', 'https://'.length))
}

import type { Context } from 'hono'
import type { AppEnv } from './http.ts'
import type { CachedPage } from './ports.ts'

/** A page rendered for everybody, with what it depends on. */
export interface RenderedPage {
  body: unknown
  /** Changes whenever what readers can see changes. */
  version: string
  /** What the page shows, for purging: `articleTag` and `siteTag`. */
  tags: string[]
}

/** How long Node serves a page without asking the database; purges end it earlier. */
const FRESH_MS = 30_000
/** Browsers may reuse it briefly; caches in front keep it 30 s and serve it once more while they fetch anew. */
const CACHE_CONTROL = 'public, max-age=5, s-maxage=30, stale-while-revalidate=30'

/** Tag of every page that shows an article's thread. Encoded, because `Cache-Tag` takes printable ASCII only. */
export const articleTag = (site: string, article: string) =>
  `a:${site}:${encodeURIComponent(article)}`

/** Tag of every page of a site. */
export const siteTag = (site: string) => `s:${site}`

/** Answers a public page from the cache or by rendering it, with ETag and 304. */
export async function answerPage(
  c: Context<AppEnv>,
  params: Record<string, unknown>,
  render: () => Promise<RenderedPage>,
) {
  const { pages, now } = c.var.ports
  const key = `${c.req.path}?${JSON.stringify(params)}`
  const cached = pages.get(key)
  if (cached !== undefined && cached.freshUntil > now().getTime()) return send(c, cached)
  const since = pages.moment()
  const { body, version, tags } = await render()
  const page: CachedPage = {
    body: new TextEncoder().encode(JSON.stringify(body)),
    etag: `W/"${version}"`,
    freshUntil: now().getTime() + FRESH_MS,
  }
  pages.put(key, tags, page, since)
  c.header('Cache-Tag', tags.join(','))
  return send(c, page)
}

function send(c: Context<AppEnv>, page: CachedPage) {
  c.header('ETag', page.etag)
  c.header('Cache-Control', CACHE_CONTROL)
  if (matches(c.req.header('If-None-Match'), page.etag)) return c.body(null, 304)
  c.header('Content-Type', 'application/json; charset=utf-8')
  return c.body(page.body)
}

/** Weak comparison of RFC 9110 §13.1.2. */
function matches(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false
  return ifNoneMatch
    .split(',')
    .some((candidate) => candidate.trim() === '*' || weak(candidate) === weak(etag))
}

function weak(etag: string) {
  return etag.trim().replace(/^W\//, '')
}

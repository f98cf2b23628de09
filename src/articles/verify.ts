import { and, eq, isNull, sql } from 'drizzle-orm'
import { articleTag, siteTag } from '../pages.ts'
import type { Ports } from '../ports.ts'
import { article, site } from '../schema.ts'
import { queueShareMails } from '../shares/queue.ts'
import { parseUrl } from '../url.ts'
import { clean } from './clean.ts'
import { fetchFromSite } from './fetch.ts'
import { saveVerified, sharesOf, type VerifiedArticle } from './admin.ts'

/** The head of any sane page lies within this. */
const MAX_BYTES = 256 * 1024

/**
 * Fetches the page of an unverified article from the site's own origins and believes what it says about
 * itself: canonical address and `og:title`. Throws when the page cannot be read or is another one, so that
 * the outbox tries again later.
 */
export async function verifyArticle(ports: Ports, articleId: string): Promise<void> {
  const [found] = await ports.db
    .select({
      siteSeq: article.siteSeq,
      site: site.key,
      key: article.key,
      claimedUrl: article.claimedUrl,
      origins: sql<string>`(SELECT json_group_array(origin) FROM site_origin WHERE site_seq = ${site.seq})`,
    })
    .from(article)
    .innerJoin(site, eq(site.seq, article.siteSeq))
    .where(and(eq(article.id, articleId), isNull(article.verifiedAt)))
  if (found === undefined || found.claimedUrl === null) return
  // The aggregate always is a JSON array of the text column.
  const origins = JSON.parse(found.origins) as string[]
  const page = await fetchFromSite(ports.fetch, found.claimedUrl, origins, 'text/html', MAX_BYTES)
  const verified = readArticlePage(page.text, page.url, origins)
  if (!isSameArticle(found.key, verified.url)) throw new Error('The page is another article')
  const now = ports.now()
  await ports.db.batch([
    saveVerified(ports.db, found.siteSeq, { ...verified, key: found.key }, now),
    ...queueShareMails(ports.db, sharesOf(found.siteSeq, found.key), now),
  ])
  ports.pages.purge([articleTag(found.site, found.key), siteTag(found.site)])
}

/** The key is the path of the canonical address; a CMS that uses its own ids tells us by `PUT /v1/admin/articles`. */
function isSameArticle(key: string, canonical: string): boolean {
  const url = new URL(canonical)
  return key === url.pathname || key === url.pathname + url.search
}

/** Title, canonical address and description as the page states them. Throws when a needed one is missing. */
export function readArticlePage(
  html: string,
  pageUrl: string,
  origins: string[],
): Omit<VerifiedArticle, 'key'> {
  const head = html.slice(0, MAX_BYTES)
  const metas = new Map<string, string>()
  for (const [tag] of head.matchAll(/<meta\s[^>]{1,2000}>/gi)) {
    const name = attribute(tag, 'property') ?? attribute(tag, 'name')
    const content = attribute(tag, 'content')
    if (name !== null && content !== null && !metas.has(name)) metas.set(name, content)
  }
  const title = clean(
    metas.get('og:title') ?? /<title>([^<]{1,1000})<\/title>/i.exec(head)?.[1] ?? '',
    300,
  )
  if (title === '') throw new Error('The page states no title')
  const canonical = parseUrl(new URL(canonicalOf(head) ?? pageUrl, pageUrl).href)
  if (canonical === null || !origins.includes(canonical.origin))
    throw new Error('The canonical address is on another origin')
  const excerpt = clean(metas.get('og:description') ?? metas.get('description') ?? '', 500)
  const publishedAt = new Date(metas.get('article:published_time') ?? NaN)
  return {
    url: canonical.href,
    title,
    ...(excerpt === '' ? {} : { excerpt }),
    ...(Number.isNaN(publishedAt.getTime()) ? {} : { publishedAt }),
  }
}

function canonicalOf(head: string): string | null {
  for (const [tag] of head.matchAll(/<link\s[^>]{1,2000}>/gi))
    if (attribute(tag, 'rel') === 'canonical') return attribute(tag, 'href')
  return null
}

function attribute(tag: string, name: string): string | null {
  const match = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'i').exec(tag)
  const raw = match?.[1] ?? match?.[2]
  return raw === undefined ? null : decodeEntities(raw)
}

const ENTITIES: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
}

function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,6}));/gi,
    (whole, dec, hex, name) => {
      if (typeof name === 'string') return ENTITIES[name.toLowerCase()] ?? whole
      const code = typeof dec === 'string' ? Number(dec) : parseInt(String(hex), 16)
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
    },
  )
}

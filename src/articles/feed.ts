import { XMLParser } from 'fast-xml-parser'
import { parseUrl } from '../url.ts'
import { clean } from './clean.ts'
import type { VerifiedArticle } from './admin.ts'

/** Entries taken from one reading of a feed; the newest stand first in all of them. */
const MAX_ENTRIES = 200

type Node = Record<string, unknown>

/**
 * Articles of an RSS 2.0, Atom or sitemap document whose addresses lie on the site's origins; the rest is
 * left out, as are entries without a title (sitemaps have none unless they are news sitemaps). The key is
 * the path of the address. Throws for what is not XML.
 */
export function parseFeed(xml: string, origins: string[]): VerifiedArticle[] {
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    removeNSPrefix: true,
    parseTagValue: false,
    processEntities: true,
    isArray: (name) => ['item', 'entry', 'url', 'link'].includes(name),
  })
  // The parser gives plain objects; every member is checked where it is read.
  const root = parser.parse(xml) as Node
  const entries = [
    ...list(child(child(root, 'rss'), 'channel'), 'item').map(readRssItem),
    ...list(child(root, 'feed'), 'entry').map(readAtomEntry),
    ...list(child(root, 'urlset'), 'url').map(readSitemapUrl),
  ]
  return entries.slice(0, MAX_ENTRIES).flatMap((entry) => toArticle(entry, origins))
}

interface Entry {
  address: string
  title: string
  excerpt: string
  published: string
}

function readRssItem(item: Node): Entry {
  return {
    address: text(list(item, 'link')[0]) || textOf(item, 'guid'),
    title: textOf(item, 'title'),
    excerpt: textOf(item, 'description'),
    published: textOf(item, 'pubDate') || textOf(item, 'date'),
  }
}

function readAtomEntry(entry: Node): Entry {
  const links = list(entry, 'link')
  const link = links.find((node) => [undefined, 'alternate'].includes(node['@rel'] as undefined))
  return {
    address: text(link?.['@href']),
    title: textOf(entry, 'title'),
    excerpt: textOf(entry, 'summary'),
    published: textOf(entry, 'published') || textOf(entry, 'updated'),
  }
}

function readSitemapUrl(url: Node): Entry {
  const news = child(url, 'news')
  return {
    address: textOf(url, 'loc'),
    title: textOf(news, 'title'),
    excerpt: '',
    published: textOf(news, 'publication_date') || textOf(url, 'lastmod'),
  }
}

function toArticle(entry: Entry, origins: string[]): VerifiedArticle[] {
  const url = parseUrl(entry.address.trim())
  const title = clean(entry.title, 300)
  if (url === null || !origins.includes(url.origin) || title === '') return []
  url.hash = ''
  const excerpt = clean(entry.excerpt.replace(/<[^>]{0,1000}>/g, ' '), 500)
  const publishedAt = new Date(entry.published)
  return [
    {
      key: url.pathname + url.search,
      url: url.href,
      title,
      ...(excerpt === '' ? {} : { excerpt }),
      ...(Number.isNaN(publishedAt.getTime()) ? {} : { publishedAt }),
    },
  ]
}

function child(node: unknown, name: string): Node {
  const value = isNode(node) ? node[name] : undefined
  return isNode(value) ? value : {}
}

function list(node: Node, name: string): Node[] {
  const value = node[name]
  return Array.isArray(value)
    ? value.map((item: unknown) => (isNode(item) ? item : { '#text': item }))
    : []
}

function textOf(node: Node, name: string): string {
  return text(node[name])
}

function text(value: unknown): string {
  if (typeof value === 'string') return value
  return isNode(value) && typeof value['#text'] === 'string' ? value['#text'] : ''
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

import { XMLParser } from 'fast-xml-parser'
import { describe, expect, test } from 'vitest'
import { createDemo } from '../src/demo/app.tsx'
import { editionOf, shortDateTime, vietnameseDateTime } from '../src/demo/dates.ts'
import { snippet } from '../src/demo/snippet.ts'
import { demoStories } from '../src/demo/stories.ts'

const origin = 'http://localhost:8788'
const publicUrl = 'http://localhost:8787'
const now = new Date('2026-11-21T03:00:00Z')
const app = createDemo({ origin, publicUrl, siteKey: 'demo', now })
const stories = demoStories(now)

async function textOf(path: string): Promise<string> {
  const answer = await app.request(path)
  expect(answer.status, path).toBe(200)
  return answer.text()
}

/** Content of the one tag that matches; fails when it is missing or there twice. */
function only(page: string, pattern: RegExp): string {
  const found = [...page.matchAll(new RegExp(pattern, 'g'))]
  expect(found, String(pattern)).toHaveLength(1)
  return found[0]?.[1] ?? ''
}

const metaOf = (page: string, property: string) =>
  only(page, new RegExp(`<meta property="${property}" content="([^"]*)"/>`))

function wordsOf(story: (typeof stories)[number]): number {
  const prose = story.body.map((block) => (typeof block === 'string' ? block : block.heading))
  return [...prose, story.invitation].join(' ').split(/\s+/).length
}

describe('an article page', () => {
  test.each(stories)('says who it is, so that the article can be verified: $key', async (story) => {
    const page = await textOf(story.key)
    const url = `${origin}${story.key}`
    expect(page.startsWith('<!doctype html><html lang="vi">')).toBe(true)
    expect(only(page, /<link rel="canonical" href="([^"]*)"\/>/)).toBe(url)
    expect(metaOf(page, 'og:url')).toBe(url)
    expect(metaOf(page, 'og:title')).toBe(story.title)
    expect(metaOf(page, 'og:type')).toBe('article')
    expect(metaOf(page, 'og:description')).toBe(story.description)
    expect(metaOf(page, 'article:published_time')).toBe(story.publishedAt.toISOString())
    expect(only(page, /<meta name="description" content="([^"]*)"\/>/)).toBe(story.description)
    expect(new TextEncoder().encode(page).length).toBeLessThan(256_000)
  })

  test.each(stories)('has the four blocks in their usual order: $key', async ({ key }) => {
    const page = await textOf(key)
    const places = ['<article', '<gui-ban-be', '<phan-hoi ', '<tin-khac'].map((tag) => {
      expect(page.split(tag), tag).toHaveLength(2)
      return page.indexOf(tag)
    })
    expect(places).toEqual(places.toSorted((a, b) => a - b))
  })

  test.each(stories)('carries the snippet to the letter: $key', async ({ key, slug }) => {
    const page = await textOf(key)
    const lines = [
      '<script type="module" src="http://localhost:8787/widget.js"></script>',
      `<gui-ban-be site="demo" article="/bai/${slug}"><a href="http://localhost:8787/p/demo/share?article=%2Fbai%2F${slug}">Gửi cho bạn bè</a></gui-ban-be>`,
      `<phan-hoi site="demo" article="/bai/${slug}"><a href="http://localhost:8787/p/demo?article=%2Fbai%2F${slug}">Xem và gửi phản hồi</a></phan-hoi>`,
      '<tin-khac site="demo"></tin-khac>',
    ]
    expect(page).toContain(lines.join('\n'))
    expect(snippet({ publicUrl, site: 'demo', article: key })).toBe(lines.join('\n'))
    expect(page.split('<script')).toHaveLength(2)
  })

  test.each(stories)(
    'shows date line, byline with count, picture and question: $key',
    async (s) => {
      const page = await textOf(s.key)
      expect(page).toContain(`>${vietnameseDateTime(s.publishedAt)}</time>`)
      expect(page).toContain(
        `<strong>${s.author}</strong><a class="responses" href="${s.key}#phan-hoi">` +
          `Ý kiến <phan-hoi-count site="demo" article="${s.key}"></phan-hoi-count></a>`,
      )
      expect(page).toContain('id="phan-hoi"')
      expect(page).toContain(s.invitation)
      const picture = await app.request(only(page, /<img src="([^"]*)"/))
      expect(picture.headers.get('content-type')).toBe('image/svg+xml; charset=utf-8')
      expect(await picture.text()).toMatch(/^<svg xmlns[^>]*>[\s\S]*<\/svg>$/)
    },
  )

  test('that does not exist is a 404 in the same clothes', async () => {
    for (const path of ['/bai/khong-co', '/anh/khong-co.svg', '/khong-co']) {
      const answer = await app.request(path)
      expect(answer.status).toBe(404)
      expect(await answer.text()).toContain('Không tìm thấy trang')
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
    }
  })
})

test('the front page links every story and counts its responses', async () => {
  const page = await textOf('/')
  expect(only(page, /<link rel="canonical" href="([^"]*)"\/>/)).toBe(`${origin}/`)
  for (const { key, title, section } of stories) {
    expect(page).toContain(`<a href="${key}">${title}</a>`)
    expect(page).toContain(`<phan-hoi-count site="demo" article="${key}">`)
    expect(page).toContain(`id="${section.slug}"`)
    expect(page).toContain(`href="/#${section.slug}"`)
  }
})

test('every page allows own styles and the service, and nobody else', async () => {
  for (const path of ['/', ...stories.map(({ key }) => key)]) {
    const { headers } = await app.request(path)
    expect(headers.get('content-security-policy')).toBe(
      `default-src 'none'; script-src ${publicUrl}; connect-src ${publicUrl}; style-src 'self'; ` +
        "img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    )
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  }
})

test('every page keeps to the two origins and to external styles', async () => {
  for (const path of ['/', ...stories.map(({ key }) => key)]) {
    const page = await textOf(path)
    const absolute = [...page.matchAll(/(?:src|href|content)="(https?:[^"]*)"/g)]
    expect(absolute.length).toBeGreaterThan(0)
    for (const [, url = ''] of absolute) expect([origin, publicUrl]).toContain(new URL(url).origin)
    expect(page).not.toMatch(/<style|\sstyle=|\son[a-z]+=/)
  }
  expect(await textOf('/style.css')).not.toMatch(/url\(|@import/)
})

test('the feed lists every story with link, title, description, date and guid', async () => {
  const answer = await app.request('/feed.xml')
  expect(answer.headers.get('content-type')).toBe('application/rss+xml; charset=utf-8')
  const feed: unknown = new XMLParser().parse(await answer.text())
  const item = stories.map(({ key, title, description, section, publishedAt }) => ({
    title,
    link: origin + key,
    description,
    category: section.name,
    pubDate: publishedAt.toUTCString(),
    guid: origin + key,
  }))
  expect(feed).toMatchObject({ rss: { channel: { title: 'Bến Sông', link: `${origin}/`, item } } })
})

test('style sheet and favicon have their types', async () => {
  const types = ['/style.css', '/favicon.svg'].map(async (path) => {
    const { status, headers } = await app.request(path)
    return [status, headers.get('content-type')]
  })
  expect(await Promise.all(types)).toEqual([
    [200, 'text/css; charset=utf-8'],
    [200, 'image/svg+xml; charset=utf-8'],
  ])
})

describe('the stories', () => {
  test('are own Vietnamese prose in NFC, one long and four short', () => {
    const [lead, ...rest] = stories
    expect(wordsOf(lead)).toBeGreaterThanOrEqual(700)
    expect(wordsOf(lead)).toBeLessThanOrEqual(900)
    expect(rest).toHaveLength(4)
    for (const story of rest) {
      expect(wordsOf(story), story.slug).toBeGreaterThanOrEqual(150)
      expect(wordsOf(story), story.slug).toBeLessThanOrEqual(250)
    }
    const everything = JSON.stringify(stories)
    expect(everything).toBe(everything.normalize('NFC'))
    expect(everything).not.toMatch(/lorem|ipsum|dolor|todo/i)
  })

  test('stand in different sections, newest first, none from the future', () => {
    expect(new Set(stories.map(({ section }) => section.slug)).size).toBe(stories.length)
    expect(new Set(stories.map(({ key }) => key)).size).toBe(stories.length)
    const times = stories.map(({ publishedAt }) => publishedAt.getTime())
    expect(times).toEqual(times.toSorted((a, b) => b - a))
    expect(Math.max(...times)).toBeLessThanOrEqual(now.getTime())
  })
})

describe('dates', () => {
  test('are written as Vietnamese papers do, in Vietnam’s time', () => {
    const morning = new Date('2026-11-21T01:30:00Z')
    expect(vietnameseDateTime(morning)).toBe('Thứ Bảy, 21/11/2026, 08:30 (GMT+7)')
    expect(shortDateTime(new Date('2026-12-31T17:05:00Z'))).toBe('01/01/2027 00:05')
    expect(vietnameseDateTime(new Date('2027-01-02T17:00:00Z'))).toBe(
      'Chủ Nhật, 03/01/2027, 00:00 (GMT+7)',
    )
  })

  test('the edition is the latest 08:30 that has passed', () => {
    const editions = ['2026-11-21T01:29:59Z', '2026-11-21T01:30:00Z', '2026-11-21T17:00:00Z']
    expect(editions.map((time) => editionOf(new Date(time)).toISOString())).toEqual([
      '2026-11-20T01:30:00.000Z',
      '2026-11-21T01:30:00.000Z',
      '2026-11-21T01:30:00.000Z',
    ])
  })
})

test('the snippet escapes what a site or an article key may contain', () => {
  const article = '/bai/"><img src=x onerror=alert(1)>&\''
  const lines = snippet({ publicUrl, site: 'a&b', article })
  expect(lines).toContain('article="/bai/&quot;&gt;&lt;img src=x onerror=alert(1)&gt;&amp;&#39;"')
  expect(lines).toContain('/p/a%26b?article=%2Fbai%2F%22%3E%3Cimg%20src%3Dx')
  expect(lines).not.toContain('<img')
})

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parseFeed } from '../src/articles/feed.ts'
import { pollFeeds } from '../src/articles/poll.ts'
import { createTestApp, json, newComment, ORIGIN, type TestApp } from './support.ts'

const page = (head: string) => `<!doctype html><html><head>${head}</head><body>…</body></html>`
const mainPage = page(`
  <meta property="og:title" content="Thư viện &quot;cập bến&quot;">
  <link rel="canonical" href="${ORIGIN}/bai/mot">
  <meta name="description" content="Con thuyền chở sách.">
  <meta property="article:published_time" content="2026-11-20T08:30:00+07:00">`)

describe('articles', () => {
  let t: TestApp
  let pages: Record<string, () => Response>

  beforeEach(async () => {
    t = await createTestApp({ articlesFeed: `${ORIGIN}/tin.xml` })
    pages = {}
    t.ports.fetch = (input) => {
      const answer = pages[String(input)]
      return answer === undefined
        ? Promise.reject(new Error('unreachable'))
        : Promise.resolve(answer())
    }
  })
  afterEach(() => t.close())

  const listed = async () => (await t.get('/v1/articles?site=bao')).body.articles

  it('an article of a first comment is verified by its own page', async () => {
    pages[`${ORIGIN}/bai/mot`] = () => new Response(mainPage)
    await t.send('POST', '/v1/comments', newComment())
    expect(await listed()).toEqual([])
    await t.runOutbox()
    expect(await listed()).toEqual([
      {
        key: '/bai/mot',
        url: `${ORIGIN}/bai/mot`,
        title: 'Thư viện "cập bến"',
        publishedAt: '2026-11-20T01:30:00.000Z',
        commentCount: 0,
      },
    ])
  })

  it.each([
    [
      'is another article',
      page(
        `<meta property="og:title" content="Khác"><link rel="canonical" href="${ORIGIN}/bai/hai">`,
      ),
    ],
    [
      'claims to live elsewhere',
      page(
        '<meta property="og:title" content="Khác"><link rel="canonical" href="https://evil.test/bai/mot">',
      ),
    ],
    ['has no title', page(`<link rel="canonical" href="${ORIGIN}/bai/mot">`)],
  ])('a page that %s verifies nothing', async (_, html) => {
    pages[`${ORIGIN}/bai/mot`] = () => new Response(html)
    await t.send('POST', '/v1/comments', newComment())
    await t.runOutbox()
    expect(await listed()).toEqual([])
    const rows = await t.client.execute(`SELECT state, attempts FROM outbox`)
    expect(rows.rows[0]).toMatchObject({ state: 'waiting', attempts: 1 })
  })

  it('a redirect that leaves the site is not followed (S02)', async () => {
    let followed = false
    pages[`${ORIGIN}/bai/mot`] = () =>
      new Response(null, { status: 302, headers: { Location: 'http://169.254.169.254/latest' } })
    pages['http://169.254.169.254/latest'] = () => {
      followed = true
      return new Response(mainPage)
    }
    await t.send('POST', '/v1/comments', newComment())
    await t.runOutbox()
    expect(followed).toBe(false)
    expect(await listed()).toEqual([])
  })

  it("the site's feed brings stories that nobody has written under, the newest first", async () => {
    pages[`${ORIGIN}/tin.xml`] = () =>
      new Response(`<?xml version="1.0"?><rss version="2.0"><channel><title>Báo</title>
        <item><title>Tin cũ</title><link>${ORIGIN}/bai/cu</link><pubDate>Thu, 19 Nov 2026 08:00:00 +0700</pubDate></item>
        <item><title>Tin &amp; mới</title><link>${ORIGIN}/bai/moi</link><pubDate>Fri, 20 Nov 2026 08:00:00 +0700</pubDate></item>
        <item><title>Nơi khác</title><link>https://evil.test/x</link></item></channel></rss>`)
    await pollFeeds(t.ports)
    expect((await listed()).map(({ title }: { title: string }) => title)).toEqual([
      'Tin & mới',
      'Tin cũ',
    ])
  })

  it('a feed is read by one machine at a time and not again at once', async () => {
    let reads = 0
    pages[`${ORIGIN}/tin.xml`] = () => {
      reads++
      return new Response('<rss><channel></channel></rss>')
    }
    await Promise.all([pollFeeds(t.ports), pollFeeds(t.ports)])
    await pollFeeds(t.ports)
    expect(reads).toBe(1)
  })

  it('a feed that cannot be read is logged and harms nothing', async () => {
    await pollFeeds(t.ports)
    expect(t.log.some((line) => line.includes('feed.failed'))).toBe(true)
  })

  it('Atom and news sitemaps are read as well', () => {
    const atom = `<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Một</title>
      <link rel="alternate" href="${ORIGIN}/mot"/><updated>2026-11-20T08:00:00Z</updated></entry></feed>`
    const sitemap = `<urlset xmlns:news="x"><url><loc>${ORIGIN}/hai</loc><news:news>
      <news:title>Hai</news:title><news:publication_date>2026-11-20</news:publication_date></news:news></url></urlset>`
    expect(parseFeed(atom, [ORIGIN])).toMatchObject([{ key: '/mot', title: 'Một' }])
    expect(parseFeed(sitemap, [ORIGIN])).toMatchObject([{ key: '/hai', title: 'Hai' }])
  })

  it('a CMS closes an article for comments', async () => {
    const put = await t.admin('PUT', '/v1/admin/articles', {
      site: 'bao',
      key: '/bai/mot',
      url: `${ORIGIN}/bai/mot`,
      title: 'Một',
      isOpen: false,
    })
    expect(await json(put)).toMatchObject({ isOpen: false, title: 'Một' })
    const response = await t.send('POST', '/v1/comments', newComment())
    expect((await json(response)).code).toBe('closed')
    expect((await t.get('/v1/comments?site=bao&article=/bai/mot')).body.article.isOpen).toBe(false)
  })

  it('a CMS may not name an address of another site', async () => {
    const put = await t.admin('PUT', '/v1/admin/articles', {
      site: 'bao',
      key: 'x',
      url: 'https://evil.test/x',
      title: 'x',
    })
    expect(put.status).toBe(422)
  })
})

import { createServer } from 'node:http'
import { brotliCompressSync } from 'node:zlib'
import type { PhonePage } from './phone.ts'

/** Long enough that nothing near its end is near at first. */
const ARTICLE = '<p>Người giữ lúa mùa nổi ở Tri Tôn.</p>'.repeat(200)

/** An article with the widget at its end, and the bare page that shows given bytes there as plain text. */
export interface Newspaper {
  withWidget: PhonePage
  bare: PhonePage
  stop(): void
}

export interface NewspaperOptions {
  /** Origin of the service. */
  service: URL
  site: string
  article: string
  /** How many threads one page of the list has; the widget itself asks for 20. */
  threads: number
  /** What the bare page fetches in one request and shows. */
  text: () => string
}

/** A newspaper at an origin of its own. */
export async function printNewspaper(options: NewspaperOptions): Promise<Newspaper> {
  const pages: Record<string, () => { type: string; body: string; encoding?: 'br' }> = {
    '/widget': () => ({ type: 'text/html', body: widgetPage(options) }),
    '/bare': () => ({ type: 'text/html', body: barePage }),
    '/text': () => ({ type: 'text/plain', body: options.text(), encoding: 'br' }),
  }
  const server = createServer((request, response) => {
    const { type, body, encoding } = pages[request.url ?? '']?.() ?? { type: '', body: '' }
    const headers = { 'Content-Type': `${type}; charset=utf-8`, 'Cache-Control': 'no-store' }
    response.writeHead(type === '' ? 404 : 200, {
      ...headers,
      ...(encoding && { 'Content-Encoding': encoding }),
    })
    response.end(encoding === undefined ? body : brotliCompressSync(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('No port')
  const origin = `http://localhost:${address.port}`
  return {
    withWidget: {
      url: `${origin}/widget`,
      isShown: `document.querySelector('phan-hoi').shadowRoot?.querySelectorAll('.list > li').length >= ${options.threads}`,
      before: askForMore(options.threads),
    },
    bare: { url: `${origin}/bare`, isShown: `document.querySelector('pre').textContent !== ''` },
    stop: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

const shell = (end: string) => `<!doctype html><html lang="vi"><head><meta charset="utf-8">
  <title>Bài báo</title><meta name="viewport" content="width=device-width">
  <link rel="icon" href="data:,"></head><body>${ARTICLE}${end}</body></html>`

const widgetPage = ({ service, site, article }: NewspaperOptions) =>
  shell(`<phan-hoi data-near site="${site}" article="${article}"></phan-hoi>
    <script type="module" src="${new URL('/widget.js', service).href}"></script>`)

const barePage = shell(`<pre data-near style="white-space:pre-wrap;overflow-wrap:anywhere"></pre>
  <script>
    const box = document.querySelector('pre')
    const observer = new IntersectionObserver(async (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return
      observer.disconnect()
      box.textContent = await (await fetch('/text')).text()
    }, { rootMargin: '600px' })
    observer.observe(box)
  </script>`)

/** Has the widget ask for a longer page, as if a reader had pressed "more" already. */
const askForMore = (threads: number) => `const bareFetch = window.fetch
  window.fetch = (url, more) => bareFetch(String(url).replace('limit=20', 'limit=${threads}'), more);`

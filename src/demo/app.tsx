import { Hono } from 'hono'
import { feedOf } from './feed.ts'
import { ArticlePage, FrontPage, MissingPage, type Edition } from './pages.tsx'
import { pictures } from './pictures.ts'
import { demoStories } from './stories.ts'
import { favicon, styleSheet } from './style.ts'

export interface DemoOptions {
  /** Origin of the newspaper itself, e.g. `http://localhost:8788`; without a slash at the end. */
  origin: string
  /** Origin of the service, for the widget and its calls; without a slash at the end. */
  publicUrl: string
  siteKey: string
  /** Start-up time; the stories are dated by it and keep their dates for the life of the app. */
  now: Date
}

/** A small newspaper with the widget in it, meant for an origin of its own, so that CORS and CSP are real. */
export function createDemo({ origin, publicUrl, siteKey, now }: DemoOptions): Hono {
  const edition: Edition = { origin, publicUrl, siteKey, stories: demoStories(now) }
  const policy = contentPolicy(publicUrl)
  const app = new Hono()
  app.use(async (c, next) => {
    await next()
    c.header('Content-Security-Policy', policy)
    c.header('X-Content-Type-Options', 'nosniff')
    c.header('Referrer-Policy', 'strict-origin-when-cross-origin')
  })
  app.get('/', (c) => c.html(<FrontPage edition={edition} />))
  app.get('/bai/:slug', (c) => {
    const story = edition.stories.find(({ slug }) => slug === c.req.param('slug'))
    return story ? c.html(<ArticlePage edition={edition} story={story} />) : c.notFound()
  })
  app.get('/feed.xml', (c) => c.body(feedOf(edition), 200, typed('application/rss+xml')))
  app.get('/style.css', (c) => c.body(styleSheet, 200, typed('text/css')))
  app.get('/favicon.svg', (c) => c.body(favicon, 200, typed('image/svg+xml')))
  app.get('/anh/:file{[a-z-]+\\.svg}', (c) => {
    const picture = pictures.get(c.req.param('file'))
    return picture ? c.body(picture, 200, typed('image/svg+xml')) : c.notFound()
  })
  app.notFound((c) => c.html(<MissingPage edition={edition} />, 404))
  return app
}

/** Own styles and pictures, and nothing else but the service's script and its answers. */
function contentPolicy(publicUrl: string): string {
  const service = new URL(publicUrl).origin
  return [
    "default-src 'none'",
    `script-src ${service}`,
    `connect-src ${service}`,
    "style-src 'self'",
    "img-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

function typed(type: string) {
  return { 'Content-Type': `${type}; charset=utf-8` }
}

import type { Context, MiddlewareHandler } from 'hono'
import { cors } from 'hono/cors'
import type { AppEnv } from './http.ts'
import { createOriginList, type OriginList } from './sites/known-origins.ts'

const EXPOSED = 'Retry-After, ETag, RateLimit, RateLimit-Policy, X-Request-Id'

/**
 * Public reads are open to every page; writes only to pages of the sites, and no answer to a write ever says
 * `*`. A preflight names no site, so it is told whether any site lists the origin; the write itself then
 * checks its own site.
 */
export function siteCors(): MiddlewareHandler<AppEnv> {
  const origins = createOriginList()
  const shared = {
    allowMethods: ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'],
    allowHeaders: ['Authorization', 'Content-Type', 'If-Match', 'Phanhoi-Reader'],
    maxAge: 86_400,
  }
  const readPreflight = cors({ ...shared, origin: '*' })
  const writePreflight = cors({
    ...shared,
    // This middleware is only ever mounted on our own app.
    origin: (origin, c) => origins.allow((c as Context<AppEnv>).var.ports, origin),
  })
  return async (c, next) => {
    const isRead = isPublicRead(c)
    if (c.req.method === 'OPTIONS') return (isRead ? readPreflight : writePreflight)(c, next)
    if (isRead) {
      // By hand: the middleware touches the response before there is one, which makes Hono copy every body.
      c.header('Access-Control-Allow-Origin', '*')
      c.header('Access-Control-Expose-Headers', EXPOSED)
      return next()
    }
    c.header('Vary', 'Origin')
    const origin = c.req.header('Origin')
    if (origin === undefined) return next()
    const ports = c.get('ports')
    const known = origins.recall(ports, origin)
    // Before the answer where possible: Hono copies an answer whose headers are touched later.
    if (known !== null) allowOrigin(c, known)
    await next()
    // A write that went through has been checked against its own site: no need to ask the database again.
    if (c.res.ok && !isAdmin(c)) origins.remember(ports, origin)
    const allowed = known === null ? await allowedNow(c, origins, origin) : null
    if (allowed !== null) allowOrigin(c, allowed)
  }
}

function allowOrigin(c: Context, origin: string) {
  c.header('Access-Control-Allow-Origin', origin)
  c.header('Access-Control-Expose-Headers', EXPOSED)
}

/** While the database is away, only what is remembered counts: asking again would double the wait. */
function allowedNow(c: Context<AppEnv>, origins: OriginList, origin: string) {
  const { ports } = c.var
  return c.res.status < 500 ? origins.allow(ports, origin) : origins.recall(ports, origin)
}

/** Preflights name the method they ask for. Admin answers are never open to every page. */
function isPublicRead(c: Context<AppEnv>): boolean {
  const method =
    c.req.method === 'OPTIONS' ? c.req.header('Access-Control-Request-Method') : c.req.method
  return (method === 'GET' || method === 'HEAD') && !isAdmin(c)
}

function isAdmin(c: Context<AppEnv>): boolean {
  return c.req.path.startsWith('/v1/admin')
}

import type { HonoRequest } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { createMiddleware } from 'hono/factory'
import * as v from 'valibot'
import { type CallerEnv, findPerson, hasProof, requireSameOrigin } from '../auth/caller.ts'
import { parse } from '../http.ts'
import type { InnerEnv } from '../inner.ts'
import { Problem } from '../problem.ts'
import { type Role, roles } from '../schema.ts'

/** The console is an app of its own; the service hands it the variables of the request it answers. */
export type ConsoleEnv = InnerEnv
export interface DeskEnv extends ConsoleEnv {
  Variables: CallerEnv['Variables']
}

/** Forms of the console are small; a decision names at most 500 items. */
const FORM_BYTES = 64 * 1024
/** Settings of a site with 5,000 words, as forms write them. */
const SITE_FORM_BYTES = 4 * 1024 * 1024

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "frame-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ')

/** Headers of everything below `/admin`; the files of a build may be kept, pages never. */
export const consoleHeaders = createMiddleware(async (c, next) => {
  await next()
  if (!c.res.headers.has('Content-Security-Policy')) c.header('Content-Security-Policy', policy)
  c.header('Referrer-Policy', 'same-origin')
  c.header('Cross-Origin-Opener-Policy', 'same-origin')
  c.header('Cross-Origin-Resource-Policy', 'same-origin')
  if (!c.res.headers.has('Cache-Control')) c.header('Cache-Control', 'no-store')
})

/** What changes anything must come from our own pages, and be small. */
export const guardForms = createMiddleware<ConsoleEnv>(async (c, next) => {
  requireSameOrigin(c.req.raw, c.var.ports.config.publicUrl)
  return c.req.path.startsWith('/admin/sites/') ? limitSiteForm(c, next) : limitForm(c, next)
})

const limitForm = limitBody(FORM_BYTES)
const limitSiteForm = limitBody(SITE_FORM_BYTES)

function limitBody(maxSize: number) {
  return bodyLimit({
    maxSize,
    onError: () => {
      throw new Problem('too-large')
    },
  })
}

/** Lets people of at least this role pass; others are shown the sign-in page and come back after it. */
export const requirePerson = (role: Role) =>
  createMiddleware<DeskEnv>(async (c, next) => {
    const caller = await findPerson(c.var, c.req.raw)
    if (caller === null) {
      return c.redirect(`/admin/sign-in${backTo(c.req)}`, 303)
    }
    if (roles.indexOf(caller.role) < roles.indexOf(role)) throw new Problem('forbidden')
    const isSetUp = c.req.path.startsWith(FACTOR_PATH) || c.req.path === PROVE_PATH
    if (caller.session?.owesFactor === true && !isSetUp) return c.redirect(FACTOR_PATH, 303)
    c.set('caller', caller)
    return next()
  })

/** What is open to people who owe a second factor. */
const FACTOR_PATH = '/admin/account/factor'
const PROVE_PATH = '/admin/prove'

/** Stands behind `requirePerson`: asks for the password again before what concerns accounts and exports (ASVS V7.5.1). */
export const requirePassword = createMiddleware<DeskEnv>(async (c, next) => {
  if (hasProof(c.var.caller, c.var.ports.now())) return next()
  return c.redirect(`${PROVE_PATH}${backTo(c.req)}`, 303)
})

/**
 * The query by which a page is come back to; what a form would have done is not done later, but its page is
 * shown again. Whoever reads it lets it through `consolePath`.
 */
function backTo(req: HonoRequest): string {
  const { method } = req
  const from = method === 'GET' ? req.url : (req.header('Referer') ?? '')
  if (!URL.canParse(from)) return ''
  const { pathname, search } = new URL(from)
  return `?back=${encodeURIComponent(pathname + search)}`
}

/**
 * A form by its schema; fields that repeat are named in `many` and become arrays. Throws
 * `unsupported-media-type` or `invalid`.
 */
export async function readForm<S extends v.GenericSchema>(
  request: Request,
  schema: S,
  language: 'vi' | 'en',
  many: string[] = [],
): Promise<v.InferOutput<S>> {
  const type = request.headers.get('Content-Type') ?? ''
  if (!/^application\/x-www-form-urlencoded *(?:;|$)/i.test(type.trim()))
    throw new Problem('unsupported-media-type')
  const params = new URLSearchParams(await request.text())
  const fields = [...new Set(params.keys())].map((name) => {
    const values = params.getAll(name)
    return [name, many.includes(name) || values.length > 1 ? values : values[0]]
  })
  return parse(schema, Object.fromEntries(fields), language)
}

/** The path of a page of the console, or the start: nothing a link says can lead anywhere else. */
export function consolePath(raw: string | undefined, publicUrl: string): string {
  if (raw === undefined || !raw.startsWith('/admin/') || !URL.canParse(raw, publicUrl))
    return '/admin/'
  const url = new URL(raw, publicUrl)
  const isOurs = url.origin === publicUrl && url.pathname.startsWith('/admin/')
  return isOurs ? url.pathname + url.search : '/admin/'
}

/** Where a page goes back to, as forms send it. */
export const backField = v.exactOptional(v.pipe(v.string(), v.maxLength(2000)))

import { type Context, Hono } from 'hono'
import { routePath } from 'hono/route'
import { articles } from './articles/routes.ts'
import { comments } from './comments/routes.ts'
import { siteCors } from './cors.ts'
import { type AppEnv, hashAddress } from './http.ts'
import { routeClass } from './operations/meter.ts'
import { operations } from './operations/routes.ts'
import type { Ports } from './ports.ts'
import { Problem, problemBody } from './problem.ts'
import { createKeyring, type Keyring } from './signing.ts'
import { uuidv7 } from './uuid.ts'

/** Gives the ports for one request: on Workers from the bindings, on Node the same ones each time. */
export type Connect = (c: Context) => Ports

/** The whole service. The same app runs on Node and on Workers; only `connect` differs. */
export function createApp(connect: Connect) {
  const keyrings = new Map<string, Keyring>()
  const app = new Hono<AppEnv>()
  app.use(async (c, next) => {
    const ports = connect(c)
    c.set('ports', ports)
    c.set('requestId', uuidv7(ports.now()))
    c.set('language', /^en\b/i.test(c.req.header('Accept-Language') ?? '') ? 'en' : 'vi')
    const keyring = keyringOf(keyrings, ports)
    c.set('keyring', keyring)
    const addressHashes = once(() => hashAddress(ports, keyring))
    c.set('addressHashes', addressHashes)
    c.set('addressHash', async () => (await addressHashes())[0] ?? '')
    await next()
  })
  app.use(async (c, next) => {
    const startedAt = performance.now()
    setSecurityHeaders(c)
    await next()
    logRequest(c, startedAt)
  })
  app.use('/v1/*', siteCors())
  app.route('/', operations)
  app.route('/v1', comments)
  app.route('/v1', articles)
  // The rest is loaded when it is first asked for: what readers' pages need stays small and starts fast.
  for (const [method, path] of readerCalls)
    app.on(method, `/v1${path}`, async (c) => (await import('./reader-calls.ts')).answerReader(c))
  app.all('/v1/admin/*', async (c) => (await import('./admin.ts')).answerAdmin(c))
  for (const path of ['/openapi.json', '/docs/*', '/problems/*'])
    app.all(path, async (c) => (await import('./reference/routes.tsx')).answerReference(c))
  for (const path of ['/r/*', '/p/*'])
    app.all(path, async (c) => (await import('./reader-pages.ts')).answerReaderPage(c))
  app.all('/admin/*', async (c) => (await import('./console/app.tsx')).answerConsole(c))
  app.all('/admin', (c) => c.redirect('/admin/'))
  app.notFound((c) => answerProblem(c, new Problem('not-found')))
  app.onError((error, c) => answerProblem(c, error))
  return app
}

/** What readers do beyond reading and commenting. */
const readerCalls = [
  ['GET', '/comments/:id/own'],
  ['PATCH', '/comments/:id'],
  ['DELETE', '/comments/:id'],
  ['PUT', '/comments/:id/like'],
  ['DELETE', '/comments/:id/like'],
  ['POST', '/comments/:id/reports'],
  ['POST', '/shares'],
  ['GET', '/shares/:id/own'],
  ['GET', '/challenge'],
] as const

function keyringOf(keyrings: Map<string, Keyring>, { config, digests }: Ports): Keyring {
  const known = keyrings.get(config.secret)
  if (known !== undefined) return known
  const made = createKeyring(config.secret, config.secretPrevious, digests)
  keyrings.set(config.secret, made)
  return made
}

/** Pages relax these for themselves; nothing else may run or frame anything. */
function setSecurityHeaders(c: Context<AppEnv>) {
  c.header('X-Request-Id', c.get('requestId'))
  c.header('X-Content-Type-Options', 'nosniff')
  c.header('Strict-Transport-Security', 'max-age=63072000; includeSubDomains')
  c.header('Permissions-Policy', 'camera=(), microphone=(), geolocation=(), payment=(), usb=()')
  c.header('Referrer-Policy', isPage(c) ? 'same-origin' : 'no-referrer')
  c.header('Cross-Origin-Resource-Policy', isPage(c) ? 'same-origin' : 'cross-origin')
  c.header(
    'Content-Security-Policy',
    isPage(c)
      ? "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
      : "default-src 'none'; frame-ancestors 'none'",
  )
}

function isPage(c: Context) {
  return !c.req.path.startsWith('/v1/')
}

/** One line a request: the route's pattern, never the address, which may hold a token. */
function logRequest(c: Context<AppEnv>, startedAt: number) {
  const { meter, log } = c.get('ports')
  const ms = performance.now() - startedAt
  meter?.observe(routeClass(c.req.method, c.req.path), c.res.status, ms / 1000)
  log.info('request', {
    id: c.get('requestId'),
    method: c.req.method,
    route: routePath(c),
    status: c.res.status,
    ms: Math.round(ms),
  })
}

function answerProblem(c: Context<AppEnv>, error: Error): Response {
  const problem = problemIn(error) ?? new Problem('internal')
  const { config, log } = c.var.ports
  if (problem.status >= 500)
    log.error('problem', {
      id: c.var.requestId,
      code: problem.code,
      error: error.name,
      cause: describeCause(error),
    })
  const { retryAfterSeconds } = problem.options
  if (retryAfterSeconds !== undefined) c.header('Retry-After', String(retryAfterSeconds))
  c.header('Content-Type', 'application/problem+json; charset=utf-8')
  c.header('Cache-Control', 'no-store')
  return c.body(
    JSON.stringify(problemBody(problem, config.publicUrl, c.var.requestId)),
    problem.status,
  )
}

/** The problem itself, or the one that the query builder has wrapped into an error of its own. */
function problemIn(error: unknown): Problem | null {
  if (error instanceof Problem) return error
  return error instanceof Error ? problemIn(error.cause) : null
}

/** The message of what broke: of the driver or of our code, neither of which quotes what readers wrote. */
function describeCause(error: Error): string {
  const cause = error.cause instanceof Error ? error.cause : error
  return `${cause.name}: ${cause.message}`.slice(0, 300)
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined
  return () => (result ??= work())
}

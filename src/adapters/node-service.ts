import { mkdir } from 'node:fs/promises'
import { createServer, type RequestListener, type Server } from 'node:http'
import { join, resolve } from 'node:path'
import { getRequestListener, type HttpBindings } from '@hono/node-server'
import { drizzle } from 'drizzle-orm/libsql'
import { type Context, Hono } from 'hono'
import { createApp } from '../app.ts'
import { createSetupLink } from '../auth/setup.ts'
import { type Config, parseConfig } from '../config.ts'
import { migrateDatabase } from '../migrate.ts'
import type { Log, Mailer, PageCache, Ports } from '../ports.ts'
import { createMeter } from '../operations/meter.ts'
import { runSchedule } from '../schedule.ts'
import { createKeyring } from '../signing.ts'
import { bufferedLines } from './buffered-lines.ts'
import { lockData } from './data-lock.ts'
import { jsonLog } from './json-log.ts'
import { memoryPages } from './memory-pages.ts'
import { callHook } from './node-hooks.ts'
import { filePath, type NodeDatabase, openDatabase } from './node-database.ts'
import { nodeDigests } from './node-digests.ts'
import { ownSecret } from './node-secret.ts'
import { pageLane } from './page-lane.ts'
import { createSiteLanes } from './site-lanes.ts'
import { staticFiles } from './static-files.ts'
import { trimMemory } from './trim-memory.ts'

/** How often Node looks for due work; a Worker's cron does so once a minute. */
const SCHEDULE_MS = 2000
/** How long readers of a new site share the lane of those whose site is not known. */
const LANES_MS = 10_000
/** Slow readers of our answers and slow senders of requests are cut off after these. */
const HEADERS_TIMEOUT_MS = 10_000
const REQUEST_TIMEOUT_MS = 30_000
const DRAIN_MS = 10_000

/**
 * Starts the whole service: lock, database, migrations, demo, HTTP, timers. Throws one-line errors that a
 * person can act on. Returns what stops it cleanly.
 */
export async function startService(
  environment: NodeJS.ProcessEnv,
  root: string,
): Promise<() => Promise<void>> {
  const dataDir = environment['DATA_DIR'] ?? './data'
  await mkdir(dataDir, { recursive: true })
  const secret = environment['SECRET'] ?? (await ownSecret(dataDir))
  const config = parseConfig({ ...environment, SECRET: secret }, 'node')
  const lock = lockData(dataDir)
  const lines = bufferedLines((bytes) => process.stdout.write(bytes))
  const log = jsonLog(lines.add)
  const pages = memoryPages()
  const dist = join(root, 'dist')
  const database = await openDatabase(config, { log, dist, onCaughtUp: () => pages.clear() })
  await migrateDatabase(database.client)
  const ports = createPorts(config, database, pages, log)
  const keyring = createKeyring(config.secret, config.secretPrevious, nodeDigests)
  const lanes = createSiteLanes(database.lane, ports.db)
  await lanes.refresh()
  const app = createApp((c) => ({
    ...ports,
    db: lanes.databaseFor(c.req),
    clientAddress: () => clientAddress(c, config),
  }))
  const widget = new Hono()
    .use(await staticFiles(dist))
    .all('*', (c) => app.fetch(c.req.raw, c.env))
  const server = await listen(
    (request, env) => (isWidgetFile(request) ? widget : app).fetch(request, env),
    config.host,
    config.port,
    'PORT',
    (listener) => pageLane(pages, ports, listener),
  )
  const demo = config.demo ? await startDemo(ports, config) : null
  const stopTimer = every(SCHEDULE_MS, () => runSchedule({ ports, keyring }), ports)
  const stopLanes = every(LANES_MS, lanes.refresh, ports)
  const setupLink = await createSetupLink(ports.db, keyring, config.publicUrl, ports.now())
  greet(config, setupLink, demo)
  trimMemory()
  return async () => {
    await Promise.all([drain(server), atMost(DRAIN_MS, stopTimer()), stopLanes()])
    // Work under way may have been reading the demo's pages.
    if (demo !== null) await drain(demo.server)
    database.close()
    lock.release()
    lines.flush()
  }
}

/** `/widget.js` or below `/w/`: everything else is spared the look at the files. */
function isWidgetFile({ url }: Request): boolean {
  return url.startsWith('/w', url.indexOf('/', 'https://'.length))
}

function createPorts(
  config: Config,
  { client, reads }: NodeDatabase,
  pages: PageCache,
  log: Log,
): Ports {
  let mailer: Promise<Mailer | null> | undefined
  return {
    config,
    db: drizzle(client),
    reads: drizzle(reads),
    mailer: () => (mailer ??= openMailer(config)),
    floodLimiter: null,
    pages,
    now: () => new Date(),
    log,
    clientAddress: () => '',
    defer: (work) => void work(),
    fetch,
    callHook,
    digests: nodeDigests,
    meter: createMeter(processGauges),
  }
}

async function openMailer({ mailUrl }: Config): Promise<Mailer | null> {
  if (mailUrl === null) return null
  if (mailUrl.startsWith('file:')) {
    const dir = filePath(mailUrl)
    await mkdir(dir, { recursive: true })
    return (await import('./file-mailer.ts')).fileMailer(dir)
  }
  const { smtpMailer, smtpPool } = await import('./smtp-mailer.ts')
  return smtpMailer(mailUrl, {}, smtpPool)
}

function processGauges() {
  return {
    process_resident_memory_bytes: process.memoryUsage.rss(),
    nodejs_heap_size_used_bytes: process.memoryUsage().heapUsed,
    phanhoi_uptime_seconds: Math.round(process.uptime()),
  }
}

/** The socket's address, or the one that our own outermost proxy has seen; never what a client claims. */
function clientAddress(c: Context, { trustProxyHops }: Config): string {
  // On Node the adapter always gives the raw request.
  const { incoming } = c.env as HttpBindings
  if (trustProxyHops === 0) return incoming.socket.remoteAddress ?? ''
  const hops = (c.req.header('X-Forwarded-For') ?? '').split(',').map((hop) => hop.trim())
  return hops.at(-trustProxyHops) ?? ''
}

async function listen(
  fetch: (request: Request, env: object) => Response | Promise<Response>,
  host: string,
  port: number,
  setting: string,
  wrap: (listener: RequestListener) => RequestListener = (listener) => listener,
): Promise<Server> {
  const listener = getRequestListener(fetch)
  const server = createServer(
    { headersTimeout: HEADERS_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS },
    wrap((request, response) => void listener(request, response)),
  )
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const isTaken = cause.code === 'EADDRINUSE'
      const why = isTaken ? `port ${port} is in use; set ${setting} to another one` : cause.message
      reject(new Error(`Cannot listen on ${host}:${port}: ${why}`, { cause }))
    })
    server.listen(port, host, resolve)
  })
  return server
}

interface Demo {
  server: Server
  /** Of its article. */
  address: string
}

/** Loaded only where there is a demo: a service has no use for it. */
async function startDemo(ports: Ports, config: Config): Promise<Demo> {
  const { createDemo } = await import('../demo/app.tsx')
  const { demoPath, seedDemo } = await import('../demo/seed.ts')
  const origin = demoOrigin(config)
  const now = ports.now()
  const demo = createDemo({ origin, publicUrl: config.publicUrl, siteKey: 'demo', now })
  const server = await listen(demo.fetch, config.host, config.demoPort, 'DEMO_PORT')
  await seedDemo(ports.db, { origin, publicUrl: config.publicUrl, now })
  return { server, address: `${origin}${demoPath}` }
}

function demoOrigin({ publicUrl, demoPort }: Config): string {
  const url = new URL(publicUrl)
  url.port = String(demoPort)
  return url.origin
}

/** Runs `work` again and again, never twice at once; the function returned ends it after the current run. */
function every(ms: number, work: () => Promise<void>, { log }: Pick<Ports, 'log'>) {
  let timer: NodeJS.Timeout | undefined
  let running = Promise.resolve()
  let isStopped = false
  const tick = () => {
    running = work()
      .catch((error: unknown) => {
        log.error('schedule.failed', { error: error instanceof Error ? error.message : 'unknown' })
      })
      .finally(() => {
        if (!isStopped) timer = setTimeout(tick, ms)
      })
  }
  tick()
  return async () => {
    isStopped = true
    clearTimeout(timer)
    await running
  }
}

/** Waits for work no longer than that: whatever is left unfinished is leased again later. */
async function atMost(ms: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  await Promise.race([work, new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)))])
  clearTimeout(timer)
}

/** Requests under way may finish; idle connections are closed at once, slow ones after ten seconds. */
async function drain(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  const force = setTimeout(() => server.closeAllConnections(), DRAIN_MS)
  await closed
  clearTimeout(force)
}

function greet(config: Config, setupLink: string | null, demo: Demo | null) {
  const lines = [
    '',
    '  Phản hồi is ready',
    '',
    demo === null ? `  Service        ${config.publicUrl}` : `  Demo article   ${demo.address}`,
    `  Moderation     ${config.publicUrl}/admin`,
    ...(setupLink === null ? [] : [`  First sign-in  ${setupLink}`]),
    `  API reference  ${config.publicUrl}/docs`,
    `  Mail           ${describeMail(config)}`,
    ...(config.limitFactor > 1 ? [`  Limits         multiplied by ${config.limitFactor}`] : []),
    '',
    '  Ctrl-C ends it.',
    '',
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}

function describeMail({ mailUrl }: Config): string {
  if (mailUrl === null) return 'off'
  return mailUrl.startsWith('file:')
    ? `${resolve(filePath(mailUrl))} (.eml files)`
    : new URL(mailUrl).host
}

import { drizzle } from 'drizzle-orm/libsql/web'
import type { Config } from '../config.ts'
import type { Mailer, Ports } from '../ports.ts'
import { openHttpClient } from './http-client.ts'
import { callByFetch } from '../webhooks/call.ts'
import { jsonLog } from './json-log.ts'
import type { WorkerContext, WorkerEnv } from './workers-env.ts'
import { workersPages } from './workers-pages.ts'

/** One JSON line per event; Workers Logs index its fields. */
export const workerLog = jsonLog((line) => console.log(line))

/**
 * The ports of one request or one cron run. Nothing here outlives it: workerd forbids to use one request's
 * sockets in another. `request` is null in a cron run.
 */
export function workerPorts(
  config: Config,
  env: WorkerEnv,
  context: WorkerContext,
  request: Request | null,
): Ports {
  const authToken = config.databaseAuthToken ?? undefined
  let mailer: Promise<Mailer | null> | undefined
  const db = drizzle(openHttpClient({ url: config.databaseUrl, authToken }))
  return {
    config,
    db,
    reads: db,
    mailer: () => (mailer ??= openMailer(config)),
    floodLimiter: env.FLOOD_LIMITER ?? null,
    pages: workersPages(context, workerLog),
    now: () => new Date(),
    log: workerLog,
    // Cloudflare sets it anew on every request; whatever a client sends under this name is dropped.
    clientAddress: () => request?.headers.get('CF-Connecting-IP') ?? '',
    defer: (work) => {
      context.waitUntil(work())
    },
    fetch: (input, init) => fetch(input, init),
    // workerd in production reaches no private address.
    callHook: callByFetch((input, init) => fetch(input, init)),
  }
}

/** Loaded only when there is mail to send: it is bigger than all the rest. */
async function openMailer({ mailUrl }: Config): Promise<Mailer | null> {
  if (mailUrl === null) return null
  return (await import('./smtp-mailer.ts')).smtpMailer(mailUrl)
}

import { copyFile, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@libsql/client'
import { migrateDatabase } from '../../src/migrate.ts'
import { isReady, root, runNode, untilReady } from './child.ts'
import { onFreePort } from './sqld.ts'

export interface WorkerOptions {
  /** A libSQL server; see `migrateServer`. */
  databaseUrl: string
  /** An SMTP server; without one mail is off. */
  mailUrl?: string
  /** Further settings. */
  vars?: Record<string, string>
  /** Certificate authority to trust. */
  caFile?: string
  /** Do not wait for the database. */
  isBroken?: boolean
  /** Puts `cache-front.mjs` before it. */
  isCached?: boolean
}

export interface WorkerService {
  /** Its origin, which is its PUBLIC_URL too. */
  url: string
  stdout: () => string
  /** Lets the cron trigger fire once. */
  runCron: () => Promise<void>
  stop: () => Promise<void>
}

/** Runs the built Worker in workerd, with the bindings of wrangler.toml and nothing kept between runs. */
export const startWorker = (options: WorkerOptions) => onFreePort((port) => startOn(port, options))

async function startOn(port: number, options: WorkerOptions): Promise<WorkerService> {
  const dir = await mkdtemp(join(tmpdir(), 'phanhoi-worker-'))
  const url = `http://localhost:${port}`
  await writeFile(join(dir, 'vars'), varsFile({ PUBLIC_URL: url, ...settingsOf(options) }))
  const child = runNode(
    [
      ...[join(root, 'node_modules/wrangler/bin/wrangler.js'), 'dev'],
      ...['--ip', '127.0.0.1', '--port', String(port), '--inspector-port', '0'],
      ...['--persist-to', dir, '--env-file', join(dir, 'vars')],
      ...(options.isCached ? ['--config', await writeCachedConfig(dir)] : []),
    ],
    {
      CI: '1',
      WRANGLER_SEND_METRICS: 'false',
      WRANGLER_LOG_PATH: join(dir, 'logs'),
      WRANGLER_REGISTRY_PATH: join(dir, 'registry'),
      CLOUDFLARE_CF_FETCH_ENABLED: 'false',
      NO_COLOR: '1',
      ...(options.caFile === undefined ? {} : { NODE_EXTRA_CA_CERTS: options.caFile }),
    },
  )
  const stop = async () => {
    await child.destroy()
    await rm(dir, { recursive: true, force: true })
  }
  const isUp = async () => ((await fetch(`${url}/healthz`)).status > 0 ? true : undefined)
  try {
    await untilReady(child, () => (options.isBroken ? isUp() : isReady(url)))
  } catch (error) {
    await stop()
    throw error
  }
  return {
    url,
    stdout: child.stdout,
    stop,
    runCron: async () => {
      const answer = await fetch(`${url}/cdn-cgi/local/scheduled`)
      if (!answer.ok) throw new Error(`The cron trigger answered ${answer.status}`)
    },
  }
}

/** A copy of the built Worker behind the cache, with the bindings of wrangler.toml. */
async function writeCachedConfig(dir: string): Promise<string> {
  const built = join(dir, 'built')
  await cp(join(root, 'dist/worker'), built, { recursive: true })
  await copyFile(join(root, 'tests/runtime/cache-front.mjs'), join(built, 'front.js'))
  const config = await readFile(join(root, 'wrangler.toml'), 'utf8')
  const path = join(dir, 'wrangler.toml')
  await writeFile(
    path,
    config
      .replace('dist/worker/worker.js', join(built, 'front.js'))
      .replace('"dist/worker"', JSON.stringify(built))
      .replace('"dist/public"', JSON.stringify(join(root, 'dist/public'))),
  )
  return path
}

/** Brings a server to the schema, as `npm run migrate` does before a deploy. */
export async function migrateServer(databaseUrl: string): Promise<void> {
  const client = createClient({ url: databaseUrl })
  await migrateDatabase(client)
  client.close()
}

function settingsOf({ databaseUrl, mailUrl, vars = {} }: WorkerOptions): Record<string, string> {
  return {
    DATABASE_URL: databaseUrl,
    SECRET: 'worker-secret-0123456789-0123456789-0123456789',
    ...(mailUrl === undefined ? {} : { MAIL_URL: mailUrl, MAIL_FROM: 'chia-se@bao.example' }),
    ...vars,
  }
}

function varsFile(vars: Record<string, string>): string {
  return Object.entries(vars)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}\n`)
    .join('')
}

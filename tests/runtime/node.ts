import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Child, type Ending, isReady, runNode, untilReady } from './child.ts'
import { freePort, onFreePort } from './sqld.ts'

export interface NodeService {
  /** Its origin, `http://localhost:PORT`, which is its PUBLIC_URL too. */
  url: string
  /** Origin of the demo newspaper. */
  demoUrl: string
  dataDir: string
  pid: number
  stdout: () => string
  stderr: () => string
  exited: Promise<Ending>
  /** Sends the signal and resolves once the process has ended; the data stay. */
  kill: (signal: NodeJS.Signals) => Promise<Ending>
  /** Ends it by any means and deletes the data, unless DATA_DIR was given. */
  stop: () => Promise<void>
}

/** Starts the built service on free ports with an empty data folder, unless `env` says otherwise. */
export const startNode = (env: Record<string, string> = {}): Promise<NodeService> =>
  env['PORT'] === undefined
    ? onFreePort((port) => startWith({ ...env, PORT: String(port) }))
    : startWith(env)

async function startWith(env: Record<string, string>): Promise<NodeService> {
  const { child, dataDir, PORT, DEMO_PORT } = await spawnNode(env)
  const url = `http://localhost:${PORT}`
  try {
    await untilReady(child, async () =>
      child.stdout().includes('Ctrl-C ends it.') ? isReady(url) : undefined,
    )
  } catch (error) {
    if (env['DATA_DIR'] === undefined) await rm(dataDir, { recursive: true, force: true })
    throw error
  }
  return {
    ...child,
    url,
    demoUrl: `http://localhost:${DEMO_PORT}`,
    dataDir,
    stop: async () => {
      await child.destroy()
      if (env['DATA_DIR'] === undefined) await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** The same without waiting for it, for starts that must be refused. */
export async function spawnNode(env: Record<string, string> = {}) {
  const dataDir = env['DATA_DIR'] ?? (await mkdtemp(join(tmpdir(), 'phanhoi-node-')))
  const { PORT = String(await freePort()), DEMO_PORT = String(await freePort()) } = env
  const child: Child = runNode(['dist/node.js'], { ...env, DATA_DIR: dataDir, PORT, DEMO_PORT })
  return { child, dataDir, PORT, DEMO_PORT }
}

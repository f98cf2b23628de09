import { type ChildProcess, spawn } from 'node:child_process'
import { copyFile, mkdir, open, readdir, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePort } from '../tests/runtime/sqld.ts'

// The package has no types; this is its path to the binary.
const { default: workerd } = createRequire(import.meta.url)('workerd') as { default: string }
const BUILT = fileURLToPath(new URL('../dist/worker', import.meta.url))
/** What `wrangler.toml` says, as does the next. */
const COMPATIBILITY = 'compatibilityDate = "2026-10-20", compatibilityFlags = ["nodejs_compat"]'
/** What the kernel counts processor time in. */
const TICK_MS = 10
const GIVE_UP_MS = 20_000

/** A Worker's files, ready to be started any number of times. */
export interface Workerd {
  /** A fresh process that has answered its first request. */
  start(): Promise<WorkerdProcess>
}

export interface WorkerdProcess {
  url: URL
  /** Milliseconds from the start of the process until its first answer, processor time until then. */
  readyMs: number
  readyCpuMs: number
  /** Processor time that it has used so far, all threads. */
  cpuMs(): Promise<number>
  stop(): Promise<void>
}

/** Our built Worker in workerd itself, without the development server around it. */
export async function prepareOurs(dir: string, settings: Record<string, string>): Promise<Workerd> {
  await mkdir(dir, { recursive: true })
  const files = (await readdir(BUILT)).filter((name) => name.endsWith('.js'))
  for (const name of files) await copyFile(join(BUILT, name), join(dir, name))
  // The entry comes first.
  const modules = ['worker.js', ...files.filter((name) => name !== 'worker.js')]
  return prepare(dir, modules, settings, '/healthz')
}

/** A Worker that answers two letters and does nothing else. */
export async function prepareEmpty(dir: string): Promise<Workerd> {
  await mkdir(dir, { recursive: true })
  await writeFile(
    join(dir, 'worker.js'),
    "export default { async fetch(request) { await request.text(); return new Response('ok') } }",
  )
  return prepare(dir, ['worker.js'], {}, '/')
}

function prepare(
  dir: string,
  modules: string[],
  settings: Record<string, string>,
  path: string,
): Workerd {
  return { start: async () => start(dir, await writeConfig(dir, modules, settings), path) }
}

/** Each start gets a port of its own, which is the Worker's own address too. */
async function writeConfig(dir: string, modules: string[], settings: Record<string, string>) {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const bindings = Object.entries({ PUBLIC_URL: origin, ...settings }).map(
    ([name, value]) => `(name = ${JSON.stringify(name)}, text = ${JSON.stringify(value)})`,
  )
  const embedded = modules.map((name) => `(name = "${name}", esModule = embed "${name}")`)
  const file = join(dir, 'config.capnp')
  await writeFile(
    file,
    `using Workerd = import "/workerd/workerd.capnp";
    const config :Workerd.Config = (
      services = [
        (name = "main", worker = .worker),
        (name = "internet", network = (allow = ["public", "private"])),
      ],
      sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
    );
    const worker :Workerd.Worker = (
      modules = [${embedded.join(', ')}], bindings = [${bindings.join(', ')}], ${COMPATIBILITY},
    );`,
  )
  return { file, url: new URL(origin) }
}

async function start(
  dir: string,
  { file, url }: { file: string; url: URL },
  path: string,
): Promise<WorkerdProcess> {
  const log = await open(join(dir, 'workerd.log'), 'a')
  const startedAt = performance.now()
  const child = spawn(workerd, ['serve', file], { stdio: ['ignore', log.fd, log.fd] })
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  await log.close()
  await untilAnswered(child, new URL(path, url), join(dir, 'workerd.log'))
  const readyMs = performance.now() - startedAt
  const cpuMs = () => processorMs(child.pid ?? 0)
  const stop = async () => {
    child.kill('SIGKILL')
    await exited
  }
  return { url, readyMs, readyCpuMs: await cpuMs(), cpuMs, stop }
}

async function untilAnswered(child: ChildProcess, url: URL, logFile: string): Promise<void> {
  const giveUpAt = performance.now() + GIVE_UP_MS
  while (performance.now() < giveUpAt && child.exitCode === null) {
    const response = await fetch(url).catch(() => null)
    await response?.arrayBuffer()
    if (response?.ok === true) return
    await sleep(2)
  }
  child.kill('SIGKILL')
  throw new Error(`workerd did not start: ${await readFile(logFile, 'utf8')}`)
}

/** User and system time of a process, fields 14 and 15 of its line (proc(5)); a name may hold blanks. */
async function processorMs(pid: number): Promise<number> {
  const line = await readFile(`/proc/${pid}/stat`, 'utf8')
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS
}

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

/** The repository. */
export const root = fileURLToPath(new URL('../../', import.meta.url))

export interface Ending {
  code: number | null
  signal: NodeJS.Signals | null
}

export interface Child {
  pid: number
  /** Everything written so far. */
  stdout: () => string
  stderr: () => string
  /** How it ended. */
  exited: Promise<Ending>
  /** Sends the signal to the process itself and resolves once that has ended. */
  kill: (signal: NodeJS.Signals) => Promise<Ending>
  /** Kills it with everything it has started. */
  destroy: () => Promise<void>
}

/** Runs Node on a script of the repository in a process group of its own, which never outlives this process. */
export function runNode(args: string[], env: Record<string, string>): Child {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...inherited(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const stdout = collect(child, 'stdout')
  const stderr = collect(child, 'stderr')
  const exited = once(child, 'exit').then(([code, signal]): Ending => {
    // `exit` always comes with these two.
    return { code: code as number | null, signal: signal as NodeJS.Signals | null }
  })
  const { pid } = child
  if (pid === undefined) throw new Error(`Cannot run ${args.join(' ')}`)
  const killGroup = () => {
    try {
      process.kill(-pid, 'SIGKILL')
    } catch {
      // All of it has ended already.
    }
  }
  process.once('exit', killGroup)
  return {
    pid,
    stdout,
    stderr,
    exited,
    kill: (signal) => {
      child.kill(signal)
      return exited
    },
    destroy: async () => {
      process.removeListener('exit', killGroup)
      killGroup()
      await exited
    },
  }
}

/** Resolves once `attempt` gives a value; rejects with what the child said when it ended or 30 s have passed. */
export async function untilReady<T>(
  child: Child,
  attempt: () => Promise<T | undefined>,
): Promise<T> {
  const giveUpAt = Date.now() + 30_000
  const ending = { isOver: false }
  void child.exited.then(() => (ending.isOver = true))
  while (!ending.isOver && Date.now() < giveUpAt) {
    const result = await attempt().catch(() => undefined)
    if (result !== undefined) return result
    await sleep(20)
  }
  const why = ending.isOver ? '' : ' within 30 s'
  await child.destroy()
  throw new Error(`It did not start${why}: ${child.stdout()}\n${child.stderr()}`)
}

/** Whether the service answers and its database with it. */
export async function isReady(url: string): Promise<true | undefined> {
  const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2000) })
  return answer.ok ? true : undefined
}

function collect(child: ChildProcess, name: 'stdout' | 'stderr') {
  let text = ''
  child[name]?.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
  return () => text
}

/** What programs need to run; no setting of the service that happens to be set here. */
function inherited(): Record<string, string> {
  const names = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'USER']
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = process.env[name]
      return value === undefined ? [] : [[name, value]]
    }),
  )
}

import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** A second process running one of this folder's scripts. It ends with the test process at the latest. */
export interface Child {
  /** Resolves with the first line, seen before or yet to come, that begins so; rejects where the process ends first. */
  line(prefix: string): Promise<string>
  /** Every line so far. */
  lines: string[]
  send(text: string): void
  /** SIGKILL, then waits for the end. */
  kill(): Promise<void>
}

export function startChild(script: string, ...args: string[]): Child {
  const path = fileURLToPath(new URL(script, import.meta.url))
  const child = spawn(process.execPath, [path, ...args])
  child.stderr.pipe(process.stderr)
  child.stdin.on('error', () => undefined)
  const kill = () => {
    child.kill('SIGKILL')
  }
  const exited = once(child, 'exit')
  process.once('exit', kill)
  void exited.then(() => process.removeListener('exit', kill))
  return {
    ...readLines(child),
    send: (text) => {
      child.stdin.write(text)
    },
    kill: async () => {
      kill()
      await exited
    },
  }
}

function readLines(child: ChildProcessWithoutNullStreams): Pick<Child, 'line' | 'lines'> {
  const lines: string[] = []
  const reader = createInterface({ input: child.stdout })
  reader.on('line', (line) => lines.push(line))
  const ended = once(reader, 'close')
  const line = async (prefix: string) => {
    for (;;) {
      const found = lines.find((candidate) => candidate.startsWith(prefix))
      if (found !== undefined) return found
      const isOver = await Promise.race([once(reader, 'line').then(() => false), ended])
      if (isOver !== false) throw new Error(`The process ended without saying ${prefix}`)
    }
  }
  return { line, lines }
}

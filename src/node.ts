import { fileURLToPath } from 'node:url'
import { startService } from './adapters/node-service.ts'

/** Entry for plain Node: the environment in, a running service out; every refusal is one clear line. */
const starting = startService(process.env, fileURLToPath(new URL('../', import.meta.url)))

let isStopping = false
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    // npm passes on the Ctrl-C that the terminal has sent us already.
    if (isStopping) return
    isStopping = true
    void starting.then((stop) => stop()).then(() => process.exit(0))
  })
}

try {
  await starting
} catch (error) {
  process.stderr.write(`phanhoi: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}

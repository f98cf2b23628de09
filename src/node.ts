import { fileURLToPath } from 'node:url'
import { startService } from './adapters/node-service.ts'

/** Entry for plain Node: the environment in, a running service out; every refusal is one clear line. */
try {
  const stop = await startService(process.env, fileURLToPath(new URL('../', import.meta.url)))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void stop().then(() => process.exit(0))
    })
  }
} catch (error) {
  process.stderr.write(`phanhoi: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}

import type { WorkerContext, WorkerEnv, WorkerHandler } from './adapters/workers-env.ts'
import { workerLog, workerPorts } from './adapters/workers-ports.ts'
import { createApp } from './app.ts'
import { type Config, ConfigError, parseConfig } from './config.ts'
import { Problem, problemBody } from './problem.ts'
import { createKeyring } from './signing.ts'
import { uuidv7 } from './uuid.ts'

/** Entry for Cloudflare Workers: bindings in, the same app as everywhere out. */
export default {
  fetch(request, env, context) {
    const config = readConfig(env)
    if (config === null) return answerMisconfigured()
    // Hono's type of the context names methods that it only hands through.
    return app.fetch(request, { config, env, context } satisfies Bindings, context as never)
  },
  scheduled(_event, env, context) {
    const config = readConfig(env)
    if (config === null) return
    context.waitUntil(
      work(config, env, context).catch((error: unknown) => {
        workerLog.error('schedule.failed', {
          error: error instanceof Error ? error.message : 'unknown',
        })
      }),
    )
  },
} satisfies WorkerHandler

/** Composing mail takes code that no request needs, so it is loaded here. */
async function work(config: Config, env: WorkerEnv, context: WorkerContext) {
  const { runSchedule } = await import('./schedule.ts')
  const ports = workerPorts(config, env, context, null)
  await runSchedule({ ports, keyring: createKeyring(config.secret, config.secretPrevious) })
}

/** What `fetch` hands to the app with each request. */
interface Bindings {
  config: Config
  env: WorkerEnv
  context: WorkerContext
}

const app = createApp((c) => {
  // `fetch` above is the only one who calls the app.
  const { config, env, context } = c.env as Bindings
  return workerPorts(config, env, context, c.req.raw)
})

const configs = new WeakMap<WorkerEnv, Config>()

/** Parsed once per isolate: settings cannot change within one. null, and a line in the log, when they are wrong. */
function readConfig(env: WorkerEnv): Config | null {
  const known = configs.get(env)
  if (known !== undefined) return known
  try {
    const config = parseConfig(env, 'workers')
    configs.set(env, config)
    return config
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    workerLog.error('config.invalid', { error: error.message })
    return null
  }
}

/** Which settings are wrong stands in the log alone. */
function answerMisconfigured(): Response {
  const body = problemBody(new Problem('internal'), '', uuidv7(new Date()))
  return new Response(JSON.stringify(body), {
    status: 500,
    headers: {
      'Content-Type': 'application/problem+json; charset=utf-8',
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
    },
  })
}

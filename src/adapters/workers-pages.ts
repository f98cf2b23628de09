import type { Log, PageCache } from '../ports.ts'
import type { WorkerContext } from './workers-env.ts'

/**
 * Pages are kept by Workers Cache, which answers before the Worker runs and follows `Cache-Control` and
 * `Cache-Tag`; all that is left to do here is to drop them. A purge that fails is made up by the 30 s they live.
 */
export function workersPages(context: WorkerContext, log: Log): PageCache {
  return {
    get: () => undefined,
    put: () => undefined,
    moment: () => 0,
    purge(tags) {
      const purging = context.cache?.purge({ tags })
      if (purging === undefined) return
      context.waitUntil(
        purging.catch((error: unknown) => {
          log.error('purge.failed', { error: error instanceof Error ? error.message : 'unknown' })
        }),
      )
    },
  }
}

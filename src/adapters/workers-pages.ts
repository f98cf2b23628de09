import type { Log, PageCache } from '../ports.ts'
import type { WorkerContext } from './workers-env.ts'

/**
 * Pages are kept by Workers Cache, which answers before the Worker runs and follows `Cache-Control` and
 * `Cache-Tag`; all that is left to do here is to drop or outdate them. What fails is made up by the 30 s they live.
 */
export function workersPages(context: WorkerContext, log: Log): PageCache {
  const tell = (event: string, telling: Promise<unknown> | undefined) => {
    if (telling === undefined) return
    context.waitUntil(
      telling.catch((error: unknown) => {
        log.error(event, { error: error instanceof Error ? error.message : 'unknown' })
      }),
    )
  }
  return {
    load: (_request, render) => render(),
    purge: (tags) => tell('purge.failed', context.cache?.purge({ tags })),
    invalidate: (tags) => {
      // Where the newer call is missing, dropping the page does no harm but one more rendering.
      const { cache } = context
      tell('invalidate.failed', cache?.invalidate?.({ tags }) ?? cache?.purge({ tags }))
    },
  }
}

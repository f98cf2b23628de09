import type { WorkContext } from './run.ts'

/**
 * Sends what has just become due without waiting for the next scheduled run, after the answer. The scheduled
 * run is what delivery depends on; this one only spares people the wait.
 */
export function startOutbox(context: WorkContext): void {
  const { defer, log } = context.ports
  defer(async () => {
    try {
      const { runOutbox } = await import('./run.ts')
      await runOutbox(context)
    } catch (error) {
      log.error('outbox.start', { error: error instanceof Error ? error.message : 'unknown' })
    }
  })
}

import type { Environment } from '../config.ts'
import type { FloodLimiter } from '../ports.ts'

/** What `wrangler.toml` and `wrangler secret put` bind: the settings of config.ts, and these. */
export interface WorkerEnv extends Environment {
  /** Cloudflare's rate-limit binding: approximate, counted per location. Absent where it is not bound. */
  FLOOD_LIMITER?: FloodLimiter
}

/** The part of workerd's execution context that we use. */
export interface WorkerContext {
  /** Keeps work alive after the answer, for at most 30 s. */
  waitUntil(work: Promise<unknown>): void
  /** Workers Cache, where `[cache]` is enabled. */
  cache?: {
    purge(options: { tags: string[] }): Promise<unknown>
    /** Marks stale and revalidates by ETag. */
    invalidate?(options: { tags: string[] }): Promise<unknown>
  }
}

/** What workerd calls in the entry's default export. */
export interface WorkerHandler {
  fetch(request: Request, env: WorkerEnv, context: WorkerContext): Response | Promise<Response>
  scheduled(event: unknown, env: WorkerEnv, context: WorkerContext): void
}

/** One signed call to somebody else's server. */
export interface HookCall {
  url: string
  headers: Record<string, string>
  body: string
}

/** All that is kept of the answer: its body is never read. */
export interface HookAnswer {
  status: number
  retryAfter: string | null
}

/** Makes the call within `HOOK_TIMEOUT_MS`; follows no redirect; throws when there is no answer. */
export type CallHook = (call: HookCall) => Promise<HookAnswer>

/** Far below the lease of the outbox. */
export const HOOK_TIMEOUT_MS = 10_000

/** Calls by `fetch`, for runtimes that reach nothing but the public internet by themselves. */
export const callByFetch =
  (fetcher: typeof fetch): CallHook =>
  async ({ url, headers, body }) => {
    const response = await fetcher(url, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(HOOK_TIMEOUT_MS),
      headers,
      body,
    })
    await response.body?.cancel()
    return { status: response.status, retryAfter: response.headers.get('Retry-After') }
  }

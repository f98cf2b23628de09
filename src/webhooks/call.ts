import { readStart } from '../bytes.ts'

/** One signed call to somebody else's server. */
export interface HookCall {
  url: string
  headers: Record<string, string>
  body: string
  /** Where the answer matters; else `HOOK_TIMEOUT_MS` and no byte of it. */
  answer?: { timeoutMs: number; maxBytes: number }
}

/** All that is kept of the answer. */
export interface HookAnswer {
  status: number
  retryAfter: string | null
  /** The body of a 200, only where the call asks for it. */
  text?: string
  /** Akismet's advice beside its answer. */
  proTip?: string | null
}

/** Makes the call in its time; follows no redirect; throws when there is no whole answer or too long a one. */
export type CallHook = (call: HookCall) => Promise<HookAnswer>

/** Far below the lease of the outbox. */
export const HOOK_TIMEOUT_MS = 10_000

export const TOO_LONG = 'The answer is too long'

/** Calls by `fetch`, for runtimes that reach nothing but the public internet by themselves. */
export const callByFetch =
  (fetcher: typeof fetch): CallHook =>
  async ({ url, headers, body, answer }) => {
    const response = await fetcher(url, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(answer?.timeoutMs ?? HOOK_TIMEOUT_MS),
      headers,
      body,
    })
    const { status } = response
    const head = { status, retryAfter: response.headers.get('Retry-After') }
    if (answer === undefined || status !== 200) {
      await response.body?.cancel()
      return head
    }
    const { bytes, isWhole } = await readStart(response.body, answer.maxBytes)
    if (!isWhole) throw new Error(TOO_LONG)
    const proTip = response.headers.get('X-akismet-pro-tip')
    return { ...head, text: new TextDecoder().decode(bytes), proTip }
  }

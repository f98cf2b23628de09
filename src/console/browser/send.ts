/** What the service said; `status` 0 when it was not reached. */
export interface Answer {
  ok: boolean
  status: number
  body: unknown
}

export interface Result {
  id: string
  ok: boolean
  state: string | null
  by?: string
  problem?: { code: string; detail: string }
}

/** A decision's receipt, as far as the script reads it. */
export interface Receipt {
  id: string | null
  results: Result[]
  next?: string | null
}

/** Requests that may be on their way at once; the others wait their turn. */
const AT_ONCE = 4
/** After these waits a request that the service has not answered is sent again. */
const RETRY_MS = [1000, 4000]

const waiting: (() => Promise<void>)[] = []
let running = 0
/** Ends the waits of requests that are to be sent again. */
const wakers = new Set<() => void>()

/** Nothing that was decided is lost by leaving: what waits its turn goes out at once. */
export function sendBeforeLeaving() {
  addEventListener('pagehide', () => {
    for (const work of waiting.splice(0)) void work()
    for (const wake of wakers) wake()
  })
  // Only what the service has failed to take is worth a question.
  addEventListener('beforeunload', (event) => {
    if (wakers.size > 0) event.preventDefault()
  })
}

/** Sends when it is its turn, again after an outage; never throws. Safe to repeat: decisions compare before they set. */
export function send(method: string, path: string, body?: unknown): Promise<Answer> {
  return new Promise((resolve) => {
    waiting.push(async () => resolve(await persist(method, path, body)))
    startNext()
  })
}

/** The receipt in an answer, if it is one. */
export function receiptIn({ ok, body }: Answer): Receipt | null {
  const isReceipt = ok && typeof body === 'object' && body !== null && 'results' in body
  // The service's own answer to a decision; its shape is tested with the API.
  return isReceipt ? (body as Receipt) : null
}

/** Whether decisions are still on their way, so that the service does not know of them yet. */
export const isBusy = () => running > 0 || waiting.length > 0

function startNext() {
  if (running >= AT_ONCE) return
  const work = waiting.shift()
  if (work === undefined) return
  running += 1
  void work().finally(() => {
    running -= 1
    startNext()
  })
}

async function persist(method: string, path: string, body: unknown): Promise<Answer> {
  for (const ms of RETRY_MS) {
    const answer = await call(method, path, body)
    if (answer.status !== 0 && answer.status < 500 && answer.status !== 429) return answer
    await sleep(ms)
  }
  return call(method, path, body)
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      wakers.delete(wake)
      resolve()
    }
    wakers.add(wake)
    setTimeout(wake, ms)
  })
}

async function call(method: string, path: string, body: unknown): Promise<Answer> {
  try {
    const response = await fetch(path, {
      method,
      credentials: 'same-origin',
      // A decision just made must arrive even if the page is left.
      keepalive: true,
      headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const isJson = (response.headers.get('Content-Type') ?? '').includes('json')
    const answer: unknown = isJson ? await response.json() : null
    return { ok: response.ok, status: response.status, body: answer }
  } catch {
    return { ok: false, status: 0, body: null }
  }
}

import { type Client, createClient } from '@libsql/client/web'
import { wrapClient } from './client-wrapper.ts'
import { toOutage, unavailable } from './outages.ts'
import { areReadOnly } from './statements.ts'

export interface HttpClientOptions {
  /** `libsql://` (which means https), `https://` or `http://`. */
  url: string
  authToken?: string | undefined
  /** Milliseconds for a whole call, answer included. Default 2,500, so that a refusal is out within three seconds. */
  deadlineMs?: number
  fetch?: typeof fetch
}

/**
 * A libSQL server over HTTP: one request per call, none to open, so a client per request is free.
 * Every outage throws `Problem('unavailable')`, never tried again here: after a lost answer the
 * commit may have happened, and only the caller's own id makes a second attempt safe.
 */
export function openHttpClient({ url, authToken, ...options }: HttpClientOptions): Client {
  if (!/^(?:libsql|https?):/i.test(url)) {
    throw new Error('The database address must begin with libsql://, https:// or http://')
  }
  const client = createClient({
    url,
    ...(authToken === undefined ? {} : { authToken }),
    fetch: fetchWithDeadline(options),
    // The client's own queue (20) would let hung calls block the next ones; deadlines bound them instead.
    concurrency: Number.MAX_SAFE_INTEGER,
  })
  return wrapClient(client, {
    execute: (statement) => refuse(client.execute(statement)),
    batch: (statements) =>
      refuse(client.batch(statements, areReadOnly(statements) ? 'read' : 'write')),
    migrate: (statements) => refuse(client.migrate(statements)),
    executeMultiple: (sql) => refuse(client.executeMultiple(sql)),
  })
}

async function refuse<T>(call: Promise<T>): Promise<T> {
  try {
    return await call
  } catch (error) {
    throw toOutage(error)
  }
}

/** Refused, timed out, not 2xx, not JSON: told apart here, where they arise, as later they all look alike. */
function fetchWithDeadline({
  deadlineMs = 2500,
  fetch = (input, init) => globalThis.fetch(input, init),
}: Omit<HttpClientOptions, 'url'>) {
  return async (request: Request): Promise<Response> => {
    const signal = AbortSignal.timeout(deadlineMs)
    const response = await outageUnless(fetch(request, { signal }))
    if (!response.ok) {
      await response.body?.cancel().catch(() => undefined)
      throw unavailable(new Error(`The database answered ${response.status}`))
    }
    const readJson = response.json.bind(response)
    return Object.assign(response, { json: () => outageUnless(readJson()) })
  }
}

async function outageUnless<T>(step: Promise<T>): Promise<T> {
  try {
    return await step
  } catch (cause) {
    throw unavailable(cause)
  }
}

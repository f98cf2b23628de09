import { type Client, LibsqlError } from '@libsql/client/web'
import { wrapClient } from './client-wrapper.ts'
import {
  type HranaRequest,
  list,
  object,
  readError,
  readResult,
  readTransaction,
  writeStatement,
  writeTransaction,
} from './hrana.ts'
import { isBusy, toOutage, unavailable } from './outages.ts'
import { areReadOnly, type BatchStatement } from './statements.ts'

export interface HttpClientOptions {
  /** `libsql://` (which means https), `https://` or `http://`. */
  url: string
  authToken?: string | undefined
  /** Milliseconds for a whole call, answer included. Default 2,500, so that a refusal is out within three seconds. */
  deadlineMs?: number
  /** The same for a migration, which may go through every row of the archive. Default five minutes. */
  migrationMs?: number
  /** Calls under way; while the server is slow, one more is refused at once instead of growing the memory. Default: any number. */
  maxCalls?: number
  fetch?: typeof fetch
}

/** Between attempts while a lock is in the way, doubled each time. */
const FIRST_WAIT_MS = 10
const LONGEST_WAIT_MS = 640

/**
 * A libSQL server over HTTP: one request per call, none to open, so a client per request is free.
 * Every outage throws `Problem('unavailable')`, never tried again here: after a lost answer the
 * commit may have happened, and only the caller's own id makes a second attempt safe. A lock in the
 * way is: whoever is told of one knows that nothing was stored.
 */
export function openHttpClient(options: HttpClientOptions): Client {
  const send = sender(options)
  const transact =
    (begin: string, statements: BatchStatement[], isMigration: boolean) =>
    async (deadline: AbortSignal) => {
      const result = await send(writeTransaction(begin, statements, isMigration), deadline)
      return readTransaction(result, statements.length, isMigration)
    }
  let isClosed = false
  const { deadlineMs = 2500, migrationMs = 5 * 60_000 } = options
  const once = async <T>(call: Call<T>, ms = deadlineMs): Promise<T> => {
    if (isClosed) throw new LibsqlError('The client is closed', 'CLIENT_CLOSED')
    return call(AbortSignal.timeout(ms)).catch((error: unknown) => {
      throw toOutage(error)
    })
  }
  const whenFree = <T>(call: Call<T>, ms = deadlineMs): Promise<T> =>
    once((deadline) => patiently(call, deadline), ms)
  return wrapClient(
    {
      sync: () => Promise.reject(new LibsqlError('Nothing to sync', 'SYNC_NOT_SUPPORTED')),
      close: () => (isClosed = true),
      reconnect: () => (isClosed = false),
      get closed() {
        return isClosed
      },
      protocol: 'http',
    },
    {
      execute: (statement) =>
        whenFree(async (deadline) =>
          readResult(await send([{ type: 'execute', stmt: writeStatement(statement) }], deadline)),
        ),
      batch: (statements) => {
        const begin = areReadOnly(statements) ? 'BEGIN TRANSACTION READONLY' : 'BEGIN IMMEDIATE'
        return whenFree(transact(begin, statements, false))
      },
      migrate: (statements) => whenFree(transact('BEGIN DEFERRED', statements, true), migrationMs),
      // Not atomic, so never run a second time: a lock met on the way is an outage at once.
      executeMultiple: (sql) =>
        once(async (deadline) => {
          await send([{ type: 'sequence', sql }], deadline)
        }),
    },
  )
}

type Call<T> = (deadline: AbortSignal) => Promise<T>

/** Tries again while the answer is that a lock is in the way, and there is time for it. */
async function patiently<T>(call: Call<T>, deadline: AbortSignal): Promise<T> {
  for (let waitMs = FIRST_WAIT_MS; ; waitMs *= 2) {
    try {
      return await call(deadline)
    } catch (error) {
      if (!isBusy(error) || waitMs > LONGEST_WAIT_MS) throw error
    }
    const jitter = (waitMs * (1 + Math.random())) / 2
    await new Promise((resolve) => setTimeout(resolve, jitter))
  }
}

/** Sends one pipeline and gives the result of its last request; the server forgets the rest. */
function sender({
  url,
  authToken,
  maxCalls = Infinity,
  fetch = (input, init) => globalThis.fetch(input, init),
}: HttpClientOptions) {
  const endpoint = pipelineAt(url)
  const headers = new Headers({ 'Content-Type': 'application/json' })
  if (authToken !== undefined) headers.set('Authorization', `Bearer ${authToken}`)
  const call = async (requests: HranaRequest[], deadline: AbortSignal): Promise<unknown> => {
    const body = JSON.stringify({ requests: [...requests, { type: 'close' }] })
    const request = new Request(endpoint, { method: 'POST', headers, body })
    const response = await outageUnless(fetch(request, { signal: deadline }))
    if (!response.ok) {
      await response.body?.cancel().catch(() => undefined)
      throw unavailable(new Error(`The database answered ${response.status}`))
    }
    const { results } = object(await outageUnless(response.json()))
    return lastResult(list(results), requests.length)
  }
  let calls = 0
  return async (requests: HranaRequest[], deadline: AbortSignal): Promise<unknown> => {
    if (calls >= maxCalls) throw unavailable(new Error(`${maxCalls} calls are under way`))
    calls += 1
    try {
      return await call(requests, deadline)
    } finally {
      calls -= 1
    }
  }
}

function pipelineAt(url: string): URL {
  if (!/^(?:libsql|https?):/i.test(url))
    throw new Error('The database address must begin with libsql://, https:// or http://')
  const base = new URL(url.replace(/^libsql:/i, 'https:'))
  return new URL(`${base.pathname.replace(/\/$/, '')}/v2/pipeline`, base)
}

function lastResult(results: unknown[], count: number): unknown {
  const answered = results.slice(0, count).map(object)
  const failed = answered.find(({ type }) => type === 'error')
  if (failed !== undefined) throw readError(failed['error'])
  return object(object(answered[count - 1])['response'])['result']
}

async function outageUnless<T>(step: Promise<T>): Promise<T> {
  try {
    return await step
  } catch (cause) {
    throw unavailable(cause)
  }
}

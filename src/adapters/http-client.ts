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
import { toOutage, unavailable } from './outages.ts'
import { areReadOnly, type BatchStatement } from './statements.ts'

export interface HttpClientOptions {
  /** `libsql://` (which means https), `https://` or `http://`. */
  url: string
  authToken?: string | undefined
  /** Milliseconds for a whole call, answer included. Default 2,500, so that a refusal is out within three seconds. */
  deadlineMs?: number
  /** Calls under way; while the server is slow, one more is refused at once instead of growing the memory. Default: any number. */
  maxCalls?: number
  fetch?: typeof fetch
}

/**
 * A libSQL server over HTTP: one request per call, none to open, so a client per request is free.
 * Every outage throws `Problem('unavailable')`, never tried again here: after a lost answer the
 * commit may have happened, and only the caller's own id makes a second attempt safe.
 */
export function openHttpClient(options: HttpClientOptions): Client {
  const send = sender(options)
  const transact = async (begin: string, statements: BatchStatement[], isMigration: boolean) => {
    const result = await send(writeTransaction(begin, statements, isMigration))
    return readTransaction(result, statements.length, isMigration)
  }
  let isClosed = false
  const refuse = async <T>(call: () => Promise<T>): Promise<T> => {
    if (isClosed) throw new LibsqlError('The client is closed', 'CLIENT_CLOSED')
    return call().catch((error: unknown) => {
      throw toOutage(error)
    })
  }
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
        refuse(async () =>
          readResult(await send([{ type: 'execute', stmt: writeStatement(statement) }])),
        ),
      batch: (statements) => {
        const begin = areReadOnly(statements) ? 'BEGIN TRANSACTION READONLY' : 'BEGIN IMMEDIATE'
        return refuse(() => transact(begin, statements, false))
      },
      migrate: (statements) => refuse(() => transact('BEGIN DEFERRED', statements, true)),
      executeMultiple: (sql) =>
        refuse(async () => {
          await send([{ type: 'sequence', sql }])
        }),
    },
  )
}

/** Sends one pipeline and gives the result of its last request; the server forgets the rest. */
function sender({
  url,
  authToken,
  deadlineMs = 2500,
  maxCalls = Infinity,
  fetch = (input, init) => globalThis.fetch(input, init),
}: HttpClientOptions) {
  const endpoint = pipelineAt(url)
  const headers = new Headers({ 'Content-Type': 'application/json' })
  if (authToken !== undefined) headers.set('Authorization', `Bearer ${authToken}`)
  const call = async (requests: HranaRequest[]): Promise<unknown> => {
    const body = JSON.stringify({ requests: [...requests, { type: 'close' }] })
    const request = new Request(endpoint, { method: 'POST', headers, body })
    const response = await outageUnless(fetch(request, { signal: AbortSignal.timeout(deadlineMs) }))
    if (!response.ok) {
      await response.body?.cancel().catch(() => undefined)
      throw unavailable(new Error(`The database answered ${response.status}`))
    }
    const { results } = object(await outageUnless(response.json()))
    return lastResult(list(results), requests.length)
  }
  let calls = 0
  return async (requests: HranaRequest[]): Promise<unknown> => {
    if (calls >= maxCalls) throw unavailable(new Error(`${maxCalls} calls are under way`))
    calls += 1
    try {
      return await call(requests)
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

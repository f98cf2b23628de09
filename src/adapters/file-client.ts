import { statSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { type Client, createClient, type ResultSet } from '@libsql/client'
import { wrapClient } from './client-wrapper.ts'
import { isBusy, toOutage, unavailable } from './outages.ts'
import { areReadOnly, statementKind } from './statements.ts'

export interface FileClientOptions {
  path: string
  /** How long a call waits for another process's lock before it throws `Problem('unavailable')`. Default 2,000. */
  timeoutMs?: number
  /** Called with the count so far. Each reconnection leaks file handles until garbage collection (libsql-js#230). */
  onReconnect?: (count: number) => void
  /** Called once, after `maxReconnects` (50) of them: time to exit and let the supervisor start afresh. */
  onPoisoned?: () => void
  maxReconnects?: number
}

export interface FileClient extends Client {
  /** Reconnections since the file was opened, for the metrics. */
  reconnects(): number
}

/**
 * How long SQLite may wait for a lock inside one call, and so how long the event loop may stand still.
 * Between such tries the process serves others.
 */
const busyTimeoutMs = 25
const pauseMs = 25

/**
 * The database file, by one connection, durable at every commit (WAL, synchronous=FULL, asserted).
 * After a SQLITE_BUSY the driver acknowledges writes that it never commits (libsql-client-ts#352), so
 * the write lock is tried first in a way that leaves nothing behind, and a BUSY that still comes
 * costs the connection. Throws a plain Error where the file cannot be opened or cannot be durable.
 */
export async function openFileClient(options: FileClientOptions): Promise<FileClient> {
  const { path, timeoutMs = 2000 } = options
  const client = await untilFree(timeoutMs, () => open(path)).catch((cause: unknown) => {
    throw new Error(`Cannot use the database file ${path}`, { cause })
  })
  const connection = guard(client, options)
  const run = <T>(isWrite: boolean, work: () => Promise<T>) =>
    untilFree(timeoutMs, (isRetry) => connection.attempt(isWrite || isRetry, work))
  const wrapped = wrapClient(client, {
    execute: (statement) =>
      run(statementKind(statement) === 'write', () => client.execute(statement)),
    batch: (statements) => {
      const isRead = areReadOnly(statements)
      return run(!isRead, () => client.batch(statements, isRead ? 'read' : 'write'))
    },
    migrate: (statements) => run(true, () => client.migrate(statements)),
    // Not atomic, so never run a second time: a lock met on the way is an outage at once.
    executeMultiple: (sql) => run(true, () => client.executeMultiple(sql).catch(throwOutage)),
  })
  return Object.assign(wrapped, { reconnects: connection.reconnects })
}

/** Throws unless every commit on this connection reaches the disk before it is acknowledged. */
export async function assertDurable(client: Client): Promise<void> {
  const journal = firstValue(await client.execute('PRAGMA journal_mode'))
  const synchronous = firstValue(await client.execute('PRAGMA synchronous'))
  if (journal !== 'wal' || synchronous !== 2) {
    throw new Error(
      `The database is not durable: journal_mode is ${String(journal)} instead of wal, ` +
        `synchronous is ${String(synchronous)} instead of 2 (FULL)`,
    )
  }
}

async function open(path: string): Promise<Client> {
  const url = pathToFileURL(path).href
  const client = createClient({ url, concurrency: 1, timeout: busyTimeoutMs })
  try {
    await client.executeMultiple('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL')
    await assertDurable(client)
  } catch (error) {
    client.close()
    throw error
  }
  return client
}

/** One call at a time, none of them on a connection that has met a lock. */
function guard(client: Client, options: FileClientOptions) {
  const { path, onReconnect, onPoisoned, maxReconnects = 50 } = options
  const alone = oneAtATime()
  const identity = fileIdentity(path)
  const lock = writeLock(client)
  let isPoisoned = false
  let reconnects = 0

  /** SQLite goes on writing into a deleted file, and makes an empty one when it reconnects. */
  function expectFile(): void {
    if (fileIdentity(path) !== identity) throw unavailable(new Error('The database file is gone'))
  }

  async function reconnect(): Promise<void> {
    expectFile()
    client.reconnect()
    reconnects += 1
    onReconnect?.(reconnects)
    if (reconnects === maxReconnects) onPoisoned?.()
    try {
      await client.executeMultiple('PRAGMA synchronous=FULL')
      await assertDurable(client)
    } catch (error) {
      throw isBusy(error) ? error : unavailable(error)
    }
    isPoisoned = false
  }

  const attempt = <T>(needsLock: boolean, work: () => Promise<T>): Promise<T> =>
    alone(async () => {
      if (isPoisoned) await reconnect()
      if (needsLock) {
        expectFile()
        await lock.expectFree()
      }
      try {
        return await work()
      } catch (error) {
        isPoisoned ||= isBusy(error)
        throw error
      }
    })

  return { attempt, reconnects: () => reconnects }
}

/**
 * Tries the write lock by `executeMultiple`, which finalises its statements and so survives a BUSY.
 * Costs some 8 µs. While another holds the lock, all callers together try once in `pauseMs`.
 */
function writeLock(client: Client) {
  let held: { until: number; error: unknown } | undefined
  return {
    async expectFree(): Promise<void> {
      if (held !== undefined && performance.now() < held.until) throw held.error
      held = undefined
      try {
        await client.executeMultiple('BEGIN IMMEDIATE; ROLLBACK')
      } catch (error) {
        if (isBusy(error)) held = { until: performance.now() + pauseMs, error }
        throw error
      }
    },
  }
}

async function untilFree<T>(
  timeoutMs: number,
  attempt: (isRetry: boolean) => Promise<T>,
): Promise<T> {
  const giveUpAt = performance.now() + timeoutMs
  for (let isRetry = false; ; isRetry = true) {
    try {
      return await attempt(isRetry)
    } catch (error) {
      if (!isBusy(error) || performance.now() + pauseMs > giveUpAt) throw toOutage(error)
      await sleep(pauseMs)
    }
  }
}

function oneAtATime() {
  let last: Promise<unknown> = Promise.resolve()
  return <T>(work: () => Promise<T>): Promise<T> => {
    const result = last.then(work)
    last = result.catch(() => undefined)
    return result
  }
}

/** By `stat`, as opening the file and closing it again would drop SQLite's own locks (fcntl). */
function fileIdentity(path: string): string | undefined {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false })
  return stat && `${stat.dev.toString()}:${stat.ino.toString()}`
}

function throwOutage(error: unknown): never {
  throw toOutage(error)
}

function firstValue(result: ResultSet): unknown {
  return result.rows[0]?.[0]
}

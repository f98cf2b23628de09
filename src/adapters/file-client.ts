import { statSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Client, ResultSet } from '@libsql/client'
import { startCheckpoints } from './checkpoints.ts'
import { wrapClient } from './client-wrapper.ts'
import { type BatchMode, type FileConnection, openConnection } from './file-connection.ts'
import { isBusy, toOutage, unavailable } from './outages.ts'
import { firstOf } from './rows.ts'
import { areForgettable, areReadOnly, type BatchStatement, statementKind } from './statements.ts'

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

/** 64 MB: a log that other threads cannot empty fast enough is emptied by whoever writes next. */
const MAX_LOG_PAGES = 16_384

/**
 * The database file, by one connection, durable at every commit (WAL, synchronous=FULL, asserted) of anything that
 * is not forgettable.
 * After a SQLITE_BUSY the driver acknowledges writes that it never commits (libsql-client-ts#352), so
 * the write lock is taken first in a way that leaves nothing behind, and a BUSY that still comes
 * costs the connection. Throws a plain Error where the file cannot be opened or cannot be durable.
 */
export async function openFileClient(options: FileClientOptions): Promise<FileClient> {
  const { path, timeoutMs = 2000 } = options
  const opened = await untilFree(timeoutMs, () => open(path)).catch((cause: unknown) => {
    throw new Error(`Cannot use the database file ${path}`, { cause })
  })
  const guarded = guard(opened, options)
  const checkpoints = startCheckpoints(path, guarded.isThere)
  const run = <T>(lock: LockBy | null, work: (connection: FileConnection) => T) =>
    untilFree(timeoutMs, (isRetry) => guarded.attempt(lock ?? (isRetry ? probe : null), work))
  const write = async (lock: LockBy, work: (connection: FileConnection) => ResultSet[]) => {
    const results = await run(lock, work)
    // Of what returns rows nobody says whether it has changed any.
    if (results.some(({ rows, rowsAffected }) => rowsAffected > 0 || rows.length > 0))
      checkpoints.noteCommit()
    return results
  }
  let isClosed = false
  const client = wrapClient(
    {
      sync: refuse,
      reconnect: refuse,
      close: () => {
        isClosed = true
        guarded.close()
        checkpoints.close()
      },
      get closed() {
        return isClosed
      },
      protocol: 'file',
    },
    {
      execute: async (statement) => {
        if (statementKind(statement) !== 'write')
          return run(null, (connection) => connection.run(statement))
        return firstOf(await write(probe, (connection) => [connection.run(statement)]))
      },
      batch: (statements) => {
        const mode = modeOf(statements)
        if (mode === 'read') return run(null, (connection) => connection.batch(statements, mode))
        return write(
          (connection) => connection.begin(mode),
          (connection) => connection.finish(statements),
        )
      },
      migrate: (statements) => write(probe, (connection) => migrate(connection, statements)),
      // Not atomic, so never run a second time: a lock met on the way is an outage at once.
      executeMultiple: (sql) =>
        run(probe, (connection) => throwOutages(() => connection.script(sql))),
    },
  )
  return Object.assign(client, { reconnects: guarded.reconnects })
}

function modeOf(statements: BatchStatement[]): BatchMode {
  if (areReadOnly(statements)) return 'read'
  return areForgettable(statements) ? 'forgettable' : 'write'
}

/** Throws unless every commit on this connection reaches the disk before it is acknowledged. */
export function assertDurable(connection: Pick<FileConnection, 'run'>): void {
  const read = (pragma: string) => {
    const value = connection.run(pragma).rows[0]?.[0]
    return typeof value === 'number' ? value.toString() : value
  }
  const journal = read('PRAGMA journal_mode')
  const synchronous = read('PRAGMA synchronous')
  if (journal !== 'wal' || synchronous !== '2') {
    throw new Error(
      `The database is not durable: journal_mode is ${JSON.stringify(journal)} instead of wal, ` +
        `synchronous is ${JSON.stringify(synchronous)} instead of 2 (FULL)`,
    )
  }
}

function open(path: string): FileConnection {
  const connection = openConnection(path, busyTimeoutMs)
  try {
    connection.script(
      `PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=${MAX_LOG_PAGES}`,
    )
    assertDurable(connection)
  } catch (error) {
    connection.close()
    throw error
  }
  return connection
}

/** No call on a connection that has met a lock. The driver is synchronous, so each call runs alone. */
function guard(opened: FileConnection, options: FileClientOptions) {
  const { path, onReconnect, onPoisoned, maxReconnects = 50 } = options
  const identity = fileIdentity(path)
  const lock = writeLock()
  let connection = opened
  let isPoisoned = false
  let reconnects = 0

  const isThere = () => fileIdentity(path) === identity

  /** SQLite goes on writing into a deleted file, and makes an empty one when it is opened again. */
  function expectFile(): void {
    if (!isThere()) throw unavailable(new Error('The database file is gone'))
  }

  function reconnect(): void {
    expectFile()
    connection.close()
    reconnects += 1
    onReconnect?.(reconnects)
    if (reconnects === maxReconnects) onPoisoned?.()
    try {
      connection = open(path)
    } catch (error) {
      throw isBusy(error) ? error : unavailable(error)
    }
    isPoisoned = false
  }

  function attempt<T>(lockBy: LockBy | null, work: (connection: FileConnection) => T): T {
    if (isPoisoned) reconnect()
    if (lockBy !== null) {
      expectFile()
      lock.take(connection, lockBy)
    }
    try {
      return work(connection)
    } catch (error) {
      isPoisoned ||= isBusy(error)
      throw error
    }
  }

  return { attempt, isThere, reconnects: () => reconnects, close: () => connection.close() }
}

/** Takes the write lock by a script, which finalises its statements and so survives a BUSY. */
type LockBy = (connection: FileConnection) => void

/** Where the work itself cannot begin by such a script. */
const probe: LockBy = (connection) => connection.tryLock()

/** While another holds the lock, all callers together try once in `pauseMs`. */
function writeLock() {
  let held: { until: number; error: unknown } | undefined
  return {
    take(connection: FileConnection, lockBy: LockBy): void {
      if (held !== undefined && performance.now() < held.until) throw held.error
      held = undefined
      try {
        lockBy(connection)
      } catch (error) {
        if (isBusy(error)) held = { until: performance.now() + pauseMs, error }
        throw error
      }
    },
  }
}

async function untilFree<T>(timeoutMs: number, attempt: (isRetry: boolean) => T): Promise<T> {
  const giveUpAt = performance.now() + timeoutMs
  for (let isRetry = false; ; isRetry = true) {
    try {
      return attempt(isRetry)
    } catch (error) {
      if (!isBusy(error) || performance.now() + pauseMs > giveUpAt) throw toOutage(error)
      await sleep(pauseMs)
    }
  }
}

/** By `stat`, as opening the file and closing it again would drop SQLite's own locks (fcntl). */
function fileIdentity(path: string): string | undefined {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false })
  return stat && `${stat.dev.toString()}:${stat.ino.toString()}`
}

/** The statements of a migration, which may break references on the way. */
function migrate(connection: FileConnection, statements: BatchStatement[]): ResultSet[] {
  connection.script('PRAGMA foreign_keys=OFF')
  try {
    return connection.batch(statements, 'write')
  } finally {
    connection.script('PRAGMA foreign_keys=ON')
  }
}

function throwOutages(work: () => void): void {
  try {
    work()
  } catch (error) {
    throw toOutage(error)
  }
}

/** There is nothing to reconnect to or to sync with. */
function refuse(): never {
  throw new Error('Not for a file')
}

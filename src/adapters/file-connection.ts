import { type InArgs, LibsqlBatchError, LibsqlError, type ResultSet } from '@libsql/client'
import Database from 'libsql'
import { readerOf } from './rows.ts'
import type { BatchStatement } from './statements.ts'

/** One connection to a database file, by the synchronous driver: nothing else runs before a call has returned. */
export interface FileConnection {
  /** Begins a transaction; one that writes takes the lock, by a script, so that a SQLITE_BUSY leaves no trace. */
  begin(mode: BatchMode): void
  /**
   * Runs statements in the transaction that has begun and commits it; where one fails it is rolled back. Throws
   * `LibsqlError`, with the place of the one that failed.
   */
  finish(statements: BatchStatement[]): ResultSet[]
  /** Both in one. */
  batch(statements: BatchStatement[], mode: BatchMode): ResultSet[]
  /** Runs one statement outside any transaction. */
  run(statement: BatchStatement): ResultSet
  /** Runs a script, and finalises its statements even where one meets a SQLITE_BUSY. */
  script(sql: string): void
  /** Takes the write lock and gives it back, by a script; throws where another connection has it. Costs some 8 µs. */
  tryLock(): void
  close(): void
}

/** `forgettable` writes without waiting for the disk: the next `write` takes it there too, a power failure may not. */
export type BatchMode = 'read' | 'write' | 'forgettable'

/** Statements that stay prepared; a request of any kind needs fewer than twenty. */
const MAX_PREPARED = 400
/** A longer text is a list of values, which hardly comes twice. */
const MAX_PREPARED_LENGTH = 10_000

/** Opens the file, or makes it. SQLite waits up to `timeoutMs` for another connection's lock, inside the call. */
export function openConnection(path: string, timeoutMs: number): FileConnection {
  const database = rethrow(() => new Database(path, { timeout: timeoutMs }))
  let prepare = prepareOnce(database)
  const exec = (sql: string) => {
    expectOpen(database)
    rethrow(() => void database.exec(sql))
  }
  let level = 'FULL'
  const waitForDisk = (wanted: 'FULL' | 'NORMAL') => {
    if (level === wanted) return
    exec(`PRAGMA synchronous=${wanted}`)
    level = wanted
  }
  const run = (statement: BatchStatement) => {
    expectOpen(database)
    const [sql, args] = partsOf(statement)
    return rethrow(() => prepare(sql)(args))
  }
  const begin = (mode: BatchMode) => {
    if (mode !== 'read') waitForDisk(mode === 'write' ? 'FULL' : 'NORMAL')
    exec(mode === 'read' ? 'BEGIN' : 'BEGIN IMMEDIATE')
  }
  const finish = (statements: BatchStatement[]) => {
    try {
      const results = statements.map((statement, index) =>
        placed(index, () => {
          if (!database.inTransaction) throw new LibsqlError('No transaction', 'TRANSACTION_CLOSED')
          return run(statement)
        }),
      )
      exec('COMMIT')
      return results
    } finally {
      if (database.inTransaction) exec('ROLLBACK')
    }
  }
  return {
    begin,
    finish,
    batch(statements, mode) {
      begin(mode)
      return finish(statements)
    },
    run(statement) {
      waitForDisk('FULL')
      return run(statement)
    },
    script(sql) {
      waitForDisk('FULL')
      prepare = prepareOnce(database)
      exec(sql)
    },
    tryLock: () => exec('BEGIN IMMEDIATE; ROLLBACK'),
    close: () => {
      if (database.open) database.close()
    },
  }
}

/** The driver ends the whole process where a closed connection is asked about its transaction. */
function expectOpen(database: Database.Database): void {
  if (!database.open) throw new LibsqlError('The client is closed', 'CLIENT_CLOSED')
}

type Run = (args: unknown) => ResultSet

/**
 * Keeps statements prepared, those used last: preparing takes longer than most of them run. SQLite prepares one
 * again by itself when the schema has changed, but its columns would be the old ones: scripts start anew.
 */
function prepareOnce(database: Database.Database): (sql: string) => Run {
  const known = new Map<string, Run>()
  return (sql) => {
    const found = known.get(sql)
    if (found !== undefined) {
      known.delete(sql)
      known.set(sql, found)
      return found
    }
    const run = toRun(database.prepare(sql))
    if (sql.length > MAX_PREPARED_LENGTH) return run
    known.set(sql, run)
    const [oldest] = known.keys()
    if (known.size > MAX_PREPARED && oldest !== undefined) known.delete(oldest)
    return run
  }
}

function toRun(statement: Database.Statement): Run {
  if (!statement.reader) {
    return (args) => {
      const { changes, lastInsertRowid } = statement.run(args)
      return resultOf([], [], [], changes, BigInt(lastInsertRowid))
    }
  }
  const columns = statement.raw(true).columns()
  const names = columns.map(({ name }) => name)
  const types = columns.map(({ type }) => type ?? '')
  const read = readerOf(names)
  // In raw mode every row is an array of cells.
  return (args) =>
    resultOf(names, types, (statement.all(args) as unknown[][]).map(read), 0, undefined)
}

function resultOf(
  columns: string[],
  columnTypes: string[],
  rows: ResultSet['rows'],
  rowsAffected: number,
  lastInsertRowid: bigint | undefined,
): ResultSet {
  const plain = { columns, columnTypes, rows, rowsAffected, lastInsertRowid }
  return { ...plain, toJSON: () => plain }
}

function partsOf(statement: BatchStatement): [sql: string, args: unknown] {
  if (typeof statement === 'string') return [statement, []]
  const [sql, args] = Array.isArray(statement) ? statement : [statement.sql, statement.args]
  return [sql, toBindings(args)]
}

/** By position, or by name without the sign before it. */
function toBindings(args: InArgs = []): unknown {
  if (Array.isArray(args)) return args.map(toBinding)
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => [name.replace(/^[@$:]/, ''), toBinding(value)]),
  )
}

function toBinding(value: unknown): unknown {
  if (value === undefined) throw new TypeError('undefined cannot be stored')
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new RangeError('Only finite numbers can be stored')
  if (typeof value === 'boolean') return value ? 1 : 0
  if (value instanceof Date) return value.getTime()
  return value instanceof ArrayBuffer ? Buffer.from(value) : value
}

/** Says which statement of a batch an error belongs to. */
function placed<T>(index: number, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof LibsqlError)) throw error
    const { message, code, extendedCode, rawCode } = error
    throw new LibsqlBatchError(message, index, code, extendedCode, rawCode, error)
  }
}

/** The driver's errors as those of every other libSQL client. */
function rethrow<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error
    // SQLITE_CONSTRAINT for SQLITE_CONSTRAINT_UNIQUE and the like: sqlite.org/rescode.html builds extended codes so.
    const code = /^SQLITE_[A-Z]+/.exec(error.code)?.[0] ?? error.code
    throw new LibsqlError(error.message, code, error.code, error.rawCode, error)
  }
}

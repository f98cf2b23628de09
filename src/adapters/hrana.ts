// Hrana 2 over HTTP in JSON, as far as one request at a time needs it: what a libSQL server speaks
// (github.com/tursodatabase/libsql, docs/HRANA_2_SPEC.md). The client's own packages bring WebSockets,
// Protobuf, cursors and streams along, a third of all that the Worker would have to load.
import type { InArgs, InValue, ResultSet, Value } from '@libsql/client/web'
import { LibsqlBatchError, LibsqlError } from '@libsql/client/web'
import { readerOf } from './rows.ts'
import type { BatchStatement } from './statements.ts'

/** One request of a pipeline. */
export type HranaRequest =
  | { type: 'execute'; stmt: HranaStatement }
  | { type: 'batch'; batch: { steps: HranaStep[] } }
  | { type: 'sequence'; sql: string }
  | { type: 'store_sql'; sql_id: number; sql: string }
  | { type: 'close' }

interface HranaStatement {
  sql?: string
  sql_id?: number
  args: unknown[]
  named_args: { name: string; value: unknown }[]
  want_rows: boolean
}

interface HranaStep {
  condition?: HranaCondition
  stmt: HranaStatement
}

type HranaCondition = { type: 'ok'; step: number } | { type: 'not'; cond: HranaCondition }

/** A statement as the server takes it. Throws RangeError or TypeError for a value that SQLite has no type for. */
export function writeStatement(statement: BatchStatement, wantRows = true): HranaStatement {
  const [sql, args] = textAndArgs(statement)
  return {
    sql,
    args: Array.isArray(args) ? args.map(writeValue) : [],
    named_args: Array.isArray(args)
      ? []
      : Object.entries(args).map(([name, value]) => ({ name, value: writeValue(value) })),
    want_rows: wantRows,
  }
}

/**
 * One transaction: each step runs only after the one before has succeeded, and what did not come to its
 * commit is rolled back. Texts that come more than once are sent once.
 */
export function writeTransaction(
  begin: string,
  statements: BatchStatement[],
  withoutForeignKeys: boolean,
): HranaRequest[] {
  const steps: HranaStep[] = []
  const add = (stmt: HranaStatement, condition?: HranaCondition) =>
    steps.push(condition === undefined ? { stmt } : { condition, stmt }) - 1
  const control = (sql: string) => writeStatement(sql, false)
  if (withoutForeignKeys) add(control('PRAGMA foreign_keys=off'))
  let last = add(control(begin))
  for (const statement of statements)
    last = add(writeStatement(statement), { type: 'ok', step: last })
  const commit = add(control('COMMIT'), { type: 'ok', step: last })
  add(control('ROLLBACK'), { type: 'not', cond: { type: 'ok', step: commit } })
  if (withoutForeignKeys) add(control('PRAGMA foreign_keys=on'))
  return [...storeRepeated(steps), { type: 'batch', batch: { steps } }]
}

/** What the server keeps of one text: libsql-server/src/hrana/http/request.rs refuses more. */
const MAX_STORED_TEXT = 5000
const MAX_STORED_TEXTS = 30

function storeRepeated(steps: HranaStep[]): HranaRequest[] {
  const bySql = new Map<string, HranaStatement[]>()
  for (const { stmt } of steps) {
    const sharing = bySql.get(stmt.sql ?? '')
    if (sharing === undefined) bySql.set(stmt.sql ?? '', [stmt])
    else sharing.push(stmt)
  }
  return [...bySql]
    .filter(([sql, { length }]) => length > 1 && sql.length < MAX_STORED_TEXT)
    .slice(0, MAX_STORED_TEXTS)
    .map(([sql, sharing], index) => {
      for (const stmt of sharing) {
        delete stmt.sql
        stmt.sql_id = index
      }
      return { type: 'store_sql', sql_id: index, sql }
    })
}

function textAndArgs(statement: BatchStatement): [string, InArgs] {
  if (typeof statement === 'string') return [statement, []]
  if (Array.isArray(statement)) return [statement[0], statement[1] ?? []]
  return [statement.sql, statement.args ?? []]
}

const LARGEST_INTEGER = 2n ** 63n - 1n

function writeValue(value: InValue | undefined) {
  if (value === null) return { type: 'null' }
  if (typeof value === 'string') return { type: 'text', value }
  if (typeof value === 'boolean') return { type: 'integer', value: value ? '1' : '0' }
  if (typeof value === 'bigint') {
    if (value > LARGEST_INTEGER || value < -LARGEST_INTEGER - 1n)
      throw new RangeError('An integer takes at most 64 bits')
    return { type: 'integer', value: String(value) }
  }
  if (value instanceof ArrayBuffer || value instanceof Uint8Array)
    return { type: 'blob', base64: toBase64(new Uint8Array(value)) }
  if (value === undefined) throw new TypeError('undefined is no value of SQL')
  const number = Number(value)
  if (!Number.isFinite(number)) throw new RangeError('Only finite numbers are values of SQL')
  return { type: 'float', value: number }
}

/** The rows of an executed statement. Throws `HRANA_PROTO_ERROR` for what is no result. */
export function readResult(result: unknown): ResultSet {
  const { cols, rows, affected_row_count, last_insert_rowid } = object(result)
  const textOf = (key: string) => (column: unknown) => {
    const text = object(column)[key]
    return typeof text === 'string' ? text : ''
  }
  const columns = list(cols).map(textOf('name'))
  const readRow = readerOf(columns)
  return {
    columns,
    columnTypes: list(cols).map(textOf('decltype')),
    rows: list(rows).map((row) => readRow(list(row).map(readValue))),
    rowsAffected: Number(affected_row_count),
    lastInsertRowid: typeof last_insert_rowid === 'string' ? BigInt(last_insert_rowid) : undefined,
    toJSON() {
      const values = this.rows.map((row) => Array.from(row, jsonOf))
      return { ...this, rows: values, lastInsertRowid: last_insert_rowid ?? null }
    },
  }
}

/** The results of the statements of `writeTransaction`, or the error of the one that stopped it. */
export function readTransaction(
  result: unknown,
  count: number,
  withoutForeignKeys: boolean,
): ResultSet[] {
  const { step_results, step_errors } = object(result)
  const results = list(step_results)
  const errors = list(step_errors)
  const begin = withoutForeignKeys ? 1 : 0
  const failed = errors.findIndex((error, step) => step >= begin && error !== null)
  const index = failed - begin - 1
  if (failed !== -1 && index >= 0 && index < count) throw readError(errors[failed], index)
  if (failed !== -1 && index <= count) throw readError(errors[failed])
  return results.slice(begin + 1, begin + 1 + count).map((step, at) => {
    if (step !== null && step !== undefined) return readResult(step)
    throw new LibsqlBatchError('The statement was not executed', at, 'TRANSACTION_CLOSED')
  })
}

/** What the server says is wrong with a statement; `index` where it is one of several. */
export function readError(error: unknown, index?: number): LibsqlError {
  const { message, code } = object(error)
  const text = String(message)
  const word = typeof code === 'string' ? code : 'UNKNOWN'
  return index === undefined ? new LibsqlError(text, word) : new LibsqlBatchError(text, index, word)
}

/** An object of the answer. Throws `HRANA_PROTO_ERROR` for anything else. */
export function object(value: unknown): Record<string, unknown> {
  // Neither null nor a primitive: its properties may be asked for, and each is unknown.
  if (typeof value === 'object' && value !== null) return value as Record<string, unknown>
  throw new LibsqlError('The answer is not in the server’s protocol', 'HRANA_PROTO_ERROR')
}

/** A list of the answer. Throws `HRANA_PROTO_ERROR` for anything else. */
export function list(value: unknown): unknown[] {
  if (Array.isArray(value)) return value
  throw new LibsqlError('The answer is not in the server’s protocol', 'HRANA_PROTO_ERROR')
}

function readValue(value: unknown): Value {
  const { type, value: plain, base64 } = object(value)
  if (type === 'null') return null
  if (type === 'text' && typeof plain === 'string') return plain
  if (type === 'float' && typeof plain === 'number') return plain
  if (type === 'blob' && typeof base64 === 'string') return fromBase64(base64)
  if (type !== 'integer') throw new LibsqlError('Unknown type of value', 'HRANA_PROTO_ERROR')
  const integer = Number(plain)
  if (Number.isSafeInteger(integer)) return integer
  throw new RangeError('The integer is too large to be a number of JavaScript')
}

const jsonOf = (value: Value) =>
  value instanceof ArrayBuffer ? toBase64(new Uint8Array(value)) : value

function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}

function fromBase64(text: string): ArrayBuffer {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0)).buffer
}

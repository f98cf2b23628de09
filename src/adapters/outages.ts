import { LibsqlError } from '@libsql/client/web'
import { Problem } from '../problem.ts'

/** The refusal for a database that cannot be reached or cannot store: 503, try again in two seconds. */
export function unavailable(cause: unknown): Problem {
  return new Problem('unavailable', { retryAfterSeconds: 2, cause })
}

/** Turns what says nothing about the statement into `unavailable`; SQL and constraint errors stay as they are. */
export function toOutage(error: unknown): unknown {
  return outages.has(baseCode(error)) ? unavailable(error) : error
}

/** True where another connection's lock is in the way. In file mode the connection is then unusable (libsql-client-ts#352). */
export function isBusy(error: unknown): boolean {
  return ['SQLITE_BUSY', 'SQLITE_LOCKED', 'SQLITE_PROTOCOL'].includes(baseCode(error))
}

const outages = new Set([
  // SQLite: locks, disk and file.
  'SQLITE_BUSY',
  'SQLITE_LOCKED',
  'SQLITE_PROTOCOL',
  'SQLITE_FULL',
  'SQLITE_IOERR',
  'SQLITE_CANTOPEN',
  'SQLITE_READONLY',
  'SQLITE_NOMEM',
  // libSQL server, libsql-server/src/hrana/stmt.rs.
  'TRANSACTION_TIMEOUT',
  'TRANSACTION_BUSY',
  'BLOCKED',
  'PROXY_ERROR',
  // @libsql/client, mapHranaErrorCode: what it could not read as an answer to the statement.
  'SERVER_ERROR',
  'HRANA_PROTO_ERROR',
  'HRANA_CLOSED_ERROR',
  'PROTOCOL_VERSION_ERROR',
  'INTERNAL_ERROR',
  'UNKNOWN',
])

/** SQLITE_BUSY for SQLITE_BUSY_SNAPSHOT and the like: sqlite.org/rescode.html builds extended codes so. */
function baseCode(error: unknown): string {
  if (!(error instanceof LibsqlError)) return ''
  return /^SQLITE_[A-Z]+/.exec(error.code)?.[0] ?? error.code
}

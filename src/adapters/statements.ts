import type { InArgs, InStatement } from '@libsql/client/web'

/** What `Client.batch` takes. */
export type BatchStatement = InStatement | [string, InArgs?]

/**
 * `read` changes nothing, `write` belongs in a write transaction, `apart` runs only outside one,
 * `control` begins or ends one. Unknown statements count as writes: slower at worst, never wrong.
 */
export type StatementKind = 'read' | 'write' | 'apart' | 'control'

/** The kinds of texts that have been asked about: a service has a few hundred, and asks several times a request. */
const known = new Map<string, StatementKind>()
const MAX_KNOWN = 1000
/** A longer text is a list of values, which hardly comes twice. */
const MAX_KNOWN_LENGTH = 10_000

/** Decides by the statement's verb; behind `WITH` that is the first verb outside the parentheses. */
export function statementKind(statement: BatchStatement): StatementKind {
  const sql = textOf(statement)
  const found = known.get(sql)
  if (found !== undefined) return found
  const kind = readKind(sql)
  if (known.size >= MAX_KNOWN) known.clear()
  if (sql.length <= MAX_KNOWN_LENGTH) known.set(sql, kind)
  return kind
}

function readKind(sql: string): StatementKind {
  let hasCommonTable = false
  for (const word of topLevelWords(sql)) {
    if (word === 'WITH') hasCommonTable = true
    else if (!hasCommonTable || verbsAfterWith.has(word)) return kinds.get(word) ?? 'write'
  }
  return 'write'
}

/** True where a batch may run in a read transaction, beside any writer. */
export function areReadOnly(statements: BatchStatement[]): boolean {
  return statements.every((statement) => statementKind(statement) === 'read')
}

/**
 * True where a power failure may take back all that a batch writes: hits of limits on requests, which nobody has been
 * told of. What a killed process has committed stays in any case.
 */
export function areForgettable(statements: BatchStatement[]): boolean {
  return statements.every(
    (statement) =>
      statementKind(statement) === 'read' || /^\s*INSERT INTO counter\b/.test(textOf(statement)),
  )
}

const kinds = new Map<string, StatementKind>([
  ['SELECT', 'read'],
  ['VALUES', 'read'],
  ['EXPLAIN', 'read'],
  ['PRAGMA', 'apart'],
  ['VACUUM', 'apart'],
  ['ATTACH', 'apart'],
  ['DETACH', 'apart'],
  ['BEGIN', 'control'],
  ['COMMIT', 'control'],
  ['END', 'control'],
  ['ROLLBACK', 'control'],
  ['SAVEPOINT', 'control'],
  ['RELEASE', 'control'],
])

const verbsAfterWith = new Set(['SELECT', 'VALUES', 'INSERT', 'REPLACE', 'UPDATE', 'DELETE'])

function textOf(statement: BatchStatement): string {
  if (typeof statement === 'string') return statement
  return Array.isArray(statement) ? statement[0] : statement.sql
}

// Comments, strings and quoted names are tokens of their own, so that no word is taken from within.
const tokens = /--[^\n]*|\/\*[\s\S]*?\*\/|'[^']*'|"[^"]*"|`[^`]*`|\[[^[\]]*\]|[()]|[a-z_]\w*/gi

function* topLevelWords(sql: string): Generator<string> {
  let depth = 0
  for (const [token] of sql.matchAll(tokens)) {
    if (token === '(') depth += 1
    else if (token === ')') depth -= 1
    else if (depth === 0 && /^\w/.test(token)) yield token.toUpperCase()
  }
}

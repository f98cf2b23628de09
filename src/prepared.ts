import { Param, Placeholder, type Query, QueryPromise } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Database } from './ports.ts'

/** A mark for each value of a prepared statement. */
export type Marks<Name extends string> = Record<Name, Placeholder>

type Values = Record<string, unknown>
type Fill = (values: Values) => unknown

/** What one `build` always comes to: the text, how its parameters are found, and how its rows are read. */
interface Shape {
  sql: string
  fills: Fill[]
  read: (result: unknown) => unknown
}

/**
 * A statement whose SQL is made only once for each set of names, from marks; each call fills in its values. Making it
 * takes longer than most statements run. Values go in as SQL knows them (dates in ms, null for what is missing), except
 * in a row of `insertWhere`, which encodes them by their columns.
 */
export function prepared<M extends Partial<Marks<string>>, T extends BatchItem<'sqlite'>>(
  build: (db: Database, marks: M) => T,
): (db: Database, values: { [Name in keyof M]: unknown }) => T {
  const shapes = new Map<string, Shape>()
  return (db, values) => {
    const names = Object.keys(values).join()
    let shape = shapes.get(names)
    if (shape === undefined) shapes.set(names, (shape = shapeOf(build(db, marksFor(values)))))
    // Drizzle runs a statement of a batch by nothing but the members below, and one alone by awaiting it.
    return new Prepared(db, shape, values) as unknown as T
  }
}

/** Values of a list, each under a name of its own: lists of another length make another statement. */
export function numbered<Name extends string>(name: Name, values: unknown[]) {
  const named: Record<string, unknown> = {}
  for (const [index, value] of values.entries()) named[`${name}${index}`] = value
  // The names as just made.
  return named as Record<`${Name}${number}`, unknown>
}

/** The marks of such a list, in its order. */
export function marksOf<Name extends string>(
  marks: Marks<`${Name}${number}`>,
  name: Name,
): Placeholder[] {
  const all: Record<string, Placeholder> = marks
  const from = (index: number): Placeholder[] => {
    const mark = all[`${name}${index}`]
    return mark === undefined ? [] : [mark, ...from(index + 1)]
  }
  return from(0)
}

/** One call of a prepared statement. */
class Prepared extends QueryPromise<unknown> {
  readonly #db: Database
  readonly #shape: Shape
  readonly #values: Values

  constructor(db: Database, shape: Shape, values: Values) {
    super()
    this.#db = db
    this.#shape = shape
    this.#values = values
  }

  _prepare() {
    return this
  }

  getQuery(): Query {
    return { sql: this.#shape.sql, params: this.#shape.fills.map((fill) => fill(this.#values)) }
  }

  mapResult(result: unknown) {
    return this.#shape.read(result)
  }

  async execute() {
    // Fit for a batch, as above.
    const results: unknown[] = await this.#db.batch([this as unknown as BatchItem<'sqlite'>])
    return results[0]
  }
}

function marksFor<M>(values: { [Name in keyof M]: unknown }): M {
  const marks = Object.keys(values).map((name) => [name, new Placeholder(name)])
  // The same names by construction.
  return Object.fromEntries(marks) as M
}

/** What a Drizzle statement makes itself into before it runs. */
interface Runnable {
  getQuery(): Query
  mapResult(result: unknown, isFromBatch: boolean): unknown
}

function shapeOf(statement: BatchItem<'sqlite'>): Shape {
  // The member that `batch` calls on every statement; Drizzle's types leave it out.
  const runnable = (statement as unknown as { _prepare(): Runnable })._prepare()
  const { sql, params } = runnable.getQuery()
  return { sql, fills: params.map(fillOf), read: (result) => runnable.mapResult(result, true) }
}

function fillOf(param: unknown): Fill {
  const name = nameOf(param)
  if (name !== null) return (values) => values[name]
  if (!(param instanceof Param)) return () => param
  const encoded = nameOf(param.value)
  if (encoded === null) return () => param
  return (values) => {
    const value = values[encoded]
    return value === null ? null : (param.encoder.mapToDriverValue(value) as unknown)
  }
}

function nameOf(param: unknown): string | null {
  return param instanceof Placeholder ? String(param.name) : null
}

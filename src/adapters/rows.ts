import type { ResultSet, Row, Value } from '@libsql/client/web'

/**
 * Makes the rows of one statement from its cells. Names are a row's own properties; positions and length can be
 * read too, but are the class's, one per statement: defining them row by row takes longer than reading the row.
 */
export function readerOf(names: string[]): (cells: unknown[]) => Row {
  class NamedCells extends Cells {}
  for (const position of names.keys())
    Object.defineProperty(NamedCells.prototype, position, {
      get(this: NamedCells) {
        return Cells.at(this, position)
      },
    })
  const own = names.filter(
    (name, position) =>
      names.indexOf(name) === position &&
      name !== 'length' &&
      !Object.hasOwn(NamedCells.prototype, name),
  )
  const positions = own.map((name) => names.indexOf(name))
  return (cells) => {
    const values = toValues(cells)
    // The names and positions that the class and the loop below give it are those of a `Row`.
    const row = new NamedCells(values) as unknown as Record<string, unknown> & Row
    for (let i = 0; i < own.length; i++) row[own[i] ?? ''] = values[positions[i] ?? 0] ?? null
    return row
  }
}

class Cells {
  readonly #values: Value[]

  constructor(values: Value[]) {
    this.#values = values
  }

  static at(row: Cells, position: number): Value | undefined {
    return row.#values[position]
  }

  get length(): number {
    return this.#values.length
  }
}

/** In place. Throws RangeError for an integer that a number cannot hold. */
function toValues(cells: unknown[]): Value[] {
  for (let position = 0; position < cells.length; position++) {
    const cell = cells[position]
    if (typeof cell === 'number' && Math.abs(cell) > Number.MAX_SAFE_INTEGER)
      throw new RangeError('A number in the database is beyond 2^53')
    if (cell instanceof Uint8Array) cells[position] = new Uint8Array(cell).buffer
  }
  // What the driver gives besides: number, string, null.
  return cells as Value[]
}

/** The result of a batch's only statement. */
export function firstOf(results: readonly ResultSet[]): ResultSet {
  const [first] = results
  if (first === undefined) throw new Error('The database gave no result for a statement')
  return first
}

import { getTableColumns, getTableName, type Placeholder, SQL, sql } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Database } from './ports.ts'

/** Time of the database in ms: what is due, and who holds it, must not depend on the clocks of several machines. */
export const databaseNow = sql<number>`CAST(unixepoch('subsec') * 1000 AS INTEGER)`

/** A row for `insertWhere`: values as Drizzle takes them, marks for them, or SQL such as a scalar subquery. */
export type RowOf<T extends SQLiteTable> = {
  [K in keyof T['$inferInsert']]: T['$inferInsert'][K] | SQL | Placeholder
}

/**
 * `INSERT … SELECT … WHERE condition ON CONFLICT DO NOTHING` (or what `onConflict` says): a refusal is an empty result, never an error,
 * so that writes of several requests can share one commit.
 */
export function insertWhere<T extends SQLiteTable>(
  db: Database,
  table: T,
  row: RowOf<T>,
  condition: SQL,
  onConflict: SQL = sql`DO NOTHING`,
) {
  const given = Object.entries(getTableColumns(table)).flatMap(([name, column]) => {
    // A column's name is a key of the row by construction of `RowOf`.
    const value = row[name as keyof typeof row] as unknown
    if (value === undefined) return []
    return [
      {
        name: column.name,
        value: value instanceof SQL ? value : sql.param(value, column),
      },
    ]
  })
  const names = sql.join(
    given.map(({ name }) => sql.identifier(name)),
    sql`, `,
  )
  const values = sql.join(
    given.map(({ value }) => sql`${value}`),
    sql`, `,
  )
  return db.run(
    sql`INSERT INTO ${sql.identifier(getTableName(table))} (${names}) SELECT ${values} WHERE ${condition} ON CONFLICT ${onConflict}`,
  )
}

import { eq, sql } from 'drizzle-orm'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Database } from '../src/ports.ts'
import { type Marks, marksOf, numbered, prepared } from '../src/prepared.ts'
import { spent } from '../src/schema.ts'
import { insertWhere } from '../src/sql.ts'
import { createTestApp } from './support.ts'

let db: Database

beforeEach(async () => {
  db = (await createTestApp()).ports.db
})

describe('a prepared statement', () => {
  it('is built once for each set of names, and answers as if it were built each time', async () => {
    const build = vi.fn((on: Database, marks: Marks<`n${number}`>) =>
      on.all<{ sum: number }>(sql`SELECT ${sql.join(marksOf(marks, 'n'), sql` + `)} AS sum`),
    )
    const sum = prepared(build)

    expect(await sum(db, numbered('n', [1, 2]))).toEqual([{ sum: 3 }])
    expect(await sum(db, numbered('n', [3, 4]))).toEqual([{ sum: 7 }])
    expect(await sum(db, numbered('n', [1, 2, 3]))).toEqual([{ sum: 6 }])
    expect(build).toHaveBeenCalledTimes(2)
  })

  it('encodes the values of a row, and reads them back, by their columns', async () => {
    const insert = prepared((on, row: Marks<'key' | 'item' | 'expiresAt'>) =>
      insertWhere(on, spent, row, sql`1`),
    )
    const read = prepared((on, { key }: Marks<'key'>) =>
      on.select().from(spent).where(eq(spent.key, key)),
    )
    const row = { key: 'first', item: 'x', expiresAt: new Date(1e12) }
    const other = { ...row, key: 'second' }
    const [, , first, second] = await db.batch([
      insert(db, row),
      insert(db, other),
      read(db, { key: 'first' }),
      read(db, { key: 'second' }),
    ])

    expect([...first, ...second]).toEqual([row, other])
  })

  it('runs on the database of each call, not on that of the first', async () => {
    const other = (await createTestApp()).ports.db
    const count = prepared((on, { one }: Marks<'one'>) =>
      on.all(sql`SELECT count(*) AS n FROM spent WHERE ${one} = 1`),
    )
    await db.insert(spent).values({ key: 'k', item: 'x', expiresAt: new Date() })

    expect(await count(db, { one: 1 })).toEqual([{ n: 1 }])
    expect(await count(other, { one: 1 })).toEqual([{ n: 0 }])
  })
})

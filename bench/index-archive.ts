import type { Client } from '@libsql/client'
import { drizzle } from 'drizzle-orm/libsql'
import { indexPending } from '../src/search.ts'

const ROWS_PER_INDEXING = 4000
const WITHOUT_MERGES = { batchRows: ROWS_PER_INDEXING, mergePages: 0, mergeSteps: 0, rest: 0 }

/** Makes searchable what is not yet: also what a run that was cut off has left. Gives how many wait to `onProgress`. */
export async function indexArchive(client: Client, onProgress?: (waiting: number) => void) {
  await client.execute('PRAGMA cache_size=-1048576')
  await client.execute('PRAGMA synchronous=OFF')
  const { rows } = await client.execute('SELECT count(*) AS waiting FROM search_pending')
  let waiting = Number(rows[0]?.['waiting'])
  const isMany = waiting > ROWS_PER_INDEXING
  if (isMany) await configureSearch(client, { hashsize: 32 * 1024 * 1024 })
  const db = drizzle(client)
  for (let done = 1; done > 0; waiting -= done) {
    onProgress?.(waiting)
    done = await indexPending(db, WITHOUT_MERGES)
  }
  if (isMany) await mergeSearch(client)
  await client.execute('PRAGMA wal_checkpoint(TRUNCATE)')
}

/** What little by little would have been merged meanwhile: twice as fast at the end (sqlite.org/fts5.html, section 6.9). */
async function mergeSearch(client: Client): Promise<void> {
  await configureSearch(client, { hashsize: 1024 * 1024 })
  for (let before = -2, after = 0; after - before >= 2;) {
    before = await totalChanges(client)
    await configureSearch(client, { merge: 5000 })
    after = await totalChanges(client)
  }
}

async function configureSearch(client: Client, settings: Record<string, number>): Promise<void> {
  for (const [name, value] of Object.entries(settings))
    await client.execute(
      `INSERT INTO comment_search (comment_search, rank) VALUES ('${name}', ${value})`,
    )
}

async function totalChanges(client: Client): Promise<number> {
  const { rows } = await client.execute('SELECT total_changes() AS changes')
  return Number(rows[0]?.['changes'])
}

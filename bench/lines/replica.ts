import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Client } from '@libsql/client'
import { openFileClient } from '../../src/adapters/file-client.ts'
import { openHttpClient } from '../../src/adapters/http-client.ts'
import { openReplica } from '../../src/adapters/replica-client.ts'
import { startSqld } from '../../tests/runtime/sqld.ts'
import { repeat } from '../driver.ts'
import { inRounds } from '../load.ts'
import type { Bench } from '../run.ts'
import { compareRates, type Result } from '../stats.ts'

const script = fileURLToPath(new URL('../../dist/replica-sync.js', import.meta.url))
const rows = Array.from({ length: 1000 }, (_, n) => ({
  sql: 'INSERT INTO note (article, body) VALUES (?, ?)',
  args: [n % 50, `Ý kiến thứ ${n} dưới bài viết.`],
}))

/** The same indexed read of 20 rows from an embedded replica of a libSQL server, and from a file of our own. */
export async function measureReplica({ dir, rounds, ms }: Bench): Promise<Result[]> {
  const folder = join(dir, 'replica')
  await mkdir(folder, { recursive: true })
  const server = await startSqld()
  const primary = openHttpClient({ url: server.url })
  const file = await openFileClient({ path: join(folder, 'own.db') })
  await Promise.all([fill(primary), fill(file)])
  const replica = openReplica({
    path: join(folder, 'replica.db'),
    primary: { ...primary, execute: () => Promise.reject(new Error('Not followed yet')) },
    syncUrl: server.url,
    authToken: null,
    script,
    onCaughtUp: () => undefined,
    onFailure: (error) => {
      throw new Error(error)
    },
  })
  try {
    while (!(await read(replica.reads).then(...isDone))) await sleep(10)
    const rates = await inRounds(rounds, {
      ours: () => repeat(ms, () => read(replica.reads)),
      bare: () => repeat(ms, () => read(file)),
    })
    const pair = { values: rates.ours, limits: rates.bare }
    return [compareRates('embedded replica read ÷ local file read', pair, 0.8)]
  } finally {
    replica.close()
    file.close()
    await server.stop()
  }
}

const isDone = [() => true, () => false] as const

async function fill(client: Client): Promise<void> {
  await client.batch(
    [
      'CREATE TABLE note (seq INTEGER PRIMARY KEY, article INTEGER, body TEXT)',
      'CREATE INDEX note_by_article ON note (article, seq)',
      ...rows,
    ],
    'write',
  )
}

function read(client: Client) {
  return client.execute('SELECT seq, body FROM note WHERE article = 7 ORDER BY seq LIMIT 20')
}

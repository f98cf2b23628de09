import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Client, createClient, type InValue } from '@libsql/client'
import { drizzle } from 'drizzle-orm/libsql'
import { type BatchStatement } from '../src/adapters/statements.ts'
import { commentSituation, prepareComment } from '../src/comments/prepare.ts'
import { submitComment } from '../src/comments/submit.ts'
import { threadStatements } from '../src/comments/thread.ts'
import { parseConfig } from '../src/config.ts'
import { createCounters } from '../src/defence/counters.ts'
import { limits, scaleLimits } from '../src/defence/limits.ts'
import type { Database, Ports } from '../src/ports.ts'
import { createKeyring } from '../src/signing.ts'
import { uuidv7 } from '../src/uuid.ts'
import { articleKey, SEED_ORIGIN } from './seed.ts'
import { type createComments, LIMITS, type PageChoice, SORTS } from './requests.ts'
import { SECRET } from './service.ts'

/** Bound parameters by position. */
interface Statement {
  sql: string
  args: InValue[]
}

/** The driver alone on the database file of a data directory, as durable as the service: what it can do at best. */
export async function openDriver(dataDir: string): Promise<Client> {
  const url = pathToFileURL(join(dataDir, 'phanhoi.db')).href
  const client = createClient({ url, concurrency: 1 })
  await client.executeMultiple('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL')
  return client
}

/** Calls one after the other for `ms` milliseconds; calls per second. */
export async function repeat(ms: number, call: () => Promise<unknown>): Promise<number> {
  let calls = 0
  const startedAt = performance.now()
  while (performance.now() < startedAt + ms) {
    await call()
    calls += 1
  }
  return (calls * 1000) / (performance.now() - startedAt)
}

/** The statements of uncached thread pages, by the service's own code, ready for any page of a walk. */
export async function threadBatches(client: Client, site: string) {
  const known = new Map<string, Statement[]>()
  for (const sort of SORTS) {
    for (const limit of LIMITS) {
      const query = { site, article: articleKey(0), sort, after: null, limit, focus: null }
      const [batch] = await record(client, (db) => db.batch(threadStatements(db, query)))
      known.set(`${sort} ${limit}`, batch ?? [])
    }
  }
  return ({ article, limit, sort }: PageChoice) =>
    replaceArguments(
      known.get(`${sort} ${limit}`) ?? [],
      new Map([[articleKey(0), articleKey(article)]]),
    )
}

/**
 * Everything that one accepted comment runs, as the service's own code runs it: its batches, and how to make
 * them those of another comment under the same article.
 */
export async function postBatches(client: Client, make: ReturnType<typeof createComments>) {
  const body = make()
  const keyring = createKeyring(SECRET, null)
  const now = new Date()
  const request = {
    origin: SEED_ORIGIN,
    canProve: true,
    addressHashes: ['a'.repeat(22)],
    now,
    keyring,
  }
  const submission = await prepareComment(body, request)
  const rules = scaleLimits(limits.comment, 999_999)
  const batches = await record(client, async (db) => {
    const statements = commentSituation(db, submission)
    let loaded: unknown
    const counters = createCounters(db, rules, now, statements, (results) => (loaded = results))
    await counters.increment(`comment:${submission.addressHash}`)
    // `submitComment` uses these two of the ports; the counters gave the results of exactly these statements.
    const ports = { db, config: parseConfig({ SECRET }, 'node') } as Partial<Ports> as Ports
    await submitComment(
      ports,
      keyring,
      submission,
      loaded as Parameters<typeof submitComment>[3],
      'vi',
    )
  })
  const { textHash, fingerprint, tokenHash } = submission
  return () => {
    const other = new Map<InValue, InValue>([
      [body.id, uuidv7(new Date())],
      [textHash, random(16)],
      [fingerprint, random(43)],
      [tokenHash, random(43)],
    ])
    return batches.map((batch) => replaceArguments(batch, other))
  }
}

function replaceArguments(batch: Statement[], by: ReadonlyMap<InValue, InValue>): Statement[] {
  return batch.map(({ sql, args }) => ({ sql, args: args.map((arg) => by.get(arg) ?? arg) }))
}

/** Runs `work` on a database that notes down every batch. */
async function record(
  client: Client,
  work: (db: Database) => Promise<unknown>,
): Promise<Statement[][]> {
  const batches: Statement[][] = []
  const batch: Client['batch'] = (statements, mode) => {
    batches.push(statements.map(withArguments))
    return client.batch(statements, mode ?? 'write')
  }
  const recording: Client = Object.assign(Object.create(client) as Client, { batch })
  await work(drizzle(recording))
  return batches
}

/** Drizzle gives every statement as an object with arguments by position. */
function withArguments(statement: BatchStatement): Statement {
  if (typeof statement === 'string' || Array.isArray(statement) || !Array.isArray(statement.args))
    throw new Error('A statement without arguments by position')
  return { sql: statement.sql, args: statement.args }
}

function random(length: number): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(33)))
    .toString('base64url')
    .slice(0, length)
}

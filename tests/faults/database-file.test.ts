import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { pathToFileURL } from 'node:url'
import { type Client, createClient } from '@libsql/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { lockData } from '../../src/adapters/data-lock.ts'
import { type FileClientOptions, openFileClient } from '../../src/adapters/file-client.ts'
import { groupCommit } from '../../src/adapters/group-commit.ts'
import { type Child, startChild } from './child.ts'

let dir: string
let path: string
let children: Child[]
let clients: Client[]

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'phanhoi-faults-'))
  path = join(dir, 'phanhoi.db')
  children = []
  clients = []
  await (
    await open()
  ).executeMultiple(`
    CREATE TABLE comments (id TEXT PRIMARY KEY);
    CREATE TABLE outbox (cause TEXT PRIMARY KEY);
    CREATE TABLE counters (comments INTEGER NOT NULL);
    INSERT INTO counters VALUES (0);
  `)
})

afterEach(async () => {
  for (const client of clients) client.close()
  await Promise.all(children.map((child) => child.kill()))
  await rm(dir, { recursive: true, force: true })
})

async function open(options: Omit<FileClientOptions, 'path'> = {}) {
  const client = await openFileClient({ path, ...options })
  clients.push(client)
  return client
}

/** The driver as it comes, on a connection of its own: what a fresh process sees. */
function openRaw() {
  const client = createClient({ url: pathToFileURL(path).href, concurrency: 1, timeout: 25 })
  clients.push(client)
  return client
}

function start(script: string, ...args: string[]): Child {
  const child = startChild(script, ...args)
  children.push(child)
  return child
}

/** Another process takes the write lock and keeps it until told otherwise. */
async function holdWriteLock() {
  const holder = start('lock-holder.ts', path)
  await holder.line('held')
  return {
    release: async () => {
      holder.send('release\n')
      await holder.line('released')
    },
  }
}

async function storedIds(client: Client) {
  const { rows } = await client.execute('SELECT id FROM comments')
  return rows.map((row) => row['id'])
}

const insert = (id: string) => ({ sql: 'INSERT INTO comments (id) VALUES (?)', args: [id] })
const refusal = { code: 'unavailable', status: 503, options: { retryAfterSeconds: 2 } }

test('F03: a write waits out a lock of 50 ms and is stored', async () => {
  const client = groupCommit(await open())
  const lock = await holdWriteLock()

  const write = client.batch([insert('patient')])
  setTimeout(() => void lock.release(), 50)
  await write

  expect(await storedIds(openRaw())).toEqual(['patient'])
})

test('F03: under a lock without end a write is refused within two seconds, reads go on, the loop never stalls', async () => {
  const file = await open()
  const client = groupCommit(file)
  await holdWriteLock()
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  const startedAt = performance.now()

  let reads = 0
  const readOn = setInterval(() => {
    void client.execute('SELECT id FROM comments').then(() => (reads += 1))
  }, 10)
  await expect(client.batch([insert('refused')])).rejects.toMatchObject(refusal)
  clearInterval(readOn)
  delay.disable()

  expect(performance.now() - startedAt).toBeGreaterThan(1900)
  expect(performance.now() - startedAt).toBeLessThan(2300)
  expect(reads).toBeGreaterThan(30)
  expect(delay.max / 1e6).toBeLessThan(250)
  expect(file.reconnects()).toBe(0)
}, 10_000)

test('F03: what is acknowledged after the lock survives SIGKILL, what was refused is not there', async () => {
  const lock = await holdWriteLock()
  const writer = start('file-writer.ts', path)
  await writer.line('ready')
  writer.send('early\n')
  await writer.line('refused early')

  await lock.release()
  writer.send('late\n')
  await writer.line('stored late')
  await writer.kill()

  expect(await storedIds(openRaw())).toEqual(['late'])
}, 20_000)

test('F03: all who wait behind an outage are refused with it, not one group after the other', async () => {
  const client = groupCommit(await open({ timeoutMs: 300 }), { maxGroup: 5 })
  const lock = await holdWriteLock()
  const startedAt = performance.now()

  const ids = Array.from({ length: 50 }, (_, index) => `w${index}`)
  const outcomes = await Promise.allSettled(ids.map((id) => client.batch([insert(id)])))

  expect(performance.now() - startedAt).toBeLessThan(900)
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toEqual([])
  await lock.release()
  await client.batch([insert('afterwards')])
  expect(await storedIds(openRaw())).toEqual(['afterwards'])
})

test('F03: a script is not run twice, and waits for the lock before it begins', async () => {
  const client = await open({ timeoutMs: 200 })
  const lock = await holdWriteLock()
  const script = "INSERT INTO comments VALUES ('a'); INSERT INTO comments VALUES ('b')"

  await expect(client.executeMultiple(script)).rejects.toMatchObject(refusal)
  await lock.release()
  await client.executeMultiple(script)

  expect(await storedIds(openRaw())).toEqual(['a', 'b'])
})

// A pragma that writes is the one thing that still meets a lock unprepared.
const writingPragma = 'PRAGMA user_version=7'

test('F03: a connection that has met SQLITE_BUSY is replaced before the next write', async () => {
  const counted: number[] = []
  const client = await open({ timeoutMs: 200, onReconnect: (count) => counted.push(count) })
  const lock = await holdWriteLock()

  await expect(client.execute(writingPragma)).rejects.toMatchObject(refusal)
  await lock.release()
  await client.batch([insert('a')])
  await client.execute(insert('b'))

  expect(await storedIds(openRaw())).toEqual(['a', 'b'])
  expect(counted).toEqual([1])
  expect(client.reconnects()).toBe(1)
  expect((await client.execute('PRAGMA synchronous')).rows[0]?.[0]).toBe(2)
})

test('F03: the driver alone still loses such writes, so the care above is still needed', async () => {
  const driver = openRaw()
  const lock = await holdWriteLock()

  await expect(driver.execute(writingPragma)).rejects.toMatchObject({ code: 'SQLITE_BUSY' })
  await lock.release()
  await driver.execute(insert('acknowledged'))

  expect(await storedIds(openRaw())).toEqual([])
})

test('too many reconnections ask once for the end of the process', async () => {
  const onPoisoned = vi.fn()
  const client = await open({ timeoutMs: 60, maxReconnects: 2, onPoisoned })
  const lock = await holdWriteLock()

  for (let round = 1; round <= 4; round += 1) {
    await expect(client.execute(writingPragma)).rejects.toMatchObject(refusal)
    await client.execute('SELECT 1')
    expect(onPoisoned).toHaveBeenCalledTimes(round < 2 ? 0 : 1)
  }
  await lock.release()
})

test('F04: nothing is acknowledged into a database file that is gone, and no empty one takes its place', async () => {
  const client = groupCommit(await open())
  await client.batch([insert('before')])
  await rm(path)

  await expect(client.batch([insert('x')])).rejects.toMatchObject(refusal)

  expect(await storedIds(client)).toEqual(['before'])
  expect(existsSync(path)).toBe(false)
})

test('F04: nor does one when the connection has to be replaced', async () => {
  const client = await open({ timeoutMs: 0 })
  await holdWriteLock()
  await expect(client.execute(writingPragma)).rejects.toMatchObject(refusal)
  await rm(path)

  await expect(client.execute('SELECT 1')).rejects.toMatchObject(refusal)

  expect(existsSync(path)).toBe(false)
})

test('F04: a full database refuses writes, goes on reading and recovers by itself', async () => {
  const client = groupCommit(await open())
  await client.batch([insert('before')])
  await client.execute('PRAGMA max_page_count=1')

  const writes = await Promise.allSettled(
    Array.from({ length: 5 }, (_, index) => client.batch([insert(`${index}`.repeat(9000))])),
  )

  expect(writes).toMatchObject(Array(5).fill({ status: 'rejected', reason: refusal }))
  expect(await storedIds(client)).toEqual(['before'])
  await client.execute('PRAGMA max_page_count=1000000')
  await client.batch([insert('after')])
  expect(await storedIds(openRaw())).toEqual(['before', 'after'])
})

test('F01: kill -9 in the middle of grouped writes, 20 rounds: nothing acknowledged is lost, nothing is torn', async () => {
  const acknowledged = new Set<unknown>()
  for (let round = 0; round < 20; round += 1) {
    const writer = start('file-writer.ts', path)
    await writer.line('ready')
    const ids = Array.from({ length: 1500 }, (_, index) => `${round}-${index}`)
    writer.send(ids.map((id) => `${id}\n`).join(''))
    // Rounds die at different depths: after the first answer, after the 50th, the 100th …
    await writer.line(`stored ${round}-${round * 50}`)
    await writer.kill()
    const stored = writer.lines.filter((line) => line.startsWith('stored '))
    for (const line of stored) acknowledged.add(line.slice('stored '.length))
  }

  const survivor = openRaw()
  const ids = new Set<unknown>(await storedIds(survivor))
  const { rows: causes } = await survivor.execute('SELECT cause FROM outbox')
  const { rows: counters } = await survivor.execute('SELECT comments FROM counters')
  const { rows: integrity } = await survivor.execute('PRAGMA integrity_check')

  expect([...acknowledged].filter((id) => !ids.has(id))).toEqual([])
  expect(acknowledged.size).toBeGreaterThan(20 * 100)
  expect(ids.size).toBeLessThan(20 * 1500)
  expect(new Set(causes.map((row) => row['cause']))).toEqual(ids)
  expect(counters[0]?.['comments']).toBe(ids.size)
  expect(integrity[0]?.[0]).toBe('ok')
}, 120_000)

test('a second process on the same data folder is refused at once', async () => {
  const lock = lockData(dir)

  const second = start('data-locker.ts', dir)

  expect(await second.line('')).toBe(`${dir} is in use by another phanhoi process`)
  lock.release()
})

test('a released data folder can be claimed again, here and elsewhere', async () => {
  const first = lockData(dir)
  first.release()
  first.release()
  const second = lockData(dir)
  expect(() => lockData(dir)).toThrow('in use by another phanhoi process')
  second.release()

  expect(await start('data-locker.ts', dir).line('')).toBe('locked')
})

test('the claim on the data folder ends with its process, even by kill -9', async () => {
  const holder = start('data-locker.ts', dir)
  await holder.line('locked')
  expect(() => lockData(dir)).toThrow('in use by another phanhoi process')

  await holder.kill()

  const lock = lockData(dir)
  lock.release()
})

test('a data folder that is not there is named in the error', () => {
  expect(() => lockData(join(dir, 'nowhere'))).toThrow('Cannot lock the data folder')
})

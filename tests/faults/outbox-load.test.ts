import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Client, createClient } from '@libsql/client'
import { drizzle } from 'drizzle-orm/libsql'
import { expect, it, onTestFinished } from 'vitest'
import { openFileClient } from '../../src/adapters/file-client.ts'
import { groupCommit } from '../../src/adapters/group-commit.ts'
import { jsonLog } from '../../src/adapters/json-log.ts'
import { memoryPages } from '../../src/adapters/memory-pages.ts'
import { parseConfig } from '../../src/config.ts'
import { composeMessage } from '../../src/mail/message.ts'
import { migrateDatabase } from '../../src/migrate.ts'
import { runLane, type Work } from '../../src/outbox/run.ts'
import { createKeyring } from '../../src/signing.ts'
import { startSqld } from '../runtime/sqld.ts'
import { migrateServer } from '../runtime/worker.ts'
import { type Child, startChild } from './child.ts'

/** Mails that one runner has under way at once: what a kill can leave sent and not marked. */
const AT_ONCE = 3
/** The same for the runners that are processes: they work in wider batches, as each mark crosses the network. */
const PROCESS_AT_ONCE = 40
const HOUR = 3_600_000
/** One for each of the eight runners, in ms. */
const skews = [-24 * HOUR, -HOUR, -300_000, 0, 0, 300_000, HOUR, 24 * HOUR]
const lane = { name: 'mail', kinds: ['mail.share'], concurrency: AT_ONCE } as const
const limits = { rows: 40, leaseSeconds: 8, neededSeconds: 6 }

interface Sent {
  runner: string
  id: string
  messageId: string
}

async function addRows(client: Client, rows: number) {
  await client.execute(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${rows})
    INSERT INTO outbox (id, kind, cause, state, due_at, created_at)
    SELECT lower(hex(randomblob(16))), 'mail.share', hex(randomblob(8)), 'waiting', 0, 0 FROM n`)
}

async function countWaiting(client: Client): Promise<number> {
  const { rows } = await client.execute(`SELECT count(*) AS n FROM outbox WHERE state = 'waiting'`)
  return Number(rows[0]?.['n'])
}

/** Nothing lost; twice only what a killed runner had sent and not marked, and then under the same Message-ID. */
async function expectAllSent(client: Client, sent: Sent[], killed: Set<string>, atOnce = AT_ONCE) {
  const { rows } = await client.execute('SELECT id, state FROM outbox')
  expect(rows.every(({ state }) => state === 'done')).toBe(true)
  const byRow = new Map<string, Sent[]>()
  for (const one of sent) byRow.set(one.id, [...(byRow.get(one.id) ?? []), one])
  expect(rows.filter(({ id }) => !byRow.has(String(id)))).toEqual([])
  expect(byRow.size).toBe(rows.length)
  const repeated = [...byRow.values()].filter((times) => times.length > 1)
  expect(repeated.length).toBeLessThanOrEqual(killed.size * atOnce)
  for (const times of repeated) {
    expect(times.slice(0, -1).every(({ runner }) => killed.has(runner))).toBe(true)
    expect(new Set(times.map(({ messageId }) => messageId)).size).toBe(1)
  }
}

it(
  '10,000 rows, 8 runners on a file, 40 of them cut off, wrong clocks: all sent, twice only what was left unmarked (F16, F17, F18, F19)',
  { timeout: 120_000 },
  async () => {
    const dir = await mkdtemp(join(tmpdir(), 'phanhoi-outbox-'))
    const file = await openFileClient({ path: join(dir, 'test.db') })
    onTestFinished(async () => {
      file.close()
      await rm(dir, { recursive: true, force: true })
    })
    const client = groupCommit(file)
    await migrateDatabase(client)
    await addRows(client, 10_000)

    const sent: Sent[] = []
    const killed = new Set<string>()
    const isOver = { now: false }
    const never = new Promise<never>(() => undefined)
    /** From its kill on, a runner's calls do not reach the database, or their answers do not reach it. */
    const mortal = (runner: string): Client =>
      new Proxy(client, {
        get(target, name) {
          const value: unknown = Reflect.get(target, name)
          if (typeof value !== 'function') return value
          return async (...call: unknown[]) => {
            if (killed.has(runner)) return never
            const answer: unknown = await Reflect.apply(value, target, call)
            return killed.has(runner) ? never : answer
          }
        },
      })
    const run = async (runner: string, skewMs: number) => {
      const config = parseConfig({ SECRET: 's'.repeat(32) }, 'node')
      const db = drizzle(mortal(runner))
      const ports = {
        ...{ config, db, reads: db, floodLimiter: null, pages: memoryPages(), fetch },
        mailer: () => Promise.resolve(null),
        now: () => new Date(Date.now() + skewMs),
        log: jsonLog(() => undefined),
        clientAddress: () => '',
        defer: () => undefined,
        callHook: () => Promise.reject(new Error('No webhook')),
      }
      const send: Work = {
        run: async (_, row) => {
          if (killed.has(runner)) return never
          const { messageId } = composeMessage(mailOf(row.id), ports.now())
          sent.push({ runner, id: row.id, messageId })
          await new Promise(setImmediate)
          return { effects: [] }
        },
      }
      const context = { ports, keyring: createKeyring(config.secret, null) }
      while (!isOver.now && !killed.has(runner)) {
        const { done } = await runLane(context, lane, limits, { 'mail.share': send })
        if (done === 0) await sleep(50)
      }
    }
    const start = (runner: string, skew: number) => ({ runner, skew, ended: run(runner, skew) })
    const alive = skews.map((skew, i) => start(`r${i}`, skew))
    for (let left = 10_000; left > 0; left = await countWaiting(client)) {
      if (killed.size < 40 && left < 10_000 - killed.size * 240) {
        const [victim] = alive.splice(Math.floor(Math.random() * alive.length), 1)
        if (victim === undefined) throw new Error('no runner')
        killed.add(victim.runner)
        alive.push(start(`k${killed.size}`, victim.skew))
      }
      await sleep(20 * Math.random())
    }
    isOver.now = true
    await Promise.all(alive.map(({ ended }) => ended))
    expect(killed.size).toBe(40)
    await expectAllSent(client, sent, killed)
  },
)

function mailOf(id: string) {
  return {
    id: `${id}@bao.example`,
    from: { name: '', address: 'bao@bao.example' },
    to: { name: '', address: 'lan@ban.example' },
    subject: 'Bài',
    text: '',
    html: '',
  }
}

it(
  '10,000 rows on a libSQL server, 8 processes with wrong clocks, 12 of them killed: the same (F16, F17, F18, F19)',
  { timeout: 300_000 },
  async () => {
    const KILLS = 12
    // They come as the kills do, so that work is left for each, however busy the machine is.
    const PORTION = 770
    const sqld = await startSqld()
    const dir = await mkdtemp(join(tmpdir(), 'phanhoi-outbox-'))
    const file = join(dir, 'sent')
    await writeFile(file, '')
    await migrateServer(sqld.url)
    const client = createClient({ url: sqld.url })
    const runners: { child: Child; skew: number }[] = []
    onTestFinished(async () => {
      for (const { child } of runners) await child.kill()
      client.close()
      await sqld.stop()
      await rm(dir, { recursive: true, force: true })
    })
    await addRows(client, PORTION)
    const start = (skew: number) => ({
      child: startChild('outbox-runner.ts', sqld.url, String(skew), file, String(PROCESS_AT_ONCE)),
      skew,
    })
    runners.push(...skews.map(start))
    const killed = new Set<string>()
    for (let left = PORTION; left > 0 || killed.size < KILLS; left = await countWaiting(client)) {
      if (killed.size < KILLS && left < PORTION) {
        const [victim] = runners.splice(Math.floor(Math.random() * runners.length), 1)
        if (victim === undefined) throw new Error('no runner')
        const ready = await victim.child.line('ready')
        await victim.child.kill()
        killed.add(ready.slice('ready '.length))
        await addRows(client, PORTION)
        runners.push(start(victim.skew))
      }
      await sleep(50 * Math.random())
    }
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n')
    const sent = lines.map((line) => {
      const [runner = '', id = '', messageId = ''] = line.split(' ')
      return { runner, id, messageId }
    })
    await expectAllSent(client, sent, killed, PROCESS_AT_ONCE)
  },
)

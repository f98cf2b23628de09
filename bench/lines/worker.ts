import { join } from 'node:path'
import { startSqld } from '../../tests/runtime/sqld.ts'
import { migrateServer } from '../../tests/runtime/worker.ts'
import { openConnection } from '../connection.ts'
import { inRounds, type NextRequest } from '../load.ts'
import {
  always,
  countsUrl,
  createComments,
  newComments,
  readFormToken,
  threadUrl,
} from '../requests.ts'
import type { Bench } from '../run.ts'
import { ROOTS, SEED_ORIGIN } from '../seed.ts'
import { ADMIN_TOKEN, LIMIT_FACTOR, SECRET } from '../service.ts'
import { bounded, median, type Result } from '../stats.ts'
import { prepareEmpty, prepareOurs, type Workerd, type WorkerdProcess } from '../workerd.ts'

const SITE = 'bao-worker'
const ARTICLES = 50
/** Requests of one round: their processor time is counted in steps of 10 ms. */
const READS = { connections: 4, requests: 200 }
/** One after the other: a libSQL server makes writers that come together wait in no order. */
const WRITES = { connections: 1, requests: 100 }
/** What a request may use on Cloudflare's free plan. */
const FREE_CPU_MS = 10
/** What a Worker may take to start there. */
const START_MS = 1000

/** In workerd, beside a Worker that does nothing: processor time of a request, and of the start. Reads here are rendered. */
export async function measureWorker({ dir, rounds }: Bench): Promise<Result[]> {
  const sqld = await startSqld()
  try {
    await migrateServer(sqld.url)
    const settings = { DATABASE_URL: sqld.url, SECRET, ADMIN_TOKEN, LIMIT_FACTOR }
    const pair = {
      ours: await prepareOurs(join(dir, 'worker'), settings),
      empty: await prepareEmpty(join(dir, 'worker-empty')),
    }
    return [...(await measureRequests(pair, rounds)), ...(await measureStart(pair, rounds))]
  } finally {
    await sqld.stop()
  }
}

interface Pair {
  ours: Workerd
  empty: Workerd
}

async function measureRequests(pair: Pair, rounds: number): Promise<Result[]> {
  const ours = await pair.ours.start()
  const empty = await pair.empty.start()
  try {
    await fillThread(ours.url)
    const make = createComments(SITE, ARTICLES, await readFormToken(ours.url, SITE), 11)
    const kinds: [string, typeof READS, (base: URL) => NextRequest][] = [
      [`thread of ${ROOTS} rendered`, READS, (base) => always('GET', threadUrl(base, SITE, 0))],
      ['counts of 10 articles', READS, (base) => always('GET', countsUrl(base, SITE))],
      ['comment', WRITES, (base) => newComments(base, make)],
    ]
    const results: Result[] = []
    for (const [name, load, next] of kinds) {
      const spent = (worker: WorkerdProcess) => () => cpuPerRequest(worker, next(worker.url), load)
      results.push(await measureKind(name, { ours: spent(ours), empty: spent(empty) }, rounds))
    }
    return results
  } finally {
    await Promise.all([ours.stop(), empty.stop()])
  }
}

async function measureKind(
  name: string,
  pair: Record<keyof Pair, () => Promise<number>>,
  rounds: number,
): Promise<Result> {
  const spent = await inRounds(rounds, pair)
  const values = spent.ours.map((ms, round) => ms - (spent.empty[round] ?? 0))
  return bounded(`Worker: processor time, ${name}`, median(values), FREE_CPU_MS, 'ms')
}

async function cpuPerRequest(
  worker: WorkerdProcess,
  next: NextRequest,
  load: typeof READS,
): Promise<number> {
  const before = await worker.cpuMs()
  await Promise.all(
    Array.from({ length: load.connections }, async () => {
      const connection = await openConnection(worker.url)
      for (let sent = 0; sent < load.requests / load.connections; sent++) {
        const status = await connection.send(next())
        if (status < 200 || status > 299) throw new Error(`workerd answered ${status}`)
      }
      connection.close()
    }),
  )
  return ((await worker.cpuMs()) - before) / load.requests
}

async function measureStart({ ours, empty }: Pair, rounds: number): Promise<Result[]> {
  const cpu: number[] = []
  const wall: number[] = []
  for (let round = 0; round < rounds; round++) {
    const [one, other] = [await startOnce(ours), await startOnce(empty)]
    cpu.push(one.readyCpuMs - other.readyCpuMs)
    wall.push(one.readyMs - other.readyMs)
  }
  return [
    bounded('Worker: processor time of the start', median(cpu), START_MS, 'ms'),
    bounded('Worker: first answer of a fresh workerd', median(wall), START_MS, 'ms'),
  ]
}

async function startOnce(worker: Workerd): Promise<WorkerdProcess> {
  const process = await worker.start()
  await process.stop()
  return process
}

/** A site that moderates first, and under its first article a page of published comments. */
async function fillThread(base: URL): Promise<void> {
  await call(base, '/v1/admin/sites', { key: SITE, name: 'Báo', origins: [SEED_ORIGIN] })
  const make = createComments(SITE, 1, await readFormToken(base, SITE), 10)
  const comments = Array.from({ length: ROOTS }, make)
  for (const comment of comments) await call(base, '/v1/comments', comment)
  const items = comments.map(({ id }) => ({ kind: 'comment', id }))
  await call(base, '/v1/admin/decisions', { items, to: 'approved' })
}

async function call(base: URL, path: string, body: object): Promise<void> {
  const response = await fetch(new URL(path, base), {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      Authorization: `Bearer ${ADMIN_TOKEN}`,
      Origin: SEED_ORIGIN,
    },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${path}: ${await response.text()}`)
  await response.arrayBuffer()
}

import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { loadFully } from '../load.ts'
import { always, threadUrl } from '../requests.ts'
import type { Bench } from '../run.ts'
import { copyDatabase, residentMegabytes, type Server, startOurs } from '../service.ts'
import { bounded, judge, median, type Result } from '../stats.ts'

const READY_MS = 1000
const IDLE_MB = 90
const IDLE_AFTER_MS = 3000

/** Start on an empty database, memory at rest, and memory after many requests. */
export async function measureFootprint(bench: Bench): Promise<Result[]> {
  const starts: number[] = []
  for (let round = 0; round < bench.rounds; round++) {
    const server = await startOurs(join(bench.dir, `start-${round}`))
    starts.push(server.readyMs)
    await server.stop()
  }
  const server = await startOurs(join(bench.dir, 'idle'))
  await sleep(IDLE_AFTER_MS)
  const idle = await residentMegabytes(server.pid)
  await server.stop()
  return [
    bounded('ready on an empty database', median(starts), READY_MS, 'ms'),
    bounded('memory at rest', idle, IDLE_MB, 'MB'),
    await measureMemoryGrowth(bench),
  ]
}

async function measureMemoryGrowth({ archive, dir, site, manyRequests }: Bench): Promise<Result> {
  const server = await startOurs(await copyDatabase(archive, join(dir, 'memory')))
  const few = Math.min(10_000, manyRequests / 10)
  try {
    await readThreads(server, site, few)
    const early = await settledMegabytes(server)
    await readThreads(server, site, manyRequests - few)
    const late = await settledMegabytes(server)
    return judge({
      name: `memory after ${manyRequests.toLocaleString('en')} requests ÷ after ${few.toLocaleString('en')}`,
      value: late,
      limit: early,
      ratio: late / early,
      target: 1.2,
      unit: 'MB',
      bound: 'at most',
    })
  } finally {
    await server.stop()
  }
}

/** Exactly `count` requests. */
async function readThreads(server: Server, site: string, count: number): Promise<void> {
  const request = always('GET', threadUrl(server.url, site, 0))()
  let left = count
  const stop = new AbortController()
  const next = () => {
    left -= 1
    if (left <= 0) stop.abort()
    return request
  }
  await loadFully({
    url: server.url,
    connections: 16,
    ms: Number.POSITIVE_INFINITY,
    next,
    signal: stop.signal,
  })
}

async function settledMegabytes(server: Server): Promise<number> {
  await sleep(IDLE_AFTER_MS)
  return residentMegabytes(server.pid)
}

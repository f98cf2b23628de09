import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openDriver, repeat, threadBatches } from '../driver.ts'
import { inRounds, loadFully } from '../load.ts'
import { always, countsUrl, missingPages, pageWalk, threadUrl } from '../requests.ts'
import type { Bench } from '../run.ts'
import { copyDatabase, type Server, startBare, startOurs } from '../service.ts'
import { compareRates, type Result } from '../stats.ts'

/** Cached thread pages and counts against bare Hono with the same bytes; uncached ones against the driver. */
export async function measureReads(bench: Bench): Promise<Result[]> {
  const ours = await startOurs(await copyDatabase(bench.archive, join(bench.dir, 'reads')))
  const bare = await startBare(join(bench.dir, 'bare-reads'), await saveThread(bench, ours))
  try {
    return [
      ...(await measureCached(bench, ours, bare)),
      await measureCounts(bench, ours, bare),
      await measureUncached(bench, ours),
    ]
  } finally {
    await Promise.all([ours.stop(), bare.stop()])
  }
}

async function saveThread(bench: Bench, ours: Server): Promise<string> {
  const response = await fetch(threadUrl(ours.url, bench.site, 0))
  const file = join(bench.dir, 'thread.json')
  await writeFile(file, new Uint8Array(await response.arrayBuffer()))
  return file
}

async function measureCached({ rounds, ms, site }: Bench, ours: Server, bare: Server) {
  const thread = always('GET', threadUrl(ours.url, site, 0))
  const bytes = always('GET', new URL('/bytes', bare.url))
  const load = (connections: number) => ({
    ours: () => loadFully({ url: ours.url, connections, ms, next: thread }),
    bare: () => loadFully({ url: bare.url, connections, ms, next: bytes }),
  })
  const one = await inRounds(rounds, load(1))
  const many = await inRounds(rounds, load(16))
  return [
    compareRates('cached thread, 1 connection ÷ bare Hono', pair(one), null),
    compareRates('cached thread, 16 connections ÷ bare Hono', pair(many), 0.85),
  ]
}

async function measureCounts({ rounds, ms, site }: Bench, ours: Server, bare: Server) {
  const counts = always('GET', countsUrl(ours.url, site))
  const bytes = always('GET', new URL('/counts', bare.url))
  const rates = await inRounds(rounds, {
    ours: () => loadFully({ url: ours.url, connections: 16, ms, next: counts }),
    bare: () => loadFully({ url: bare.url, connections: 16, ms, next: bytes }),
  })
  return compareRates('counts of 10 articles ÷ bare Hono', pair(rates), 0.4)
}

async function measureUncached({ rounds, ms, site, archive, articles, dir }: Bench, ours: Server) {
  const driver = await openDriver(await copyDatabase(archive, join(dir, 'driver-reads')))
  const next = missingPages(ours.url, site, articles)
  const walk = pageWalk(articles)
  const batchOf = await threadBatches(driver, site)
  const raw = () => driver.batch(batchOf(walk()), 'read')
  await expectMiss(ours, site)
  const rates = await inRounds(rounds, {
    ours: () => loadFully({ url: ours.url, connections: 16, ms, next }),
    bare: () => repeat(ms, raw),
  })
  driver.close()
  return compareRates("uncached thread ÷ the driver's same SQL", pair(rates), 0.6)
}

/** What comes from the cache has been there since the walk began. */
async function expectMiss(ours: Server, site: string): Promise<void> {
  const response = await fetch(threadUrl(ours.url, site, 1, 99))
  await response.arrayBuffer()
  if (!response.headers.has('Cache-Tag')) throw new Error('The page was in the cache already')
}

const pair = ({ ours, bare }: { ours: number[]; bare: number[] }) => ({
  values: ours,
  limits: bare,
})

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openDriver, postBatches, repeat } from '../driver.ts'
import { inRounds, loadEvenly, loadFully } from '../load.ts'
import { bareInserts, createComments, newComments, readFormToken } from '../requests.ts'
import type { Bench } from '../run.ts'
import { copyDatabase, startBare, startOurs } from '../service.ts'
import { compareRates, judge, median, percentile, type Result } from '../stats.ts'

/** Durable comments against the same statements one request at a time, and against one bare INSERT. */
export async function measureWrites(bench: Bench): Promise<Result[]> {
  const { rounds, ms, site, articles, archive, dir } = bench
  const ours = await startOurs(await copyDatabase(archive, join(dir, 'writes')))
  const noBytes = join(dir, 'no-bytes')
  await writeFile(noBytes, '')
  const bare = await startBare(join(dir, 'bare-writes'), noBytes)
  const driver = await openDriver(await copyDatabase(archive, join(dir, 'driver-writes')))
  try {
    const next = newComments(
      ours.url,
      createComments(site, articles, await readFormToken(ours.url, site)),
    )
    const insert = bareInserts(bare.url)
    const replay = await postBatches(driver, createComments(site, articles, '', 2))
    const rates = await inRounds(rounds, {
      ours: () => loadFully({ url: ours.url, connections: 16, ms, next }),
      apart: () =>
        repeat(ms, async () => {
          for (const batch of replay()) await driver.batch(batch, 'write')
        }),
      bare: () => loadFully({ url: bare.url, connections: 16, ms, next: insert }),
      oursAlone: () => loadFully({ url: ours.url, connections: 1, ms, next }),
      bareAlone: () => loadFully({ url: bare.url, connections: 1, ms, next: insert }),
    })
    const perSecond = Math.floor(median(rates.ours) / 2)
    const load = { url: ours.url, connections: 64, ms: ms * 3, next, perSecond }
    const latencies = await loadEvenly(load)
    const against = (values: number[], limits: number[]) => ({ values, limits })
    return [
      compareRates(
        'comment, 16 connections ÷ same statements one request at a time',
        against(rates.ours, rates.apart),
        2,
      ),
      compareRates(
        'comment, 16 connections ÷ Hono + one INSERT',
        against(rates.ours, rates.bare),
        0.6,
      ),
      compareRates(
        'comment, 1 connection ÷ same statements one request at a time',
        against(rates.oursAlone, rates.apart),
        null,
      ),
      compareRates(
        'comment, 1 connection ÷ Hono + one INSERT',
        against(rates.oursAlone, rates.bareAlone),
        null,
      ),
      describeTail(perSecond, latencies),
    ]
  } finally {
    driver.close()
    await Promise.all([ours.stop(), bare.stop()])
  }
}

function describeTail(perSecond: number, latencies: number[]): Result {
  const p50 = percentile(latencies, 50)
  const p99 = percentile(latencies, 99)
  return judge({
    name: `comment at ${perSecond}/s (half): p99 ÷ p50`,
    value: p99,
    limit: p50,
    ratio: p99 / p50,
    target: 10,
    unit: 'ms',
    bound: 'at most',
  })
}

import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { inRounds, loadEvenly, loadFully } from '../load.ts'
import { always, createComments, newComments, readFormToken, threadUrl } from '../requests.ts'
import { SEED_ORIGIN } from '../seed.ts'
import type { Bench } from '../run.ts'
import { copyDatabase, type Server, startOurs } from '../service.ts'
import { bounded, compareRates, type Result } from '../stats.ts'

const WRITES_PER_SECOND = 50
/** A form sent sooner is held for a moderator, and what is held is not shown. */
const FORM_AGE_MS = 3100
const VISIBLE_WITHIN_MS = 1000

/** 64 connections read one article while comments that are published at once land on it. */
export async function measureHotArticle(bench: Bench): Promise<Result[]> {
  const { rounds, ms, openSite, archive, dir } = bench
  const ours = await startOurs(await copyDatabase(archive, join(dir, 'hot')))
  try {
    const make = createComments(openSite, 1, await readFormToken(ours.url, openSite), 3)
    await sleep(FORM_AGE_MS)
    const url = threadUrl(ours.url, openSite, 0)
    const read = { url: ours.url, connections: 64, ms, next: always('GET', url) }
    const write = {
      url: ours.url,
      connections: 8,
      ms,
      next: newComments(ours.url, make),
      perSecond: WRITES_PER_SECOND,
    }
    const delays: number[] = []
    const rates = await inRounds(rounds, {
      quiet: () => loadFully(read),
      hot: async () => {
        const watch = watchVisibility(ours, url, make, ms)
        const [rate] = await Promise.all([loadFully(read), loadEvenly(write), watch])
        delays.push(...(await watch))
        return rate
      },
    })
    return [
      compareRates(
        `hot article, 64 readers and ${WRITES_PER_SECOND} comments/s ÷ readers alone`,
        { values: rates.hot, limits: rates.quiet },
        0.5,
      ),
      bounded('hot article: new comment visible', Math.max(...delays), VISIBLE_WITHIN_MS, 'ms'),
    ]
  } finally {
    await ours.stop()
  }
}

/** Writes a few comments meanwhile; how long each took from its acknowledgment until a reader saw it. */
async function watchVisibility(
  ours: Server,
  url: URL,
  make: ReturnType<typeof createComments>,
  ms: number,
): Promise<number[]> {
  const delays: number[] = []
  const endsAt = performance.now() + ms
  while (performance.now() < endsAt) {
    const comment = make()
    const response = await fetch(new URL('/v1/comments', ours.url), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Origin: SEED_ORIGIN },
      body: JSON.stringify(comment),
    })
    if (response.status !== 201) throw new Error(`Not published at once: ${await response.text()}`)
    const from = performance.now()
    while (!(await (await fetch(url)).text()).includes(comment.id)) {
      if (performance.now() > from + 10 * VISIBLE_WITHIN_MS) throw new Error('Never became visible')
    }
    delays.push(performance.now() - from)
    await sleep(ms / 4)
  }
  return delays
}

import { existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Client } from '@libsql/client'
import { indexArchive } from '../index-archive.ts'
import { inRounds, loadFully, type NextRequest } from '../load.ts'
import { createComments, missingPages, newComments, queuePage } from '../requests.ts'
import type { Bench } from '../run.ts'
import { fileBytes, NAMED_READER, openForSeeding, seedArchive, spreadOf } from '../seed.ts'
import { copyDatabase, type Server, startOurs } from '../service.ts'
import { judge, median, pairedRatio, type Result } from '../stats.ts'

/** What a reader or a moderator does, the same at every size. */
const questions: [string, (url: URL, site: string, articles: number) => NextRequest][] = [
  ['thread page', missingPages],
  ['queue page', (url, site) => queuePage(url, { site, state: 'pending' })],
  ['search for a name', (url, site) => queuePage(url, { site, q: NAMED_READER })],
  ['search for a common word', (url, site) => queuePage(url, { site, q: 'giáo viên' })],
  ['insert', (url, site, articles) => newComments(url, createComments(site, articles, '', 5))],
]

/** The same questions to a small and to a large archive, in turns. What is inserted stays in an archive that is kept. */
export async function measureGrowth(bench: Bench): Promise<Result[]> {
  const { archive, dir, site, articles, largeComments } = bench
  const largeDir = bench.largeArchive ?? join(dir, 'large')
  const bytes = await prepareLarge(bench, largeDir)
  const small = await startOurs(await copyDatabase(archive, join(dir, 'small')))
  const large = await startOurs(largeDir)
  try {
    const results: Result[] = []
    for (const [name, ask] of questions) {
      bench.say(name)
      const sizes = {
        small: { server: small, next: ask(small.url, site, articles) },
        large: { server: large, next: ask(large.url, site, spreadOf(largeSpread(bench)).full) },
      }
      results.push(await compareTimes(bench, name, sizes))
    }
    return [...results, describeDisk(bytes / largeComments)]
  } finally {
    await Promise.all([small.stop(), large.stop()])
  }
}

/** Makes the large archive where there is none, and finishes its index. Bytes that its comments take on the disk. */
async function prepareLarge(bench: Bench, dir: string): Promise<number> {
  const empty = join(bench.dir, 'empty')
  ;(await openForSeeding(empty)).close()
  if (!existsSync(join(dir, 'phanhoi.db'))) await seedLarge(bench, dir)
  const client = await openForSeeding(dir)
  await expectComments(client, bench.largeComments)
  await indexArchive(client, (waiting) => {
    bench.progress('comments searchable', bench.largeComments - waiting, bench.largeComments)
  })
  client.close()
  return (await fileBytes(dir)) - (await fileBytes(empty))
}

const largeSpread = ({ largeComments, bigThread, largeArticles }: Bench) => ({
  comments: largeComments - bigThread,
  articles: largeArticles,
})

/** Seeds beside the place and moves it there when it is whole. */
async function seedLarge(bench: Bench, dir: string): Promise<void> {
  const unfinished = `${dir}.unfinished`
  await rm(unfinished, { recursive: true, force: true })
  const client = await openForSeeding(unfinished)
  await seedArchive(client, {
    ...largeSpread(bench),
    site: bench.site,
    bigThread: bench.bigThread,
    now: new Date(),
    onProgress: (done) => {
      bench.progress('comments', done, bench.largeComments)
    },
  })
  client.close()
  await rename(unfinished, dir)
}

async function expectComments(client: Client, wanted: number): Promise<void> {
  const { rows } = await client.execute('SELECT max(seq) AS last FROM comment')
  const found = Number(rows[0]?.['last'])
  if (found < wanted) throw new Error(`The archive has ${found} comments instead of ${wanted}`)
}

interface Side {
  server: Server
  next: NextRequest
}

async function compareTimes(
  { rounds, ms, comments, largeComments }: Bench,
  name: string,
  sizes: { small: Side; large: Side },
): Promise<Result> {
  const load =
    ({ server, next }: Side) =>
    async () =>
      1000 / (await loadFully({ url: server.url, connections: 1, ms: ms / 2, next }))
  const times = await inRounds(rounds, { small: load(sizes.small), large: load(sizes.large) })
  return judge({
    name: `${name}: ${short(largeComments)} ÷ ${short(comments)} comments`,
    value: median(times.large),
    limit: median(times.small),
    ratio: pairedRatio(times.large, times.small),
    target: 1.5,
    unit: 'ms',
    bound: 'at most',
  })
}

function describeDisk(value: number): Result {
  return judge({
    name: 'disk for each comment, all indexes and search',
    value,
    limit: null,
    ratio: null,
    target: null,
    unit: 'bytes',
    bound: 'at most',
  })
}

const short = (count: number) =>
  new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 }).format(count)

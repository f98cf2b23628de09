import { join } from 'node:path'
import { inRounds, loadFully, type NextRequest } from '../load.ts'
import { createComments, missingPages, newComments, queuePage } from '../requests.ts'
import type { Bench } from '../run.ts'
import { articlesFor, fileBytes, NAMED_READER, openForSeeding, seedArchive } from '../seed.ts'
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

/** The same questions to a small and to a large archive, in turns. */
export async function measureGrowth(bench: Bench): Promise<Result[]> {
  const { archive, dir, site, comments, largeComments } = bench
  const largeDir = join(dir, 'large')
  const bytes = await seedLarge(bench, largeDir)
  const small = await startOurs(await copyDatabase(archive, join(dir, 'small')))
  const large = await startOurs(largeDir)
  try {
    const results: Result[] = []
    for (const [name, ask] of questions) {
      const sizes = {
        small: { server: small, next: ask(small.url, site, articlesFor(comments)) },
        large: { server: large, next: ask(large.url, site, articlesFor(largeComments)) },
      }
      results.push(await compareTimes(bench, name, sizes))
    }
    return [...results, describeDisk(bytes / largeComments)]
  } finally {
    await Promise.all([small.stop(), large.stop()])
  }
}

async function seedLarge({ site, largeComments, bigThread, say }: Bench, dir: string) {
  const client = await openForSeeding(dir)
  const empty = await fileBytes(dir)
  await seedArchive(client, {
    site,
    comments: largeComments - bigThread,
    bigThread,
    now: new Date(),
    onProgress: (done) => {
      say(`${done.toLocaleString('en')} of ${largeComments.toLocaleString('en')} comments`)
    },
  })
  client.close()
  return (await fileBytes(dir)) - empty
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

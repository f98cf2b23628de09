import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { indexArchive } from './index-archive.ts'
import { measureFootprint } from './lines/footprint.ts'
import { measureGrowth } from './lines/growth.ts'
import { measureHotArticle } from './lines/hot.ts'
import { measureMail } from './lines/mail.ts'
import { measureMatcher } from './lines/matcher.ts'
import { measureReads } from './lines/reads.ts'
import { measureReplica } from './lines/replica.ts'
import { measureStranger } from './lines/stranger.ts'
import { measureWidget } from './lines/widget.ts'
import { measureWorker } from './lines/worker.ts'
import { measureWrites } from './lines/writes.ts'
import { type Progress, showProgress } from './progress.ts'
import { articlesFor, openForSeeding, seedArchive } from './seed.ts'
import { formatJson, formatTable, type Result } from './stats.ts'

/** What one run works on. */
export interface Bench {
  /** Thrown away afterwards. */
  dir: string
  /** Data directory of the small seeded archive; copied before use. */
  archive: string
  /** Its pre-moderated site, and the one that publishes at once. */
  site: string
  openSite: string
  comments: number
  articles: number
  largeComments: number
  /** Of `largeComments`, so many stand under one article. */
  bigThread: number
  /** At least so many articles share the others. */
  largeArticles: number
  /** Where the large archive stays, or lies already. null: below `dir`. */
  largeArchive: string | null
  manyRequests: number
  rounds: number
  /** How long one contender is loaded in one round. */
  ms: number
  /** Names the step that begins. */
  say: (text: string) => void
  progress: Progress
}

const HELP = `npm run bench -- [options]
  --only a,b        reads, writes, mail, hot, replica, footprint, growth, widget, worker (all)
  --rounds n        rounds of each comparison (5)
  --seconds n       of load per contender and round (1)
  --large n         comments of the large archive (300000)
  --big-thread n    of them under one article (0)
  --articles n      that share the others, at least (as many as are full)
  --archive path    keeps the large archive there, and uses it the next time instead of seeding
  --requests n      for the growth of memory (100000)
  --dir path        where the data lies meanwhile (system's temporary directory)
  --json            last line is one JSON object
  --url URL         measures another server: GET it with the same client, against bare Hono with the same bytes
  --post URL --body file   and POST the file's text to that address, '{id}' and '{n}' replaced each time`

const { values: options } = parseArgs({
  options: {
    only: {
      type: 'string',
      default: 'reads,writes,mail,hot,replica,footprint,growth,widget,worker',
    },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '1' },
    large: { type: 'string', default: '300000' },
    'big-thread': { type: 'string', default: '0' },
    articles: { type: 'string', default: '0' },
    archive: { type: 'string' },
    requests: { type: 'string', default: '100000' },
    dir: { type: 'string', default: tmpdir() },
    json: { type: 'boolean', default: false },
    url: { type: 'string' },
    post: { type: 'string' },
    body: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})

const lines: Record<string, (bench: Bench) => Promise<Result[]>> = {
  reads: measureReads,
  writes: measureWrites,
  mail: measureMail,
  hot: measureHotArticle,
  replica: measureReplica,
  footprint: measureFootprint,
  growth: measureGrowth,
  matcher: measureMatcher,
  widget: measureWidget,
  worker: measureWorker,
}

if (options.help) process.stdout.write(`${HELP}\n`)
else await run()

async function run(): Promise<void> {
  const dir = await mkdtemp(join(options.dir, 'phanhoi-bench-'))
  try {
    const bench = createBench(dir)
    const results = options.url === undefined ? await measureOurs(bench) : await measureOther(bench)
    bench.say('')
    process.stdout.write(`\n${formatTable(results)}\n`)
    if (options.json)
      process.stdout.write(`\n${formatJson(results, process.version, availableParallelism())}\n`)
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

function createBench(dir: string): Bench {
  const comments = 10_000
  return {
    dir,
    archive: join(dir, 'archive'),
    site: 'bao-mau',
    openSite: 'bao-mo',
    comments,
    articles: articlesFor(comments),
    largeComments: Number(options.large),
    bigThread: Number(options['big-thread']),
    largeArticles: Number(options.articles),
    largeArchive: options.archive ?? null,
    manyRequests: Number(options.requests),
    rounds: Number(options.rounds),
    ms: Number(options.seconds) * 1000,
    say,
    progress: showProgress((text) => process.stderr.write(text), process.stderr.isTTY),
  }
}

async function measureOurs(bench: Bench): Promise<Result[]> {
  if (!existsSync(fileURLToPath(new URL('../dist/node.js', import.meta.url))))
    throw new Error('The service is not built: run npm run build')
  bench.say('seeding')
  await seedSmall(bench)
  const results: Result[] = []
  for (const name of options.only.split(',')) {
    const measure = lines[name]
    if (measure === undefined) throw new Error(`No such lines: ${name}\n${HELP}`)
    bench.say(name)
    results.push(...(await measure(bench)))
  }
  return results
}

async function seedSmall({ archive, site, openSite, comments }: Bench): Promise<void> {
  const client = await openForSeeding(archive)
  const now = new Date()
  await seedArchive(client, { site, comments, now })
  await seedArchive(client, {
    site: openSite,
    comments: 130,
    settings: { moderation: { mode: 'none' } },
    now,
  })
  await indexArchive(client)
  client.close()
}

async function measureOther(bench: Bench): Promise<Result[]> {
  const body = options.body === undefined ? '' : await readFile(options.body, 'utf8')
  const post = options.post === undefined ? null : { url: new URL(options.post), body }
  return measureStranger(bench, new URL(options.url ?? ''), post)
}

function say(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`)
  else if (text !== '') process.stderr.write(`${text}\n`)
}

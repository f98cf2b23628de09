import { join } from 'node:path'
import { type Newspaper, printNewspaper } from '../newspaper.ts'
import { openPhone, type Visit } from '../phone.ts'
import type { Bench } from '../run.ts'
import { articleKey, ROOTS } from '../seed.ts'
import { copyDatabase, type Server, startOurs } from '../service.ts'
import { bounded, judge, median, pairedRatio, type Result } from '../stats.ts'

/** Threads of the list that the widget shows first. */
const FIRST_PAGE = 20
/** Where Lighthouse begins to call a page's total blocking time more than good. */
const BLOCKING_MS = 200
/** What a task may take before it counts as long, and its rest as blocking. */
const LONG_MS = 50
const SHOWN_RATIO = 1.5
/** The widget's own weight limit for reading and posting, and a page of 20 threads with headers. */
const FIRST_BYTES = 20_000

/** On a mid-range phone: from coming near until the list is shown, what that loads, and how long it blocks. */
export async function measureWidget(bench: Bench): Promise<Result[]> {
  const ours = await startOurs(await copyDatabase(bench.archive, join(bench.dir, 'widget')))
  try {
    const first = await compareThreads(bench, ours, FIRST_PAGE)
    const all = await compareThreads(bench, ours, ROOTS)
    return [
      shownOf('list', first, SHOWN_RATIO),
      ...bytesOf(first),
      ...tasksOf(first),
      shownOf(`all ${ROOTS} threads`, all, null),
    ]
  } finally {
    await ours.stop()
  }
}

interface Rounds {
  ours: Visit[]
  bare: Visit[]
}

/** Both pages once per round, one after the other; the first round finds out what the bare page has to load. */
async function compareThreads(bench: Bench, ours: Server, threads: number): Promise<Rounds> {
  let text = ''
  const paper = await printNewspaper({
    service: ours.url,
    site: bench.openSite,
    article: articleKey(0),
    threads,
    text: () => text,
  })
  const phone = await openPhone()
  try {
    text = await readAll((await phone.visit(paper.withWidget)).urls)
    return await inPairs(bench.rounds, phone, paper)
  } finally {
    await phone.close()
    paper.stop()
  }
}

async function inPairs(
  rounds: number,
  phone: Awaited<ReturnType<typeof openPhone>>,
  { withWidget, bare }: Newspaper,
): Promise<Rounds> {
  const visits: Rounds = { ours: [], bare: [] }
  for (let round = 0; round < rounds; round++) {
    visits.ours.push(await phone.visit(withWidget))
    visits.bare.push(await phone.visit(bare))
  }
  return visits
}

async function readAll(urls: string[]): Promise<string> {
  const texts = await Promise.all(urls.map(async (url) => (await fetch(url)).text()))
  return texts.join('\n')
}

function shownOf(name: string, { ours, bare }: Rounds, target: number | null): Result {
  const values = ours.map(({ shownMs }) => shownMs)
  const limits = bare.map(({ shownMs }) => shownMs)
  return judge({
    name: `widget on a phone: near to ${name} shown ÷ the same bytes as plain text`,
    value: median(values),
    limit: median(limits),
    ratio: pairedRatio(values, limits),
    target,
    unit: 'ms',
    bound: 'at most',
  })
}

function tasksOf({ ours }: Rounds): Result[] {
  const inform = (what: string, unit: string, measure: (tasks: number[]) => number) =>
    informs(
      `widget on a phone: ${what}`,
      median(ours.map((visit) => measure(visit.longTasks))),
      unit,
    )
  return [
    bounded(
      'widget on a phone: blocked by long tasks',
      median(ours.map(blockedMs)),
      BLOCKING_MS,
      'ms',
    ),
    inform(`tasks over ${LONG_MS} ms`, '', (tasks) => tasks.length),
    inform('longest task', 'ms', (tasks) => Math.max(0, ...tasks)),
    inform('all long tasks', 'ms', (tasks) => tasks.reduce((sum, ms) => sum + ms, 0)),
  ]
}

function bytesOf({ ours }: Rounds): Result[] {
  const bytes = median(ours.map((visit) => visit.bytes))
  return [
    informs('widget on a phone: bytes before coming near', median(ours.map(early)) / 1000, 'kB'),
    bounded('widget on a phone: bytes until the list', bytes / 1000, FIRST_BYTES / 1000, 'kB'),
  ]
}

const early = ({ earlyBytes }: Visit) => earlyBytes

/** What of each long task lies beyond the 50 ms that nobody notices. */
function blockedMs({ longTasks }: Visit): number {
  return longTasks.reduce((sum, ms) => sum + Math.max(0, ms - LONG_MS), 0)
}

function informs(name: string, value: number, unit: string): Result {
  return { name, value, limit: null, ratio: null, target: null, ok: true, unit, bound: 'at most' }
}

import { fold } from '../../src/text/fold.ts'
import { compileWords } from '../../src/text/words.ts'
import type { WordEntry } from '../../src/text/word-patterns.ts'
import type { Bench } from '../run.ts'
import { bounded, judge, median, pairedRatio, type Result } from '../stats.ts'
import { createRandom, writeComment, writeName } from '../words.ts'

const ENTRIES = 5000
const UNITS = 5000
const MAX_MS = 2
/** Matches of one text are too short for the clock. */
const REPEATS = 20

/** One text of 5,000 characters against a site's 5,000 words: people's, and both made to be slow. */
export function measureMatcher({ rounds }: Bench): Promise<Result[]> {
  const random = createRandom(5)
  const names = Array.from({ length: ENTRIES }, () => writeName(random).toLowerCase())
  const nested = Array.from({ length: ENTRIES }, (_, i) => 'a '.repeat(1 + (i % 50)).trim())
  let civil = ''
  while (civil.length < UNITS) civil += `${writeComment(random)} `
  const text = civil.slice(0, UNITS)
  const cases = { civil: match(names, text), hostile: match(nested, 'a '.repeat(UNITS / 2)) }
  const folds: number[] = []
  const times = { civil: new Array<number>(), hostile: new Array<number>() }
  for (let round = 0; round < rounds * 4; round += 1) {
    folds.push(time(() => fold(text)))
    times.civil.push(time(cases.civil))
    times.hostile.push(time(cases.hostile))
  }
  return Promise.resolve([
    bounded('5,000 words × 5,000 characters', median(times.civil), MAX_MS, 'ms'),
    judge({
      name: 'words and text made to be slow ÷ people’s',
      value: median(times.hostile),
      limit: median(times.civil),
      ratio: pairedRatio(times.hostile, times.civil),
      target: 5,
      unit: 'ms',
      bound: 'at most',
    }),
    judge({
      name: '5,000 words × 5,000 characters ÷ folding the text',
      value: median(times.civil),
      limit: median(folds),
      ratio: pairedRatio(times.civil, folds),
      target: 10,
      unit: 'ms',
      bound: 'at most',
    }),
  ])
}

function match(entries: string[], text: string): () => unknown {
  const list = entries.map((entry): WordEntry => ({ entry, level: 'hold' }))
  const matcher = compileWords(list)
  return () => matcher.match(text)
}

function time(run: () => unknown): number {
  const from = performance.now()
  for (let i = 0; i < REPEATS; i += 1) run()
  return (performance.now() - from) / REPEATS
}

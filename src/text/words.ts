import type { Folded } from './fold.ts'
import { findQuotes } from './quotes.ts'
import { HARD, skeleton, type Skeleton } from './skeleton.ts'
import { judgeEvidence, type Evidence, type Judged } from './word-evidence.ts'
import { buildTrie, type WordEntry, type WordLevel } from './word-patterns.ts'
import { walkWords } from './word-walk.ts'

export type { WordEntry, WordLevel } from './word-patterns.ts'

export interface WordHit {
  /** The entry as the site wrote it. */
  entry: string
  level: WordLevel
  /** 'folded' is weak: without its marks the word may be an innocent one, so it may hold or tag but never refuse. */
  strength: Evidence
  /** UTF-16 offsets into the text, in order, at most 50. */
  spans: [number, number][]
  /** Each place in which the strength shows is in a quotation: who reports an insult does not insult. */
  isQuoted: boolean
}

export interface WordMatches {
  /** Every entry found, in the order of the list. */
  hits: WordHit[]
  /** The text repeats the list so densely that it was not read to its end: a person must look. */
  isCut: boolean
}

export interface WordMatcher {
  /** Time grows with the text, not with the list. `folded` is the text's own, where it is known already. */
  match: (text: string, folded?: Folded) => WordMatches
  /** Nodes and patterns of the tree, some 150 bytes each. */
  size: number
}

/** Prepares a list for matching; keep the result for as long as the list does not change. */
export function compileWords(entries: readonly WordEntry[]): WordMatcher {
  const trie = buildTrie(entries)
  return {
    match(text, folded) {
      const judged = prepare(text, folded)
      const finds = new Map<number, Finds>()
      const { isCut } = walkWords(trie, judged.skeleton, (pattern, path, start, end) => {
        const { entry, isException } = pattern
        const work = path.length + end - start
        const found = finds.get(entry) ?? openFinds(entries[entry])
        if (found.isProven) return 0
        const strength = judgeEvidence(judged, pattern, path)
        if (strength === null) return work
        finds.set(entry, found)
        add(found, { isException, strength, span: spanOf(judged.skeleton, start, end) })
        return work
      })
      const quotes = finds.size === 0 ? [] : findQuotes(text)
      const hits = [...finds]
        .sort(([a], [b]) => a - b)
        .flatMap(([index, { list }]) => toHit(entries[index], withoutExceptions(list), quotes))
      return { hits, isCut }
    },
    size: trie.nodes + trie.patterns.size,
  }
}

interface Find {
  isException: boolean
  strength: Evidence
  span: [number, number]
}

interface Finds {
  list: Find[]
  hasExceptions: boolean
  /** More finds would change nothing. */
  isProven: boolean
}

function openFinds(entry: WordEntry | undefined): Finds {
  return { list: [], hasExceptions: (entry?.except ?? []).length > 0, isProven: false }
}

/** What exceptions may still excuse is kept whole; else fifty are enough, and one that is strong. */
function add(finds: Finds, find: Find): void {
  const isFull = finds.list.length >= MAX_SPANS && !finds.hasExceptions
  if (!isFull || find.strength === 'marked') finds.list.push(find)
  finds.isProven = isFull && find.strength === 'marked'
}

/** In running Vietnamese half of the words carry marks; fewer than a fifth means the writer leaves them out. */
const MARKED_SHARE = 0.2

function prepare(text: string, folded?: Folded): Judged {
  const read = skeleton(text, folded)
  let words = 0
  let marked = 0
  let isMarked = false
  for (let i = 0; i < read.letters.length; i += 1) {
    isMarked ||= read.marks[i] !== 0
    if ((read.gaps[i + 1] ?? HARD) < HARD) continue
    words += 1
    if (isMarked) marked += 1
    isMarked = false
  }
  return { skeleton: read, isMarkedText: marked > words * MARKED_SHARE }
}

function spanOf(text: Skeleton, from: number, to: number): [number, number] {
  return [text.starts[from] ?? 0, text.ends[to - 1] ?? 0]
}

/** An exception excuses what lies within it, unless it is the weaker reading of the two. Both lists come ordered. */
function withoutExceptions(found: readonly Find[]): Find[] {
  const excuses = found.filter((find) => find.isException)
  if (excuses.length === 0) return [...found]
  const reach = { marked: furthestEnds(excuses, 'marked'), any: furthestEnds(excuses, null) }
  return found.filter(({ isException, strength, span }) => {
    if (isException) return false
    const ends = strength === 'marked' ? reach.marked : reach.any
    return furthestBefore(ends, span[0]) < span[1]
  })
}

/** Starts of exceptions, each with the furthest end reached so far. */
function furthestEnds(excuses: readonly Find[], strength: Evidence | null): [number, number][] {
  let furthest = -1
  return excuses
    .filter((excuse) => strength === null || excuse.strength === strength)
    .map(({ span }) => [span[0], (furthest = Math.max(furthest, span[1]))])
}

function furthestBefore(ends: readonly [number, number][], start: number): number {
  let low = 0
  let high = ends.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ends[middle]?.[0] ?? Infinity) <= start) low = middle + 1
    else high = middle
  }
  return ends[low - 1]?.[1] ?? -1
}

const MAX_SPANS = 50

function toHit(
  entry: WordEntry | undefined,
  found: readonly Find[],
  quotes: readonly [number, number][],
): WordHit[] {
  if (entry === undefined || found.length === 0) return []
  const marked = found.filter((find) => find.strength === 'marked')
  const strength = marked.length > 0 ? 'marked' : 'folded'
  const shown = marked.length > 0 ? marked : found
  const isQuoted = quotes.length > 0 && shown.every(({ span }) => isWithin(span, quotes))
  const spans = [...new Map(found.map(({ span }) => [span.join(), span])).values()]
  const { level } = entry
  return [{ entry: entry.entry, level, strength, spans: spans.slice(0, MAX_SPANS), isQuoted }]
}

/** Quotations come in order and do not overlap, so the last that starts before it decides. */
function isWithin([start, end]: [number, number], quotes: readonly [number, number][]): boolean {
  return furthestBefore(quotes, start) >= end
}

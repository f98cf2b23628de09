import { TEENCODE_LETTERS } from './lookalikes.ts'
import { NONE, SOFT, STOP, type Skeleton } from './skeleton.ts'
import type { Step } from './word-evidence.ts'
import type { Pattern, Trie } from './word-patterns.ts'

/** Called for each pattern that ends at letter `end` (exclusive); `path` is valid only during the call. */
export type OnPattern = (
  pattern: Pattern,
  path: readonly Step[],
  start: number,
  end: number,
) => void

/**
 * From each start of a word follows the tree as far as the text goes with it. Returns the work done, in nodes and
 * letters: it grows with the text, not with the list.
 */
export function walkWords(trie: Trie, text: Skeleton, onPattern: OnPattern): number {
  const runEnds = findRunEnds(text)
  const walk: Walk = { trie, text, onPattern, runEnds, path: [], start: 0, budget: 0 }
  let work = 0
  for (let start = 0; start < text.letters.length; start += 1) {
    if (text.gaps[start] === NONE) continue
    const budget = work < GENEROUS_WORK ? MAX_WORK_PER_WORD : MAX_WORK_WHEN_SHORT
    walk.start = start
    walk.budget = budget
    arrive(walk, 0, start)
    work += budget - Math.max(0, walk.budget)
  }
  return work
}

/** Nodes visited plus letters compared from one start of a word. Ordinary words need under fifty. */
const MAX_WORK_PER_WORD = 400
/** Three times what 5,000 civil characters need; only repetition made for the list gets here, and then pays less. */
const GENEROUS_WORK = 60_000
const MAX_WORK_WHEN_SHORT = 60
const BLANK = 32

interface Walk {
  trie: Trie
  text: Skeleton
  onPattern: OnPattern
  /** For each letter the end of its run of equal letters ("đmmmm"). */
  runEnds: Uint32Array
  path: Step[]
  start: number
  budget: number
}

function arrive(walk: Walk, node: number, at: number): void {
  const { trie, text, start } = walk
  walk.budget -= 1
  if (walk.budget < 0) return
  if (text.gaps[at] !== NONE) {
    for (const pattern of trie.patterns.get(node) ?? []) {
      walk.budget -= walk.path.length
      if (walk.budget < 0) return
      walk.onPattern(pattern, walk.path, start, at)
    }
  }
  if (at >= text.letters.length) return
  const gap = at === start ? NONE : (text.gaps[at] ?? STOP)
  if (gap <= SOFT) followLetter(walk, node, at)
  const blank = at === start || gap === STOP ? undefined : childOf(trie, node, BLANK)
  if (blank !== undefined) followLetter(walk, blank, at)
}

function followLetter(walk: Walk, node: number, at: number): void {
  const letter = walk.text.letters.charAt(at)
  followRun(walk, node, at, letter)
  const sound = TEENCODE_LETTERS[letter]
  if (sound !== undefined) followRun(walk, node, at, sound)
}

/** A run of equal letters may stand for one letter of a pattern or for several (`ass`, `asss`). */
function followRun(walk: Walk, from: number, at: number, spelling: string): void {
  const { path, trie } = walk
  const depth = path.length
  const end = walk.runEnds[at] ?? at + 1
  let node = from
  for (let used = at; used < end; used += 1) {
    const next = spell(trie, node, spelling)
    if (next === undefined) break
    node = next
    for (let i = 1; i < spelling.length; i += 1) path.push({ at: used, end: used + 1 })
    path.push({ at: used, end })
    arrive(walk, node, end)
    path[path.length - 1] = { at: used, end: used + 1 }
    const blank = used + 1 < end ? childOf(trie, node, BLANK) : undefined
    if (blank !== undefined) followRun(walk, blank, used + 1, spelling)
  }
  path.length = depth
}

function spell(trie: Trie, from: number, spelling: string): number | undefined {
  let node: number | undefined = from
  for (let i = 0; i < spelling.length && node !== undefined; i += 1) {
    node = childOf(trie, node, spelling.charCodeAt(i))
  }
  return node
}

function childOf(trie: Trie, node: number, unit: number): number | undefined {
  return trie.next.get(node * 65_536 + unit)
}

function findRunEnds({ letters, gaps }: Skeleton): Uint32Array {
  const ends = new Uint32Array(letters.length)
  for (let i = letters.length - 1; i >= 0; i -= 1) {
    const isRun = gaps[i + 1] === NONE && letters[i + 1] === letters[i]
    ends[i] = isRun ? (ends[i + 1] ?? i + 1) : i + 1
  }
  return ends
}

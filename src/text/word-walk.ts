import { TEENCODE_LETTERS } from './lookalikes.ts'
import { NONE, SOFT, STOP, type Skeleton } from './skeleton.ts'
import type { Step } from './word-evidence.ts'
import type { Pattern, Trie } from './word-patterns.ts'

/**
 * Called for each pattern that ends at letter `end` (exclusive); `path` is valid only during the call. Returns the work
 * it was, in letters compared.
 */
export type OnPattern = (
  pattern: Pattern,
  path: readonly Step[],
  start: number,
  end: number,
) => number

/**
 * From each start of a word follows the tree as far as the text goes with it. `work` is what that took, in nodes and
 * letters: for whatever list at most `maxWork`, and `isCut` tells that this was not enough.
 */
export function walkWords(
  trie: Trie,
  text: Skeleton,
  onPattern: OnPattern,
): { work: number; isCut: boolean } {
  const budget = maxWork(text.letters.length)
  const walk: Walk = {
    trie,
    text,
    onPattern,
    runEnds: findRunEnds(text),
    path: [],
    start: 0,
    budget,
  }
  for (let start = 0; start < text.letters.length && walk.budget >= 0; start += 1) {
    if (text.gaps[start] === NONE) continue
    walk.start = start
    arrive(walk, 0, start)
  }
  return { work: budget - Math.max(0, walk.budget), isCut: walk.budget < 0 }
}

/** Three times what 5,000 civil characters need with 5,000 entries; only repetition made for the list takes more. */
export const maxWork = (letters: number) => 20_000 + 8 * letters

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
    const ending = trie.patterns.get(node)
    if (ending !== undefined && !tellAll(walk, ending, at)) return
  }
  if (at >= text.letters.length) return
  const gap = at === start ? NONE : (text.gaps[at] ?? STOP)
  if (gap <= SOFT) followLetter(walk, node, at)
  // A mask may stand for a letter, or only beside it (`lồ*n`).
  if (at > start && gap <= SOFT && text.letters[at] === '*') arrive(walk, node, at + 1)
  const blank = at === start || gap === STOP ? 0 : trie.childOf(node, BLANK)
  if (blank !== 0) followLetter(walk, blank, at)
}

/** False where the work was too much. */
function tellAll(walk: Walk, patterns: readonly Pattern[], at: number): boolean {
  for (const pattern of patterns) {
    walk.budget -= 1 + walk.onPattern(pattern, walk.path, walk.start, at)
    if (walk.budget < 0) return false
  }
  return true
}

function followLetter(walk: Walk, node: number, at: number): void {
  const letter = walk.text.letters.charAt(at)
  followRun(walk, node, at, letter)
  const raw = walk.text.raw[at]
  if (raw === '1' || raw === '|') followRun(walk, node, at, 'l')
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
    if (next === 0) break
    node = next
    for (let i = 1; i < spelling.length; i += 1) path.push({ at: used, end: used + 1 })
    path.push({ at: used, end })
    arrive(walk, node, end)
    path[path.length - 1] = { at: used, end: used + 1 }
    const blank = used + 1 < end ? trie.childOf(node, BLANK) : 0
    if (blank !== 0) followRun(walk, blank, used + 1, spelling)
  }
  path.length = depth
}

function spell(trie: Trie, from: number, spelling: string): number {
  let node = trie.childOf(from, spelling.charCodeAt(0))
  for (let i = 1; i < spelling.length && node !== 0; i += 1) {
    node = trie.childOf(node, spelling.charCodeAt(i))
  }
  return node
}

function findRunEnds({ letters, gaps }: Skeleton): Uint32Array {
  const ends = new Uint32Array(letters.length)
  for (let i = letters.length - 1; i >= 0; i -= 1) {
    const isRun = gaps[i + 1] === NONE && letters[i + 1] === letters[i]
    ends[i] = isRun ? (ends[i + 1] ?? i + 1) : i + 1
  }
  return ends
}

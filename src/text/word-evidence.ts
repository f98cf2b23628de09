import { LETTER_BITS, TONE_BITS } from './fold.ts'
import { NONE, SOFT, type Skeleton } from './skeleton.ts'
import { isSyllable } from './syllable.ts'
import type { Pattern } from './word-patterns.ts'

/** How well a text agrees with an entry: marks and all, or only in its folded form. */
export type Evidence = 'marked' | 'folded'

/** Which letters of the text stand for one letter of a pattern: a run of equal ones, `end` exclusive. */
export interface Step {
  at: number
  end: number
}

/** A text to judge, and whether its writer uses marks at all: then `cho` is the word "cho", not "chó" typed in haste. */
export interface Judged {
  skeleton: Skeleton
  isMarkedText: boolean
}

/**
 * Weighs a pattern against the letters it was found in; null when the text says another word. Marks that differ are
 * another word (`lớn` is not `lồn`); missing marks are weak evidence, and none where the entry is exact and nothing
 * shows that the writer hid the word.
 */
export function judgeEvidence(
  text: Judged,
  pattern: Pattern,
  path: readonly Step[],
): Evidence | null {
  const disguise = findDisguise(text.skeleton, pattern, path)
  if (disguise === 'signs' && pattern.raw.length < MIN_LEET) return null
  const words = pattern.words
  const isPhrase = words.length > 2
  const isBarePhrase = isPhrase && pattern.isBare
  const isPiece = disguise === 'spacing' && isWithinLetters(text.skeleton, path)
  let isToneless = false
  let worst: Evidence = pattern.isMasked || isPiece || hasSkipped(path) ? 'folded' : 'marked'
  for (let w = 0; w + 1 < words.length; w += 1) {
    const [from = 0, to = 0] = [words[w], words[w + 1]]
    const word = compareWord(text.skeleton, pattern, path, from, to)
    if (word.isEqual) continue
    worst = 'folded'
    if (word.isToneless && word.isSubset) isToneless = true
    if (pattern.isMasked || ((disguise !== 'none' || isToneless) && word.isSubset)) continue
    if (word.isTextBare && (isPhrase || !text.isMarkedText || word.isPatternBare)) continue
    if (
      !word.isTextBare &&
      word.isPatternBare &&
      (isBarePhrase || !isSyllable(pattern.raw.slice(from, to)))
    )
      continue
    return null
  }
  const isDisguised = disguise !== 'none' || pattern.isMasked || isToneless
  return worst === 'folded' && pattern.isExact && !isDisguised ? null : worst
}

/** Single letters that go on beyond the find are more likely initials ("ông Đ.M.T."). */
function isWithinLetters({ gaps }: Skeleton, path: readonly Step[]): boolean {
  return gaps[path[0]?.at ?? 0] === SOFT || gaps[path.at(-1)?.end ?? 0] === SOFT
}

/** A mask (`lồ*n`) that was taken for a separator may have been a letter. */
function hasSkipped(path: readonly Step[]): boolean {
  return path.some(({ at }, i) => at > (path[i - 1]?.end ?? at))
}

/** Two letters read as leet or teencode (`5m`, `dj`) are too often something else. */
const MIN_LEET = 3
const NOWHERE: Step = { at: 0, end: 0 }

/** So many equal letters in a row are no slip of the finger. */
const MIN_STRETCH = 3

/** Signs of hiding: other signs for letters, letters set apart, letters drawn out. */
function findDisguise(
  { raw, gaps }: Skeleton,
  pattern: Pattern,
  path: readonly Step[],
): 'none' | 'signs' | 'spacing' {
  let found: 'none' | 'spacing' = 'none'
  let word = 0
  for (let i = 0; i < path.length; i += 1) {
    const { at, end } = path[i] ?? NOWHERE
    if (raw[at] !== pattern.raw[i]) return 'signs'
    if (pattern.words[word] === i) word += 1
    else if (gaps[at] !== NONE) found = 'spacing'
    if (end - at >= MIN_STRETCH) found = 'spacing'
  }
  return found
}

interface Comparison {
  isEqual: boolean
  /** No mark in the text that the pattern has not. */
  isSubset: boolean
  /** Other marks but no tone where there must be one: a Vietnamese syllable on c, ch, p or t (`đit`, `căc`). */
  isToneless: boolean
  isTextBare: boolean
  isPatternBare: boolean
}

/** Tones are compared by word, so that `hoà` and `hòa` are one. */
function compareWord(
  text: Skeleton,
  pattern: Pattern,
  path: readonly Step[],
  from: number,
  to: number,
): Comparison {
  let isSame = true
  let isSubset = true
  let textTones = 0
  let tones = 0
  let textLetters = 0
  let letters = 0
  for (let i = from; i < to; i += 1) {
    const step = path[i]
    if (step === undefined) continue
    const bits = marksOf(text, step)
    const expected = pattern.marks[i] ?? 0
    isSubset &&= (bits & LETTER_BITS & ~expected) === 0
    isSame &&= (bits & LETTER_BITS) === (expected & LETTER_BITS)
    isSame &&= text.raw[step.at] === pattern.raw[i] && (step.end - step.at !== 2 || bits !== 0)
    textTones |= bits & TONE_BITS
    tones |= expected & TONE_BITS
    textLetters |= bits & LETTER_BITS
    letters |= expected & LETTER_BITS
  }
  return {
    isEqual: isSame && textTones === tones,
    isSubset: isSubset && (textTones & ~tones) === 0,
    isToneless:
      textTones === 0 && textLetters !== 0 && /[cpt]h?$/.test(pattern.raw.slice(from, to)),
    isTextBare: (textTones | textLetters) === 0,
    isPatternBare: (tones | letters) === 0,
  }
}

function marksOf({ marks }: Skeleton, { at, end }: Step): number {
  let bits = 0
  for (let i = at; i < end; i += 1) bits |= marks[i] ?? 0
  return bits
}

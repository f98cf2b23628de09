import { fold } from './fold.ts'
import { findQuotes } from './quotes.ts'
import { isSyllable } from './syllable.ts'

/** In a newspaper article the lowest window of 8 words has 50 % marked words; without a Vietnamese keyboard it is 0. */
const MAX_MARKED_SHARE = 0.2
const MIN_WORDS = 8
/** Of English words about 40 % happen to have the shape of a Vietnamese syllable. */
const MIN_SYLLABLE_SHARE = 0.75

/**
 * True for Vietnamese written without marks ("không dấu"). Quotes, links, addresses, names and English do not count.
 * Only ever a reason to tag or to ask, never to refuse.
 */
export function isUnmarkedVietnamese(text: string): boolean {
  const words = ownWords(text)
  if (words.length < MIN_WORDS) return false
  if (hasMarked(words, words.length * MAX_MARKED_SHARE)) return false
  const known = words.map(fold).filter((word) => isSyllable(word) || TEENCODE.has(word)).length
  return known / words.length >= MIN_SYLLABLE_SHARE
}

/** Whether so many of the words carry marks; in marked text a fifth of them is enough to know. */
function hasMarked(words: readonly string[], enough: number): boolean {
  let marked = 0
  return words.some(
    (word) => VIETNAMESE_MARK.test(word.normalize('NFD')) && (marked += 1) >= enough,
  )
}

/** Breve, circumflex, horn, the five tones, and whatever passes for đ. */
const VIETNAMESE_MARK = /[\u0306\u0302\u031B\u0300\u0301\u0303\u0309\u0323đðɖ]/i

/** Short forms of everyday typing that are no syllables. */
const TEENCODE: ReadonlySet<string> = new Set(
  'ae bn bt ck cx dc dk đc hc hk j k kb kg kh khg ko ks lm mk mn mng nc ng nhg nhm ns nt ntn ny ok pk r rk sn tks trc tui vk vl vs vn w z zay zo'.split(
    ' ',
  ),
)

/** Words the writer typed as running text: lower case, unless everything is in capitals. */
function ownWords(text: string): string[] {
  const typed = withoutQuotes(text)
  const words = ADDRESS.test(typed)
    ? typed
        .split(/\s+/)
        .filter((token) => !ADDRESS.test(token))
        .flatMap(wordsOf)
    : wordsOf(typed)
  const lower = words.filter((word) => !/^\p{Lu}/u.test(word))
  return lower.length >= words.length / 4 ? lower : words.every(isUpper) ? words : lower
}

const ADDRESS = /[@/\\]|\p{L}\.\p{L}/u

function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{M}]+/gu) ?? []
}

function isUpper(word: string): boolean {
  return word === word.toUpperCase()
}

/** Drops quoted lines and passages in quotation marks: the reader did not type those. */
function withoutQuotes(text: string): string {
  let own = ''
  let end = 0
  for (const [from, to] of findQuotes(text)) {
    own += `${text.slice(end, from)} `
    end = to
  }
  return own + text.slice(end)
}

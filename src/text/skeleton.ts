import { foldWithOffsets, type Folded } from './fold.ts'
import { LEET, unmask } from './lookalikes.ts'
import { textOf } from './units.ts'

/** No gap: the letters stand together. */
export const NONE = 0
/** Perhaps a gap: signs inside a word, or blanks around single letters (`l.ồ n`), may be disguise. */
export const SOFT = 1
/** The end of a word. */
export const HARD = 2
/** The end of a clause: no phrase goes across. */
export const STOP = 3

/** The letters of a text as they are meant to be read, without what stands between them. */
export interface Skeleton {
  /** One UTF-16 unit per letter: folded, look-alikes and leet made Latin; `*` where a letter was masked. */
  letters: string
  /** The same before leet (`l0n` keeps its 0). */
  raw: string
  /** What stands before letter `i`: NONE, SOFT, HARD or STOP. One longer than `letters`. */
  gaps: Uint8Array
  /** For each letter the range of the original text, in UTF-16 units. */
  starts: Uint32Array
  ends: Uint32Array
  /** Bits of `VIETNAMESE_MARKS`. */
  marks: Uint16Array
}

/**
 * Sees through look-alike letters, leet, masks and separators. Linear; offsets lead back to the original. `folded` is
 * the text's own, where it is known already.
 */
export function skeleton(text: string, folded = foldWithOffsets(text)): Skeleton {
  const units = folded.text.length
  if (draft?.kinds.length !== Math.max(DRAFT_UNITS, units)) draft = openDraft(units)
  draft.length = 0
  classify(draft, folded.text)
  let before: Token | null = null
  for (let at = 0; at < units; at += 1) {
    if (draft.kinds[at] === SEPARATOR) continue
    const token = readToken(draft, at, units)
    const gap = before === null ? HARD : gapBetween(folded.text, before, token)
    append(draft, folded, token, gap)
    before = token
    at = token.end - 1
  }
  return closeDraft(draft)
}

const SEPARATOR = 0
const DIGIT = 1
const LETTER = 2
const SIGN = 3
/** Second half of a surrogate pair: belongs to the unit before. */
const TAIL = 4

const AT = 0x40
const DOLLAR = 0x24

/** Room for most texts, kept from one to the next: making it anew takes as long as reading a comment. */
const DRAFT_UNITS = 1024
let draft: Draft | undefined

/** Letters, and signs where they are read as letters; all else separates. */
function classify({ kinds, raws }: Draft, folded: string): void {
  let hasSigns = false
  for (let at = 0; at < folded.length; at += 1) {
    const code = folded.charCodeAt(at)
    if (code < 0x80) {
      const kind = ASCII_KINDS[code] ?? SEPARATOR
      hasSigns ||= kind === SIGN
      kinds[at] = kind
      raws[at] = code
    } else {
      const character = String.fromCodePoint(folded.codePointAt(at) ?? code)
      const raw = unmask(character)
      const kind = kindOf(raw)
      kinds[at] = kind
      raws[at] = raw.charCodeAt(0)
      if (character.length === 2) kinds[(at += 1)] = kind === SEPARATOR ? SEPARATOR : TAIL
    }
  }
  if (hasSigns) dropIdleSigns(kinds, raws, folded.length)
}

/** `@` and `$` are read as letters at either end of a word too, the other signs only inside (`đi!` is no word). */
function dropIdleSigns(kinds: Uint8Array, raws: Uint16Array, length: number): void {
  const isFollowed = new Uint8Array(length)
  for (let i = length - 2; i >= 0; i -= 1) {
    const next = kinds[i + 1]
    isFollowed[i] = next === SIGN ? (isFollowed[i + 1] ?? 0) : next === SEPARATOR ? 0 : 1
  }
  let isAfterWord = false
  for (let i = 0; i < length; i += 1) {
    if (kinds[i] !== SIGN) {
      isAfterWord = kinds[i] !== SEPARATOR
      continue
    }
    const isBeforeWord = isFollowed[i] === 1
    const isEdgeSign = raws[i] === AT || raws[i] === DOLLAR
    const isRead = isEdgeSign ? isAfterWord || isBeforeWord : isAfterWord && isBeforeWord
    if (!isRead) kinds[i] = SEPARATOR
  }
}

function kindOf(raw: string): number {
  const code = raw.charCodeAt(0)
  if (code < 0x80) return ASCII_KINDS[code] ?? SEPARATOR
  if (raw.length > 1) return SEPARATOR
  return /\p{L}/u.test(raw) ? LETTER : /\p{N}/u.test(raw) ? DIGIT : SEPARATOR
}

const ASCII_KINDS = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code)
  if (/[a-z]/i.test(character)) return LETTER
  if (/\d/.test(character)) return DIGIT
  return /[@$!|*]/.test(character) ? SIGN : SEPARATOR
})

interface Token {
  start: number
  end: number
  hasLetter: boolean
  /** Its letter where it has only one, else ''. */
  single: string
}

function readToken({ kinds, raws }: Draft, start: number, length: number): Token {
  let end = start
  let hasLetter = false
  let letters = 0
  while (end < length && kinds[end] !== SEPARATOR) {
    hasLetter ||= kinds[end] === LETTER
    if (kinds[end] !== TAIL) letters += 1
    end += 1
  }
  return {
    start,
    end,
    hasLetter,
    single: letters === 1 && hasLetter ? String.fromCharCode(raws[start] ?? 0) : '',
  }
}

/** Longest separator between the letters of one disguised word. */
const MAX_SEPARATOR = 3

function gapBetween(folded: string, before: Token, after: Token): number {
  const separator = folded.slice(before.end, after.start)
  const outer = separator.length > 1 && /[,.;:?!…]\s/.test(separator) ? STOP : HARD
  if (separator.length > MAX_SEPARATOR) return outer
  if (!separator.includes(' ')) return SOFT
  if (before.single !== '' && after.single !== '') return SOFT
  return isConsonant(before.single) || isConsonant(after.single) ? SOFT : outer
}

/** A consonant alone is no Vietnamese word; a vowel is (`ở`, `à`, `ý`). */
function isConsonant(single: string): boolean {
  return single !== '' && !'aeiouy'.includes(single)
}

interface Draft {
  /** Of each unit of the folded text what it is, and the code of the letter that it is meant to be. */
  kinds: Uint8Array
  raws: Uint16Array
  /** The letters so far, as in `Skeleton`. */
  letters: Uint16Array
  raw: Uint16Array
  gaps: Uint8Array
  starts: Uint32Array
  ends: Uint32Array
  marks: Uint16Array
  /** How many letters there are so far. */
  length: number
}

/** Room for one letter per folded unit, which is never exceeded. */
function openDraft(units: number): Draft {
  const size = Math.max(DRAFT_UNITS, units)
  return {
    kinds: new Uint8Array(size),
    raws: new Uint16Array(size),
    letters: new Uint16Array(size),
    raw: new Uint16Array(size),
    gaps: new Uint8Array(size + 1),
    starts: new Uint32Array(size),
    ends: new Uint32Array(size),
    marks: new Uint16Array(size),
    length: 0,
  }
}

/** Digits are leet only beside letters: a year stays a year. */
function append(draft: Draft, folded: Folded, token: Token, gap: number): void {
  const { kinds, raws } = draft
  let before = token.start
  for (let at = token.start; at < token.end; at += 1) {
    const kind = kinds[at]
    if (kind === TAIL) continue
    const raw = raws[at] ?? 0
    const i = draft.length
    const last = at + 1 < token.end && kinds[at + 1] === TAIL ? at + 1 : at
    const isInner = (kinds[before] === SIGN) === (kind === SIGN)
    draft.raw[i] = raw
    draft.letters[i] =
      kind === SIGN || (kind === DIGIT && token.hasLetter) ? (LEET_CODES.get(raw) ?? raw) : raw
    draft.gaps[i] = at === token.start ? gap : isInner ? NONE : SOFT
    draft.starts[i] = folded.starts[at] ?? 0
    draft.ends[i] = folded.ends[last] ?? 0
    draft.marks[i] = folded.marks[at] ?? 0
    draft.length += 1
    before = at
  }
}

const LEET_CODES: ReadonlyMap<number, number> = new Map(
  Object.entries(LEET).map(([sign, letter]) => [sign.charCodeAt(0), letter.charCodeAt(0)]),
)

function closeDraft({ length, ...draft }: Draft): Skeleton {
  draft.gaps[length] = HARD
  return {
    letters: textOf(draft.letters, length),
    raw: textOf(draft.raw, length),
    gaps: draft.gaps.slice(0, length + 1),
    starts: draft.starts.slice(0, length),
    ends: draft.ends.slice(0, length),
    marks: draft.marks.slice(0, length),
  }
}

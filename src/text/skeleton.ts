import { foldWithOffsets, type Folded } from './fold.ts'
import { LEET, unmask } from './lookalikes.ts'

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

/** Sees through look-alike letters, leet, masks and separators. Linear; offsets lead back to the original. */
export function skeleton(text: string): Skeleton {
  const folded = foldWithOffsets(text)
  const units = classify(folded.text)
  const draft = openDraft(folded.text.length)
  let before: Token | null = null
  for (let at = 0; at < units.kinds.length; at += 1) {
    if (units.kinds[at] === SEPARATOR) continue
    const token = readToken(units, at)
    const gap = before === null ? HARD : gapBetween(folded.text, before, token)
    append(draft, folded, units, token, gap)
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

interface Units {
  /** One per UTF-16 unit of the folded text. */
  kinds: Uint8Array
  /** Code of the letter that the unit is meant to be. */
  raws: Uint16Array
}

/** Letters, and signs where they are read as letters; all else separates. */
function classify(folded: string): Units {
  const kinds = new Uint8Array(folded.length)
  const raws = new Uint16Array(folded.length)
  for (let at = 0; at < folded.length; at += 1) {
    const code = folded.charCodeAt(at)
    if (code < 0x80) {
      kinds[at] = ASCII_KINDS[code] ?? SEPARATOR
      raws[at] = code
    } else {
      const character = String.fromCodePoint(folded.codePointAt(at) ?? code)
      const raw = unmask(character)
      kinds[at] = kindOf(raw)
      raws[at] = raw.charCodeAt(0)
      if (character.length === 2) at += 1
      if (character.length === 2 && kinds[at - 1] !== SEPARATOR) kinds[at] = TAIL
    }
  }
  dropIdleSigns(kinds, raws)
  return { kinds, raws }
}

/** `@` and `$` are read as letters at either end of a word too, the other signs only inside (`đi!` is no word). */
function dropIdleSigns(kinds: Uint8Array, raws: Uint16Array): void {
  const isFollowed = new Uint8Array(kinds.length)
  for (let i = kinds.length - 2; i >= 0; i -= 1) {
    const next = kinds[i + 1]
    isFollowed[i] = next === SIGN ? (isFollowed[i + 1] ?? 0) : next === SEPARATOR ? 0 : 1
  }
  let isAfterWord = false
  kinds.forEach((kind, i) => {
    if (kind !== SIGN) {
      isAfterWord = kind !== SEPARATOR
      return
    }
    const isBeforeWord = isFollowed[i] === 1
    const isEdgeSign = raws[i] === AT || raws[i] === DOLLAR
    const isRead = isEdgeSign ? isAfterWord || isBeforeWord : isAfterWord && isBeforeWord
    if (!isRead) kinds[i] = SEPARATOR
  })
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

function readToken({ kinds, raws }: Units, start: number): Token {
  let end = start
  let hasLetter = false
  let length = 0
  while (end < kinds.length && kinds[end] !== SEPARATOR) {
    hasLetter ||= kinds[end] === LETTER
    if (kinds[end] !== TAIL) length += 1
    end += 1
  }
  return {
    start,
    end,
    hasLetter,
    single: length === 1 && hasLetter ? String.fromCharCode(raws[start] ?? 0) : '',
  }
}

/** Longest separator between the letters of one disguised word. */
const MAX_SEPARATOR = 3

function gapBetween(folded: string, before: Token, after: Token): number {
  const separator = folded.slice(before.end, after.start)
  const outer = /[,.;:?!…]\s/.test(separator) ? STOP : HARD
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
  letters: string
  raw: string
  gaps: Uint8Array
  starts: Uint32Array
  ends: Uint32Array
  marks: Uint16Array
}

/** Room for one letter per folded unit, which is never exceeded. */
function openDraft(size: number): Draft {
  return {
    letters: '',
    raw: '',
    gaps: new Uint8Array(size + 1).fill(HARD),
    starts: new Uint32Array(size),
    ends: new Uint32Array(size),
    marks: new Uint16Array(size),
  }
}

/** Digits are leet only beside letters: a year stays a year. */
function append(draft: Draft, folded: Folded, units: Units, token: Token, gap: number): void {
  const { kinds, raws } = units
  let before = token.start
  for (let at = token.start; at < token.end; at += 1) {
    const kind = kinds[at]
    if (kind === TAIL) continue
    const raw = String.fromCharCode(raws[at] ?? 0)
    const i = draft.raw.length
    const last = kinds[at + 1] === TAIL ? at + 1 : at
    const isInner = (kinds[before] === SIGN) === (kind === SIGN)
    draft.raw += raw
    draft.letters += kind === SIGN || (kind === DIGIT && token.hasLetter) ? (LEET[raw] ?? raw) : raw
    draft.gaps[i] = at === token.start ? gap : isInner ? NONE : SOFT
    draft.starts[i] = folded.starts[at] ?? 0
    draft.ends[i] = folded.ends[last] ?? 0
    draft.marks[i] = folded.marks[at] ?? 0
    before = at
  }
}

function closeDraft(draft: Draft): Skeleton {
  const size = draft.raw.length
  draft.gaps[size] = HARD
  return {
    letters: draft.letters,
    raw: draft.raw,
    gaps: draft.gaps.subarray(0, size + 1),
    starts: draft.starts.subarray(0, size),
    ends: draft.ends.subarray(0, size),
    marks: draft.marks.subarray(0, size),
  }
}

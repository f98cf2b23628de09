import { INVISIBLE, MARK } from './characters.ts'
import { textOf } from './units.ts'

/** Folded text with, for each of its UTF-16 units, the range of the original it came from and the marks it lost. */
export interface Folded {
  text: string
  starts: Uint32Array
  /** Exclusive; includes the combining marks that follow the letter. */
  ends: Uint32Array
  /** Bits of `VIETNAMESE_MARKS`, 0 for a bare letter. */
  marks: Uint16Array
}

/** Bits of `Folded.marks`: what a letter carried. The upper five are tones, the lower four make another letter. */
export const VIETNAMESE_MARKS: Readonly<Record<string, number>> = {
  '\u0306': 1, // breve: ă
  '\u0302': 2, // circumflex: â ê ô
  '\u031B': 4, // horn: ơ ư
  '\u0300': 16, // huyền
  '\u0301': 32, // sắc
  '\u0303': 64, // ngã
  '\u0309': 128, // hỏi
  '\u0323': 256, // nặng
}
/** The bar of đ. */
export const STROKE = 8
/** The bits that make another letter (ă, â, đ, …). */
export const LETTER_BITS = 15
/** The bits that are tones. */
export const TONE_BITS = 16 | 32 | 64 | 128 | 256

/**
 * The form in which texts are equal to a reader in a hurry: no marks, no case, no compatibility forms, đ as d, nothing
 * invisible, single blanks. For search, duplicates and bans. Idempotent; linear for every input, because characters are
 * decomposed one by one.
 */
export function fold(text: string): string {
  write(text)
  return textOf(draft.units, draft.length)
}

/** `fold` with the way back: unit `i` of the result is `text.slice(starts[i], ends[i])`. */
export function foldWithOffsets(text: string): Folded {
  write(text)
  const { length } = draft
  return {
    text: textOf(draft.units, length),
    starts: draft.starts.slice(0, length),
    ends: draft.ends.slice(0, length),
    marks: draft.marks.slice(0, length),
  }
}

/** Range of the original that the folded units `from` (inclusive) to `to` (exclusive) came from. */
export function sourceSpan(folded: Folded, from: number, to: number): [number, number] {
  return [folded.starts[from] ?? 0, folded.ends[to - 1] ?? 0]
}

interface Draft {
  units: Uint16Array
  starts: Uint32Array
  ends: Uint32Array
  marks: Uint16Array
  /** How many of each are in use. */
  length: number
  isAfterBlank: boolean
}

function openDraft(size: number): Draft {
  return {
    units: new Uint16Array(size),
    starts: new Uint32Array(size),
    ends: new Uint32Array(size),
    marks: new Uint16Array(size),
    length: 0,
    isAfterBlank: true,
  }
}

/** Room for most texts, kept from one to the next: making it anew takes as long as folding a comment. */
const DRAFT_UNITS = 1024
let draft = openDraft(DRAFT_UNITS)

/** Folds into `draft`. */
function write(text: string): void {
  const size = Math.max(DRAFT_UNITS, text.length + MAX_EXPANSION)
  if (draft.units.length !== size) draft = openDraft(size)
  draft.length = 0
  draft.isAfterBlank = true
  let end = 0
  for (let at = 0; at < text.length; at = end) {
    const code = text.codePointAt(at) ?? 0
    end = at + (code > 0xffff ? 2 : 1)
    if (draft.length + MAX_EXPANSION > draft.units.length) draft = enlarge(draft)
    const folded = foldPoint(code)
    if (folded.units.length === 0 && folded.isMark) extendLast(draft, end, folded.leadingMarks)
    else append(draft, folded, at, end)
  }
  if (draft.isAfterBlank && draft.length > 0) draft.length -= 1
}

function enlarge({ units, starts, ends, marks, ...rest }: Draft): Draft {
  const larger = openDraft(units.length * 2)
  larger.units.set(units)
  larger.starts.set(starts)
  larger.ends.set(ends)
  larger.marks.set(marks)
  return { ...larger, ...rest }
}

function append(out: Draft, folded: FoldedCharacter, start: number, end: number): void {
  for (let i = 0; i < folded.units.length; i += 1) {
    const unit = folded.units[i] ?? 0
    if (unit === BLANK && out.isAfterBlank) continue
    out.isAfterBlank = unit === BLANK
    out.units[out.length] = unit
    out.starts[out.length] = start
    out.ends[out.length] = end
    out.marks[out.length] = folded.marks[i] ?? 0
    out.length += 1
  }
}

/** A mark that follows a character belongs to all of its units. */
function extendLast(out: Draft, end: number, marks: number): void {
  const last = out.length - 1
  if (last < 0 || out.isAfterBlank) return
  const start = out.starts[last]
  for (let i = last; i >= 0 && out.starts[i] === start; i -= 1) out.ends[i] = end
  out.marks[last] = (out.marks[last] ?? 0) | marks
}

interface FoldedCharacter {
  /** UTF-16, at most `MAX_EXPANSION`. */
  units: readonly number[]
  marks: readonly number[]
  isMark: boolean
  /** Marks for the letter before, when the character itself is a combining mark. */
  leadingMarks: number
}

/** Letters that look or sound the same but have no decomposition; ς is the same letter as σ at the end of a word. */
const UNDECOMPOSED: Readonly<Record<string, string>> = {
  đ: 'd',
  ð: 'd',
  ɖ: 'd',
  ς: 'σ',
  '。': '.', // a dot to IDNA (RFC 3490 §3.1)
  '\u2800': ' ', // a Braille cell without dots
}

/** A few characters stand for whole phrases (U+FDFA for 18 letters): they stay, or a short text would grow long. */
const MAX_EXPANSION = 4
const BLANK = 0x20

/** Memo of the pure function below: of what Vietnamese and its neighbours are written in, found by place, */
const NEAR = 0x2100
const near = new Array<FoldedCharacter | undefined>(NEAR).fill(undefined)
/** and of everything else, cleared when hostile input fills it. */
const far = new Map<number, FoldedCharacter>()
const MAX_FAR = 4096

function foldPoint(code: number): FoldedCharacter {
  if (code < NEAR) return (near[code] ??= decompose(String.fromCharCode(code)))
  const hit = far.get(code)
  if (hit !== undefined) return hit
  if (far.size >= MAX_FAR) far.clear()
  const folded = decompose(String.fromCodePoint(code))
  far.set(code, folded)
  return folded
}

function decompose(character: string): FoldedCharacter {
  let text = ''
  let leadingMarks = 0
  const marks: number[] = []
  for (const part of character.normalize('NFKD').toLowerCase().normalize('NFKD')) {
    if (MARK.test(part)) {
      const bit = VIETNAMESE_MARKS[part] ?? 0
      if (marks.length === 0) leadingMarks |= bit
      else marks[marks.length - 1] = (marks.at(-1) ?? 0) | bit
    } else if (!INVISIBLE.test(part)) {
      const base = /\s/.test(part) ? ' ' : (UNDECOMPOSED[part] ?? part)
      text += base
      for (let i = 0; i < base.length; i += 1) marks.push(base === 'd' && part !== 'd' ? STROKE : 0)
    }
  }
  if (text.length > MAX_EXPANSION)
    return { units: unitsOf(character), marks: [], isMark: false, leadingMarks }
  return { units: unitsOf(text), marks, isMark: MARK.test(character), leadingMarks }
}

function unitsOf(text: string): number[] {
  return Array.from({ length: text.length }, (_, i) => text.charCodeAt(i))
}

import { INVISIBLE, MARK } from './characters.ts'

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
  let folded = ''
  let isAfterBlank = true
  for (const character of text) {
    for (const unit of foldPoint(character.codePointAt(0) ?? 0).text) {
      const isBlank = unit === ' '
      if (!(isBlank && isAfterBlank)) folded += unit
      isAfterBlank = isBlank
    }
  }
  return folded.endsWith(' ') ? folded.slice(0, -1) : folded
}

/** `fold` with the way back: unit `i` of the result is `text.slice(starts[i], ends[i])`. */
export function foldWithOffsets(text: string): Folded {
  const out: Draft = { text: '', isAfterBlank: true, starts: [], ends: [], marks: [] }
  let end = 0
  for (let at = 0; at < text.length; at = end) {
    const code = text.codePointAt(at) ?? 0
    end = at + (code > 0xffff ? 2 : 1)
    const folded = foldPoint(code)
    if (folded.text === '' && folded.isMark) extendLast(out, end, folded.leadingMarks)
    else append(out, folded, at, end)
  }
  dropTrailingBlank(out)
  return {
    text: out.text,
    starts: new Uint32Array(out.starts),
    ends: new Uint32Array(out.ends),
    marks: new Uint16Array(out.marks),
  }
}

/** Range of the original that the folded units `from` (inclusive) to `to` (exclusive) came from. */
export function sourceSpan(folded: Folded, from: number, to: number): [number, number] {
  return [folded.starts[from] ?? 0, folded.ends[to - 1] ?? 0]
}

interface Draft {
  text: string
  /** Kept beside `text`, because looking at the end of a growing string copies it: quadratic. */
  isAfterBlank: boolean
  starts: number[]
  ends: number[]
  marks: number[]
}

function append(out: Draft, folded: FoldedCharacter, start: number, end: number): void {
  for (let i = 0; i < folded.text.length; i += 1) {
    const unit = folded.text.charAt(i)
    if (unit === ' ' && out.isAfterBlank) continue
    out.isAfterBlank = unit === ' '
    out.text += unit
    out.starts.push(start)
    out.ends.push(end)
    out.marks.push(folded.marks[i] ?? 0)
  }
}

/** A mark that follows a character belongs to all of its units. */
function extendLast(out: Draft, end: number, marks: number): void {
  const last = out.text.length - 1
  if (last < 0 || out.isAfterBlank) return
  const start = out.starts[last]
  for (let i = last; i >= 0 && out.starts[i] === start; i -= 1) out.ends[i] = end
  out.marks[last] = (out.marks[last] ?? 0) | marks
}

function dropTrailingBlank(out: Draft): void {
  if (!out.text.endsWith(' ')) return
  out.text = out.text.slice(0, -1)
  out.starts.pop()
  out.ends.pop()
  out.marks.pop()
}

interface FoldedCharacter {
  text: string
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

/** Memo of the pure function below; cleared when hostile input fills it. */
const known = new Map<number, FoldedCharacter>()
const MAX_KNOWN = 4096

function foldPoint(code: number): FoldedCharacter {
  const hit = known.get(code)
  if (hit !== undefined) return hit
  if (known.size >= MAX_KNOWN) known.clear()
  const folded = decompose(String.fromCodePoint(code))
  known.set(code, folded)
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
    return { text: character, marks: [], isMark: false, leadingMarks }
  return { text, marks, isMark: MARK.test(character), leadingMarks }
}

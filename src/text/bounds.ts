import { INVISIBLE, isPlain, MARK, MAX_RAW_MARKS } from './characters.ts'

export type TextFault = 'too-long' | 'control' | 'ill-formed' | 'marks'

/**
 * First reason to refuse a multi-line text, or null. Linear, and stops at `maxUnits` UTF-16 units: call it before
 * anything that normalises. Allowed controls are `\n`, `\t` and `\r\n`; SQLite cuts text at NUL when it reads it back.
 */
export function findTextFault(raw: string, maxUnits: number): TextFault | null {
  if (raw.length > maxUnits) return 'too-long'
  if (isPlain(raw)) return null
  if (FORBIDDEN_CONTROL.test(raw)) return 'control'
  if (LONE_SURROGATE.test(raw)) return 'ill-formed'
  return hasMarkPile(raw) ? 'marks' : null
}

/** The same for names, subjects and other single lines: line breaks and tabs are faults too, they forge mail headers. */
export function findLineFault(raw: string, maxUnits: number): TextFault | null {
  const fault = findTextFault(raw, maxUnits)
  return fault ?? (LINE_BREAK.test(raw) ? 'control' : null)
}

// eslint-disable-next-line no-control-regex
const FORBIDDEN_CONTROL = /[\x00-\x08\v\f\x0E-\x1F\x7F-\x9F]|\r(?!\n)/
const LINE_BREAK = /[\t\n\r\u2028\u2029]/
const LONE_SURROGATE = /\p{Surrogate}/u

/** Invisible characters between marks do not end a run: they are stripped before normalising. */
function hasMarkPile(raw: string): boolean {
  let run = 0
  for (const character of raw) {
    if (character < '\u0300') run = character === '\u00AD' ? run : 0
    else if (MARK.test(character)) run += 1
    else if (!INVISIBLE.test(character)) run = 0
    if (run > MAX_RAW_MARKS) return true
  }
  return false
}

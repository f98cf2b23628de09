import { isPlain, MAX_MARKS, MAX_RAW_MARKS } from './characters.ts'
import { fold } from './fold.ts'
import { isSyllable } from './syllable.ts'

/**
 * The stored form of a multi-line text: NFC, `\n`, plain blanks, nothing invisible, at most two empty lines together,
 * trimmed. Idempotent. Check `findTextFault` first; what is stored must be what was acknowledged.
 */
export function normaliseText(raw: string): string {
  return compose(raw.replace(/\r\n?|[\u2028\u2029]/g, '\n'))
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{4,}/g, '\n\n\n')
    .trim()
}

/** The stored form of a name, subject or other single line. Idempotent. Check `findLineFault` first. */
export function normaliseLine(raw: string): string {
  return compose(raw).replace(/\s+/g, ' ').trim()
}

const MARK_PILE = new RegExp(`(\\p{M}{${MAX_RAW_MARKS}})\\p{M}+`, 'gu')
const LONG_MARKS = new RegExp(`(\\p{M}{${MAX_MARKS}})\\p{M}+`, 'gu')

/** Cuts piles of marks before composing, so that it is linear even for a caller who forgot the bounds. */
function compose(text: string): string {
  if (isPlain(text)) return text
  const composed = stripInvisible(text).replace(MARK_PILE, '$1').normalize('NFC')
  return repairEth(composed.replace(LONG_MARKS, '$1').replace(/[\p{Zs}\u2800]/gu, ' '))
}

/** Emoji keep their joiners, skin tones and variation selectors; elsewhere invisible characters only disguise. */
function stripInvisible(text: string): string {
  return text.replace(EMOJI_OR_INVISIBLE, '$1')
}

const PICTURE = String.raw`\p{Extended_Pictographic}\p{Emoji_Modifier}?[\uFE0E\uFE0F]?`
const EMOJI_OR_INVISIBLE = new RegExp(
  String.raw`(${PICTURE}(?:\u200D${PICTURE})*|[0-9#*]\uFE0F\u20E3)|[\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB]`,
  'gu',
)

/** Old fonts and keyboards type Icelandic Ð or African Ɖ for Đ: repaired where the word is a Vietnamese syllable. */
function repairEth(text: string): string {
  return text.replace(/(?<![\p{L}\p{M}])[ÐðƉɖ]\p{L}{1,6}(?![\p{L}\p{M}])/gu, (word) =>
    isSyllable(fold(word)) ? (/^[ÐƉ]/.test(word) ? 'Đ' : 'đ') + word.slice(1) : word,
  )
}

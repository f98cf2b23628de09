import type { Context } from './context.ts'

const unmarkedVietnamese = {
  unmarked:
    'Bạn đang gõ không dấu. Xin vui lòng gõ tiếng Việt có dấu để ý kiến được duyệt nhanh hơn.',
}

/** What to say about a text without Vietnamese marks, '' when it has enough of them. */
export const adviceOn = (text: string, words: Context['words']) =>
  isUnmarked(text) ? words(unmarkedVietnamese).unmarked : ''

/**
 * Whether a text is most likely Vietnamese typed without marks: at least 8 words, under a fifth of them marked.
 * In ordinary Vietnamese 86 % of the words carry a mark.
 */
function isUnmarked(text: string) {
  const words =
    text
      .slice(0, 5000)
      .normalize('NFC')
      .match(/\p{L}+/gu) ?? []
  return (
    words.length > 7 &&
    words.filter((word) => /[\u00c0-\u1ef9]/.test(word)).length < words.length / 5
  )
}

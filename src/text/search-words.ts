import { fold } from './fold.ts'

/** The words of a text as the search index knows them: runs of letters and digits, folded. */
export function searchWords(text: string): string[] {
  return fold(text).match(/[\p{L}\p{N}]+/gu) ?? []
}

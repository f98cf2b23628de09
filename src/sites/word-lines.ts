import type { SiteSettings } from './settings.ts'

type Word = SiteSettings['words'][number]

const levels = ['refuse', 'spam', 'hold', 'tag'] as const

/** A list of words as text, one a line: `word | level | exact | exception; exception`. */
export function writeWords(words: readonly Word[]): string {
  return words.map((word) => `${lineOf(word)}\n`).join('')
}

function lineOf({ entry, level, exact, except = [] }: Word): string {
  const parts = [entry, level, exact === true ? 'exact' : '', except.join('; ')]
  while (parts.at(-1) === '') parts.pop()
  return parts.join(' | ')
}

/** The list that a text means, and the numbers of the lines that mean nothing. Lengths are the schema's to check. */
export function readWords(text: string): { words: Word[]; faults: number[] } {
  const words: Word[] = []
  const faults: number[] = []
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '' || line.trimStart().startsWith('#')) continue
    const word = readLine(line)
    if (word === null) faults.push(i + 1)
    else words.push(word)
  }
  return { words, faults }
}

function readLine(line: string): Word | null {
  const [entry = '', level = '', exact = '', except = ''] = line
    .split('|')
    .map((part) => part.trim())
  const known = levels.find((one) => one === level.toLowerCase())
  if (entry === '' || known === undefined || !['', 'exact'].includes(exact.toLowerCase()))
    return null
  const exceptions = except
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '')
  return {
    entry,
    level: known,
    ...(exact !== '' && { exact: true }),
    ...(exceptions.length > 0 && { except: exceptions }),
  }
}

import { NONE, skeleton } from './skeleton.ts'

export type WordLevel = 'refuse' | 'spam' | 'hold' | 'tag'

/** One line of a site's list of words. */
export interface WordEntry {
  /** A word or phrase; matched as whole words. */
  entry: string
  level: WordLevel
  /** Only as written, marks included; without them only where the word is visibly disguised (`l.o.n`, `l0n`). */
  exact?: boolean | undefined
  /** Harmless phrases that contain it (`hèn chi`). */
  except?: readonly string[] | undefined
}

/** A form under which an entry, or one of its exceptions, is looked for. */
export interface Pattern {
  entry: number
  isException: boolean
  isExact: boolean
  /** `*` stands for masked letters (`f*ck`): never more than weak evidence. */
  isMasked: boolean
  raw: string
  marks: Uint16Array
  /** Index of the first letter of each word, then the number of letters. */
  words: number[]
}

/** All patterns in one tree of letters; a blank is a letter here. */
export interface Trie {
  /** Next node by `node * 65536 + unit`; the root is 0. */
  next: ReadonlyMap<number, number>
  patterns: ReadonlyMap<number, readonly Pattern[]>
}

/** Builds the tree. Time and size grow with the letters of the list; entries without letters are left out. */
export function buildTrie(entries: readonly WordEntry[]): Trie {
  const next = new Map<number, number>()
  const patterns = new Map<number, Pattern[]>()
  const add = (spelling: string, pattern: Pattern) => {
    let node = 0
    for (let i = 0; i < spelling.length; i += 1) {
      const key = node * 65_536 + spelling.charCodeAt(i)
      node = next.get(key) ?? next.size + 1
      if (!next.has(key)) next.set(key, node)
    }
    if (node !== 0) patterns.set(node, [...(patterns.get(node) ?? []), pattern])
  }
  entries.forEach(({ entry, exact = false, except = [] }, index) => {
    const common = { entry: index, isMasked: false }
    addForms(entry, { ...common, isException: false, isExact: exact }, add)
    for (const phrase of except)
      addForms(phrase, { ...common, isException: true, isExact: false }, add)
  })
  return { next, patterns }
}

function addForms(
  text: string,
  kind: Omit<Pattern, 'raw' | 'marks' | 'words'>,
  add: (spelling: string, pattern: Pattern) => void,
): void {
  const { letters, raw, gaps, marks } = skeleton(text)
  const firsts = Array.from(letters).flatMap((_, i) => (gaps[i] === NONE ? [] : [i]))
  const spelling = Array.from(letters).map((letter, i) =>
    i > 0 && gaps[i] !== NONE ? ` ${letter}` : letter,
  )
  add(spelling.join(''), { ...kind, raw, marks, words: [...firsts, letters.length] })
  if (kind.isException || firsts.length > 1) return
  for (const mask of new Set(masksOf(letters))) {
    const marks = new Uint16Array(mask.length)
    add(mask, { ...kind, isMasked: true, raw: mask, marks, words: [0, mask.length] })
  }
}

/** `fuck` is also written f*ck, f**k and f*u*c*k, `fucking` f*cking; `đm` đ*m. */
function masksOf(letters: string): string[] {
  if (letters.length < 2 || letters.length > 8 || !/^[a-z]+$/.test(letters)) return []
  const spaced = letters.split('').join('*')
  const vowels = letters.replace(/(?<=.)[aeiouy]+(?=.)/g, '*')
  const first = letters.replace(/(?<=.)[aeiouy]+(?=.)/, '*')
  const inside = `${letters.slice(0, 1)}*${letters.slice(-1)}`
  return [
    spaced,
    ...(vowels === letters ? [] : [vowels, first]),
    ...(letters.length > 2 ? [inside] : []),
  ]
}

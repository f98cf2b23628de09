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
  /** Without any marks. */
  isBare: boolean
  /** Index of the first letter of each word, then the number of letters. */
  words: number[]
}

/** All patterns in one tree of letters; a blank is a letter here. */
export interface Trie {
  /** The node behind a letter (UTF-16 unit), 0 for none; the root is 0. */
  childOf: (node: number, unit: number) => number
  patterns: ReadonlyMap<number, readonly Pattern[]>
  nodes: number
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
    if (node === 0) return
    const here = patterns.get(node)
    if (here === undefined) patterns.set(node, [pattern])
    else here.push(pattern)
  }
  entries.forEach(({ entry, exact = false, except = [] }, index) => {
    const common = { entry: index, isMasked: false }
    addForms(entry, { ...common, isException: false, isExact: exact }, add)
    for (const phrase of except)
      addForms(phrase, { ...common, isException: true, isExact: false }, add)
  })
  return { childOf: openTable(next), patterns, nodes: next.size }
}

/** The same map in 24 bytes a node, and three times as quick: a table with open addresses, at most half full. */
function openTable(next: ReadonlyMap<number, number>): Trie['childOf'] {
  const mask = 2 ** Math.ceil(Math.log2(next.size * 2 + 2)) - 1
  const parents = new Int32Array(mask + 1)
  const units = new Int32Array(mask + 1)
  const children = new Int32Array(mask + 1)
  const slotOf = (node: number, unit: number) => {
    let slot = Math.imul(node * 31 + unit, 0x9e3779b1) >>> 7
    slot &= mask
    while (children[slot] !== 0 && (parents[slot] !== node || units[slot] !== unit))
      slot = (slot + 1) & mask
    return slot
  }
  for (const [key, child] of next) {
    const node = Math.floor(key / 65_536)
    const slot = slotOf(node, key % 65_536)
    parents[slot] = node
    units[slot] = key % 65_536
    children[slot] = child
  }
  return (node, unit) => children[slotOf(node, unit)] ?? 0
}

function addForms(
  text: string,
  kind: Omit<Pattern, 'raw' | 'marks' | 'isBare' | 'words'>,
  add: (spelling: string, pattern: Pattern) => void,
): void {
  const { letters, raw, gaps, marks } = skeleton(text)
  const firsts = Array.from(letters).flatMap((_, i) => (gaps[i] === NONE ? [] : [i]))
  const spelling = Array.from(letters).map((letter, i) =>
    i > 0 && gaps[i] !== NONE ? ` ${letter}` : letter,
  )
  const isBare = marks.every((bits) => bits === 0)
  add(spelling.join(''), { ...kind, raw, marks, isBare, words: [...firsts, letters.length] })
  if (kind.isException || firsts.length > 1) return
  for (const mask of new Set(masksOf(letters))) {
    const marks = new Uint16Array(mask.length)
    add(mask, { ...kind, isMasked: true, raw: mask, marks, isBare: true, words: [0, mask.length] })
  }
}

/** `fuck` is also written f*ck, f**k and f*u*c*k, `fucking` f*cking; `đm` đ*m. */
function masksOf(letters: string): string[] {
  if (letters.length < 2 || letters.length > 12 || !/^[a-z]+$/.test(letters)) return []
  const spaced = letters.split('').join('*')
  const vowels = letters.replace(/(?<=.)[aeiouy]+(?=.)/g, '*')
  const first = letters.replace(/(?<=.)[aeiouy]+(?=.)/, '*')
  const inside = `${letters.slice(0, 1)}*${letters.slice(-1)}`
  const single = Array.from(letters.slice(2), (_, i) =>
    [letters.slice(0, i + 1), letters.slice(i + 2)].join('*'),
  )
  return [
    spaced,
    ...single,
    ...(vowels === letters ? [] : [vowels, first]),
    ...(letters.length > 2 ? [inside] : []),
  ]
}

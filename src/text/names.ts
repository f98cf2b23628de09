import { NONE, skeleton, type Skeleton } from './skeleton.ts'
import { compileWords } from './words.ts'

/**
 * Tells whether a name is reserved. `roles` ("Tòa soạn", "Admin") are refused anywhere in a name and in any disguise,
 * other marks included; `people` (moderators) only as the whole name, for Nguyễn Vân Anh is not Nguyễn Văn Anh.
 */
export function compileReservedNames(
  roles: readonly string[],
  people: readonly string[],
): (name: string) => boolean {
  const keys = new Set(
    roles.map((role) => squeeze(skeleton(role).letters)).filter((key) => key.length > 1),
  )
  const longest = Math.max(0, ...[...keys].map((key) => key.length))
  const matcher = compileWords(people.map((entry) => ({ entry, level: 'refuse' })))
  return (name) => {
    const whole = skeleton(name)
    if (hasRole(whole, keys, longest)) return true
    const bare = name.replace(EDGE_DIGITS, '')
    if (bare !== name && hasRole(skeleton(bare), keys, longest)) return true
    if (people.length === 0) return false
    const [start, end] = [whole.starts[0], whole.ends.at(-1)]
    return matcher
      .match(name)
      .hits.some(({ spans }) => spans.some(([a, b]) => a === start && b === end))
  }
}

/** `Admin123`: numbers beside a word, which inside one would be leet. */
const EDGE_DIGITS =
  /(?<![\p{L}\p{M}\p{N}])\p{N}{1,6}(?=\p{L})|(?<=[\p{L}\p{M}])\p{N}{1,6}(?![\p{L}\p{N}])/gu

/** Compares every row of neighbouring words, joined, with the roles. Names are short, rows no longer than a role. */
function hasRole(name: Skeleton, keys: ReadonlySet<string>, longest: number): boolean {
  for (let start = 0; start < name.letters.length; start += 1) {
    if (name.gaps[start] === NONE) continue
    let key = ''
    for (let i = start; i < name.letters.length && key.length <= longest; i += 1) {
      key = append(key, name.letters.charAt(i))
      if (name.gaps[i + 1] !== NONE && keys.has(key)) return true
    }
  }
  return false
}

/** One letter for a run of equal ones, and i for l: "AdmlN". */
function squeeze(letters: string): string {
  return Array.from(letters).reduce(append, '')
}

function append(key: string, letter: string): string {
  const read = letter === 'l' ? 'i' : letter
  return key.endsWith(read) ? key : key + read
}

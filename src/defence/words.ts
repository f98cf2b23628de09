import type { SiteSettings } from '../sites/settings.ts'
import { fold } from '../text/fold.ts'
import { compileReservedNames } from '../text/names.ts'
import { englishWords } from '../text/words-en.ts'
import { vietnameseWords } from '../text/words-vi.ts'
import { compileWords, type WordMatcher } from '../text/words.ts'
import { isSyllable } from '../text/syllable.ts'
import type { CheckContext, Found, Refusal, Submission } from './checks.ts'

/** Names that only the newsroom may use, in whatever disguise. */
const NEWSROOM = [
  'Tòa soạn',
  'Ban biên tập',
  'Quản trị viên',
  'Admin',
  'Administrator',
  'Moderator',
]
const MAX_KEPT = 50
/** Nodes and patterns of all kept lists together: some 150 MB at most, room for twenty lists of 5,000 entries. */
const MAX_KEPT_SIZE = 1_000_000

/** Compiling 5,000 entries takes tens of milliseconds, so a site's matcher is kept until its words change. */
const matchers = new Map<string, { words: SiteSettings['words']; matcher: WordMatcher }>()
/** The same for names of moderators and for banned words, by the list as it was read. */
const nameTests = new Map<string, (name: string) => boolean>()
const banMatchers = new Map<string, WordMatcher>()

/** What the site's own words and the built-in lists say of a text, with the places in it. */
export function checkWords(
  { text, folded, bodyOffset }: Submission,
  context: CheckContext,
): (Found | Refusal)[] {
  const { hits, isCut } = matcherFor(context).match(text, folded)
  const found = hits.map(({ entry, level, strength, spans, isQuoted }): Found | Refusal => {
    // Folding makes innocent words look like vulgar ones, and reporters quote: such a word only holds.
    const isWeak = strength === 'folded' || isQuoted
    const verdict = isWeak && level !== 'tag' ? 'hold' : level
    if (verdict === 'refuse') return { verdict, field: 'text', sentence: 'words' }
    return { verdict, detail: entry, spans: inBody(spans, bodyOffset) }
  })
  return isCut ? [...found, UNREAD] : found
}

/**
 * Bans that still run. An address's owner cannot be told from a stranger who types it, so nobody learns of a ban:
 * the comment goes its way, into the spam or before a moderator.
 */
export function checkBans(
  { text, folded, bodyOffset, authorName }: Submission,
  { known: { bans } }: CheckContext,
): Found[] {
  const banned = bans.filter(({ kind }) => kind === 'word').map(({ label }) => label)
  const senders = bans.flatMap(({ kind, label }): Found[] => {
    if (kind === 'email') return [{ verdict: 'spam', detail: `Email bị chặn: ${label}` }]
    return kind === 'address' ? [{ detail: `Địa chỉ mạng bị chặn: ${label}` }] : []
  })
  if (banned.length === 0) return senders
  const { match } = remember(banMatchers, banned.join('\n'), () =>
    compileWords(banned.map((entry) => ({ entry, level: 'hold' }))),
  )
  const { hits, isCut } = match(text, folded)
  const found = hits.map(({ entry, spans }) => ({
    detail: `Từ bị chặn: ${entry}`,
    spans: inBody(spans, bodyOffset),
  }))
  const named = match(authorName).hits.map(({ entry }) => ({
    detail: `Tên có từ bị chặn: ${entry}`,
  }))
  return [...senders, ...found, ...named, ...(isCut ? [UNREAD] : [])]
}

const UNREAD: Found = { verdict: 'hold', detail: 'Lặp lại quá nhiều, máy không đọc hết được' }

function inBody(spans: [number, number][], bodyOffset: number) {
  return spans
    .filter(([start]) => start >= bodyOffset)
    .map(([start, end]): [number, number] => [start - bodyOffset, end - bodyOffset])
}

/** Nobody but the newsroom signs as the newsroom or as one of its moderators. */
export function checkName(
  { authorName }: Submission,
  { known: { names } }: CheckContext,
): Refusal[] {
  const isReserved = remember(nameTests, names, () => {
    // Half of all readers would share a moderator's bare given name.
    const people = names.split('\n').filter((name) => name !== '' && !isGivenName(name))
    return compileReservedNames(NEWSROOM, people)
  })
  return isReserved(authorName) ? [{ verdict: 'refuse', field: 'name', sentence: 'reserved' }] : []
}

const isGivenName = (name: string) => !/\s/.test(name.trim()) && isSyllable(fold(name))

function remember<T>(kept: Map<string, T>, key: string, make: () => T): T {
  const known = kept.get(key)
  if (known !== undefined) return known
  const made = make()
  if (kept.size >= MAX_KEPT) kept.clear()
  kept.set(key, made)
  return made
}

function matcherFor({ siteKey, settings }: CheckContext): WordMatcher {
  const known = matchers.get(siteKey)
  if (known !== undefined && isSame(known.words, settings.words)) return known.matcher
  const matcher = compileWords([...settings.words, ...vietnameseWords, ...englishWords])
  matchers.delete(siteKey)
  matchers.set(siteKey, { words: settings.words, matcher })
  dropOldest()
  return matcher
}

/** The newest always stays, whatever its size. */
function dropOldest(): void {
  let size = 0
  for (const [key, { matcher }] of [...matchers].reverse()) {
    size += matcher.size
    if (size > Math.max(MAX_KEPT_SIZE, matcher.size)) matchers.delete(key)
  }
}

function isSame(a: SiteSettings['words'], b: SiteSettings['words']): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}

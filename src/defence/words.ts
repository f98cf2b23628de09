import type { SiteSettings } from '../sites/settings.ts'
import { compileReservedNames } from '../text/names.ts'
import { englishWords } from '../text/words-en.ts'
import { vietnameseWords } from '../text/words-vi.ts'
import { compileWords, type WordMatcher } from '../text/words.ts'
import type { CheckContext, Finding, Submission } from './checks.ts'

/** Names that only the newsroom may use, in whatever disguise. */
const NEWSROOM = [
  'Tòa soạn',
  'Ban biên tập',
  'Quản trị viên',
  'Admin',
  'Administrator',
  'Moderator',
]
const MAX_MATCHERS = 50

const isReserved = compileReservedNames(NEWSROOM, [])
/** Compiling 5,000 entries takes tens of milliseconds, so a site's matcher is kept until its words change. */
const matchers = new Map<string, { words: SiteSettings['words']; matcher: WordMatcher }>()

/** What the site's own words and the built-in lists say of a text, with the places in it. */
export function checkWords({ text, bodyOffset }: Submission, context: CheckContext): Finding[] {
  return matcherFor(context)
    .match(text)
    .map(({ entry, level, strength, spans }): Finding => {
      // Folding makes innocent words look like vulgar ones, so without its marks a word only holds.
      const verdict = strength === 'folded' && level !== 'tag' ? 'hold' : level
      if (verdict === 'refuse') return { verdict, field: 'text', sentence: 'words' }
      const inBody = spans.filter(([start]) => start >= bodyOffset)
      return {
        verdict,
        detail: entry,
        spans: inBody.map(([start, end]) => [start - bodyOffset, end - bodyOffset]),
      }
    })
}

/** Nobody but the newsroom signs as the newsroom. */
export function checkName({ authorName }: Submission): Finding[] {
  return isReserved(authorName) ? [{ verdict: 'refuse', field: 'name', sentence: 'reserved' }] : []
}

function matcherFor({ siteKey, settings }: CheckContext): WordMatcher {
  const known = matchers.get(siteKey)
  if (known !== undefined && isSame(known.words, settings.words)) return known.matcher
  const matcher = compileWords([...settings.words, ...vietnameseWords, ...englishWords])
  if (matchers.size >= MAX_MATCHERS) matchers.clear()
  matchers.set(siteKey, { words: settings.words, matcher })
  return matcher
}

function isSame(a: SiteSettings['words'], b: SiteSettings['words']): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}

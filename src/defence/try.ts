import { Problem } from '../problem.ts'
import type { Reason } from '../schema.ts'
import type { LoadedSite } from '../sites/origin.ts'
import { normaliseText } from '../text/normalise.ts'
import { englishWords } from '../text/words-en.ts'
import { vietnameseWords } from '../text/words-vi.ts'
import { compileWords } from '../text/words.ts'
import { judge, nothingKnown, readText } from './checks.ts'

export interface Trial {
  /** As the checks saw it; spans count in it. */
  text: string
  verdict: 'approved' | 'pending' | 'spam' | 'refused'
  /** What the reader would be told; '' unless refused. */
  sentence: string
  reasons: Reason[]
}

/**
 * What would become of a text on a site: the checks that every comment goes through, on a form that was filled in
 * by a person on the site's own page. Nothing is stored. `words` stand in for the site's own.
 */
export async function tryText(
  { key, settings: stored }: Pick<LoadedSite, 'key' | 'settings'>,
  words: LoadedSite['settings']['words'],
  given: { text: string; authorName: string },
  language: 'vi' | 'en',
): Promise<Trial> {
  const text = normaliseText(given.text)
  const settings = { ...stored, words }
  try {
    const { state, reasons } = await judge(
      {
        ...readText(text),
        bodyOffset: 0,
        authorName: given.authorName,
        isTrapped: false,
        formAgeMs: Number.POSITIVE_INFINITY,
        hasOrigin: true,
        proof: 'none',
      },
      // A name of its own, so that unsaved words push no site's own list out of the cache.
      {
        siteKey: `${key}?`,
        settings,
        pointers: { text: '/text', name: '/name' },
        language,
        known: nothingKnown,
        outside: [],
      },
    )
    return { text, verdict: state, sentence: '', reasons }
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'invalid') throw error
    const sentence = error.options.errors?.[0]?.detail ?? ''
    return { text, verdict: 'refused', sentence, reasons: findWords(text, words) }
  }
}

/** A refusal names no place in the text; the lists do. */
function findWords(text: string, words: LoadedSite['settings']['words']): Reason[] {
  return compileWords([...words, ...vietnameseWords, ...englishWords])
    .match(text)
    .hits.map(({ entry, level, spans }) => ({
      check: 'words',
      verdict: level === 'spam' || level === 'tag' ? level : 'hold',
      detail: entry,
      spans,
    }))
}

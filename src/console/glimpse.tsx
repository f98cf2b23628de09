import { findHits, MarkedText } from './marked-text.tsx'
import type { View } from './view.ts'

/** Enough for two lines. */
const UNITS = 240
/** What stands so near together is seen at a glance. */
const NEAR = 40
/** What a search has found is shown with so much before it, in UTF-16 units. */
const BEFORE = 60

interface GlimpseProps {
  view: View
  subject?: string | null
  text: string
  words: string[]
}

/** The beginning of a text, or the surroundings of what a search has found behind it. */
export function Glimpse({ view, subject, text, words }: GlimpseProps) {
  if (text === '' && !subject) return <span class="quiet">{view.say('noMessage')}</span>
  const from = startOf(text, words)
  return (
    <>
      {subject && (
        <b>
          <MarkedText view={view} text={subject} words={words} />
        </b>
      )}
      {subject && ' · '}
      {from > 0 && '… '}
      <MarkedText view={view} text={text.slice(from, from + UNITS)} words={words} />
    </>
  )
}

/** Where most of the search stands together; at a blank, so that no word and no character is cut. */
function startOf(text: string, words: string[]): number {
  const starts = findHits(text, words).map(([start]) => start)
  const crowds = starts.map(
    (start) => starts.filter((at) => at >= start && at < start + NEAR).length,
  )
  const first = starts[crowds.indexOf(Math.max(...crowds))] ?? 0
  if (first <= BEFORE * 2) return 0
  const blank = text.indexOf(' ', first - BEFORE)
  return blank === -1 || blank >= first ? first : blank + 1
}

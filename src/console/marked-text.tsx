import type { Reason } from '../schema.ts'
import { foldWithOffsets, sourceSpan } from '../text/fold.ts'
import type { View } from './view.ts'

/** Where a check found something: UTF-16 offsets into the text, and what it was. */
interface Mark {
  start: number
  end: number
  details: string[]
}

interface MarkedTextProps {
  view: View
  text: string
  reasons?: Reason[]
  /** Folded words of a search. */
  words?: string[]
}

/** A reader's text as text, with what the checks and the search found marked and invisible characters shown. */
export function MarkedText({ view, text, reasons = [], words = [] }: MarkedTextProps) {
  const hits = findHits(text, words)
  return (
    <>
      {splitAtMarks(text, reasons, hits).map(({ part, details, isHit }) => {
        const visible = <Visible view={view} text={part} />
        const found = isHit ? <mark class="hit">{visible}</mark> : visible
        return details.length === 0 ? found : <mark title={details.join('; ')}>{found}</mark>
      })}
    </>
  )
}

/** The text cut wherever a mark or a hit begins or ends; overlapping marks join their details. Broken spans are left out. */
export function splitAtMarks(text: string, reasons: Reason[], hits: [number, number][] = []) {
  const marks = reasons.flatMap(({ detail, spans }) =>
    spans
      .filter(([start, end]) => start >= 0 && start < end && end <= text.length)
      .map(([start, end]): Mark => ({ start, end, details: [detail] })),
  )
  const cuts = new Set([0, text.length, ...marks.flatMap(({ start, end }) => [start, end])])
  for (const edge of hits.flat()) cuts.add(edge)
  const edges = [...cuts].sort((a, b) => a - b)
  return edges.slice(0, -1).map((start, i) => ({
    part: text.slice(start, edges[i + 1]),
    details: [
      ...new Set(
        marks.filter((mark) => mark.start <= start && mark.end > start).flatMap((m) => m.details),
      ),
    ],
    isHit: hits.some(([from, to]) => from <= start && to > start),
  }))
}

/** Where the words of a search stand in a text: whole words, the last one by its beginning, as the index finds them. */
export function findHits(text: string, words: string[]): [number, number][] {
  const last = words.at(-1)
  if (last === undefined) return []
  const folded = foldWithOffsets(text)
  return [...folded.text.matchAll(/[\p{L}\p{N}]+/gu)]
    .filter(([word]) => words.includes(word) || word.startsWith(last))
    .map(({ 0: word, index }) => sourceSpan(folded, index, index + word.length))
}

/** Bidi controls and zero-width characters but the joiner, without which emoji fall apart. */
const INVISIBLE = /([\u00AD\u061C\u180E\u200B\u200C\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF])/

function Visible({ view, text }: { view: View; text: string }) {
  return (
    <>
      {text.split(INVISIBLE).map((part) =>
        INVISIBLE.test(part) ? (
          <span class="unseen" title={view.say('unseen')}>
            {codePoint(part)}
          </span>
        ) : (
          part
        ),
      )}
    </>
  )
}

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}

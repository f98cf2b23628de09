import type { Reason } from '../schema.ts'
import type { View } from './view.ts'

/** Where a check found something: UTF-16 offsets into the text, and what it was. */
interface Mark {
  start: number
  end: number
  details: string[]
}

/** A reader's text as text, with what the checks found marked and invisible characters shown. */
export function MarkedText({
  view,
  text,
  reasons,
}: {
  view: View
  text: string
  reasons: Reason[]
}) {
  return (
    <>
      {splitAtMarks(text, reasons).map(({ part, details }) =>
        details.length === 0 ? (
          <Visible view={view} text={part} />
        ) : (
          <mark title={details.join('; ')}>
            <Visible view={view} text={part} />
          </mark>
        ),
      )}
    </>
  )
}

/** The text cut wherever a mark begins or ends; overlapping marks join their details. Broken spans are left out. */
export function splitAtMarks(text: string, reasons: Reason[]) {
  const marks = reasons.flatMap(({ detail, spans }) =>
    spans
      .filter(([start, end]) => start >= 0 && start < end && end <= text.length)
      .map(([start, end]): Mark => ({ start, end, details: [detail] })),
  )
  const cuts = new Set([0, text.length, ...marks.flatMap(({ start, end }) => [start, end])])
  const edges = [...cuts].sort((a, b) => a - b)
  return edges.slice(0, -1).map((start, i) => ({
    part: text.slice(start, edges[i + 1]),
    details: [
      ...new Set(
        marks.filter((mark) => mark.start <= start && mark.end > start).flatMap((m) => m.details),
      ),
    ],
  }))
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

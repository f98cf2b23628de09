import type { ReferredComment } from '../comments/typed-reference.ts'
import type { Texts } from './texts.ts'

type Told = Pick<ReferredComment, 'state' | 'audience' | 'ticket' | 'reason'>

/** How a comment stands, in words, with the reason that its reader was told. */
export function StateBox({ t, found }: { t: Texts; found: Told }) {
  const [word, sentence] = wordsOf(t, found)
  return (
    <div class="state" role="status">
      <p>
        <strong>{capitalised(word)}</strong>
      </p>
      <p>{sentence}</p>
      {isRefused(found) && found.reason !== null && (
        <p>
          {t.refusedWhy} <q dir="auto">{found.reason}</q>
        </p>
      )}
    </div>
  )
}

/** One word and one sentence. What was filed as spam reads as refused, like everything the newsroom does not want. */
function wordsOf(t: Texts, found: Told): [word: string, sentence: string] {
  if (found.state === 'withdrawn') return [t.takenBack, t.withdrawn]
  if (found.audience === 'editors') return [t.private, letterSentence(t, found)]
  if (found.state === 'approved') return [t.published, t.publishedText]
  return isRefused(found) ? [t.refused, t.refusedText] : [t.waiting, t.waitingText]
}

function letterSentence(t: Texts, { ticket }: Told): string {
  if (ticket === 'answered') return t.answered
  if (ticket === 'forwarded') return t.forwarded
  return ticket === 'closed' ? t.settled : t.ticket
}

function isRefused({ state, audience }: Told): boolean {
  return audience === 'public' && (state === 'rejected' || state === 'spam')
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

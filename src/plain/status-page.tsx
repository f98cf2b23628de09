import { readReference, type Reference, type ReferredComment } from '../comments/reference.ts'
import { Problem } from '../problem.ts'
import type { Keyring } from '../signing.ts'
import type { LoadedSite } from '../sites/origin.ts'
import { fieldId } from './fields.tsx'
import { SitePage, type View, viewOf } from './frame.tsx'
import { pageAddress } from './params.ts'
import { fill, type Texts } from './texts.ts'

/**
 * The state of a comment by its reference, in words and with nothing personal. A wrong reference is answered
 * the same whether the comment exists or not. Throws `not-found` for an unknown site.
 */
export async function showStatus(
  keyring: Keyring,
  [[site], comments]: [LoadedSite[], ReferredComment[]],
  typed: string | null,
  reference: Reference | null,
) {
  if (site === undefined) throw new Problem('not-found')
  const view = viewOf(site)
  const { t } = view
  const found = await readReference(keyring, comments, reference)
  const isWrong = typed !== null && found === null
  return {
    isWrong,
    page: (
      <SitePage view={view} title={t.statusTitle}>
        <h1>{t.statusTitle}</h1>
        {found === null ? (
          <Lookup view={view} typed={typed} isWrong={isWrong} />
        ) : (
          <State view={view} found={found} code={(typed ?? '').trim().toUpperCase()} />
        )}
      </SitePage>
    ),
  }
}

interface LookupProps {
  view: View
  typed: string | null
  isWrong: boolean
}

function Lookup({ view: { t, site }, typed, isWrong }: LookupProps) {
  const id = fieldId('ref')
  return (
    <form method="get" action={`/p/${site.key}/status`}>
      <p>{t.statusIntro}</p>
      <div class="field">
        <label for={id}>{t.code}</label>
        {isWrong && (
          <p class="error" role="alert" id={`${id}-error`}>
            {t.wrongCode}
          </p>
        )}
        <input
          class="code"
          id={id}
          name="ref"
          value={typed ?? ''}
          required
          autocomplete="off"
          spellcheck={false}
          autocapitalize="characters"
          {...(isWrong
            ? {
                'aria-invalid': 'true' as const,
                'aria-describedby': `${id}-error`,
                autofocus: true,
              }
            : {})}
        />
      </div>
      <button type="submit">{t.status}</button>
    </form>
  )
}

interface StateProps {
  view: View
  found: ReferredComment
  code: string
}

function State({ view: { t, site }, found, code }: StateProps) {
  const [word, sentence] = wordsOf(t, found)
  const { id, rootId, article, state } = found
  const isShown = state === 'approved' && found.audience === 'public'
  return (
    <>
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
      {isShown && (
        <p>
          <a href={`${pageAddress(site.key, { article, thread: rootId ?? id })}#ph-${id}`}>
            {t.seeComment}
          </a>
        </p>
      )}
      <p>
        {fill(t.reference, { code: '' })}
        <strong class="code">{code}</strong>
      </p>
      <p class="quiet">{t.keepCode}</p>
      <p>
        <a href={pageAddress(site.key, { article })}>{t.backToThread}</a>
      </p>
    </>
  )
}

/** One word and one sentence. What was filed as spam reads as refused, like everything the newsroom does not want. */
function wordsOf(t: Texts, found: ReferredComment): [word: string, sentence: string] {
  if (found.state === 'withdrawn') return [t.takenBack, t.withdrawn]
  if (found.audience === 'editors') return [t.private, letterSentence(t, found)]
  if (found.state === 'approved') return [t.published, t.publishedText]
  return isRefused(found) ? [t.refused, t.refusedText] : [t.waiting, t.waitingText]
}

function letterSentence(t: Texts, { ticket }: ReferredComment): string {
  if (ticket === 'answered') return t.answered
  if (ticket === 'forwarded') return t.forwarded
  return ticket === 'closed' ? t.settled : t.ticket
}

function isRefused({ state, audience }: ReferredComment): boolean {
  return audience === 'public' && (state === 'rejected' || state === 'spam')
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

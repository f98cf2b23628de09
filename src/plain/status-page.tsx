import { type LinkTarget, linkAddress, queueOwnLink } from '../comments/own-link.ts'
import { readReference, type Reference, type ReferredComment } from '../comments/typed-reference.ts'
import type { Ports } from '../ports.ts'
import { Problem } from '../problem.ts'
import type { Keyring } from '../signing.ts'
import type { LoadedSite } from '../sites/origin.ts'
import { fieldId, Hidden } from './fields.tsx'
import { SitePage, type View, viewOf } from './frame.tsx'
import { pageAddress } from './params.ts'
import { StateBox } from './status-state.tsx'
import { fill } from './texts.ts'

/** What was typed as a reference, what it can mean, and what the database has for it. */
export interface StatusRequest {
  typed: string | null
  reference: Reference | null
  loaded: [LoadedSite[], ReferredComment[], LinkTarget[]]
}

/**
 * The state of a comment by its reference, in words and with nothing personal but a masked address. A wrong
 * reference is answered the same whether the comment exists or not. Throws `not-found` for an unknown site.
 */
export async function showStatus(
  config: Ports['config'],
  keyring: Keyring,
  { typed, reference, loaded: [[site], comments, targets] }: StatusRequest,
  isAsked: boolean,
) {
  if (site === undefined) throw new Problem('not-found')
  const view = viewOf(site)
  const { t } = view
  const found = await readReference(keyring, comments, reference)
  const isWrong = typed !== null && found === null
  const [target] = targets
  const linkTo = target === undefined ? null : linkAddress(config, target)
  return {
    isWrong,
    page: (
      <SitePage view={view} title={t.statusTitle}>
        <h1>{t.statusTitle}</h1>
        {found === null ? (
          <Lookup view={view} typed={typed} isWrong={isWrong} />
        ) : (
          <State view={view} found={found} code={codeOf(typed)} linkTo={linkTo} isAsked={isAsked} />
        )}
      </SitePage>
    ),
  }
}

/**
 * Queues the mail with the link that edits or withdraws the comment, and gives the address of the page that
 * says so, the same whether a mail leaves or not; null for a wrong reference.
 */
export async function askOwnLink(
  ports: Ports,
  keyring: Keyring,
  { typed, reference, loaded: [[site], comments, [target]] }: StatusRequest,
): Promise<string | null> {
  if (site === undefined) throw new Problem('not-found')
  const found = await readReference(keyring, comments, reference)
  if (found === null || target === undefined) return null
  await queueOwnLink(ports, target)
  const params = new URLSearchParams({ ref: codeOf(typed), link: 'asked' })
  return `/p/${site.key}/status?${params.toString()}`
}

function codeOf(typed: string | null): string {
  return (typed ?? '').trim().toUpperCase()
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
  /** Where a link for editing and withdrawing would go; null without one. */
  linkTo: string | null
  isAsked: boolean
}

function State({ view: { t, site }, found, code, linkTo, isAsked }: StateProps) {
  const { id, rootId, article, state } = found
  const isShown = state === 'approved' && found.audience === 'public'
  return (
    <>
      <StateBox t={t} found={found} />
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
      {linkTo !== null &&
        (isAsked ? (
          <p role="status">{fill(t.ownAsked, { email: linkTo })}</p>
        ) : (
          <LinkForm view={{ t, site }} code={code} linkTo={linkTo} />
        ))}
      <p>
        <a href={pageAddress(site.key, { article })}>{t.backToThread}</a>
      </p>
    </>
  )
}

function LinkForm({
  view: { t, site },
  code,
  linkTo,
}: {
  view: View
  code: string
  linkTo: string
}) {
  return (
    <form method="post" action={`/p/${site.key}/status`}>
      <Hidden values={{ ref: code }} />
      <p>{fill(t.ownOffer, { email: linkTo })}</p>
      <button type="submit">{t.ownAsk}</button>
    </form>
  )
}

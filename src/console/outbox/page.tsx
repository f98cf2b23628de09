import type { Caller } from '../../auth/caller.ts'
import type { OutboxItem } from '../../outbox/admin.ts'
import { DeskPage } from '../layout.tsx'
import { siteNames } from '../site-names.ts'
import { Moment } from '../times.tsx'
import type { View } from '../view.ts'
import { kindText, type SayOutbox, speakOutbox } from './texts.ts'

/** States that have a list of their own; what waits comes first. */
export const shownStates = ['waiting', 'dead', 'done', 'dropped'] as const
export type ShownState = (typeof shownStates)[number]

export interface OutboxAddress {
  state: ShownState
  site?: string | undefined
  after?: string | undefined
  told?: 'retried' | 'gaveUp' | 'late' | undefined
}

interface OutboxPageProps {
  view: View
  caller: Caller
  address: OutboxAddress
  items: OutboxItem[]
  sites: { key: string; name: string }[]
  next: string | null
}

/** What waits and what could not be sent, with the way to try it again or to give it up. */
export function OutboxPage({ view, caller, address, items, sites, next }: OutboxPageProps) {
  const say = speakOutbox(view.language)
  return (
    <DeskPage view={view} caller={caller} title={say('title')} current="/admin/outbox">
      <p class="quiet">{say('intro')}</p>
      <StateLinks say={say} address={address} />
      {address.told !== undefined && (
        <div class="notice" role="status">
          <p>{say(address.told)}</p>
        </div>
      )}
      {items.length === 0 ? (
        <div class="empty">
          <p>{say(address.state === 'waiting' ? 'noneWaiting' : 'none')}</p>
        </div>
      ) : (
        <Rows {...{ view, say, items, address, sites }} />
      )}
      <nav class="onward">
        {address.after !== undefined && (
          <a href={outboxPath({ ...address, after: undefined })}>{view.say('first')}</a>
        )}
        {next !== null && <a href={outboxPath({ ...address, after: next })}>{view.say('more')}</a>}
      </nav>
    </DeskPage>
  )
}

/** The address of one page, without what is told only once. */
export function outboxPath({ state, site, after }: OutboxAddress): string {
  const params = new URLSearchParams({ state })
  if (site !== undefined) params.set('site', site)
  if (after !== undefined) params.set('after', after)
  return `/admin/outbox?${params.toString()}`
}

function StateLinks({ say, address }: { say: SayOutbox; address: OutboxAddress }) {
  return (
    <nav aria-label={say('states')}>
      <ul class="states">
        {shownStates.map((state) => (
          <li>
            <a
              href={outboxPath({ state, site: address.site })}
              aria-current={state === address.state ? 'true' : undefined}
            >
              {say(state)}
            </a>
          </li>
        ))}
        {address.site !== undefined && (
          <li>
            <a href={outboxPath({ state: address.state })}>{say('everySite')}</a>
          </li>
        )}
      </ul>
    </nav>
  )
}

interface RowsProps {
  view: View
  say: SayOutbox
  items: OutboxItem[]
  address: OutboxAddress
  sites: OutboxPageProps['sites']
}

function Rows({ view, say, items, address, sites }: RowsProps) {
  return (
    <ul class="outbox">
      {items.map((item) => (
        <li class="outbox-row">
          <h2>
            {kindText(item.kind, view.language)}
            {item.site !== null && (
              <>
                {' · '}
                <a href={outboxPath({ state: address.state, site: item.site })}>
                  <bdi>{siteNames([item.site], sites)}</bdi>
                </a>
              </>
            )}
          </h2>
          <Facts view={view} say={say} item={item} />
          {isOpen(item) && <Actions say={say} item={item} address={address} />}
        </li>
      ))}
    </ul>
  )
}

function Facts({ view, say, item }: { view: View; say: SayOutbox; item: OutboxItem }) {
  return (
    <dl class="facts">
      <dt>{say('since')}</dt>
      <dd>
        <Moment view={view} at={item.createdAt} />
      </dd>
      <dt>{say('attempts')}</dt>
      <dd>
        {item.attempts}
        {item.isRunning && ` · ${say('running')}`}
      </dd>
      {item.state === 'waiting' && item.attempts > 0 && !item.isRunning && (
        <>
          <dt>{say('next')}</dt>
          <dd>
            <Moment view={view} at={item.dueAt} />
          </dd>
        </>
      )}
      {item.doneAt !== null && (
        <>
          <dt>{say('ended')}</dt>
          <dd>
            <Moment view={view} at={item.doneAt} />
          </dd>
        </>
      )}
      {item.error !== null && (
        <>
          <dt>{say('error')}</dt>
          <dd class="outbox-error">{item.error}</dd>
        </>
      )}
    </dl>
  )
}

function isOpen({ state, isRunning }: OutboxItem): boolean {
  return (state === 'waiting' || state === 'dead') && !isRunning
}

function Actions({
  say,
  item,
  address,
}: { say: SayOutbox } & Pick<RowsProps, 'address'> & {
    item: OutboxItem
  }) {
  const back = outboxPath(address)
  return (
    <div class="quick">
      <form method="post" action={`/admin/outbox/${item.id}/retry`}>
        <input type="hidden" name="back" value={back} />
        <button>{say('retry')}</button>
      </form>
      <form method="post" action={`/admin/outbox/${item.id}/drop`}>
        <input type="hidden" name="back" value={back} />
        <button title={say('dropHint')}>{say('drop')}</button>
      </form>
    </div>
  )
}

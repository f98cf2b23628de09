import { omit } from '../omit.ts'
import type { Caller } from '../auth/caller.ts'
import { searchWords } from '../text/search-words.ts'
import { isFiltered, pathTo, type QueueAddress, sortOf } from './address.ts'
import { Bulk } from './bulk.tsx'
import { CommentCard, ShareCard } from './item-card.tsx'
import { DeskFrame } from './layout.tsx'
import type { DeskContent } from './load-desk.ts'
import { KeyButton, KeyHelp, ThumbBar } from './helpers.tsx'
import { type Queue, queueNames, type QueueSizes } from './queues.ts'
import { sentencesFor } from './script-sentences.ts'
import type { TextKey } from './texts.ts'
import { OldestLine } from './oldest-line.tsx'
import { Moment } from './times.tsx'
import { ActiveFilters, Toolbar } from './toolbar.tsx'
import { mayDecide, type View } from './view.ts'

interface QueuePageProps {
  view: View
  caller: Caller
  queue: Queue
  address: QueueAddress
  content: DeskContent
}

/** One queue: tabs, filters, what was just done, the items, the way on. */
export function QueuePage({ view, caller, queue, address, content }: QueuePageProps) {
  const { say } = view
  const canDecide = mayDecide(caller)
  const shown = { view, queue, address, content }
  return (
    <DeskFrame
      view={view}
      caller={caller}
      title={say(queue.name)}
      current="/admin/pending"
      tools={
        <>
          <OldestLine view={view} oldest={content.oldest} />
          <KeyButton view={view} />
        </>
      }
      tabs={<Tabs view={view} current={queue} sizes={content.sizes} />}
    >
      <main
        id="main"
        class="queue"
        tabindex={-1}
        data-live={livePath(queue, address, view.now)}
        data-tail={tailOf(queue, address, content)}
        {...sentencesFor(view.language)}
      >
        <h1 class="unseen-title">{say(queue.name)}</h1>
        <Toolbar {...shown} />
        <States {...shown} />
        <ActiveFilters {...shown} />
        <Notice {...shown} />
        {canDecide && content.list.length > 0 && <Bulk {...shown} />}
        <p class="news-line" aria-live="polite">
          <a id="news" href={newsPath(queue, address)} hidden></a>
        </p>
        <Items {...shown} canDecide={canDecide} />
        <Onward {...shown} />
      </main>
      <p class="toast" id="toast" role="status"></p>
      {canDecide && content.list.length > 0 && <ThumbBar view={view} />}
      <KeyHelp view={view} canDecide={canDecide} />
    </DeskFrame>
  )
}

type Shown = Omit<QueuePageProps, 'caller'>

function Tabs({ view, current, sizes }: { view: View; current: Queue; sizes: QueueSizes }) {
  return (
    <nav class="tabs" aria-label={view.say('queues')}>
      <ul>
        {queueNames.map((name) => (
          <li>
            <a
              class="tab"
              href={`/admin/${name}`}
              aria-current={name === current.name ? 'page' : undefined}
            >
              {view.say(name)}
              {sizes[name] !== undefined && (
                <span class="count" data-count={name}>
                  {sizes[name]}
                </span>
              )}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** Where the page asks for news: the same filters, and since when. */
function livePath(queue: Queue, address: QueueAddress, now: Date): string {
  const rest = omit(address, 'after', 'open')
  const url = new URL(pathTo('pending', rest), 'https://unused.invalid')
  url.searchParams.set('queue', queue.name)
  url.searchParams.set('since', now.toISOString())
  return `/admin/live${url.search}`
}

/** What is new stands at the end of a queue that begins with the oldest; there it is shown newest first. */
function newsPath(queue: Queue, address: QueueAddress): string {
  const rest = omit(address, 'after', 'open')
  return pathTo(queue.name, { ...rest, sort: 'newest' })
}

/** The page that begins behind the last item, where new ones come to stand behind it. */
function tailOf(queue: Queue, address: QueueAddress, { next }: DeskContent): string | undefined {
  if (next !== null || sortOf(queue, address) !== 'oldest') return undefined
  const rest = omit(address, 'open')
  return pathTo(queue.name, rest)
}

const shareStates = ['pending', 'unconfirmed', 'approved', 'rejected', 'spam'] as const
const ticketStates = ['open', 'answered', 'forwarded', 'closed'] as const

/** Tabs below the tab: states of shares, and of letters. */
function States({ view, queue, address }: Shown) {
  const rest = omit(address, 'after', 'open')
  if (queue.name === 'shares') {
    const states = shareStates.map((state): [TextKey, string, boolean] => [
      state === 'approved' ? 'approvedShare' : state,
      pathTo('shares', { ...rest, state }),
      state === (address.state ?? 'pending'),
    ])
    return <StateLinks view={view} states={states} />
  }
  if (queue.name !== 'letters') return null
  const states = ticketStates.map((ticket): [TextKey, string, boolean] => [
    `ticket_${ticket}`,
    pathTo('letters', { ...rest, ticket }),
    ticket === (address.ticket ?? 'open'),
  ])
  return <StateLinks view={view} states={states} />
}

function StateLinks({ view, states }: { view: View; states: [TextKey, string, boolean][] }) {
  return (
    <ul class="states">
      {states.map(([text, path, isCurrent]) => (
        <li>
          <a href={path} aria-current={isCurrent ? 'true' : undefined}>
            {view.say(text)}
          </a>
        </li>
      ))}
    </ul>
  )
}

/** What the last form did, with the way to take it back. */
function Notice({ view, queue, address, content: { done } }: Shown) {
  const { say } = view
  const n = done?.size ?? 0
  if (done === null && address.failed === undefined && address.undo === undefined) return null
  return (
    <div class="notice" role="status">
      {done !== null && done.undoes !== null && <p>{say('undone', { n })}</p>}
      {done !== null && done.undoes === null && isDecidable(done.to) && (
        <form method="post" action={`/admin/decisions/${done.id}/undo`}>
          <p>{say(`done_${done.to}`, { n })}</p>
          <input type="hidden" name="back" value={pathTo(queue.name, address)} />
          <button class="plain">{say('undo')}</button>
        </form>
      )}
      {address.failed !== undefined && <p>{say('failed', { n: address.failed })}</p>}
      {address.undo === 'failed' && <p>{say('undoFailed')}</p>}
    </div>
  )
}

function isDecidable(state: string): state is 'pending' | 'approved' | 'rejected' | 'spam' {
  return ['pending', 'approved', 'rejected', 'spam'].includes(state)
}

function Items({ view, queue, address, content, canDecide }: Shown & { canDecide: boolean }) {
  const { sites, people } = content
  const [first] = content.list
  if (first === undefined) return <Empty {...{ view, queue, address, content }} />
  const open = content.list.find(({ id }) => id === address.open) ?? first
  const words = address.q === undefined ? [] : searchWords(address.q)
  const shared = { queue, address, isOneOfMany: sites.size > 1, canDecide, words, people }
  const own = (item: { id: string; site: string }) => {
    const site = sites.get(item.site)
    return {
      ...shared,
      view: { ...view, timeZone: site?.settings.timeZone ?? view.timeZone },
      site,
      isCurrent: item.id === open.id,
      context: content.context(item.id),
    }
  }
  if (content.kind === 'share')
    return content.list.map((item) => <ShareCard item={item} {...own(item)} />)
  return content.list.map((item) => <CommentCard item={item} {...own(item)} />)
}

function Empty({ view, queue, address, content: { oldest, next } }: Shown) {
  const isSearch = address.q !== undefined && queue.kind === 'comment' && queue.name !== 'all'
  // Queues that wait are worked off; the others merely hold nothing yet.
  const isWorkedOff = queue.sort !== 'newest'
  const text = isFiltered(address) ? 'nothingFound' : isWorkedOff ? 'empty' : 'emptyArchive'
  return (
    <div class="empty">
      <p>{view.say(next !== null ? 'partlySearched' : text)}</p>
      {isSearch && (
        <p>
          <a href={pathTo('all', omit(address, 'after', 'open', 'ticket'))}>
            {view.say('searchAll')}
          </a>
        </p>
      )}
      {oldest !== null && next === null && !isFiltered(address) && (
        <p class="quiet">
          <a href={`/admin/${oldest.queue}`}>{view.say(oldest.queue)}</a>
          {' · '}
          {view.say('emptyWaiting')} <Moment view={view} at={oldest.at.toISOString()} />
        </p>
      )}
    </div>
  )
}

/** Fewer than this on a page that goes on: the search was cut short. */
const FULL_PAGE = 30

function Onward({ view, queue, address, content: { next, list } }: Shown) {
  const { after } = address
  const rest = omit(address, 'after', 'open')
  const { say } = view
  return (
    <nav class="onward" aria-label={say('more')}>
      {next !== null && (
        <a id="more" href={pathTo(queue.name, { ...rest, after: next })}>
          {say(list.length < FULL_PAGE ? 'continueSearch' : 'more')}
        </a>
      )}
      {after !== undefined && <a href={pathTo(queue.name, rest)}>{say('first')}</a>}
      <a class="go-on" id="go-on" href={pathTo(queue.name, rest)} hidden>
        {say('pageDone')} {say('goOn')}
      </a>
    </nav>
  )
}

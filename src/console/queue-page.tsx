import type { Caller } from '../auth/caller.ts'
import type { QueueAddress } from './desk.tsx'
import { CommentCard, ShareCard } from './item-card.tsx'
import { DeskFrame } from './layout.tsx'
import type { DeskContent } from './load-desk.ts'
import { KeyButton, KeyHelp, ThumbBar } from './helpers.tsx'
import { type Queue, queueNames, type QueueSizes } from './queues.ts'
import { Moment } from './times.tsx'
import { mayDecide, type View } from './view.ts'

interface QueuePageProps {
  view: View
  caller: Caller
  queue: Queue
  address: QueueAddress
  content: DeskContent
}

/** One queue: tabs, what was just done, the items, the way on. */
export function QueuePage({ view, caller, queue, address, content }: QueuePageProps) {
  const { say } = view
  const canDecide = mayDecide(caller)
  const back = pathOf(queue, address)
  return (
    <DeskFrame
      view={view}
      caller={caller}
      title={say(queue.name)}
      current="/admin/pending"
      tools={canDecide && <KeyButton view={view} />}
      tabs={<Tabs view={view} current={queue} sizes={content.sizes} />}
    >
      <main id="main" class="queue" tabindex={-1} {...sentencesFor(view)}>
        <h1 class="unseen-title">{say(queue.name)}</h1>
        {queue.kind === 'share' && <ShareStates view={view} current={address.state ?? 'pending'} />}
        <Notice view={view} address={address} content={content} back={back} />
        <Items {...{ view, queue, content, canDecide, back }} />
        <Onward view={view} queue={queue} address={address} next={content.next} />
      </main>
      <p class="toast" id="toast" role="status"></p>
      {canDecide && content.list.length > 0 && <ThumbBar view={view} />}
      {canDecide && <KeyHelp view={view} />}
    </DeskFrame>
  )
}

function Tabs({ view, current, sizes }: { view: View; current: Queue; sizes: QueueSizes }) {
  return (
    <nav class="tabs" aria-label={view.say('queues')}>
      <ul>
        {queueNames.map((name) => (
          <li>
            <a href={`/admin/${name}`} aria-current={name === current.name ? 'page' : undefined}>
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

const shareStates = ['pending', 'unconfirmed', 'approved', 'rejected', 'spam'] as const

function ShareStates({ view, current }: { view: View; current: string }) {
  return (
    <ul class="states">
      {shareStates.map((state) => (
        <li>
          <a
            href={state === 'pending' ? '/admin/shares' : `/admin/shares?state=${state}`}
            aria-current={state === current ? 'true' : undefined}
          >
            {view.say(state === 'approved' ? 'approvedShare' : state)}
          </a>
        </li>
      ))}
    </ul>
  )
}

/** What the last form did, with the way to take it back. */
function Notice({
  view,
  address,
  content: { done },
  back,
}: {
  view: View
  address: QueueAddress
  content: DeskContent
  back: string
}) {
  const { say } = view
  const n = done?.size ?? 0
  if (done === null && address.failed === undefined && address.undo === undefined) return null
  return (
    <div class="notice" role="status">
      {done !== null && done.undoes !== null && <p>{say('undone', { n })}</p>}
      {done !== null && done.undoes === null && isDecidable(done.to) && (
        <form method="post" action={`/admin/decisions/${done.id}/undo`}>
          <p>{say(`done_${done.to}`, { n })}</p>
          <input type="hidden" name="back" value={back} />
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

function Items({
  view,
  queue,
  content,
  canDecide,
  back,
}: Omit<QueuePageProps, 'address' | 'caller'> & { canDecide: boolean; back: string }) {
  const { sites } = content
  if (content.list.length === 0) return <Empty view={view} queue={queue} oldest={content.oldest} />
  const common = (key: string) => {
    const site = sites.get(key)
    const timeZone = site?.settings.timeZone ?? view.timeZone
    return {
      view: { ...view, timeZone },
      site,
      isOneOfMany: sites.size > 1,
      canDecide,
      back,
    }
  }
  if (content.kind === 'share')
    return content.list.map((item) => <ShareCard item={item} {...common(item.site)} />)
  return content.list.map((item) => (
    <CommentCard
      item={item}
      parent={content.parents.get(item.parentId ?? '')}
      {...common(item.site)}
    />
  ))
}

function Empty({
  view,
  queue,
  oldest,
}: {
  view: View
  queue: Queue
  oldest: DeskContent['oldest']
}) {
  // Queues that wait are worked off; the others merely hold nothing yet.
  return (
    <div class="empty">
      <p>{view.say(queue.sort === 'oldest' ? 'empty' : 'emptyArchive')}</p>
      {oldest !== null && (
        <p class="quiet">
          <a href={`/admin/${oldest.queue}`}>{view.say(oldest.queue)}</a>
          {' · '}
          {view.say('emptyWaiting')} <Moment view={view} at={new Date(oldest.at).toISOString()} />
        </p>
      )}
    </div>
  )
}

function Onward({
  view,
  queue,
  address,
  next,
}: {
  view: View
  queue: Queue
  address: QueueAddress
  next: string | null
}) {
  const { after, ...rest } = address
  return (
    <nav class="onward">
      {after !== undefined && <a href={pathOf(queue, rest)}>{view.say('first')}</a>}
      {next !== null && <a href={pathOf(queue, { ...rest, after: next })}>{view.say('more')}</a>}
      <a class="go-on" id="go-on" href={pathOf(queue, rest)} hidden>
        {view.say('pageDone')} {view.say('goOn')}
      </a>
    </nav>
  )
}

/** The address of a page without what is told only once. */
function pathOf(queue: Queue, { after, state }: QueueAddress): string {
  const params = new URLSearchParams()
  if (state !== undefined) params.set('state', state)
  if (after !== undefined) params.set('after', after)
  return `/admin/${queue.name}${params.size > 0 ? `?${params.toString()}` : ''}`
}

/** Sentences for the script, which has none of its own. */
function sentencesFor({ say }: View) {
  return {
    'data-approved': say('lineApproved'),
    'data-rejected': say('lineRejected'),
    'data-spam': say('lineSpam'),
    'data-pending': say('linePending'),
    'data-failed': say('lineFailed'),
    'data-taken': say('lineTaken'),
    'data-session': say('lineSession'),
    'data-undone': say('lineUndone'),
    'data-undo-failed': say('undoFailed'),
    'data-undo': say('undo'),
  }
}

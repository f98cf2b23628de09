import { omit } from '../omit.ts'
import { pathTo, type QueueAddress, queryOf } from './address.ts'
import type { DeskContent } from './load-desk.ts'
import type { Queue } from './queues.ts'
import type { View } from './view.ts'

interface BulkProps {
  view: View
  queue: Queue
  address: QueueAddress
  content: DeskContent
}

/** Decides about what is ticked, or about everything that matches; the cards' boxes belong to this form. */
export function Bulk({ view, queue, address, content }: BulkProps) {
  const { say } = view
  const n = `${content.matching.size}${content.matching.isMore ? '+' : ''}`
  const { sort, ...query } = queryOf(queue, address, 1)
  const before = view.now.toISOString()
  const matching = {
    kind: queue.kind,
    sort,
    before,
    filters: asTexts(omit(query, 'limit', 'after')),
  }
  return (
    <div class="bulk">
      <form
        method="post"
        action="/admin/decisions"
        id="bulk"
        data-filters={JSON.stringify(matching)}
        aria-label={say('withSelection')}
      >
        <input type="hidden" name="back" value={pathTo(queue.name, address)} />
        <label class="box needs-script" hidden>
          <input type="checkbox" id="select-page" /> {say('selectPage')}
        </label>
        <label class="box needs-script" hidden>
          <input type="checkbox" id="select-matching" /> {say('selectMatching', { n })}
        </label>
        {queue.kind === 'comment' && (
          <select id="select-like" class="needs-script" aria-label={say('selectLike')} hidden>
            <option value="">{say('selectLike')}</option>
            <option value="author">{say('likeAuthor')}</option>
            <option value="network">{say('likeNetwork')}</option>
            <option value="text">{say('likeText')}</option>
            <option value="links">{say('likeLinks')}</option>
          </select>
        )}
        <Buttons view={view} queue={queue} reasons={reasonsFor(address, content)} hasCount />
      </form>
      <noscript>
        <details>
          <summary>{say('decideMatching', { n })}</summary>
          <form method="post" action="/admin/decisions/matching">
            <p class="quiet">{say('decideMatchingHint')}</p>
            <input type="hidden" name="queue" value={pathTo(queue.name, address)} />
            <input type="hidden" name="before" value={before} />
            <input type="hidden" name="back" value={pathTo(queue.name, address)} />
            <Buttons view={view} queue={queue} reasons={[]} />
          </form>
        </details>
      </noscript>
    </div>
  )
}

/**
 * The reasons that every site knows to which the items may belong. Where there are several, each tells its readers by
 * its own sentence, which the service knows.
 */
function reasonsFor({ site }: QueueAddress, { sites }: DeskContent) {
  const [first, ...others] = [...sites.values()]
    .filter(({ key }) => site === undefined || key === site)
    .map(({ settings }) => settings.reasons)
  const shared = (first ?? []).filter(({ key }) =>
    others.every((reasons) => reasons.some((one) => one.key === key)),
  )
  return others.length === 0 ? shared : shared.map((reason) => omit(reason, 'message'))
}

function Buttons({
  view,
  queue,
  reasons,
  hasCount = false,
}: {
  view: View
  queue: Queue
  reasons: { key: string; label: string; message?: string | undefined }[]
  /** Says how many are ticked; the script fills it in. */
  hasCount?: boolean
}) {
  const { say } = view
  const state = queue.filter.state
  return (
    <span class="bulk-actions">
      {hasCount && <span id="selected" role="status"></span>}
      {state !== 'approved' && (
        <button name="to" value="approved">
          {say('approve')}
        </button>
      )}
      {state !== 'rejected' && (
        <button name="to" value="rejected">
          {say('reject')}
        </button>
      )}
      {state !== 'rejected' && reasons.length > 0 && (
        <select name="reason" aria-label={say('reason')}>
          <option value="">{say('noReason')}</option>
          {reasons.map(({ key, label, message }) => (
            <option value={key} data-message={message ?? ''}>
              {label}
            </option>
          ))}
        </select>
      )}
      {state !== 'spam' && (
        <button name="to" value="spam">
          {say('markSpam')}
        </button>
      )}
      {state !== 'pending' && (
        <button name="to" value="pending">
          {say('requeue')}
        </button>
      )}
    </span>
  )
}

/** The filters as the API takes them: every value a text. */
function asTexts(filters: object): Record<string, string> {
  return Object.fromEntries(Object.entries(filters).map(([name, value]) => [name, String(value)]))
}

import { checkNames, shareCheckNames } from '../defence/check-names.ts'
import { omit } from '../omit.ts'
import { filterNames, isFiltered, pathTo, type QueueAddress, sortOf } from './address.ts'
import type { DeskContent } from './load-desk.ts'
import type { Queue } from './queues.ts'
import type { TextKey } from './texts.ts'
import type { View } from './view.ts'

export interface ToolbarProps {
  view: View
  queue: Queue
  address: QueueAddress
  content: DeskContent
}

/** Search, filters, order and saved queues, all as plain forms and links. */
export function Toolbar(props: ToolbarProps) {
  return (
    <div class="bar">
      <SearchForm {...props} />
      <Sorts {...props} />
      <SavedQueues {...props} />
    </div>
  )
}

function SearchForm({ view, queue, address, content }: ToolbarProps) {
  const { say } = view
  const { author, network, sameText, article, sort, ticket, state } = address
  const isShare = queue.kind === 'share'
  // What has no field of its own stays as it is.
  const kept = isShare
    ? { article, sort, state }
    : { author, network, sameText, article, sort, ticket }
  return (
    <form class="search" role="search" method="get" action={`/admin/${queue.name}`}>
      <input
        type="search"
        id="search"
        name="q"
        value={address.q ?? ''}
        maxlength={200}
        aria-label={say(isShare ? 'searchShares' : 'search')}
        placeholder={say(isShare ? 'searchSharesShort' : 'searchShort')}
      />
      <button>{say('find')}</button>
      {Object.entries(kept).map(
        ([name, value]) => value !== undefined && <input type="hidden" name={name} value={value} />,
      )}
      <Filters {...{ view, queue, address, content }} />
    </form>
  )
}

function Filters({ view, queue, address, content }: ToolbarProps) {
  const isShare = queue.kind === 'share'
  return (
    <details class="drop">
      <summary>{view.say('filters')}</summary>
      <div class="drop-box">
        <SiteField {...{ view, address, content }} />
        {!isShare && <SectionField {...{ view, address }} />}
        <ReasonField {...{ view, address }} checks={isShare ? shareCheckNames : checkNames} />
        {!isShare && <LinkField {...{ view, address }} />}
        {!isShare && <CorrectionField {...{ view, address }} />}
        {!isShare && <AssigneeField {...{ view, address, content }} />}
        <button class="main">{view.say('apply')}</button>
      </div>
    </details>
  )
}

type FieldProps = Pick<ToolbarProps, 'view' | 'address'>

/** Who sees one site has nothing to choose from. */
function SiteField({ view, address, content: { sites } }: Omit<ToolbarProps, 'queue'>) {
  if (sites.size <= 1)
    return address.site !== undefined && <input type="hidden" name="site" value={address.site} />
  return (
    <label>
      {view.say('site')}
      <select name="site">
        <option value="">{view.say('anySite')}</option>
        {[...sites.values()].map(({ key, name }) => (
          <option value={key} selected={key === address.site}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}

function SectionField({ view, address }: FieldProps) {
  return (
    <label>
      {view.say('section')}
      <input
        name="section"
        value={address.section ?? ''}
        maxlength={200}
        placeholder="/the-thao/"
      />
    </label>
  )
}

function ReasonField({
  view,
  address,
  checks,
}: FieldProps & { checks: readonly (typeof shareCheckNames)[number][] }) {
  return (
    <label>
      {view.say('heldFor')}
      <select name="reason">
        <option value="">{view.say('anyReason')}</option>
        {checks.map((check) => (
          <option value={check} selected={check === address.reason}>
            {view.say(`check_${check}`)}
          </option>
        ))}
      </select>
    </label>
  )
}

function LinkField({ view, address }: FieldProps) {
  return (
    <label>
      {view.say('containsLink')}
      <input name="link" value={address.link ?? ''} maxlength={200} />
    </label>
  )
}

function CorrectionField({ view, address }: FieldProps) {
  return (
    <label class="box">
      <input type="checkbox" name="correction" value="true" checked={address.correction === true} />{' '}
      {view.say('onlyCorrection')}
    </label>
  )
}

function AssigneeField({ view, address, content }: Omit<ToolbarProps, 'queue'>) {
  const names = [...content.sites.values()].flatMap(({ settings }) =>
    settings.desks.map(({ name }) => name),
  )
  const desks = [...new Set(names)]
  return (
    <label>
      {view.say('assignedTo')}
      <select name="assignee">
        <option value="">{view.say('anybody')}</option>
        {content.people.map(({ id, name }) => (
          <option value={`person:${id}`} selected={address.assignee === `person:${id}`}>
            {name}
          </option>
        ))}
        {desks.map((name) => (
          <option value={`desk:${name}`} selected={address.assignee === `desk:${name}`}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}

/** What narrows the list, in words, and the way back to the whole tab. */
export function ActiveFilters({ view, queue, address, content }: ToolbarProps) {
  const { say } = view
  if (!isFiltered(address)) return null
  const given = filterNames.filter((name) => address[name] !== undefined)
  return (
    <p class="filtered">
      <span class="quiet">{say('filteredBy')}:</span>{' '}
      {given
        .map((name) =>
          say(`by_${name}`, { value: wordsFor(name, String(address[name] ?? ''), content, view) }),
        )
        .join(' · ')}{' '}
      <a href={`/admin/${queue.name}`}>{say('clearFilters')}</a>
    </p>
  )
}

function wordsFor(name: string, value: string, { sites, people }: DeskContent, { say }: View) {
  const check = shareCheckNames.find((one) => one === value)
  if (name === 'reason' && check !== undefined) return say(`check_${check}`)
  if (name === 'site') return sites.get(value)?.name ?? value
  if (name !== 'assignee') return value
  const person = people.find(({ id }) => value === `person:${id}`)
  return person?.name ?? value.replace(/^desk:/, '')
}

const sortTexts: Record<string, TextKey> = {
  oldest: 'sort_oldest',
  newest: 'sort_newest',
  priority: 'sort_priority',
}

function Sorts({ view, queue, address }: ToolbarProps) {
  const current = sortOf(queue, address)
  const rest = omit(address, 'after', 'open')
  const text = sortTexts[current] ?? 'sort_oldest'
  return (
    <details class="drop">
      <summary>
        <span class="unseen-title">{view.say('sort')}: </span>
        {view.say(text)}
      </summary>
      <ul class="drop-box">
        {queue.sorts
          .filter((sort) => sort !== 'priority' || address.q === undefined)
          .map((sort) => (
            <li>
              <a
                href={pathTo(queue.name, { ...rest, sort })}
                aria-current={sort === current ? 'true' : undefined}
              >
                {view.say(sortTexts[sort] ?? 'sort_oldest')}
              </a>
            </li>
          ))}
      </ul>
    </details>
  )
}

function SavedQueues({ view, queue, address, content }: ToolbarProps) {
  const { say } = view
  const rest = omit(address, 'after', 'open')
  const here = pathTo(queue.name, rest)
  return (
    <details class="drop saved">
      <summary>{say('savedQueues')}</summary>
      <div class="drop-box">
        {content.saved.length === 0 && <p class="quiet">{say('noSavedQueues')}</p>}
        <ul>
          {content.saved.map(({ id, name, address: path, isShared, isOwn }) => (
            <li>
              <a href={path} aria-current={path === here ? 'true' : undefined}>
                <bdi>{name}</bdi>
              </a>
              {isShared && <span class="quiet"> · {say('sharedQueue')}</span>}
              {isOwn && (
                <form method="post" action={`/admin/saved-queues/${id}/forget`}>
                  <input type="hidden" name="back" value={here} />
                  <button class="plain" aria-label={`${say('forget')}: ${name}`}>
                    {say('forget')}
                  </button>
                </form>
              )}
            </li>
          ))}
        </ul>
        <form method="post" action="/admin/saved-queues" class="save-queue">
          <p>{say('saveThis')}</p>
          <input type="hidden" name="address" value={here} />
          <label>
            {say('queueName')}
            <input name="name" maxlength={60} required autocomplete="off" />
          </label>
          <label class="box">
            <input type="checkbox" name="shared" /> {say('shareQueue')}
          </label>
          <button>{say('save')}</button>
        </form>
      </div>
    </details>
  )
}

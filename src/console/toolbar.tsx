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

const checks = [
  'links',
  'words',
  'name',
  'unmarked',
  'moderation',
  'form-time',
  'trap',
  'origin',
] as const

function SearchForm({ view, queue, address, content }: ToolbarProps) {
  const { say } = view
  const { author, network, sameText, article, sort, ticket, state } = address
  // What has no field of its own stays as it is.
  const kept =
    queue.kind === 'share'
      ? { article, sort, state }
      : { author, network, sameText, article, sort, ticket }
  const text = say(queue.kind === 'share' ? 'searchShares' : 'search')
  return (
    <form class="search" role="search" method="get" action={`/admin/${queue.name}`}>
      <input
        type="search"
        id="search"
        name="q"
        value={address.q ?? ''}
        maxlength={200}
        aria-label={text}
        placeholder={text}
      />
      <button>{say('find')}</button>
      {Object.entries(kept).map(
        ([name, value]) => value !== undefined && <input type="hidden" name={name} value={value} />,
      )}
      <Filters {...{ view, queue, address, content }} />
    </form>
  )
}

/** Shares are narrowed by their site only, so who has one site sees no filters there. */
function Filters({ view, queue, address, content }: ToolbarProps) {
  const isOneSite = content.sites.size <= 1
  const site = isOneSite && address.site !== undefined && (
    <input type="hidden" name="site" value={address.site} />
  )
  if (queue.kind === 'share' && isOneSite) return site
  return (
    <details class="drop">
      <summary>{view.say('filters')}</summary>
      <div class="drop-box">
        {isOneSite ? site : <SiteField view={view} address={address} content={content} />}
        {queue.kind === 'comment' && (
          <FilterFields view={view} address={address} content={content} />
        )}
        <button class="main">{view.say('apply')}</button>
      </div>
    </details>
  )
}

function SiteField({ view, address, content }: Omit<ToolbarProps, 'queue'>) {
  return (
    <label>
      {view.say('site')}
      <select name="site">
        <option value="">{view.say('anySite')}</option>
        {[...content.sites.values()].map(({ key, name }) => (
          <option value={key} selected={key === address.site}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}

function FilterFields({ view, address, content }: Omit<ToolbarProps, 'queue'>) {
  const { say } = view
  const desks = [
    ...new Set(
      [...content.sites.values()].flatMap(({ settings }) => settings.desks.map(({ name }) => name)),
    ),
  ]
  return (
    <>
      <label>
        {say('section')}
        <input
          name="section"
          value={address.section ?? ''}
          maxlength={200}
          placeholder="/the-thao/"
        />
      </label>
      <label>
        {say('heldFor')}
        <select name="reason">
          <option value="">{say('anyReason')}</option>
          {checks.map((check) => (
            <option value={check} selected={check === address.reason}>
              {say(`check_${check}`)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {say('containsLink')}
        <input name="link" value={address.link ?? ''} maxlength={200} />
      </label>
      <label>
        {say('assignedTo')}
        <select name="assignee">
          <option value="">{say('anybody')}</option>
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
    </>
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
          say(`by_${name}`, { value: wordsFor(name, address[name] ?? '', content, view) }),
        )
        .join(' · ')}{' '}
      <a href={`/admin/${queue.name}`}>{say('clearFilters')}</a>
    </p>
  )
}

function wordsFor(name: string, value: string, { sites, people }: DeskContent, { say }: View) {
  const check = checks.find((one) => one === value)
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

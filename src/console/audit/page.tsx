import type { Caller } from '../../auth/caller.ts'
import type { AuditView } from '../../audits/read.ts'
import { roles } from '../../schema.ts'
import { DeskPage } from '../layout.tsx'
import { Moment } from '../times.tsx'
import type { View } from '../view.ts'
import type { AuditAddress } from './routes.tsx'
import { factOf, type Names } from './facts.ts'
import { actionNames, actionText, type SayAudit, speakAudit } from './texts.ts'

interface AuditPageProps {
  view: View
  caller: Caller
  address: AuditAddress
  page: { items: AuditView[]; next: string | null }
  sites: Names['sites']
  people: Names['people']
}

/** Who did what and when, with filters and the way to take it away. */
export function AuditPage({ view, caller, address, page, sites, people }: AuditPageProps) {
  const say = speakAudit(view.language)
  const { items, next } = page
  return (
    <DeskPage view={view} caller={caller} title={say('title')} current="/admin/audit">
      <p class="quiet">{say('intro')}</p>
      <Filters {...{ view, say, address, sites, people }} />
      {items.length === 0 ? (
        <p class="none">{say('none')}</p>
      ) : (
        <Rows view={view} say={say} items={items} names={{ sites, people }} />
      )}
      <nav class="onward">
        {address.after !== undefined && <a href={pathOf(address, null)}>{say('newest')}</a>}
        {next !== null && (
          <a href={pathOf(address, next)}>{say(items.length < 50 ? 'goOn' : 'older')}</a>
        )}
      </nav>
      {roles.indexOf(caller.role) >= roles.indexOf('editor') && (
        <Take say={say} address={address} />
      )}
    </DeskPage>
  )
}

function pathOf(address: AuditAddress, after: string | null): string {
  const params = new URLSearchParams(given(address))
  if (after !== null) params.set('after', after)
  const query = params.toString()
  return query === '' ? '/admin/audit' : `/admin/audit?${query}`
}

/** The filters that are set, without the position. */
function given(address: AuditAddress): [string, string][] {
  return Object.entries(address).flatMap(([name, value]) =>
    value && name !== 'after' ? [[name, value]] : [],
  )
}

type FiltersProps = Omit<AuditPageProps, 'caller' | 'page'> & { say: SayAudit }

function Filters({ view, say, address, sites, people }: FiltersProps) {
  return (
    <form class="filters" method="get" action="/admin/audit" aria-label={say('filters')}>
      <Choice
        name="site"
        label={say('site')}
        all={say('everySite')}
        value={address.site}
        options={sites.map(({ key, name }): [string, string] => [key, name])}
      />
      <Choice
        name="actor"
        label={say('actor')}
        all={say('everybody')}
        value={address.actor}
        options={[
          ...people.map(({ id, name }): [string, string] => [id, name]),
          ['reader', say('reader')],
          ['rules', say('rules')],
        ]}
      />
      <Choice
        name="action"
        label={say('action')}
        all={say('everything')}
        value={address.action}
        options={actionNames.map((name): [string, string] => [
          name,
          actionText(name, view.language),
        ])}
      />
      <label>
        <span>{say('from')}</span>
        <input type="date" name="from" value={address.from ?? ''} />
      </label>
      <label>
        <span>{say('to')}</span>
        <input type="date" name="to" value={address.to ?? ''} />
      </label>
      <label class="long">
        <span>{say('subject')}</span>
        <input name="subject" maxlength={200} autocomplete="off" value={address.subject ?? ''} />
      </label>
      <div class="filter-ends">
        <button class="main">{say('apply')}</button>
        {given(address).length > 0 && <a href="/admin/audit">{say('clear')}</a>}
      </div>
    </form>
  )
}

interface ChoiceProps {
  name: string
  label: string
  /** What choosing nothing means. */
  all: string
  value: string | undefined
  options: [value: string, text: string][]
}

function Choice({ name, label, all, value, options }: ChoiceProps) {
  const isListed = value === undefined || options.some(([one]) => one === value)
  return (
    <label>
      <span>{label}</span>
      <select name={name}>
        <option value="">{all}</option>
        {!isListed && (
          <option value={value} selected>
            {value}
          </option>
        )}
        {options.map(([one, text]) => (
          <option value={one} selected={one === value}>
            {text}
          </option>
        ))}
      </select>
    </label>
  )
}

interface RowsProps {
  view: View
  say: SayAudit
  items: AuditView[]
  names: Names
}

function Rows({ view, say, items, names }: RowsProps) {
  return (
    <div class="table cards" role="region" aria-label={say('title')} tabindex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{say('when')}</th>
            <th scope="col">{say('actor')}</th>
            <th scope="col">{say('action')}</th>
            <th scope="col">{say('site')}</th>
            <th scope="col">{say('detail')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr>
              <td>
                <Moment view={view} at={item.at} />
              </td>
              <td>
                <bdi>{actorText(item.actor, say)}</bdi>
              </td>
              <td>{actionText(item.action, view.language)}</td>
              <td>
                {names.sites.find(({ key }) => key === item.site)?.name ??
                  item.site ??
                  say('deployment')}
              </td>
              <td class="free">
                <Subject say={say} item={item} />
                {Object.entries(item.detail)
                  .filter((pair): pair is [string, string | number | boolean] => pair[1] !== null)
                  .map((pair) => factOf(pair, item, names, view))
                  .map(({ label, text }) => (
                    <span class="fact">
                      {label}: <bdi>{shortId(text)}</bdi>
                    </span>
                  ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** What was acted upon: all that was done to it, and the item itself where it has a page. */
function Subject({ say, item: { subject, action } }: { say: SayAudit; item: AuditView }) {
  if (subject === '') return null
  const [kind] = action.split('.')
  const page =
    kind === 'comment' || kind === 'seal'
      ? `/admin/comments/${subject}`
      : kind === 'share' && isId(subject)
        ? `/admin/shares/${subject}`
        : null
  return (
    <span class="subject-of">
      <a href={pathOf({ subject }, null)} title={isId(subject) ? subject : undefined}>
        {shortId(subject)}
      </a>
      {page !== null && (
        <>
          {' · '}
          <a href={page}>{say('open')}</a>
        </>
      )}
    </span>
  )
}

const isId = (text: string) =>
  /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/.test(text)

/** The end of an id is enough to tell rows apart; links and the file that is taken have all of it. */
function shortId(text: string): string {
  return isId(text) ? `…${text.slice(-8)}` : text
}

function actorText({ id, name }: AuditView['actor'], say: SayAudit): string {
  if (name !== null) return name
  return id === 'reader' || id === 'rules' || id === 'setup' ? say(id) : id
}

function Take({ say, address }: { say: SayAudit; address: AuditAddress }) {
  return (
    <form class="take" method="post" action="/admin/audit/exports">
      {given(address).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <h2>{say('take')}</h2>
      <p class="hint">{say('takeHint')}</p>
      <div class="quick">
        <button name="format" value="csv">
          {say('csv')}
        </button>
        <button name="format" value="ndjson">
          {say('ndjson')}
        </button>
      </div>
    </form>
  )
}

import type { Caller } from '../../auth/caller.ts'
import type { DayStats, Stats } from '../../stats/read.ts'
import { DeskPage } from '../layout.tsx'
import type { View } from '../view.ts'
import { chartPath } from './chart-script.ts'
import { OldestWaiting } from './oldest.tsx'
import { type SayStats, speakStats, type StatsText } from './texts.ts'

interface StatsPageProps {
  view: View
  caller: Caller
  site: string | undefined
  sites: { key: string; name: string }[]
  stats: Stats
  fault: string | null
  /** The day that is not over yet, as `2026-11-22`. */
  today: string
}

/** What came, what was decided and how long it waited: figures, three charts with their tables, people, articles. */
export function StatsPage({ view, caller, site, sites, stats, fault, today }: StatsPageProps) {
  const say = speakStats(view.language)
  const { days } = stats
  const minutes = (name: 'medianWaitSeconds' | 'p95WaitSeconds') =>
    days.map((day) => (day[name] === null ? null : Math.round(day[name] / 6) / 10))
  return (
    <DeskPage view={view} caller={caller} title={say('title')} current="/admin/stats">
      <OldestWaiting view={view} since={stats.oldestWaitingSince} />
      <Filters {...{ say, site, sites, stats }} />
      {fault !== null && (
        <p class="error" role="alert">
          {fault}
        </p>
      )}
      <Figures view={view} say={say} stats={stats} />
      {days.some(({ day }) => day === today) && <p class="hint">{say('withoutToday')}</p>}
      <Chart
        say={say}
        title="flow"
        {...{ days, today }}
        lines={[
          {
            label: say('came'),
            values: days.map((day) => day.comments + day.letters + day.shares),
          },
          {
            label: say('decided'),
            values: days.map((day) => day.approved + day.rejected + day.spam),
          },
        ]}
        columns={['comments', 'letters', 'shares', 'approved', 'rejected', 'spam']}
      />
      <Chart
        say={say}
        title="waiting"
        {...{ days, today }}
        lines={[
          { label: say('median'), values: minutes('medianWaitSeconds') },
          { label: say('p95'), values: minutes('p95WaitSeconds') },
        ]}
        columns={['medianWaitSeconds', 'p95WaitSeconds']}
      />
      <Chart
        say={say}
        title="deliveries"
        {...{ days, today }}
        lines={[
          { label: say('sent'), values: days.map((day) => day.sent) },
          { label: say('failed'), values: days.map((day) => day.failed) },
        ]}
        columns={['sent', 'failed']}
      />
      <People say={say} stats={stats} />
      <Articles say={say} stats={stats} />
      <p class="hint">{say('note')}</p>
      <script src={chartPath} defer></script>
    </DeskPage>
  )
}

interface PartProps {
  say: SayStats
  stats: Stats
}

function Filters({ say, site, sites, stats }: PartProps & Pick<StatsPageProps, 'site' | 'sites'>) {
  return (
    <form class="filters" method="get" action="/admin/stats">
      <label>
        <span>{say('site')}</span>
        <select name="site">
          <option value="">{say('everySite')}</option>
          {sites.map(({ key, name }) => (
            <option value={key} selected={key === site}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{say('from')}</span>
        <input type="date" name="from" value={stats.from} />
      </label>
      <label>
        <span>{say('to')}</span>
        <input type="date" name="to" value={stats.to} />
      </label>
      <div class="filter-ends">
        <button class="main">{say('show')}</button>
      </div>
    </form>
  )
}

function Figures({ view, say, stats: { total } }: PartProps & { view: View }) {
  const figures: [StatsText, string | number][] = [
    ['came', total.comments + total.letters + total.shares],
    ['decided', total.approved + total.rejected + total.spam],
    ['median', waitText(total.medianWaitSeconds, say)],
    ['p95', waitText(total.p95WaitSeconds, say)],
    ['sent', total.sent],
  ]
  return (
    <dl class="numbers">
      {figures.map(([name, value]) => (
        <div>
          <dt>{say(name)}</dt>
          <dd>{typeof value === 'number' ? grouped(value, view) : value}</dd>
        </div>
      ))}
    </dl>
  )
}

const grouped = (value: number, { language }: View) =>
  value.toLocaleString(language === 'vi' ? 'vi-VN' : 'en-GB')

type Column = Exclude<keyof DayStats, 'day'>

const columnTexts: Record<Column, StatsText> = {
  comments: 'comments',
  letters: 'letters',
  shares: 'shares',
  approved: 'approved',
  rejected: 'rejected',
  spam: 'spam',
  sent: 'sent',
  failed: 'failed',
  medianWaitSeconds: 'median',
  p95WaitSeconds: 'p95',
}

interface ChartProps {
  say: SayStats
  title: StatsText
  days: DayStats[]
  today: string
  lines: { label: string; values: (number | null)[] }[]
  columns: Column[]
}

/** The picture is for those who see it and have the script; the table is for everybody. */
function Chart({ say, title, days, today, lines, columns }: ChartProps) {
  // Half a day drawn beside whole ones looks like a fall.
  const whole = days.filter(({ day }) => day < today).length
  const shown = whole === 0 ? days.length : whole
  const data = JSON.stringify({
    days: days.slice(0, shown).map(({ day }) => day),
    lines: lines.map(({ label, values }) => ({ label, values: values.slice(0, shown) })),
  })
  return (
    <section class="chart">
      <h2>{say(title)}</h2>
      <div class="plot" data-chart={data} aria-hidden="true" hidden></div>
      <details>
        <summary>{say('table')}</summary>
        <div class="table" role="region" aria-label={say(title)} tabindex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">{say('day')}</th>
                {columns.map((name) => (
                  <th scope="col" class="number">
                    {say(columnTexts[name])}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {days.map((day) => (
                <tr>
                  <th scope="row">
                    {day.day.split('-').toReversed().join('/')}
                    {day.day === today && ` (${say('unfinished')})`}
                  </th>
                  {columns.map((name) => (
                    <td class="number">{cellText(name, day[name], say)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </section>
  )
}

function cellText(name: Column, value: number | null, say: SayStats): string {
  return name.endsWith('Seconds') ? waitText(value, say) : String(value ?? 0)
}

/** `4 phút`, in the largest unit that says enough. */
export function waitText(seconds: number | null, say: SayStats): string {
  if (seconds === null) return '–'
  if (seconds < 90) return say('seconds', { n: seconds })
  if (seconds < 90 * 60) return say('minutes', { n: Math.round(seconds / 60) })
  if (seconds < 36 * 3600) return say('hours', { n: Math.round(seconds / 3600) })
  return say('daysLong', { n: Math.round(seconds / 86_400) })
}

function People({ say, stats: { moderators } }: PartProps) {
  return (
    <section class="chart">
      <h2>{say('people')}</h2>
      {moderators.length === 0 ? (
        <p class="quiet">{say('noPeople')}</p>
      ) : (
        <div class="table" role="region" aria-label={say('people')} tabindex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">{say('who')}</th>
                {(['approved', 'rejected', 'spam', 'median', 'p95'] as const).map((name) => (
                  <th scope="col" class="number">
                    {say(name)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {moderators.map((one) => (
                <tr>
                  <th scope="row">
                    <bdi>{one.name ?? one.id}</bdi>
                  </th>
                  <td class="number">{one.approved}</td>
                  <td class="number">{one.rejected}</td>
                  <td class="number">{one.spam}</td>
                  <td class="number">{waitText(one.medianWaitSeconds, say)}</td>
                  <td class="number">{waitText(one.p95WaitSeconds, say)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

function Articles({ say, stats: { articles } }: PartProps) {
  return (
    <section class="chart">
      <h2>{say('articles')}</h2>
      {articles.length === 0 ? (
        <p class="quiet">{say('noArticles')}</p>
      ) : (
        <ol class="ranking">
          {articles.map(({ title, url, comments }) => (
            <li>
              <a href={url} rel="noopener">
                {title || url}
              </a>{' '}
              <span class="quiet">{comments}</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}

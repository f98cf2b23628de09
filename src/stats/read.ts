import { sql } from 'drizzle-orm'
import * as v from 'valibot'
import { type Caller, requireSite, withinSites } from '../auth/caller.ts'
import { siteKey } from '../fields.ts'
import { invalid } from '../http.ts'
import { sentence } from '../messages.ts'
import type { Ports } from '../ports.ts'
import { dayOf, offsetOf } from '../zone.ts'
import { quantile } from './scale.ts'

const DAY_MS = 86_400_000
/** Most days at once. */
export const MAX_DAYS = 92
const TOP_ARTICLES = 10

const day = v.pipe(v.string(), v.isoDate())

/** Days are those of the site, both included; without them the last 30. */
export const StatsParams = v.strictObject({
  site: v.exactOptional(siteKey),
  from: v.exactOptional(day),
  to: v.exactOptional(day),
})
export type StatsQuery = v.InferOutput<typeof StatsParams>

interface Tally {
  comments: number
  letters: number
  shares: number
  approved: number
  rejected: number
  spam: number
  sent: number
  failed: number
}
export interface Waits {
  medianWaitSeconds: number | null
  p95WaitSeconds: number | null
}
export type DayStats = { day: string } & Tally & Waits

const measures = ['comments', 'letters', 'shares', 'approved', 'rejected', 'spam'] as const
const isMeasure = (name: string) => measures.find((one) => one === name)

/**
 * What happened on the caller's sites, by day and by moderator, up to a minute ago. Throws `not-found` for another's
 * site, `invalid` for more than 92 days.
 */
export async function readStats(
  { db, now }: Ports,
  caller: Caller,
  query: StatsQuery,
  language: 'vi' | 'en',
) {
  if (query.site !== undefined) requireSite(caller, query.site)
  const zone = await zoneOf(db, query.site)
  const days = daysOf(query, dayOf(now(), zone), language)
  const first = numberOf(days[0] ?? '')
  const last = first + days.length - 1
  const sites = sql`SELECT seq FROM site WHERE ${query.site === undefined ? sql`1` : sql`key = ${query.site}`} AND ${withinSites(caller, sql`seq`)}`
  const offset = offsetOf(now(), zone)
  const hour = (at: number) => Math.floor((at * DAY_MS - offset) / 3_600_000)
  const oldest = (
    table: 'comment' | 'share',
  ) => sql`SELECT (SELECT created_at FROM ${sql.identifier(table)}
    WHERE site_seq = site.seq AND state = 'pending' ORDER BY created_at LIMIT 1) AS at FROM site WHERE seq IN (${sites})`
  const [counts, discussed, deliveries, [waiting]] = await db.batch([
    db.all<{ day: number; measure: string; part: string; name: string | null; size: number }>(sql`
      SELECT shown.day, shown.measure, shown.part, coalesce(m.name, k.name) AS name, shown.size
      FROM (SELECT day, measure, part, sum(size) AS size FROM stat
        WHERE site_seq IN (${sites}) AND day BETWEEN ${first} AND ${last} AND measure <> 'discussed'
        GROUP BY day, measure, part) shown
      LEFT JOIN moderator m ON m.id = shown.part LEFT JOIN token k ON k.id = shown.part`),
    db.all<{ site: string; key: string; title: string; url: string; comments: number }>(sql`
      SELECT site.key AS site, a.key, a.title, a.url, top.size AS comments
      FROM (SELECT part, sum(size) AS size FROM stat
        WHERE site_seq IN (${sites}) AND day BETWEEN ${first} AND ${last} AND measure = 'discussed'
        GROUP BY part ORDER BY 2 DESC LIMIT ${3 * TOP_ARTICLES}) top
      JOIN article a ON a.seq = CAST(top.part AS INTEGER) AND a.verified_at IS NOT NULL
      JOIN site ON site.seq = a.site_seq ORDER BY top.size DESC, a.seq LIMIT ${TOP_ARTICLES}`),
    db.all<{ day: number; state: string; size: number }>(sql`
      SELECT CAST((hour * 3600000 + ${offset}) / ${DAY_MS} AS INTEGER) AS day, state, sum(size) AS size
      FROM delivery_tally WHERE site_seq IN (${sites}) AND hour BETWEEN ${hour(first)} AND ${hour(last + 1) - 1}
      GROUP BY 1, 2`),
    db.all<{ at: number | null }>(
      sql`SELECT min(at) AS at FROM (${oldest('comment')} UNION ALL ${oldest('share')})`,
    ),
  ])
  const rows = [
    ...counts,
    ...deliveries.map(({ state, ...rest }) => ({
      ...rest,
      measure: state === 'sent' || state === 'delivered' ? state : 'failed',
      part: '',
      name: null,
    })),
  ]
  const people = [...new Set(counts.flatMap(({ part }) => (part === '' ? [] : [part])))]
  return {
    from: days[0] ?? '',
    to: days.at(-1) ?? '',
    days: days.map((one, i) => ({
      day: one,
      ...summarise(rows.filter((row) => row.day === first + i)),
    })),
    total: summarise(rows),
    moderators: people
      .map((id) => {
        const own = rows.filter(({ part }) => part === id)
        const { approved, rejected, spam, ...rest } = summarise(own)
        const { medianWaitSeconds, p95WaitSeconds } = rest
        const name = own[0]?.name ?? (id === 'admin-token' ? 'ADMIN_TOKEN' : null)
        return { id, name, approved, rejected, spam, medianWaitSeconds, p95WaitSeconds }
      })
      .sort((a, b) => b.approved + b.rejected + b.spam - (a.approved + a.rejected + a.spam)),
    articles: discussed,
    oldestWaitingSince: waiting?.at == null ? null : new Date(waiting.at).toISOString(),
  }
}

export type Stats = Awaited<ReturnType<typeof readStats>>

function summarise(rows: { measure: string; size: number }[]): Tally & Waits {
  const sum: Tally = {
    comments: 0,
    letters: 0,
    shares: 0,
    approved: 0,
    rejected: 0,
    spam: 0,
    sent: 0,
    failed: 0,
  }
  const waits = new Map<number, number>()
  for (const { measure, size } of rows) {
    const known = isMeasure(measure)
    if (known !== undefined) sum[known] += size
    else if (measure === 'sent' || measure === 'failed') sum[measure] += size
    else if (measure.startsWith('wait.')) {
      const step = Number(measure.slice(5))
      waits.set(step, (waits.get(step) ?? 0) + size)
    }
  }
  return {
    ...sum,
    medianWaitSeconds: quantile(waits, 0.5),
    p95WaitSeconds: quantile(waits, 0.95),
  }
}

async function zoneOf(db: Ports['db'], key: string | undefined): Promise<string> {
  const [found] = await db.all<{ zone: string | null }>(
    sql`SELECT settings ->> '$.timeZone' AS zone FROM site WHERE key = ${key ?? ''}`,
  )
  return found?.zone ?? 'Asia/Ho_Chi_Minh'
}

function numberOf(one: string): number {
  return Math.floor(Date.parse(`${one}T00:00:00Z`) / DAY_MS)
}

function daysOf({ from, to }: StatsQuery, today: string, language: 'vi' | 'en'): string[] {
  const last = numberOf(to ?? today)
  const first = from === undefined ? last - 29 : numberOf(from)
  const count = last - first + 1
  if (count < 1 || count > MAX_DAYS) throw invalid('/from', sentence('days', language, MAX_DAYS))
  return Array.from({ length: count }, (_, i) =>
    new Date((first + i) * DAY_MS).toISOString().slice(0, 10),
  )
}

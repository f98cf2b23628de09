import { type SQL, sql } from 'drizzle-orm'
import { type Caller, requireSite } from '../auth/caller.ts'
import type { Position } from '../cursor.ts'
import { searchWords } from '../text/search-words.ts'
import type { QueueFilters } from './schemas.ts'

/** How many rows one request looks at when no index knows all of its filters. */
export const SCANNED_ROWS = 1000

/**
 * How a queue is read: along one index, in the order of `keys`, by the conditions that this index knows. The others
 * (`rest`) are asked of at most `SCANNED_ROWS` rows a request.
 */
export interface QueuePath {
  source: SQL
  /** Columns of `source` that give the order and the position, all in one direction; the last is the item's `seq`. */
  keys: readonly string[]
  isDescending: boolean
  known: SQL[]
  rest: SQL[]
}

/** Conditions that an index could know, in the order in which they are preferred. */
type Walk = Omit<QueuePath, 'isDescending' | 'rest'> & { uses: (keyof QueueFilters | 'sites')[] }

const byTime = ['i.created_at', 'i.seq'] as const
const byPriority = ['i.priority', 'i.created_at', 'i.seq'] as const

/** Throws `not-found` for a site that the caller must not know of. */
export function pathOf(
  caller: Caller,
  kind: 'comment' | 'share',
  given: QueueFilters,
  sort: 'oldest' | 'newest' | 'priority',
): QueuePath {
  if (given.site !== undefined) requireSite(caller, given.site)
  // Who sees one site only asks for that site.
  const only = caller.sites?.length === 1 ? caller.sites[0] : undefined
  const filters = {
    ...given,
    ...(given.site === undefined && only !== undefined && { site: only }),
  }
  const { uses, ...walk } =
    kind === 'share' ? walkShares(filters, caller) : walkComments(filters, sort === 'priority')
  const conditions = conditionsOf(kind, filters, caller)
  const rest = Object.entries(conditions).flatMap(([name, condition]) =>
    // Names of `conditions` are names of filters by construction.
    condition === null || uses.includes(name as keyof QueueFilters) ? [] : [condition],
  )
  return { ...walk, rest, isDescending: sort === 'newest' }
}

/** The sort values of a row: where a page that ends with it goes on. */
export interface Place {
  report_count: number
  created_at: number
  seq: number
}

/** The same values as a cursor keeps them, whatever the path's keys are. */
export const positionAt = ({ report_count, created_at, seq }: Place) => [
  -report_count,
  created_at,
  seq,
]

/** `(SELECT seq …) w`: the rows to look at from a position on, in order. `shown` is how many are wanted. */
export function rowsFrom(path: QueuePath, position: Position | null, shown: number): SQL {
  const most = path.rest.length === 0 ? shown : SCANNED_ROWS
  return sql`(${walkFrom(path, position)} LIMIT ${most}) w`
}

/** The last of the rows that a page with filters outside of its index has looked at, if there are more behind it. */
export function lastScanned(path: QueuePath, kind: 'comment' | 'share', position: Position | null) {
  const priority = kind === 'comment' ? sql`i.report_count` : sql`0`
  return sql`SELECT i.seq, i.created_at, ${priority} AS report_count
    FROM (${walkFrom(path, position)} LIMIT 2 OFFSET ${SCANNED_ROWS - 1}) w
    CROSS JOIN ${sql.raw(kind)} i ON i.seq = w.seq`
}

function walkFrom({ source, keys, isDescending, known }: QueuePath, position: Position | null) {
  const names = sql.raw(keys.join())
  const values = (position ?? []).slice(-keys.length).map((value) => sql`${value}`)
  const from =
    position === null
      ? []
      : [sql`(${names}) ${sql.raw(isDescending ? '<' : '>')} (${sql.join(values, sql`, `)})`]
  const order = sql.raw(keys.map((key) => (isDescending ? `${key} DESC` : key)).join())
  return sql`SELECT ${sql.raw(keys.at(-1) ?? '')} AS seq FROM ${source}
    WHERE ${allOf([...known, ...from])} ORDER BY ${order}`
}

/** The conditions joined; true without any. */
export function allOf(conditions: SQL[]): SQL {
  return conditions.length === 0 ? sql`1` : sql.join(conditions, sql` AND `)
}

function walkComments(filters: QueueFilters, isByPriority: boolean): Walk {
  const { q, site, article, author, ticket, state } = filters
  const comments = { source: sql`comment i`, keys: byTime }
  if (q !== undefined) return searchWalk('comment', searchTerms(q))
  if (isByPriority && filters.reported === true)
    return { ...comments, keys: byPriority, known: [sql`i.report_count > 0`], uses: ['reported'] }
  if (isByPriority && state === 'pending')
    // A literal: partial indexes are not found through parameters. The planner would rather sort.
    return {
      source: sql`comment i INDEXED BY comment_pending_first`,
      keys: byPriority,
      known: [sql`i.state = 'pending'`],
      uses: ['state'],
    }
  if (article !== undefined && site !== undefined)
    return { ...comments, known: [articleIs(site, article)], uses: ['article', 'site'] }
  if (author !== undefined) return { ...comments, known: [authorIs(author)], uses: ['author'] }
  const here = site === undefined ? [] : [siteIs(site)]
  if (ticket !== undefined)
    return { ...comments, known: [...here, sql`i.ticket = ${ticket}`], uses: ['ticket', 'site'] }
  if (filters.reported === true)
    return { ...comments, known: [...here, sql`i.report_count > 0`], uses: ['reported', 'site'] }
  if (filters.correction === true)
    return {
      ...comments,
      known: [...here, sql`i.asks_correction = 1`],
      uses: ['correction', 'site'],
    }
  return walkStates(comments.source, filters)
}

function walkShares(filters: QueueFilters, { role }: Caller): Walk {
  const { q, site, article } = filters
  const source = sql`share i`
  if (q !== undefined) {
    const terms = searchTerms(q)
    // Who must not know the senders' names cannot try them out either.
    const isBlind = role === 'viewer' && terms !== null
    return searchWalk('share', isBlind ? `words : (${terms})` : terms)
  }
  if (article !== undefined && site !== undefined)
    return { source, keys: byTime, known: [articleIs(site, article)], uses: ['article', 'site'] }
  return walkStates(source, filters)
}

/** Without a state rows come as they arrived, which is nearly the order of time. */
function walkStates(source: SQL, { site, state }: QueueFilters): Walk {
  const here = site === undefined ? [] : [siteIs(site)]
  if (state === undefined) return { source, keys: ['i.seq'], known: here, uses: ['site'] }
  return {
    source,
    keys: byTime,
    known: [...here, sql`i.state = ${state}`],
    uses: ['state', 'site'],
  }
}

/** A search walks the index in the order of arrival, so that common words end it early too. */
function searchWalk(kind: 'comment' | 'share', terms: string | null): Walk {
  const index = sql.raw(`${kind}_search`)
  return {
    source: sql`${index} f`,
    keys: ['f.rowid'],
    known: [terms === null ? sql`0` : sql`f.${index} MATCH ${terms}`],
    uses: ['q'],
  }
}

/** Folded words that must all occur, the last of them perhaps unfinished; null without any. */
function searchTerms(q: string): string | null {
  const words = searchWords(q)
  // Quoted words cannot be operators of the query language of FTS5.
  return words.length === 0 ? null : `${words.map((word) => `"${word}"`).join(' AND ')}*`
}

const siteIs = (key: string) => sql`i.site_seq = (SELECT seq FROM site WHERE key = ${key})`

/** A key names an article only together with its site. */
const articleIs = (site: string, key: string) =>
  sql`i.article_seq = (SELECT a.seq FROM article a JOIN site s ON s.seq = a.site_seq
    WHERE s.key = ${site} AND a.key = ${key})`

/** Whoever wrote this comment; nobody where it came without an e-mail address. */
const authorIs = (id: string) =>
  sql`i.site_seq = (SELECT site_seq FROM comment WHERE id = ${id}) AND i.author_hash <> ''
    AND i.author_hash = (SELECT author_hash FROM comment WHERE id = ${id})`

/** Every filter as a condition that keeps the planner on the path's own index: `+` takes a column out of its choice. */
function conditionsOf(
  kind: 'comment' | 'share',
  filters: QueueFilters,
  caller: Caller,
): Partial<Record<keyof QueueFilters | 'sites', SQL | null>> {
  const { site, state, article, reason } = filters
  const shared = {
    sites: sitesCondition(caller, site),
    site: site === undefined ? null : sql`+${siteIs(site)}`,
    state: state === undefined ? null : sql`+i.state = ${state}`,
    article: article === undefined || site === undefined ? null : sql`+${articleIs(site, article)}`,
    reason:
      reason === undefined
        ? null
        : sql`EXISTS (SELECT 1 FROM json_each(i.reasons) j WHERE j.value ->> 'check' = ${reason})`,
  }
  return kind === 'share' ? shared : { ...shared, ...commentConditions(filters) }
}

function sitesCondition({ sites }: Caller, site: string | undefined) {
  if (sites === null || site !== undefined) return null
  return sql`+i.site_seq IN (SELECT seq FROM site WHERE key IN (SELECT value FROM json_each(${JSON.stringify(sites)})))`
}

function commentConditions(filters: QueueFilters) {
  const { audience, ticket, section, author, network, sameText, link, assignee } = filters
  const of = (id: string, column: string) =>
    sql`+i.${sql.raw(column)} = (SELECT ${sql.raw(column)} FROM comment WHERE id = ${id})`
  return {
    audience: audience === undefined ? null : sql`i.audience = ${audience}`,
    ticket: ticket === undefined ? null : sql`+i.ticket = ${ticket}`,
    reported: filters.reported === true ? sql`+i.report_count > 0` : null,
    correction: filters.correction === true ? sql`+i.asks_correction = 1` : null,
    section: section === undefined ? null : sectionIs(section),
    author: author === undefined ? null : sql`(+${authorIs(author)})`,
    network:
      network === undefined
        ? null
        : sql`${of(network, 'site_seq')} AND ${of(network, 'address_hash')}`,
    sameText:
      sameText === undefined
        ? null
        : sql`${of(sameText, 'site_seq')} AND ${of(sameText, 'text_hash')}`,
    link: link === undefined ? null : sql`instr(lower(i.body), ${link.toLowerCase()}) > 0`,
    assignee:
      assignee === undefined
        ? null
        : sql`EXISTS (SELECT 1 FROM assignment g WHERE g.kind = 'comment' AND g.item_seq = i.seq AND g.assignee = ${assignee})`,
  }
}

/** The article's key, or the path of its address behind `https://host`, starts like this. */
function sectionIs(section: string): SQL {
  return sql`EXISTS (SELECT 1 FROM article a WHERE a.seq = i.article_seq AND (
    substr(a.key, 1, length(${section})) = ${section}
    OR substr(a.url, instr(substr(a.url, 9), '/') + 8, length(${section})) = ${section}))`
}

import { omit } from '../omit.ts'
import * as v from 'valibot'
import { line, siteKey, uuid } from '../fields.ts'
import type { QueueQuery } from '../moderation/queue.ts'
import { commentFilters } from '../moderation/schemas.ts'
import { states } from '../schema.ts'
import { type Queue, type QueueName, queueNames, queues } from './queues.ts'

const optional = {
  site: v.exactOptional(siteKey),
  article: v.exactOptional(line(200)),
  after: v.exactOptional(v.pipe(v.string(), v.maxLength(500))),
  sort: v.exactOptional(v.picklist(['oldest', 'newest', 'priority'])),
  /** The item that is open. */
  open: v.exactOptional(uuid),
  /** The decision to tell about. */
  done: v.exactOptional(uuid),
  failed: v.exactOptional(v.pipe(v.string(), v.regex(/^\d{1,3}$/), v.transform(Number))),
  undo: v.exactOptional(v.literal('failed')),
}

const { section, author, network, sameText, link, assignee, reason, correction, q, ticket } =
  commentFilters

/** What the address of a queue's page holds: filters, order, place and the open item. What it does not know is left out. */
export const QueueAddress = v.object({
  ...optional,
  section,
  author,
  network,
  sameText,
  link,
  assignee,
  reason,
  correction,
  q,
  /** Of the letters only: another state than those that wait. */
  ticket,
  /** Of the shares only: another state than the tab's own. */
  state: v.exactOptional(v.picklist(states)),
})
export type QueueAddress = v.InferOutput<typeof QueueAddress>

/** Filters that a person sets, in the order in which they are named. */
export const filterNames = [
  'q',
  'site',
  'section',
  'article',
  'reason',
  'correction',
  'link',
  'assignee',
  'author',
  'network',
  'sameText',
] as const
export type FilterName = (typeof filterNames)[number]

/** An empty field of a form filters nothing. */
export function withoutBlanks(query: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value.trim() !== ''))
}

/** Tab, filters and order as the queue's own query; `limit` as given. */
export function queryOf(queue: Queue, address: QueueAddress, limit: number): QueueQuery {
  const { site, article, after, state, reason, q } = address
  // An article is known by its key within one site only.
  const shared = {
    limit,
    sort: sortOf(queue, address),
    ...(site !== undefined && { site }),
    ...(article !== undefined && site !== undefined && { article }),
    ...(after !== undefined && { after }),
    ...(reason !== undefined && { reason }),
    ...(q !== undefined && { q }),
  }
  if (queue.kind === 'share')
    return { ...shared, ...queue.filter, ...(state !== undefined && { state }) }
  const chosen = address.ticket
  const filters = omit(address, 'open', 'done', 'failed', 'undo', 'state', 'ticket', 'article')
  const ticketed = queue.name === 'letters' && chosen !== undefined ? { ticket: chosen } : {}
  return { ...filters, ...shared, ...queue.filter, ...ticketed }
}

/** The tab's own order unless the address names another that it can have. */
export function sortOf(queue: Queue, { sort, q }: QueueAddress): QueueQuery['sort'] {
  const isPossible = sort !== undefined && queue.sorts.includes(sort)
  const wanted = isPossible ? sort : queue.sort
  // A search goes by arrival.
  return q !== undefined && wanted === 'priority' ? 'oldest' : wanted
}

/** The address of a page without what is told only once. */
export function pathTo(name: QueueName, address: QueueAddress): string {
  const params = new URLSearchParams()
  for (const [key, value] of Object.entries(omit(address, 'done', 'failed', 'undo')))
    params.set(key, String(value))
  return `/admin/${name}${params.size > 0 ? `?${params.toString()}` : ''}`
}

/** The tab and the address that a saved path holds, or null if this service would not have written it. */
export function readPath(path: string): { name: QueueName; address: QueueAddress } | null {
  const [, found, search = ''] = /^\/admin\/([a-z]+)(?:\?(.*))?$/.exec(path) ?? []
  const name = queueNames.find((one) => one === found)
  if (name === undefined) return null
  const params = Object.fromEntries(new URLSearchParams(search))
  const parsed = v.safeParse(QueueAddress, withoutBlanks(params))
  return parsed.success ? { name, address: parsed.output } : null
}

/** Whether a person has narrowed the tab. */
export function isFiltered(address: QueueAddress): boolean {
  return filterNames.some((name) => address[name] !== undefined)
}

/** The queue that a name stands for. */
export const queueNamed = (name: QueueName): Queue => queues[name]

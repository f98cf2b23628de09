import { sql } from 'drizzle-orm'
import { type Caller, withinSites } from '../auth/caller.ts'
import type { QueueQuery } from '../moderation/queue.ts'
import type { Ports } from '../ports.ts'
import { type State, tally } from '../schema.ts'
import { site } from '../schema.ts'
import type { SiteSettings } from '../sites/settings.ts'

/** One tab: which items, in which order, and where its count stands in the tally. */
export interface Queue {
  name: QueueName
  kind: 'comment' | 'share'
  filter: Pick<QueueQuery, 'state' | 'ticket' | 'reported'>
  sort: QueueQuery['sort']
  /** Orders that an index knows for this tab. */
  sorts: readonly QueueQuery['sort'][]
  /** null where a count would say nothing. */
  tally: State | 'tickets' | 'reported' | null
}

export const queueNames = [
  'pending',
  'reported',
  'letters',
  'shares',
  'approved',
  'rejected',
  'spam',
  'all',
] as const
export type QueueName = (typeof queueNames)[number]

const byTime = ['oldest', 'newest'] as const
const byPriority = ['oldest', 'newest', 'priority'] as const

/** What waits is shown oldest first, what is done newest first, what is reported by its reports. */
export const queues: Record<QueueName, Queue> = {
  pending: {
    ...comments('pending', { state: 'pending' }, 'oldest', 'pending'),
    sorts: byPriority,
  },
  reported: {
    ...comments('reported', { reported: true }, 'priority', 'reported'),
    sorts: byPriority,
  },
  letters: comments('letters', { ticket: 'open' }, 'oldest', 'tickets'),
  shares: { ...comments('shares', { state: 'pending' }, 'oldest', 'pending'), kind: 'share' },
  approved: comments('approved', { state: 'approved' }, 'newest', 'approved'),
  rejected: comments('rejected', { state: 'rejected' }, 'newest', 'rejected'),
  spam: comments('spam', { state: 'spam' }, 'newest', 'spam'),
  all: comments('all', {}, 'newest', null),
}

/** How many items each tab holds, from the tally that triggers keep. */
export type QueueSizes = Partial<Record<QueueName, number>>

/** Statement for the tallies of the caller's sites. */
export function selectTallies({ db }: Ports, caller: Caller) {
  return db
    .select({
      kind: tally.kind,
      queue: tally.queue,
      size: sql<number>`sum(${tally.size})`.mapWith(Number),
    })
    .from(tally)
    .where(withinSites(caller, sql`${tally.siteSeq}`))
    .groupBy(tally.kind, tally.queue)
}

/** Sizes by tab out of the tallies. */
export function sizesOf(rows: Awaited<ReturnType<typeof selectTallies>>): QueueSizes {
  const sizes: QueueSizes = {}
  for (const { name, kind, tally: queue } of Object.values(queues)) {
    if (queue === null) continue
    sizes[name] = rows.find((row) => row.kind === kind && row.queue === queue)?.size ?? 0
  }
  return sizes
}

export interface ConsoleSite {
  key: string
  name: string
  settings: SiteSettings
}

/** Statement for the sites that the caller may see, with the reasons that moderators choose from. */
export function selectSites({ db }: Ports, caller: Caller) {
  return db
    .select({ key: site.key, name: site.name, settings: site.settings })
    .from(site)
    .where(withinSites(caller, sql`${site.seq}`))
    .orderBy(site.key)
}

function comments(
  name: QueueName,
  filter: Queue['filter'],
  sort: Queue['sort'],
  tallied: Queue['tally'],
): Queue {
  return { name, kind: 'comment', filter, sort, sorts: byTime, tally: tallied }
}

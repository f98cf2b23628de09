import { and, eq, sql } from 'drizzle-orm'
import type { Caller } from '../auth/caller.ts'
import { selectPeople } from '../moderation/assignments.ts'
import { oldestOf, selectOldest } from '../moderation/oldest.ts'
import { countItems, listComments, listShares } from '../moderation/queue.ts'
import { selectSavedQueues } from '../moderation/saved-queues.ts'
import type { Ports } from '../ports.ts'
import { decision } from '../schema.ts'
import { isFiltered, type QueueAddress, queryOf } from './address.ts'
import { loadContext } from './load-context.ts'
import type { DeskEnv } from './guard.ts'
import { type ConsoleSite, type Queue, selectSites, selectTallies, sizesOf } from './queues.ts'

type Vars = DeskEnv['Variables']

const PAGE_SIZE = 30

export type QueueComment = Awaited<ReturnType<typeof listComments>>['items'][number]
export type QueueShare = Awaited<ReturnType<typeof listShares>>['items'][number]

/** Everything one page of a queue shows. */
export async function loadDesk(vars: Vars, queue: Queue, address: QueueAddress) {
  const { ports, caller } = vars
  const [tallies, sites, done, saved, people, oldest] = await ports.db.batch([
    selectTallies(ports, caller),
    selectSites(ports, caller),
    selectDone(ports, caller, address.done ?? ''),
    selectSavedQueues(ports, caller),
    selectPeople(ports),
    selectOldest(ports, caller),
  ])
  const items = await loadItems(vars, queue, address)
  const sizes = sizesOf(tallies)
  return {
    ...items,
    sizes,
    saved,
    people: people.filter(({ role }) => role !== 'viewer'),
    matching: await countMatching(vars, queue, address, sizes[queue.name]),
    sites: new Map(sites.map((site): [string, ConsoleSite] => [site.key, site])),
    done: done[0] ?? null,
    oldest: oldestOf(oldest),
  }
}

export type DeskContent = Awaited<ReturnType<typeof loadDesk>>

async function loadItems(vars: Vars, queue: Queue, address: QueueAddress) {
  const query = queryOf(queue, address, PAGE_SIZE)
  if (queue.kind === 'share') {
    const { items, next } = await listShares(vars, query)
    return {
      kind: 'share' as const,
      list: items,
      next,
      context: await loadContext(vars, 'share', items),
    }
  }
  const { items, next } = await listComments(vars, query)
  const context = await loadContext(vars, 'comment', items)
  return { kind: 'comment' as const, list: items, next, context }
}

/** How many items the whole queue has. The tally knows it of a tab as it is; the rest is counted up to a bound. */
async function countMatching(
  vars: Vars,
  queue: Queue,
  address: QueueAddress,
  size: number | undefined,
): Promise<{ size: number; isMore: boolean }> {
  const isPlain =
    !isFiltered(address) && address.state === undefined && address.ticket === undefined
  if (isPlain && size !== undefined) return { size, isMore: false }
  return countItems(vars, queue.kind, queryOf(queue, address, PAGE_SIZE))
}

/** What the caller has just done: how many items went where, and whether that was an undo. */
function selectDone({ db }: Ports, caller: Caller, id: string) {
  return db
    .select({
      id: decision.id,
      to: decision.to,
      undoes: decision.undoes,
      size: sql<number>`count(*)`.mapWith(Number),
    })
    .from(decision)
    .where(and(eq(decision.id, id), eq(decision.actor, caller.id)))
    .groupBy(decision.id)
}

import { and, eq, type SQL, sql } from 'drizzle-orm'
import { type Caller, withinSites } from '../auth/caller.ts'
import { selectPeople } from '../moderation/assignments.ts'
import { countItems, listComments, listShares } from '../moderation/queue.ts'
import { selectSavedQueues } from '../moderation/saved-queues.ts'
import type { Ports } from '../ports.ts'
import { decision, type State } from '../schema.ts'
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
  const [tallies, sites, done, saved, people] = await ports.db.batch([
    selectTallies(ports, caller),
    selectSites(ports, caller),
    selectDone(ports, caller, address.done ?? ''),
    selectSavedQueues(ports, caller),
    selectPeople(ports),
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
    oldest: items.list.length === 0 ? await findOldest(ports, caller) : null,
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

/** What has waited longest anywhere. */
async function findOldest({ db }: Ports, caller: Caller) {
  const oldest = (table: string, queue: 'pending' | 'shares'): SQL => sql`
    SELECT ${queue} AS queue, min(created_at) AS at FROM ${sql.identifier(table)}
    WHERE state = ${'pending' satisfies State} AND ${withinSites(caller, sql`site_seq`)}`
  const rows = await db.all<{ queue: 'pending' | 'shares'; at: number | null }>(
    sql`${oldest('comment', 'pending')} UNION ALL ${oldest('share', 'shares')}`,
  )
  const waiting = rows.flatMap(({ queue, at }) => (at === null ? [] : [{ queue, at }]))
  return waiting.sort((a, b) => a.at - b.at)[0] ?? null
}

import { and, eq, type SQL, sql } from 'drizzle-orm'
import { type Caller, withinSites } from '../auth/caller.ts'
import { listComments, listShares } from '../moderation/queue.ts'
import type { Ports } from '../ports.ts'
import { comment, decision, type State } from '../schema.ts'
import type { DeskEnv } from './guard.ts'
import { type ConsoleSite, type Queue, selectSites, selectTallies, sizesOf } from './queues.ts'
import type { QueueAddress } from './desk.tsx'

type Vars = DeskEnv['Variables']

const PAGE_SIZE = 30
/** What a reply answers to is shown by its beginning. */
const PARENT_UNITS = 280

export type QueueComment = Awaited<ReturnType<typeof listComments>>['items'][number]
export type QueueShare = Awaited<ReturnType<typeof listShares>>['items'][number]
export interface Parent {
  name: string
  beginning: string
}

/** Everything one page of a queue shows. */
export async function loadDesk(vars: Vars, queue: Queue, address: QueueAddress) {
  const { ports, caller } = vars
  const [tallies, sites, done] = await ports.db.batch([
    selectTallies(ports, caller),
    selectSites(ports, caller),
    selectDone(ports, caller, address.done ?? ''),
  ])
  const items = await loadItems(vars, queue, address)
  const isEmpty = items.list.length === 0
  return {
    ...items,
    sizes: sizesOf(tallies),
    sites: new Map(sites.map((site): [string, ConsoleSite] => [site.key, site])),
    done: done[0] ?? null,
    oldest: isEmpty ? await findOldest(ports, caller) : null,
  }
}

export type DeskContent = Awaited<ReturnType<typeof loadDesk>>

async function loadItems(vars: Vars, queue: Queue, { after, state }: QueueAddress) {
  const query = {
    sort: queue.sort,
    limit: PAGE_SIZE,
    ...queue.filter,
    ...(queue.kind === 'share' && state && { state }),
    ...(after !== undefined && { after }),
  }
  if (queue.kind === 'share') {
    const { items, next } = await listShares(vars, query)
    return { kind: 'share' as const, list: items, next, parents: new Map<string, Parent>() }
  }
  const { items, next } = await listComments(vars, query)
  const parents = await loadParents(vars.ports, vars.caller, items)
  return { kind: 'comment' as const, list: items, next, parents }
}

async function loadParents({ db }: Ports, caller: Caller, items: QueueComment[]) {
  const ids = items.flatMap(({ parentId }) => (parentId === null ? [] : [parentId]))
  if (ids.length === 0) return new Map<string, Parent>()
  const rows = await db
    .select({
      id: comment.id,
      name: comment.authorName,
      beginning: sql<string>`substr(${comment.body}, 1, ${PARENT_UNITS})`,
    })
    .from(comment)
    .where(
      and(
        sql`${comment.id} IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`,
        withinSites(caller, sql`${comment.siteSeq}`),
      ),
    )
  return new Map(rows.map(({ id, ...parent }): [string, Parent] => [id, parent]))
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

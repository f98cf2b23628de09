import { and, asc, eq, or, sql } from 'drizzle-orm'
import { type Caller, requireSite, withinSites } from '../auth/caller.ts'
import type { Ports } from '../ports.ts'
import { Problem } from '../problem.ts'
import { roles, savedQueue } from '../schema.ts'
import { insertWhere } from '../sql.ts'
import { uuidv7 } from '../uuid.ts'

/** Queues that one person may keep. */
const MOST_OWN = 50

export interface NewSavedQueue {
  name: string
  isShared: boolean
  /** Key of the site that the filters name, if any. */
  site: string | undefined
  /** Tab and filters as in the address of the page. */
  address: string
}

/** Statement for the caller's own queues and those that colleagues share, where the caller may see the site. */
export function selectSavedQueues({ db }: Ports, caller: Caller) {
  const ours = or(eq(savedQueue.siteSeq, 0), withinSites(caller, sql`${savedQueue.siteSeq}`))
  return db
    .select({
      id: savedQueue.id,
      name: savedQueue.name,
      address: savedQueue.address,
      isShared: savedQueue.isShared,
      isOwn: sql<number>`${savedQueue.ownerId} = ${caller.id}`.mapWith(Boolean),
    })
    .from(savedQueue)
    .where(
      and(
        // The literal is what the partial index is found by.
        sql`(${savedQueue.ownerId} = ${caller.id} OR ${savedQueue.isShared} = 1)`,
        ours,
      ),
    )
    .orderBy(asc(savedQueue.seq))
    .limit(200)
}

/** Keeps filters under a name; returns its id. Throws `conflict` for somebody who has 50 already, `not-found` for another's site. */
export async function saveQueue(
  { db, now }: Ports,
  caller: Caller,
  { name, isShared, site, address }: NewSavedQueue,
): Promise<string> {
  if (site !== undefined) requireSite(caller, site)
  const id = uuidv7(now())
  const [, made] = await db.batch([
    insertWhere(
      db,
      savedQueue,
      {
        id,
        name,
        isShared,
        siteSeq:
          site === undefined
            ? 0
            : sql`(SELECT coalesce(max(seq), 0) FROM site WHERE key = ${site})`,
        ownerId: caller.id,
        address,
        createdAt: now(),
      },
      sql`(SELECT count(*) FROM saved_queue WHERE owner_id = ${caller.id}) < ${MOST_OWN}`,
    ),
    db.select({ id: savedQueue.id }).from(savedQueue).where(eq(savedQueue.id, id)),
  ])
  if (made.length === 0) throw new Problem('conflict')
  return id
}

/** Forgets one's own queue; editors may forget shared ones too. Throws `not-found` for others. */
export async function forgetQueue({ db }: Ports, caller: Caller, id: string): Promise<void> {
  const isEditor = roles.indexOf(caller.role) >= roles.indexOf('editor')
  const gone = await db
    .delete(savedQueue)
    .where(
      and(
        eq(savedQueue.id, id),
        isEditor
          ? or(
              eq(savedQueue.ownerId, caller.id),
              and(eq(savedQueue.isShared, true), withinSites(caller, sql`${savedQueue.siteSeq}`)),
            )
          : eq(savedQueue.ownerId, caller.id),
      ),
    )
    .returning({ id: savedQueue.id })
  if (gone.length === 0) throw new Problem('not-found')
}

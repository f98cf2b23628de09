import type { Caller } from '../auth/caller.ts'
import { saveQueue } from '../moderation/saved-queues.ts'
import { omit } from '../omit.ts'
import type { Ports } from '../ports.ts'
import { Problem } from '../problem.ts'
import { pathTo, readPath } from './address.ts'

/**
 * Keeps the queue that an address of the console shows, without its place and its open item. Throws `not-found` for
 * what is no queue's address or another's site, `conflict` for somebody who has as many as there can be.
 */
export async function keepQueue(
  ports: Ports,
  caller: Caller,
  { name, isShared, address: given }: { name: string; isShared: boolean; address: string },
) {
  const found = readPath(given)
  if (found === null) throw new Problem('not-found')
  const filters = omit(found.address, 'after', 'open')
  const address = pathTo(found.name, filters)
  const id = await saveQueue(ports, caller, { name, isShared, site: filters.site, address })
  return { id, name, address, isShared, isOwn: true }
}

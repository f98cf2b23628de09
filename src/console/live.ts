import { omit } from '../omit.ts'
import type { Context } from 'hono'
import * as v from 'valibot'
import { uuid } from '../fields.ts'
import { parse } from '../http.ts'
import { oldestOf, selectOldest } from '../moderation/oldest.ts'
import { countItems } from '../moderation/queue.ts'
import { selectPresence, selectStates } from '../moderation/presence.ts'
import { QueueAddress, queryOf, withoutBlanks } from './address.ts'
import { fingerprint } from './fingerprint.ts'
import type { DeskEnv } from './guard.ts'
import { oldestText } from './oldest-line.tsx'
import { queueNames, queues, selectTallies, sizesOf } from './queues.ts'
import { viewOf } from './view.ts'

/** `kind:id`, as the pages name an item. */
export const itemName = v.pipe(
  v.string(),
  v.regex(/^(?:comment|share):[\da-f-]{36}$/),
  v.transform((value) => {
    const [kind, id] = value.split(':')
    return { kind, id }
  }),
  v.strictObject({ kind: v.picklist(['comment', 'share']), id: uuid }),
)

const LiveQuery = v.object({
  queue: v.picklist(queueNames),
  since: v.pipe(
    v.string(),
    v.isoTimestamp(),
    v.transform((value) => new Date(value)),
  ),
  items: v.optional(
    v.pipe(
      v.string(),
      v.maxLength(6000),
      v.transform((value) => value.split(',').filter((one) => one !== '')),
      v.maxLength(100),
      v.array(itemName),
    ),
    '',
  ),
})

/** News for an open page: the tabs' counts, what has come since, what became of its items, who looks at them. */
export async function answerLive(c: Context<DeskEnv>) {
  const { ports, caller, language } = c.var
  const given = withoutBlanks(c.req.query())
  const { queue: name, since, items } = parse(LiveQuery, given, language)
  const address = omit(parse(QueueAddress, given, language), 'after')
  const queue = queues[name]
  const ids = items.filter(({ kind }) => kind === queue.kind).map(({ id }) => id)
  const [tallies, states, seen, oldest] = await ports.db.batch([
    selectTallies(ports, caller),
    selectStates(ports, caller, queue.kind, ids),
    selectPresence(ports, caller, ids),
    selectOldest(ports, caller),
  ])
  const news = await countItems(c.var, queue.kind, queryOf(queue, address, 1), since)
  const counts = sizesOf(tallies)
  const first = oldestOf(oldest)
  const body = JSON.stringify({
    counts,
    oldest: { queue: first?.queue ?? 'pending', text: oldestText(viewOf(c.var), first) },
    fresh: news.size,
    isMore: news.isMore,
    items: states,
    seen,
  })
  const etag = `"${fingerprint(body)}"`
  const headers = { ETag: etag, 'Cache-Control': 'private, no-cache' }
  if (c.req.header('If-None-Match') === etag) return c.body(null, 304, headers)
  return c.body(body, 200, { ...headers, 'Content-Type': 'application/json; charset=utf-8' })
}

import * as v from 'valibot'
import { line, pageLimit, siteKey, text, uuid } from '../fields.ts'
import { audiences, states, tickets } from '../schema.ts'
import { decidable } from './transitions.ts'

/** Filters of the moderators' queues; `limit` 1..100. */
export const QueueParams = v.pipe(
  v.strictObject({
    site: v.exactOptional(siteKey),
    state: v.exactOptional(v.picklist(states)),
    audience: v.exactOptional(v.picklist(audiences)),
    ticket: v.exactOptional(v.picklist(tickets)),
    /** Name of a check, such as `links`. */
    reason: v.exactOptional(v.pipe(v.string(), v.regex(/^[a-z-]{1,40}$/))),
    reported: v.exactOptional(
      v.pipe(
        v.picklist(['true', 'false']),
        v.transform((value) => value === 'true'),
      ),
    ),
    article: v.exactOptional(line(200)),
    /** Words to search for; marks and case do not matter. */
    q: v.exactOptional(line(200)),
    sort: v.optional(v.picklist(['oldest', 'newest']), 'oldest'),
    after: v.exactOptional(v.pipe(v.string(), v.maxLength(500))),
    limit: pageLimit,
  }),
  v.forward(
    v.check(({ article, site }) => article === undefined || site !== undefined, 'missing'),
    ['site'],
  ),
)

/** Filters of the shares' queue. */
export const ShareQueueParams = v.pipe(
  v.strictObject({
    site: v.exactOptional(siteKey),
    state: v.exactOptional(v.picklist(states)),
    article: v.exactOptional(line(200)),
    sort: v.optional(v.picklist(['oldest', 'newest']), 'oldest'),
    after: v.exactOptional(v.pipe(v.string(), v.maxLength(500))),
    limit: pageLimit,
  }),
  v.forward(
    v.check(({ article, site }) => article === undefined || site !== undefined, 'missing'),
    ['site'],
  ),
)

/** One decision over at most 500 items. */
export const NewDecision = v.strictObject({
  items: v.pipe(
    v.array(
      v.strictObject({
        kind: v.picklist(['comment', 'share']),
        id: uuid,
        from: v.exactOptional(v.picklist(states)),
      }),
    ),
    v.minLength(1),
    v.maxLength(500),
  ),
  to: v.picklist(decidable),
  reason: v.exactOptional(v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,40}$/))),
  message: v.exactOptional(text(500)),
  note: v.exactOptional(text(1000)),
})

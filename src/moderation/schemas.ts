import * as v from 'valibot'
import { line, pageLimit, siteKey, text, uuid } from '../fields.ts'
import { audiences, states, tickets } from '../schema.ts'
import { assigneeName } from './assignments.ts'
import { decidable } from './transitions.ts'

const after = v.exactOptional(v.pipe(v.string(), v.maxLength(500)))
const site = v.exactOptional(siteKey)
const state = v.exactOptional(v.picklist(states))
const article = v.exactOptional(line(200))
/** Name of a check, such as `links`. */
const reason = v.exactOptional(v.pipe(v.string(), v.regex(/^[a-z-]{1,40}$/)))
/** Words to search for; marks and case do not matter. */
const searched = v.exactOptional(line(200))

/** What narrows a queue of comments, apart from where its page starts. */
export const commentFilters = {
  site,
  state,
  audience: v.exactOptional(v.picklist(audiences)),
  ticket: v.exactOptional(v.picklist(tickets)),
  reason,
  reported: v.exactOptional(
    v.pipe(
      v.picklist(['true', 'false']),
      v.transform((value) => value === 'true'),
    ),
  ),
  /** Only those that a moderator has marked as asking for a correction. */
  correction: v.exactOptional(
    v.pipe(
      v.literal('true'),
      v.transform(() => true),
    ),
  ),
  article,
  /** Beginning of the articles' keys or of the paths of their addresses. */
  section: v.exactOptional(line(200)),
  author: v.exactOptional(uuid),
  network: v.exactOptional(uuid),
  sameText: v.exactOptional(uuid),
  link: v.exactOptional(line(200)),
  assignee: v.exactOptional(assigneeName),
  q: searched,
}

export type QueueFilters = Omit<v.InferOutput<typeof QueueParams>, 'sort' | 'after' | 'limit'>

/** Filters of the moderators' queues; `limit` 1..100. */
export const QueueParams = v.pipe(
  v.strictObject({
    ...commentFilters,
    sort: v.optional(v.picklist(['oldest', 'newest', 'priority']), 'oldest'),
    after,
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
    site,
    state,
    article,
    reason,
    q: searched,
    sort: v.optional(v.picklist(['oldest', 'newest']), 'oldest'),
    after,
    limit: pageLimit,
  }),
  v.forward(
    v.check(({ article, site }) => article === undefined || site !== undefined, 'missing'),
    ['site'],
  ),
)

/** What a decision says besides its items. */
const told = {
  to: v.picklist(decidable),
  reason: v.exactOptional(v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,40}$/))),
  message: v.exactOptional(text(500)),
  note: v.exactOptional(text(1000)),
}

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
  ...told,
})

/** A decision about what matches; `filters` are those of `QueueParams`. */
export const MatchingDecision = v.pipe(
  v.strictObject({
    kind: v.picklist(['comment', 'share']),
    filters: v.strictObject(commentFilters),
    /** Items that came later are left alone. */
    before: v.pipe(
      v.string(),
      v.isoTimestamp(),
      v.transform((value) => new Date(value)),
    ),
    sort: v.optional(v.picklist(['oldest', 'newest', 'priority']), 'oldest'),
    after,
    ...told,
  }),
  v.forward(
    v.check(
      ({ filters }) => filters.article === undefined || filters.site !== undefined,
      'missing',
    ),
    ['filters', 'site'],
  ),
)

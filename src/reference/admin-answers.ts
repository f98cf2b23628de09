import * as v from 'valibot'
import { siteKey } from '../fields.ts'

const time = v.pipe(v.string(), v.isoTimestamp())
const cursor = v.nullable(v.pipe(v.string(), v.minLength(1)))

const Audit = v.strictObject({
  items: v.array(
    v.strictObject({
      id: v.string(),
      at: time,
      actor: v.strictObject({ id: v.string(), name: v.nullable(v.string()) }),
      action: v.string(),
      site: v.nullable(siteKey),
      subject: v.string(),
      detail: v.record(v.string(), v.union([v.string(), v.number(), v.boolean(), v.null()])),
    }),
  ),
  next: cursor,
})

const count = v.pipe(v.number(), v.integer(), v.minValue(0))
const waits = { medianWaitSeconds: v.nullable(count), p95WaitSeconds: v.nullable(count) }
const decided = { approved: count, rejected: count, spam: count }
const sums = {
  comments: count,
  letters: count,
  shares: count,
  ...decided,
  sent: count,
  failed: count,
  ...waits,
}

const Stats = v.strictObject({
  from: v.pipe(v.string(), v.isoDate()),
  to: v.pipe(v.string(), v.isoDate()),
  days: v.array(v.strictObject({ day: v.pipe(v.string(), v.isoDate()), ...sums })),
  total: v.strictObject(sums),
  moderators: v.array(
    v.strictObject({ id: v.string(), name: v.nullable(v.string()), ...decided, ...waits }),
  ),
  articles: v.array(
    v.strictObject({
      site: siteKey,
      key: v.string(),
      title: v.string(),
      url: v.string(),
      comments: count,
    }),
  ),
  oldestWaitingSince: v.nullable(time),
})

/** What the audit and the statistics answer, strictly. */
export const adminAnswers = { Audit, Stats }

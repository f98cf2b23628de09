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

/** What the audit and the statistics answer, strictly. */
export const adminAnswers = { Audit }

import * as v from 'valibot'
import { articleRef, email, line, personName, secretToken, siteKey, text, uuid } from '../fields.ts'
import { parsePhone } from '../text/phone.ts'

/** Longest text any site may allow, in graphemes; the site's own limit is checked with its settings. */
const MAX_BODY = 10_000

const phone = v.pipe(
  v.string(),
  v.maxLength(40, 'phone'),
  v.transform((raw) => {
    const parsed = parsePhone(raw)
    return parsed !== null && 'e164' in parsed ? parsed.e164 : null
  }),
  v.string('phone'),
)

/** A reader's comment as it is sent. Ids and token are made by the client once per draft. */
export const NewComment = v.strictObject({
  id: uuid,
  site: siteKey,
  article: articleRef,
  parentId: v.exactOptional(uuid),
  audience: v.picklist(['public', 'editors']),
  author: v.strictObject({
    name: v.union([v.literal(''), personName], 'name'),
    email: v.exactOptional(email),
    phone: v.exactOptional(phone),
    address: v.exactOptional(line(200)),
  }),
  subject: v.exactOptional(line(150)),
  body: text(MAX_BODY),
  consent: v.strictObject({
    version: v.pipe(v.string(), v.maxLength(50)),
    process: v.literal(true, 'consent'),
    publish: v.exactOptional(v.boolean()),
  }),
  notify: v.exactOptional(v.boolean()),
  proof: v.exactOptional(v.pipe(v.string(), v.maxLength(2000))),
  token: v.exactOptional(secretToken),
  /** From an earlier confirmed share or comment of this address: whose record counts for it. */
  senderToken: v.exactOptional(v.pipe(v.string(), v.maxLength(500))),
  formToken: v.exactOptional(v.pipe(v.string(), v.maxLength(200))),
  /** Honeypot. What a machine puts here is judged, not refused, so that it learns nothing. */
  website: v.exactOptional(v.pipe(v.string(), v.maxLength(2000))),
  member: v.exactOptional(v.pipe(v.string(), v.maxLength(4000))),
})
export type NewComment = v.InferOutput<typeof NewComment>

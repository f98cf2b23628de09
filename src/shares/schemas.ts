import * as v from 'valibot'
import { articleRef, email, personName, secretToken, siteKey, text, uuid } from '../fields.ts'
import { findContacts } from '../text/links.ts'

/** No site may allow more friends than this; its own setting is checked later. */
export const MAX_RECIPIENTS = 5
/** Longest message, in graphemes: a greeting, not a letter. */
export const MAX_MESSAGE = 300

/** A reader's request to send an article to friends. Ids and token are made by the client once per draft. */
export const NewShare = v.strictObject({
  id: uuid,
  site: siteKey,
  article: articleRef,
  sender: v.strictObject({ name: personName, email }),
  recipients: v.pipe(
    v.array(email),
    v.minLength(1, 'missing'),
    v.maxLength(MAX_RECIPIENTS, 'recipients'),
  ),
  message: v.exactOptional(
    v.pipe(
      text(MAX_MESSAGE),
      // A spammer's offer needs a way to be reached; a greeting does not.
      v.check((message) => findContacts(message).length === 0, 'contacts'),
    ),
  ),
  consent: v.strictObject({
    version: v.pipe(v.string(), v.maxLength(50)),
    process: v.literal(true, 'consent'),
    share: v.literal(true, 'consent'),
  }),
  token: v.exactOptional(secretToken),
  senderToken: v.exactOptional(v.pipe(v.string(), v.maxLength(500))),
  proof: v.exactOptional(v.pipe(v.string(), v.maxLength(2000))),
  formToken: v.exactOptional(v.pipe(v.string(), v.maxLength(200))),
  website: v.exactOptional(v.pipe(v.string(), v.maxLength(2000))),
})
export type NewShare = v.InferOutput<typeof NewShare>

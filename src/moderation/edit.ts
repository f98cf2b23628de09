import { type SQL, sql } from 'drizzle-orm'
import * as v from 'valibot'
import { recordAuditWhere } from '../audit.ts'
import { line, text } from '../fields.ts'
import { articleTag } from '../pages.ts'
import type { Database } from '../ports.ts'
import { Problem } from '../problem.ts'
import { comment, outbox, roles, tickets } from '../schema.ts'
import { sha256 } from '../signing.ts'
import { databaseNow, insertWhere } from '../sql.ts'
import { fold } from '../text/fold.ts'
import { uuidv7 } from '../uuid.ts'
import { type DeskContext, requireComment, type Target } from './target.ts'

/** So many comments of one article may be put forward: more would be no distinction. */
export const MAX_FEATURED = 10

/** What may be changed about a comment besides its state. */
export const ItemPatch = v.strictObject({
  body: v.exactOptional(v.pipe(text(10_000), v.minLength(1, 'blank'))),
  /** null takes the subject away. */
  subject: v.exactOptional(v.nullable(line(150))),
  isFeatured: v.exactOptional(v.boolean()),
  asksCorrection: v.exactOptional(v.boolean()),
  ticket: v.exactOptional(v.picklist(tickets)),
  /** The value that the caller saw; another one by now means that somebody else has edited. */
  editedAt: v.exactOptional(v.nullable(v.pipe(v.string(), v.isoTimestamp()))),
})
export type ItemPatch = v.InferOutput<typeof ItemPatch>

interface Words {
  subject: string | null
  body: string
}

/**
 * Changes words, marks or the ticket of a comment. Words are for editors: the former ones are kept, the
 * reader is told where the site wants that. Throws `forbidden`, `not-found`, `conflict` or `invalid-transition`.
 */
export async function patchComment(context: DeskContext, id: string, patch: ItemPatch) {
  const { ports, caller } = context
  const found = await requireComment(context, id)
  const words = changedWords(found, patch)
  if (words !== null && roles.indexOf(caller.role) < roles.indexOf('editor'))
    throw new Problem('forbidden')
  refuseImpossible(found, patch, words !== null)
  const now = ports.now()
  const { db } = ports
  const isOurs = sql`seq = ${found.seq} AND state = ${found.state} AND body = ${found.body}
    AND edited_at IS ${found.editedAt?.getTime() ?? null} AND ${roomFor(found, patch)}`
  const results = await db.batch([
    recordAuditWhere(db, entryOf(context, found, patch, words), now, exists(isOurs)),
    ...(words === null ? [] : wordEffects(context, found, words, now, isOurs)),
    db
      .update(comment)
      .set({ ...(words === null ? {} : await editedColumns(found, words, now)), ...marksOf(patch) })
      .where(isOurs)
      .returning(itemColumns),
  ])
  // The last statement of the batch returns what the comment has become.
  const [changed] = results.at(-1) as ItemRow[]
  if (changed === undefined) throw new Problem('conflict')
  ports.pages.purge([articleTag(found.siteKey, found.articleKey)])
  return { ...changed, editedAt: changed.editedAt?.toISOString() ?? null }
}

const itemColumns = {
  id: comment.id,
  state: comment.state,
  subject: comment.subject,
  body: comment.body,
  editedAt: comment.editedAt,
  isFeatured: comment.isFeatured,
  asksCorrection: comment.asksCorrection,
  ticket: comment.ticket,
}
type ItemRow = Pick<typeof comment.$inferSelect, keyof typeof itemColumns>

function changedWords(found: Target, { body, subject }: ItemPatch): Words | null {
  const words = {
    body: body ?? found.body,
    subject: subject === undefined ? found.subject : subject,
  }
  return words.body === found.body && words.subject === found.subject ? null : words
}

function refuseImpossible(found: Target, patch: ItemPatch, hasWords: boolean) {
  const isGone = found.state === 'withdrawn' || found.heldUntil !== null
  if (hasWords && isGone) throw new Problem('invalid-transition')
  if (patch.editedAt !== undefined && patch.editedAt !== (found.editedAt?.toISOString() ?? null))
    throw new Problem('conflict')
  if (patch.ticket !== undefined && found.ticket === null) throw new Problem('invalid-transition')
  const isTop = found.audience === 'public' && found.rootSeq === null && found.state === 'approved'
  if (patch.isFeatured === true && !isTop) throw new Problem('invalid-transition')
}

/** Only what is put forward anew needs room. */
function roomFor(found: Target, { isFeatured }: ItemPatch): SQL {
  if (isFeatured !== true || found.isFeatured) return sql`1`
  return sql`(SELECT count(*) FROM comment f WHERE f.article_seq = ${found.articleSeq}
    AND f.root_seq IS NULL AND f.is_listed = 1 AND f.is_featured = 1) < ${MAX_FEATURED}`
}

function exists(condition: SQL) {
  return sql`EXISTS (SELECT 1 FROM comment WHERE ${condition})`
}

function entryOf({ caller }: DeskContext, found: Target, patch: ItemPatch, words: Words | null) {
  const { isFeatured, asksCorrection, ticket } = patch
  return {
    actor: caller.id,
    action: words === null ? 'comment.marked' : 'comment.edited',
    siteSeq: found.siteSeq,
    subject: found.id,
    detail: {
      ...(isFeatured === undefined ? {} : { isFeatured }),
      ...(asksCorrection === undefined ? {} : { asksCorrection }),
      ...(ticket === undefined ? {} : { ticket }),
    },
  }
}

function marksOf({ isFeatured, asksCorrection, ticket }: ItemPatch) {
  return {
    // Sets nothing anew, but an update needs a column.
    seq: sql`seq`,
    ...(isFeatured === undefined ? {} : { isFeatured }),
    ...(asksCorrection === undefined ? {} : { asksCorrection }),
    ...(ticket === undefined ? {} : { ticket }),
  }
}

/** Marks of the checks pointed into the former text. */
async function editedColumns(found: Target, { subject, body }: Words, now: Date) {
  return {
    subject,
    body,
    editedAt: now,
    reasons: found.reasons.map((reason) => ({ ...reason, spans: [] })),
    textHash: (await sha256(fold(body))).slice(0, 16),
  }
}

function wordEffects(
  { ports: { db }, caller }: DeskContext,
  found: Target,
  words: Words,
  now: Date,
  isOurs: SQL,
) {
  return [
    db.run(sql`INSERT INTO revision (comment_seq, subject, body, replaced_by, at)
      SELECT seq, subject, body, ${caller.id}, ${now.getTime()} FROM comment WHERE ${isOurs}`),
    ...tellReader(db, found, words, now, isOurs),
  ]
}

function tellReader(db: Database, found: Target, words: Words, now: Date, isOurs: SQL) {
  if (!found.settings.comments.tellEdits || found.authorEmail === null) return []
  const dueAt = sql`${databaseNow} + ${found.settings.undoSeconds * 1000}`
  const payload = { subject: words.subject ?? '', body: words.body }
  const cause = `${found.id}:${now.getTime().toString(36)}`
  const row = {
    id: uuidv7(now),
    kind: 'mail.edited' as const,
    cause,
    siteSeq: found.siteSeq,
    payload,
  }
  return [
    insertWhere(db, outbox, { ...row, state: 'waiting', dueAt, createdAt: now }, exists(isOurs)),
  ]
}

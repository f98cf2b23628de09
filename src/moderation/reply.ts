import { and, eq, sql } from 'drizzle-orm'
import * as v from 'valibot'
import { recordAuditWhere } from '../audit.ts'
import { personName, text, uuid } from '../fields.ts'
import { articleTag } from '../pages.ts'
import { Problem } from '../problem.ts'
import { comment } from '../schema.ts'
import { sha256 } from '../signing.ts'
import { insertWhere } from '../sql.ts'
import { fold } from '../text/fold.ts'
import { type DeskContext, requireComment, type Target } from './target.ts'

/** A public reply of the newsroom; `id` is made by the client, so that a repetition is recognised. */
export const NewReply = v.strictObject({
  id: uuid,
  body: v.pipe(text(10_000), v.minLength(1, 'blank')),
  /** Who signs, beside the newsroom's name. */
  signature: v.exactOptional(personName),
})
export type NewReply = v.InferOutput<typeof NewReply>

/**
 * Publishes a reply in the newsroom's name under a published comment, at once. Throws `not-found`,
 * `invalid-transition` below anything that is not public, or `idempotency-key-reused`.
 */
export async function replyAsNewsroom(context: DeskContext, id: string, reply: NewReply) {
  const { ports, caller } = context
  const { db } = ports
  const found = await requireComment(context, id)
  if (found.audience !== 'public' || found.state !== 'approved')
    throw new Problem('invalid-transition')
  const now = ports.now()
  const row = await rowOf(found, reply, now)
  const stored = eq(comment.id, reply.id)
  const entry = {
    actor: caller.id,
    action: 'comment.replied',
    siteSeq: found.siteSeq,
    subject: found.id,
    detail: { reply: reply.id },
  }
  const [, , rows] = await db.batch([
    recordAuditWhere(
      db,
      entry,
      now,
      sql`NOT EXISTS (SELECT 1 FROM comment WHERE id = ${reply.id})`,
    ),
    insertWhere(
      db,
      comment,
      row,
      sql`EXISTS (SELECT 1 FROM comment WHERE seq = ${found.seq} AND state = 'approved')`,
    ),
    db
      .select({ id: comment.id, fingerprint: comment.fingerprint, createdAt: comment.createdAt })
      .from(comment)
      .where(and(stored)),
  ])
  const [made] = rows
  if (made === undefined) throw new Problem('invalid-transition')
  if (made.fingerprint !== row.fingerprint) throw new Problem('idempotency-key-reused')
  ports.pages.purge([articleTag(found.siteKey, found.articleKey)])
  return { id: made.id, state: 'approved' as const, createdAt: made.createdAt.toISOString() }
}

async function rowOf(found: Target, { id, body, signature }: NewReply, now: Date) {
  const { newsroom } = found.settings
  const authorName = [newsroom.name, ...(signature === undefined ? [] : [signature])].join(' · ')
  return {
    id,
    siteSeq: found.siteSeq,
    articleSeq: found.articleSeq,
    parentSeq: found.seq,
    rootSeq: found.rootSeq ?? found.seq,
    audience: 'public' as const,
    state: 'approved' as const,
    firstState: 'approved' as const,
    authorName,
    authorHash: '',
    addressHash: '',
    badge: 'staff' as const,
    body,
    textHash: (await sha256(fold(body))).slice(0, 16),
    fingerprint: await sha256(JSON.stringify(['staff', found.id, authorName, body])),
    reasons: [],
    consentVersion: '',
    createdAt: now,
    editableUntil: now,
  }
}

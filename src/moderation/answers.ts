import { and, eq, type SQL, sql } from 'drizzle-orm'
import * as v from 'valibot'
import { recordAuditWhere } from '../audit.ts'
import { withinSites } from '../auth/caller.ts'
import { line, text, uuid } from '../fields.ts'
import { invalid } from '../http.ts'
import { sentence } from '../messages.ts'
import { Problem } from '../problem.ts'
import { answer, comment, outbox } from '../schema.ts'
import { databaseNow, insertWhere } from '../sql.ts'
import { uuidv7 } from '../uuid.ts'
import { type DeskContext, requireComment, type Target } from './target.ts'

/** An answer by mail to whoever wrote a letter; `id` is made by the client, so that a repetition is recognised. */
export const NewAnswer = v.strictObject({
  id: uuid,
  body: v.pipe(text(10_000), v.minLength(1, 'blank')),
  /** Who signs; the newsroom as a whole when absent. */
  signature: v.exactOptional(line(100)),
})
export type NewAnswer = v.InferOutput<typeof NewAnswer>

/** A letter passed on by mail to one of the site's desks, named as in the setting `desks`. */
export const NewForward = v.strictObject({
  id: uuid,
  desk: line(100),
  note: v.optional(text(2000), ''),
})
export type NewForward = v.InferOutput<typeof NewForward>

/**
 * Answers a letter by mail, which leaves after the site's `undoSeconds`; the ticket becomes `answered`.
 * Throws `not-found`, `invalid-transition` for what is no open letter, `invalid` where no address was left.
 */
export async function answerLetter(context: DeskContext, id: string, input: NewAnswer) {
  const found = await requireLetter(context, id)
  if (found.authorEmail === null) throw invalid('', sentence('no_address', context.language))
  const { id: answerId, body, signature } = input
  return send(context, found, {
    ...{ id: answerId, kind: 'answer' as const, body, signature: signature ?? null },
    ...{ desk: null, deskEmail: null },
  })
}

/** Passes a letter on to a desk; the ticket becomes `forwarded`. Throws as `answerLetter`, `invalid` for an unknown desk. */
export async function forwardLetter(context: DeskContext, id: string, input: NewForward) {
  const found = await requireLetter(context, id)
  const desk = found.settings.desks.find(({ name }) => name === input.desk)
  if (desk === undefined) throw invalid('/desk', sentence('desk', context.language))
  return send(context, found, {
    ...{ id: input.id, kind: 'forward' as const, body: input.note, signature: null },
    ...{ desk: desk.name, deskEmail: desk.email },
  })
}

/** Takes a mail back that nobody has begun to send; the ticket is open again unless another mail stands. Throws `conflict`. */
export async function recallAnswer({ ports, caller }: DeskContext, answerId: string) {
  const { db } = ports
  const [found] = await db
    .select({ ...answerColumns, commentSeq: answer.commentSeq, siteSeq: answer.siteSeq })
    .from(answer)
    .where(and(eq(answer.id, answerId), withinSites(caller, sql`${answer.siteSeq}`)))
  if (found === undefined) throw new Problem('not-found')
  const now = ports.now()
  const mine = sql`cause = ${answerId} AND kind IN ('mail.answer', 'mail.forward')`
  const isGone = sql`id = ${answerId} AND state = 'queued'
    AND NOT EXISTS (SELECT 1 FROM outbox WHERE ${mine})`
  const entry = {
    ...{ actor: caller.id, action: 'answer.recalled', siteSeq: found.siteSeq },
    subject: answerId,
  }
  const results = await db.batch([
    db.run(sql`DELETE FROM outbox WHERE ${mine} AND state = 'waiting' AND attempts = 0`),
    recordAuditWhere(db, entry, now, sql`EXISTS (SELECT 1 FROM answer WHERE ${isGone})`),
    db.run(sql`UPDATE comment SET ticket = 'open' WHERE seq = ${found.commentSeq} AND ticket IS NOT NULL
      AND ticket <> 'closed' AND EXISTS (SELECT 1 FROM answer WHERE ${isGone})
      AND NOT EXISTS (SELECT 1 FROM answer WHERE comment_seq = ${found.commentSeq}
        AND id <> ${answerId} AND state IN ('queued', 'sent'))`),
    db.update(answer).set({ state: 'recalled' }).where(isGone).returning(answerColumns),
  ])
  const [recalled] = results[3]
  if (recalled === undefined) throw new Problem('conflict')
  return viewAnswer(recalled)
}

/** Statement for the mails about a letter, the oldest first. */
export function selectAnswers({ ports }: DeskContext, commentSeq: SQL) {
  return ports.db
    .select(answerColumns)
    .from(answer)
    .where(eq(answer.commentSeq, commentSeq))
    .orderBy(answer.seq)
    .limit(100)
}

const answerColumns = {
  id: answer.id,
  kind: answer.kind,
  body: answer.body,
  signature: answer.signature,
  desk: answer.desk,
  state: answer.state,
  actorName: answer.actorName,
  at: answer.at,
  sentAt: answer.sentAt,
}
type AnswerRow = Pick<typeof answer.$inferSelect, keyof typeof answerColumns>

export function viewAnswer({ actorName, at, sentAt, ...row }: AnswerRow) {
  return { ...row, by: actorName, at: at.toISOString(), sentAt: sentAt?.toISOString() ?? null }
}

async function requireLetter(context: DeskContext, id: string): Promise<Target> {
  const found = await requireComment(context, id)
  const isLetter = found.audience === 'editors' && found.ticket !== null
  if (!isLetter || found.state === 'withdrawn' || found.heldUntil !== null)
    throw new Problem('invalid-transition')
  return found
}

type AnswerText = Pick<
  typeof answer.$inferSelect,
  'id' | 'kind' | 'body' | 'signature' | 'desk' | 'deskEmail'
>

/** One batch: the mail's row, its place in the outbox, the ticket and the record. The same id again changes nothing. */
async function send({ ports, caller }: DeskContext, found: Target, words: AnswerText) {
  const { db } = ports
  const now = ports.now()
  const isNew = sql`NOT EXISTS (SELECT 1 FROM answer WHERE id = ${words.id})
    AND EXISTS (SELECT 1 FROM comment WHERE seq = ${found.seq} AND state <> 'withdrawn')`
  const row = {
    ...words,
    ...{ commentSeq: found.seq, siteSeq: found.siteSeq, state: 'queued' as const, at: now },
    ...{ actor: caller.id, actorName: caller.name },
  }
  const results = await db.batch([
    recordAuditWhere(db, entryOf(caller.id, found, words), now, isNew),
    insertWhere(
      db,
      outbox,
      {
        ...{ id: uuidv7(now), kind: `mail.${words.kind}` as const, cause: words.id },
        ...{ siteSeq: found.siteSeq, state: 'waiting', createdAt: now },
        dueAt: sql`${databaseNow} + ${found.settings.undoSeconds * 1000}`,
      },
      isNew,
    ),
    db
      .update(comment)
      .set({ ticket: words.kind === 'answer' ? 'answered' : 'forwarded' })
      .where(and(eq(comment.seq, found.seq), isNew)),
    insertWhere(db, answer, row, isNew),
    db
      .select({ ...answerColumns, commentSeq: answer.commentSeq })
      .from(answer)
      .where(eq(answer.id, words.id)),
  ])
  const [made] = results[4]
  if (made === undefined) throw new Problem('invalid-transition')
  const { commentSeq, ...stored } = made
  const isSame =
    commentSeq === found.seq && stored.kind === words.kind && stored.body === words.body
  if (!isSame) throw new Problem('idempotency-key-reused')
  return viewAnswer(stored)
}

function entryOf(actor: string, found: Target, { id, kind, desk }: AnswerText) {
  return {
    actor,
    action: kind === 'answer' ? 'comment.answered' : 'comment.forwarded',
    siteSeq: found.siteSeq,
    subject: found.id,
    detail: { mail: id, ...(desk === null ? {} : { desk }) },
  }
}

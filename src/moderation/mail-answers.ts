import { and, eq, inArray, sql } from 'drizzle-orm'
import { addressLetter, type Letter } from '../mail/letter.ts'
import { editNotice, forwardedLetter } from '../mail/newsroom-letters.ts'
import { type ReaderResponse, ticketAnswer } from '../mail/response-letters.ts'
import type { OutboxRow } from '../outbox/lease.ts'
import type { Outcome, WorkContext } from '../outbox/run.ts'
import { type Database, MailFailure } from '../ports.ts'
import { writeReference } from '../comments/reference.ts'
import { answer, type answerStates, article, comment, site, suppression } from '../schema.ts'
import { emailIdentity } from '../text/email.ts'

type AnswerState = (typeof answerStates)[number]

/** Mails an editor's answer to the reader. A letter that was withdrawn meanwhile gets none. */
export async function sendAnswer(context: WorkContext, row: OutboxRow): Promise<Outcome> {
  const { db } = context.ports
  const found = await loadAnswer(db, row.cause)
  if (found === undefined) return { effects: [] }
  if (found.email === null || found.state === 'withdrawn') return settle(context, row, 'recalled')
  if (await isSuppressed(context, found)) return settle(context, row, 'suppressed')
  const letter = ticketAnswer(letterheadOf(found), {
    response: await responseOf(context, found),
    answer: found.answer.body,
    ...(found.answer.signature === null ? {} : { signature: found.answer.signature }),
  })
  await deliver(context, row, found, letter, found.email)
  return settle(context, row, 'sent')
}

/** Mails a letter with everything its reader left to a desk of the newsroom. */
export async function sendForward(context: WorkContext, row: OutboxRow): Promise<Outcome> {
  const found = await loadAnswer(context.ports.db, row.cause)
  if (found === undefined) return { effects: [] }
  const { deskEmail, desk, body, actorName } = found.answer
  if (deskEmail === null || found.state === 'withdrawn' || found.heldUntil !== null)
    return settle(context, row, 'recalled')
  const contact = [found.email, found.phone, found.address].filter((one) => one !== null)
  const letter = forwardedLetter(letterheadOf(found), {
    response: await responseOf(context, found),
    ...{ desk: desk ?? '', note: body, sender: actorName, contact },
    itemUrl: `${context.ports.config.publicUrl}/admin/comments/${found.id}`,
  })
  await deliver(context, row, found, letter, deskEmail)
  return settle(context, row, 'sent')
}

/** Tells a reader how an editor has changed their words. */
export async function sendEditNotice(context: WorkContext, row: OutboxRow): Promise<Outcome> {
  const id = row.cause.slice(0, row.cause.indexOf(':'))
  const [found] = await selectLetter(context.ports.db).where(eq(comment.id, id))
  if (found === undefined || found.email === null) return { effects: [] }
  // What has changed once more, was withdrawn or taken down is not told any more.
  if (found.body !== row.payload?.['body'] || found.state === 'withdrawn') return { effects: [] }
  if (await isSuppressed(context, found)) return { effects: [] }
  const letter = editNotice(letterheadOf(found), await responseOf(context, found))
  await deliver(context, row, found, letter, found.email)
  return { effects: [] }
}

/** When an answer could not be sent for good. */
export function failAnswer(context: WorkContext, row: OutboxRow): Outcome {
  return settle(context, row, 'failed')
}

function settle({ ports }: WorkContext, row: OutboxRow, state: AnswerState): Outcome {
  const sentAt = state === 'sent' ? { sentAt: ports.now() } : {}
  const effect = ports.db
    .update(answer)
    .set({ state, ...sentAt })
    .where(eq(answer.id, row.cause))
  return { effects: [effect] }
}

const letterColumns = {
  seq: comment.seq,
  id: comment.id,
  siteSeq: comment.siteSeq,
  state: comment.state,
  heldUntil: comment.heldUntil,
  name: comment.authorName,
  email: comment.authorEmail,
  phone: comment.authorPhone,
  address: comment.authorAddress,
  authorHash: comment.authorHash,
  subject: comment.subject,
  body: comment.body,
  createdAt: comment.createdAt,
  siteName: site.name,
  settings: site.settings,
  title: article.title,
}

function selectLetter(db: Database) {
  return db
    .select(letterColumns)
    .from(comment)
    .innerJoin(site, eq(site.seq, comment.siteSeq))
    .innerJoin(article, eq(article.seq, comment.articleSeq))
}

type Found = Awaited<ReturnType<typeof selectLetter>>[number]

async function loadAnswer(db: Database, id: string) {
  const [found] = await db
    .select({ ...letterColumns, answer })
    .from(answer)
    .innerJoin(comment, eq(comment.seq, answer.commentSeq))
    .innerJoin(site, eq(site.seq, comment.siteSeq))
    .innerJoin(article, eq(article.seq, comment.articleSeq))
    .where(and(eq(answer.id, id), inArray(answer.state, ['queued', 'failed'])))
  return found
}

function letterheadOf({ siteName, settings: { language, addressForm, timeZone } }: Found) {
  return { siteName, language, addressForm, timeZone }
}

async function responseOf({ keyring }: WorkContext, found: Found): Promise<ReaderResponse> {
  return {
    authorName: found.name,
    ...(found.subject === null ? {} : { subject: found.subject }),
    body: found.body,
    sentAt: found.createdAt,
    reference: await writeReference(keyring, found),
    ...(found.title === null ? {} : { articleTitle: found.title }),
  }
}

async function deliver(
  { ports }: WorkContext,
  row: OutboxRow,
  { settings, siteName }: Found,
  letter: Letter,
  to: string,
) {
  const { config } = ports
  const from =
    settings.mailFrom ?? config.mailFrom ?? `phanhoi@${new URL(config.publicUrl).hostname}`
  const replyTo =
    settings.newsroom.email === null
      ? {}
      : { replyTo: { name: siteName, address: settings.newsroom.email } }
  const mailer = await ports.mailer()
  if (mailer === null) throw new MailFailure('temporary', 'Mail is not configured')
  // The row's own id is the Message-ID at every attempt, so that a repeated delivery is recognised.
  const id = `${row.id}@${from.slice(from.indexOf('@') + 1)}`
  await mailer.send(addressLetter(letter, { id, from, to, ...replyTo }))
}

async function isSuppressed({ ports, keyring }: WorkContext, found: Found): Promise<boolean> {
  const identity = emailIdentity(found.email ?? '')
  const hashes = [found.authorHash, ...(await keyring.pseudonyms('email', identity))]
  const rows = await ports.db
    .select({ one: sql`1` })
    .from(suppression)
    .where(
      and(
        inArray(suppression.addressHash, hashes),
        inArray(suppression.siteSeq, [0, found.siteSeq]),
      ),
    )
    .limit(1)
  return rows.length > 0
}

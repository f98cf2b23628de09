import { and, eq, sql } from 'drizzle-orm'
import { replyNotice, noticeConfirmation, type ReplyNotice } from '../mail/notice-letters.ts'
import { isSuppressed, letterheadOf, postLetter, stopLink } from '../mail/post.ts'
import type { OutboxRow } from '../outbox/lease.ts'
import type { Outcome, WorkContext } from '../outbox/run.ts'
import type { Database } from '../ports.ts'
import { type ReaderLink, writeReaderLink } from '../reader/links.ts'
import { notice, site } from '../schema.ts'
import { NOTICE_CONFIRM_HOURS } from './due.ts'

/** Answers quoted in one mail for each thread; a number stands for the rest. */
const SHOWN = 5
/** Of a long answer so much is quoted, in characters. */
const EXCERPT = 600

/** Asks whether the owner of the address wants to hear of answers. */
export async function sendNoticeConfirmation(
  context: WorkContext,
  row: OutboxRow,
): Promise<Outcome> {
  const found = await loadNotice(context.ports.db, row.cause)
  if (found?.state !== 'unconfirmed') return { effects: [] }
  if (await isSuppressed(context, found.email, found.siteSeq)) return { effects: [] }
  const expiresAt = new Date(found.createdAt.getTime() + NOTICE_CONFIRM_HOURS * 3_600_000)
  const confirm = (pace: string) =>
    link(context, { action: 'confirm-notice', subject: `${found.id}:${pace}` }, expiresAt)
  const letter = noticeConfirmation(letterheadOf(found), {
    confirmUrl: await confirm('each'),
    dailyUrl: await confirm('daily'),
    expiresInHours: NOTICE_CONFIRM_HOURS,
    stopUrl: await stopLink(context, found.siteSeq, found.emailHash),
  })
  await postLetter(context, row, found.settings, letter, { address: found.email })
  return { effects: [] }
}

/** Tells the approved answers that have not been told yet; none left, no mail. */
export async function sendNotice(context: WorkContext, row: OutboxRow): Promise<Outcome> {
  const { db, config, now } = context.ports
  const found = await loadNotice(db, row.payload?.['notice'] ?? '')
  if (found?.state !== 'active') return { effects: [] }
  const replies = await loadReplies(db, found)
  if (replies.length === 0) return { effects: [] }
  if (await isSuppressed(context, found.email, found.siteSeq)) return { effects: [] }
  const all = await link(context, {
    action: 'stop-notice',
    subject: `${found.siteSeq}:${found.emailHash}`,
  })
  const threads = threadsOf(replies, config.publicUrl, found.siteKey)
  const isOne = found.pace === 'each' || threads.length === 1
  const letter = replyNotice(letterheadOf(found), {
    threads,
    pace: found.pace,
    stopUrl: isOne ? await link(context, { action: 'stop-notice', subject: found.id }) : all,
    stopAllUrl: all,
    paceUrl: isOne
      ? await link(context, {
          action: 'confirm-notice',
          subject: `${found.id}:${found.pace === 'each' ? 'daily' : 'each'}`,
        })
      : null,
  })
  await postLetter(context, row, found.settings, letter, { address: found.email })
  const told = JSON.stringify(replies.map(({ noticeSeq, commentSeq }) => [noticeSeq, commentSeq]))
  return {
    effects: [
      db.run(sql`UPDATE notice_reply SET sent_at = ${now().getTime()}
        WHERE (notice_seq, comment_seq) IN (SELECT value ->> 0, value ->> 1 FROM json_each(${told}))`),
    ],
  }
}

type Found = NonNullable<Awaited<ReturnType<typeof loadNotice>>>

async function loadNotice(db: Database, id: string) {
  const [found] = await db
    .select({
      id: notice.id,
      seq: notice.seq,
      siteSeq: notice.siteSeq,
      email: notice.email,
      emailHash: notice.emailHash,
      state: notice.state,
      pace: notice.pace,
      createdAt: notice.createdAt,
      siteKey: site.key,
      siteName: site.name,
      settings: site.settings,
    })
    .from(notice)
    .innerJoin(site, eq(site.seq, notice.siteSeq))
    .where(and(eq(notice.id, id)))
  return found
}

interface Reply {
  noticeSeq: number
  commentSeq: number
  id: string
  rootId: string
  authorName: string
  body: string
  articleKey: string
  title: string | null
  url: string | null
}

/** Untold answers that readers can see now: of this thread, or of all that the address hears of daily. */
function loadReplies(db: Database, { seq, siteSeq, emailHash, pace }: Found) {
  const notices =
    pace === 'each'
      ? sql`${seq}`
      : sql`SELECT seq FROM notice WHERE email_hash = ${emailHash} AND site_seq = ${siteSeq}
          AND state = 'active' AND pace = 'daily'`
  return db.all<Reply>(sql`
    SELECT r.notice_seq AS noticeSeq, r.comment_seq AS commentSeq, c.id, root.id AS rootId,
      c.author_name AS authorName, c.body, a.key AS articleKey, a.title, a.url
    FROM notice_reply r JOIN comment c ON c.seq = r.comment_seq JOIN comment root ON root.seq = c.root_seq
      JOIN article a ON a.seq = c.article_seq
    WHERE r.notice_seq IN (${notices}) AND r.sent_at IS NULL AND c.state = 'approved'
    ORDER BY r.notice_seq, r.comment_seq LIMIT 200`)
}

function threadsOf(replies: Reply[], publicUrl: string, siteKey: string): ReplyNotice['threads'] {
  const threads = new Map<string, Reply[]>()
  for (const reply of replies)
    threads.set(reply.rootId, [...(threads.get(reply.rootId) ?? []), reply])
  return Array.from(threads.values(), (list) => ({
    articleTitle: list[0]?.title ?? null,
    url: urlOf(list[0], publicUrl, siteKey),
    replies: list
      .slice(0, SHOWN)
      .map(({ authorName, body }) => ({ authorName, body: excerpt(body) })),
    more: Math.max(0, list.length - SHOWN),
  }))
}

/** On the newspaper's own page once that is verified, else on ours. */
function urlOf(reply: Reply | undefined, publicUrl: string, siteKey: string): string {
  if (reply === undefined) return publicUrl
  const { url, id, articleKey, rootId } = reply
  if (url !== null) return `${url.split('#', 1)[0] ?? url}#ph-${id}`
  const params = new URLSearchParams({ article: articleKey, thread: rootId })
  return `${publicUrl}/p/${siteKey}?${params.toString()}#ph-${id}`
}

function excerpt(body: string): string {
  return body.length <= EXCERPT
    ? body
    : `${body.slice(0, body.lastIndexOf(' ', EXCERPT) + 1 || EXCERPT).trimEnd()} …`
}

function link({ keyring, ports }: WorkContext, to: ReaderLink, expiresAt: Date | null = null) {
  return writeReaderLink(keyring, ports.config.publicUrl, to, expiresAt)
}

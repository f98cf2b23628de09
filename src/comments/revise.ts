import { eq, sql } from 'drizzle-orm'
import * as v from 'valibot'
import { judge, nothingKnown, readText } from '../defence/checks.ts'
import { asksOutside, outsideChecks } from '../defence/outside.ts'
import { line, text } from '../fields.ts'
import { invalid } from '../http.ts'
import { sentence } from '../messages.ts'
import { articleTag } from '../pages.ts'
import type { Ports } from '../ports.ts'
import { Problem } from '../problem.ts'
import { comment } from '../schema.ts'
import { sha256 } from '../signing.ts'
import { secretsStatement } from '../sites/known-secrets.ts'
import type { LoadedSite } from '../sites/origin.ts'
import { fold } from '../text/fold.ts'
import { countGraphemes } from '../text/graphemes.ts'
import { uuidv7 } from '../uuid.ts'
import { webhooksOfMove } from '../webhooks/queue-decided.ts'
import { selectOwn, viewOwn } from './own.ts'
import type { KnownComment } from './situation.ts'
import { commentPointers } from './submit.ts'

export const CommentPatch = v.strictObject({
  body: text(10_000),
  subject: v.exactOptional(line(150)),
})
export type CommentPatch = v.InferOutput<typeof CommentPatch>

/** The reader's own comment, proven by its token: the same `not-found` for a wrong id and a wrong token. */
export async function requireOwn(found: KnownComment, token: string): Promise<void> {
  if (found.tokenHash === null || found.tokenHash !== (await sha256(token)))
    throw new Problem('not-found')
}

/**
 * Replaces the words of an own comment while it may be edited; the rules judge them anew and the former
 * words are kept. Throws `closed` after the time is over, `invalid-transition` for a refused comment.
 */
export async function editComment(
  ports: Ports,
  { comment: found, site }: { comment: KnownComment; site: LoadedSite },
  patch: CommentPatch,
  hasOrigin: boolean,
  language: 'vi' | 'en',
) {
  const now = ports.now()
  if (found.editableUntil <= now) throw new Problem('closed')
  if (found.state !== 'pending' && found.state !== 'approved')
    throw new Problem('invalid-transition')
  checkLength(site, patch.body, language)
  const subject = patch.subject ?? found.subject
  const text = subject === null ? patch.body : `${subject}\n${patch.body}`
  const isAsked = asksOutside(site, found.audience)
  const outside = isAsked
    ? await outsideChecks(ports, site, await secretsStatement(ports.db, site.key), {
        id: found.id,
        article: { key: found.article, url: found.articleUrl ?? '' },
        name: found.authorName,
        email: null,
        text,
        address: ports.clientAddress(),
      })
    : []
  const verdict = await judge(
    {
      ...readText(text),
      bodyOffset: subject === null ? 0 : subject.length + 1,
      authorName: found.authorName,
      isTrapped: false,
      // Who has the token has used the form before; there is no second one to time.
      formAgeMs: Number.POSITIVE_INFINITY,
      hasOrigin,
      proof: 'none',
    },
    {
      siteKey: site.key,
      settings: site.settings,
      pointers: commentPointers,
      language,
      known: nothingKnown,
      outside,
    },
  )
  const state =
    found.state === 'pending' && verdict.state === 'approved' ? 'pending' : verdict.state
  const decisionId = uuidv7(now)
  const isOurs = sql`seq = ${found.seq} AND state = ${found.state} AND body = ${found.body}`
  const { db } = ports
  const [, , changed, rows] = await db.batch([
    db.run(sql`INSERT INTO revision (comment_seq, subject, body, replaced_by, at)
      SELECT seq, subject, body, 'reader', ${now.getTime()} FROM comment WHERE ${isOurs}`),
    db.run(sql`INSERT INTO decision (id, kind, item_seq, site_seq, from_state, to_state, reason, actor, at)
      SELECT ${decisionId}, 'comment', seq, site_seq, state, ${state}, 'edited', 'reader', ${now.getTime()}
      FROM comment WHERE ${isOurs} AND state <> ${state}`),
    db
      .update(comment)
      .set({
        subject,
        body: patch.body,
        state,
        reasons: verdict.reasons,
        editedAt: now,
        textHash: (await sha256(fold(patch.body))).slice(0, 16),
      })
      .where(isOurs),
    selectOwn(db, eq(comment.id, found.id)),
    ...webhooksOfMove(db, site, decisionId, now),
  ])
  if (changed.rowsAffected === 0) throw new Problem('conflict')
  ports.pages.purge([articleTag(site.key, found.article)])
  const [own] = rows
  if (own === undefined) throw new Problem('not-found')
  return viewOwn(own)
}

/**
 * Takes an own comment back for good: its words, its author's data and all former wordings are erased, its
 * place above replies stays. Repeating it changes nothing.
 */
export async function withdrawComment(
  ports: Ports,
  { comment: found, site }: { comment: KnownComment; site: LoadedSite },
): Promise<void> {
  const now = ports.now()
  const decisionId = uuidv7(now)
  const { db } = ports
  await db.batch([
    db.run(sql`INSERT INTO decision (id, kind, item_seq, site_seq, from_state, to_state, actor, at)
      SELECT ${decisionId}, 'comment', seq, site_seq, state, 'withdrawn', 'reader', ${now.getTime()}
      FROM comment WHERE seq = ${found.seq} AND state <> 'withdrawn'`),
    db.run(sql`DELETE FROM notice WHERE (root_seq, email_hash) IN
      (SELECT coalesce(root_seq, seq), author_hash FROM comment WHERE seq = ${found.seq})`),
    db.run(sql`UPDATE comment SET state = 'withdrawn', subject = NULL, body = '', author_name = '',
      author_email = NULL, author_phone = NULL, author_address = NULL, author_hash = '', member_hash = '',
      text_hash = '', reasons = '[]', wants_notice = 0,
      ticket = CASE WHEN ticket IS NOT NULL THEN 'closed' END WHERE seq = ${found.seq}`),
    db.run(sql`DELETE FROM revision WHERE comment_seq = ${found.seq}`),
    ...webhooksOfMove(db, site, decisionId, now),
  ])
  ports.pages.purge([articleTag(site.key, found.article)])
}

function checkLength({ settings }: LoadedSite, body: string, language: 'vi' | 'en') {
  const length = countGraphemes(body)
  const { minLength, maxLength } = settings.comments
  if (length < minLength) throw invalid('/body', sentence('min_length', language, minLength))
  if (length > maxLength) throw invalid('/body', sentence('max_length', language, maxLength))
}

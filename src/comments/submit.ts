import { and, eq, gt, ne, or, type SQL, sql } from 'drizzle-orm'
import type { BatchResponse } from 'drizzle-orm/batch'
import { articlePlace, insertArticle, queueVerification } from '../articles/claim.ts'
import { readFormAge } from '../defence/form-token.ts'
import { judge } from '../defence/checks.ts'
import type { Statements } from '../http.ts'
import type { Database, Ports } from '../ports.ts'
import { Problem } from '../problem.ts'
import { article, comment, site } from '../schema.ts'
import { type Keyring, sha256 } from '../signing.ts'
import { loadSite, type LoadedSite, requireOrigin } from '../sites/origin.ts'
import { insertWhere } from '../sql.ts'
import { subscribe } from '../notices/subscribe.ts'
import { emailIdentity } from '../text/email.ts'
import { fold } from '../text/fold.ts'
import { webhooksOfComment } from '../webhooks/queue.ts'
import { checkSiteRules } from './rules.ts'
import type { NewComment } from './schemas.ts'

/** The same words by the same reader under the same article within this time are a slip of the finger. */
const DUPLICATE_MS = 60_000

/** A parsed comment with everything that can be computed before the database is asked. */
export interface Submission {
  body: NewComment
  origin: string | null
  addressHash: string
  authorHash: string
  textHash: string
  fingerprint: string
  tokenHash: string | null
  now: Date
}

/** Hashes what the database needs to recognise: author, address, text, and the request as a whole. */
export async function prepareComment(
  body: NewComment,
  request: { origin: string | null; addressHash: string; now: Date; keyring: Keyring },
): Promise<Submission> {
  const { email } = body.author
  const tokenHash = body.token === undefined ? null : await sha256(body.token)
  return {
    body,
    origin: request.origin,
    addressHash: request.addressHash,
    authorHash:
      email === undefined ? '' : await request.keyring.pseudonym('email', emailIdentity(email)),
    textHash: (await sha256(fold(body.body))).slice(0, 16),
    tokenHash,
    fingerprint: await fingerprint(body, tokenHash),
    now: request.now,
  }
}

/** What must be known to decide, as statements for one batch. */
export function commentSituation(db: Database, { body, ...submission }: Submission) {
  const articleSeq = sql`(SELECT a.seq FROM article a JOIN site s ON s.seq = a.site_seq
    WHERE s.key = ${body.site} AND a.key = ${body.article.key})`
  return [
    loadSite(db, body.site),
    db
      .select({
        seq: article.seq,
        isOpen: article.isOpen,
        closesAt: article.closesAt,
        publishedAt: article.publishedAt,
        verifiedAt: article.verifiedAt,
      })
      .from(article)
      .innerJoin(site, eq(site.seq, article.siteSeq))
      .where(and(eq(site.key, body.site), eq(article.key, body.article.key))),
    db
      .select({ seq: comment.seq, rootSeq: comment.rootSeq, articleSeq: comment.articleSeq })
      .from(comment)
      .where(
        and(
          eq(comment.id, body.parentId ?? ''),
          eq(comment.isListed, 1),
          eq(comment.state, 'approved'),
        ),
      ),
    db.select(storedColumns).from(comment).where(eq(comment.id, body.id)),
    db
      .select({ id: comment.id })
      .from(comment)
      .where(
        and(
          eq(comment.articleSeq, articleSeq),
          eq(comment.textHash, submission.textHash),
          gt(comment.createdAt, new Date(submission.now.getTime() - DUPLICATE_MS)),
          ne(comment.id, body.id),
          submission.authorHash === ''
            ? eq(comment.addressHash, submission.addressHash)
            : or(
                eq(comment.authorHash, submission.authorHash),
                eq(comment.addressHash, submission.addressHash),
              ),
        ),
      )
      .limit(1),
  ] satisfies Statements
}

/** Where a comment's texts stand in the request. */
export const commentPointers = { text: '/body', name: '/author/name' }

const storedColumns = {
  seq: comment.seq,
  id: comment.id,
  state: comment.state,
  firstState: comment.firstState,
  fingerprint: comment.fingerprint,
  editableUntil: comment.editableUntil,
  createdAt: comment.createdAt,
  likeCount: comment.likeCount,
  replyCount: comment.replyCount,
  // Drizzle leaves the table out of column names here, which inside would mean the inner table's own.
  rootId: sql<string | null>`(SELECT root.id FROM comment root WHERE root.seq = comment.root_seq)`,
}

type Loaded = BatchResponse<ReturnType<typeof commentSituation>>
export type StoredComment = Loaded[3][number]

/**
 * Stores a comment once, with the state that the rules give it, or recognises a repetition.
 * Throws `not-found`, `forbidden`, `invalid`, `closed`, `duplicate` or `idempotency-key-reused`.
 */
export async function submitComment(
  ports: Ports,
  keyring: Keyring,
  submission: Submission,
  [sites, articles, parents, known, duplicates]: Loaded,
  language: 'vi' | 'en',
): Promise<StoredComment> {
  const found = requireOrigin(sites, submission.origin)
  if (known[0] !== undefined) return recognise(known[0], submission)
  checkSiteRules(found, submission.body, articles[0], parents[0], submission.now, language)
  if (duplicates.length > 0) throw new Problem('duplicate')
  const verdict = await judgeComment(keyring, submission, found, language)
  const [stored] = await storeComment(ports, submission, found, verdict, articles[0], parents[0])
  // Nothing stored although everything was allowed a moment ago: the article or the parent closed in between.
  if (stored === undefined) throw new Problem('closed')
  return recognise(stored, submission)
}

/** One batch: the comment, and with it the article and its verification where it still needs them. */
async function storeComment(
  { db, config }: Ports,
  submission: Submission,
  found: LoadedSite,
  verdict: Awaited<ReturnType<typeof judge>>,
  article: Loaded[1][number] | undefined,
  parent: Loaded[2][number] | undefined,
): Promise<StoredComment[]> {
  const { body, fingerprint, now } = submission
  const place = articlePlace(found.seq, body.article.key)
  const insert = insertComment(db, submission, found, verdict, place, parent)
  const told = {
    id: body.id,
    fingerprint,
    isLetter: body.audience === 'editors',
    isApproved: verdict.state === 'approved',
  }
  const hooks = webhooksOfComment(db, found, told, now)
  const select = db.select(storedColumns).from(comment).where(eq(comment.id, body.id))
  const { email } = body.author
  const subscriptions =
    body.notify === true && email !== undefined && config.mailUrl !== null
      ? subscribe(db, body.id, {
          email,
          emailHash: submission.authorHash,
          now,
          limitFactor: config.limitFactor,
        })
      : []
  if (article !== undefined && article.verifiedAt !== null)
    return (await db.batch([insert, select, ...hooks, ...subscriptions]))[1]
  const isOurs = sql`EXISTS (SELECT 1 FROM comment WHERE id = ${body.id} AND fingerprint = ${fingerprint})`
  const results = await db.batch([
    insertArticle(db, found.seq, body.article, now),
    insert,
    queueVerification(db, place, isOurs, now),
    select,
    ...hooks,
    ...subscriptions,
  ])
  return results[3]
}

function recognise(stored: StoredComment, submission: Submission): StoredComment {
  if (stored.fingerprint !== submission.fingerprint) throw new Problem('idempotency-key-reused')
  return stored
}

async function judgeComment(
  keyring: Keyring,
  { body, origin, now }: Submission,
  found: LoadedSite,
  language: 'vi' | 'en',
) {
  return judge(
    {
      text: [body.subject, body.body].filter((part) => part !== undefined).join('\n'),
      bodyOffset: body.subject === undefined ? 0 : body.subject.length + 1,
      authorName: body.author.name,
      isTrapped: (body.website ?? '') !== '',
      formAgeMs: await readFormAge(keyring, body.site, body.formToken, now),
      hasOrigin: origin !== null,
    },
    { siteKey: found.key, settings: found.settings, pointers: commentPointers, language },
  )
}

function insertComment(
  db: Database,
  { body, now, ...submission }: Submission,
  found: LoadedSite,
  verdict: Awaited<ReturnType<typeof judge>>,
  place: SQL,
  parent: { seq: number; rootSeq: number | null } | undefined,
) {
  const editMs = found.settings.comments.editMinutes * 60_000
  return insertWhere(
    db,
    comment,
    {
      id: body.id,
      siteSeq: found.seq,
      articleSeq: place,
      parentSeq: parent?.seq ?? null,
      rootSeq: parent === undefined ? null : (parent.rootSeq ?? parent.seq),
      audience: body.audience,
      state: verdict.state,
      firstState: verdict.state,
      ticket: body.audience === 'editors' ? 'open' : null,
      authorName: body.author.name,
      authorEmail: body.author.email ?? null,
      authorPhone: body.author.phone ?? null,
      authorAddress: body.author.address ?? null,
      authorHash: submission.authorHash,
      addressHash: submission.addressHash,
      subject: body.subject ?? null,
      body: body.body,
      textHash: submission.textHash,
      fingerprint: submission.fingerprint,
      tokenHash: submission.tokenHash,
      reasons: verdict.reasons,
      consentVersion: body.consent.version,
      wantsNotice: body.notify ?? false,
      createdAt: now,
      editableUntil: new Date(now.getTime() + editMs),
    },
    sql`EXISTS (SELECT 1 FROM article WHERE seq = ${place} AND is_open = 1
        AND (closes_at IS NULL OR closes_at > ${now.getTime()}))
      AND (${parent?.seq ?? null} IS NULL
        OR EXISTS (SELECT 1 FROM comment WHERE seq = ${parent?.seq ?? null} AND state = 'approved'))`,
  )
}

/** Proof, form token and title may differ between two tries of the same draft; nothing else may. */
async function fingerprint(body: NewComment, tokenHash: string | null): Promise<string> {
  const { site, article, parentId, audience, author, subject } = body
  return sha256(
    JSON.stringify([
      site,
      article.key,
      parentId ?? null,
      audience,
      [author.name, author.email ?? null, author.phone ?? null, author.address ?? null],
      subject ?? null,
      body.body,
      tokenHash,
    ]),
  )
}

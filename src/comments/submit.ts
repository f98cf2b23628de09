import { sql } from 'drizzle-orm'
import type { BatchItem, BatchResponse } from 'drizzle-orm/batch'
import { articlePlace, insertArticle, queueVerification } from '../articles/claim.ts'
import { judge, type Known } from '../defence/checks.ts'
import type { OutsideCheck } from '../defence/outside.ts'
import { countFlood, readTide, type Tide } from '../defence/floods.ts'
import { readFormAge } from '../defence/form-token.ts'
import {
  asksProof,
  challengeOf,
  claimProof,
  isClaimed,
  type Proof,
  readProof,
  requireUnspent,
} from '../defence/proof.ts'
import { readSituation } from '../defence/situation.ts'
import { standingOf } from '../defence/trust.ts'
import type { Ports } from '../ports.ts'
import { type Marks, prepared } from '../prepared.ts'
import { Problem } from '../problem.ts'
import { comment } from '../schema.ts'
import type { Keyring } from '../signing.ts'
import { isConfirmedSender } from '../shares/sender-token.ts'
import { type LoadedSite, requireOrigin } from '../sites/origin.ts'
import { insertWhere } from '../sql.ts'
import { subscribe } from '../notices/subscribe.ts'
import { webhooksOfComment } from '../webhooks/queue.ts'
import { type commentSituation, storedComment, type Submission } from './prepare.ts'
import { outsideOf, requireMember } from './proven.ts'
import { checkSiteRules } from './rules.ts'

/** The same words by the same reader under the same article within this time are a slip of the finger. */
const DUPLICATE_MS = 60_000
/** Shorter texts ("Cảm ơn tòa soạn") are said by many who mean nothing by it. */
const ECHO_LENGTH = 25
/** The same words by so many others in a day are a wave. */
const WAVE = 3

/** Where a comment's texts stand in the request. */
export const commentPointers = { text: '/body', name: '/author/name' }

type Loaded = BatchResponse<ReturnType<typeof commentSituation>>
export type StoredComment = Loaded[3][number]

/**
 * Stores a comment once, with the state that the rules give it, or recognises a repetition.
 * Throws `not-found`, `forbidden`, `invalid`, `closed`, `duplicate`, `proof-required` or `idempotency-key-reused`.
 */
export async function submitComment(
  ports: Ports,
  keyring: Keyring,
  submission: Submission,
  [sites, articles, parents, known, echoes, situation, secrets]: Loaded,
  language: 'vi' | 'en',
): Promise<StoredComment> {
  const found = requireOrigin(sites, submission.origin)
  if (known[0] !== undefined) return recognise(known[0], submission)
  const { config } = ports
  const { body, now } = submission
  await requireMember(submission, found, secrets, language)
  checkSiteRules(found, body, articles[0], parents[0], now, language)
  if (isSlip(submission, articles[0]?.seq, echoes)) throw new Problem('duplicate')
  const { hits, bans, names, past, revokedAt } = readSituation(situation)
  const tide = readTide(found, submission.keys, hits, config.limitFactor)
  const proof = await provenFor(keyring, submission, found, tide)
  const sender = { siteSeq: found.seq, hash: submission.authorHash, revokedAt }
  const isConfirmed =
    submission.memberHash !== '' ||
    (submission.authorHash !== '' &&
      (await isConfirmedSender(keyring, body.senderToken, sender, now)))
  const outside = await outsideOf(ports, submission, found, secrets)
  const verdict = await judgeComment(
    keyring,
    submission,
    found,
    language,
    { proof, outside },
    {
      bans,
      names,
      tide,
      echoes: countEchoes(submission, echoes, config.limitFactor),
      standing: isConfirmed
        ? standingOf(past, found.settings.moderation.first)
        : { kind: 'unknown' },
    },
  )
  const [stored] = await storeComment(ports, submission, {
    found,
    verdict,
    tide,
    proof,
    isConfirmed,
    article: articles[0],
    parent: parents[0],
  })
  if (stored === undefined) {
    await requireUnspent(ports.db, proof, body.id)
    // Nothing stored although everything was allowed a moment ago: the article or the parent closed in between.
    throw new Problem('closed')
  }
  return recognise(stored, submission)
}

/** What was decided about a comment that is to be stored. */
interface Decided {
  found: LoadedSite
  verdict: Awaited<ReturnType<typeof judge>>
  tide: Tide
  proof: Proof
  /** The author has shown that the address given is theirs, or is a member. */
  isConfirmed: boolean
  article: Loaded[1][number] | undefined
  parent: Loaded[2][number] | undefined
}

/** One batch: the comment, what it counts for, and the article and its verification where it still needs them. */
async function storeComment(
  { db, config }: Ports,
  submission: Submission,
  decided: Decided,
): Promise<StoredComment[]> {
  const { body, fingerprint, now, keys } = submission
  const { found, tide, proof, article } = decided
  const place = articlePlace(found.seq, body.article.key)
  const told = {
    id: body.id,
    fingerprint,
    isLetter: body.audience === 'editors',
    isApproved: decided.verdict.state === 'approved',
  }
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
  const isOurs = sql`EXISTS (SELECT 1 FROM comment WHERE id = ${body.id} AND fingerprint = ${fingerprint})`
  const isVerified = article !== undefined && article.verifiedAt !== null
  const before: BatchItem<'sqlite'>[] = [
    ...claimProof(db, proof, body.id),
    ...(isVerified
      ? []
      : [insertArticle(db, found.seq, body.article, now, isClaimed(challengeOf(proof), body.id))]),
  ]
  const after = isVerified ? [] : [queueVerification(db, place, isOurs, now)]
  const insert = insertComment(db, commentRow(submission, decided))
  const [first, ...rest] = [...before, insert]
  const results = await db.batch([
    first,
    ...rest,
    ...countFlood(db, found, submission.place, keys, tide),
    ...after,
    ...webhooksOfComment(db, found, told, now),
    ...subscriptions,
    storedComment(db, { id: body.id }),
  ])
  // The last statement of the batch.
  return results.at(-1) as StoredComment[]
}

function recognise(stored: StoredComment, submission: Submission): StoredComment {
  if (stored.fingerprint !== submission.fingerprint) throw new Problem('idempotency-key-reused')
  return stored
}

/** The proof of work where the site asks for one now. Throws `proof-required`. */
function provenFor(
  keyring: Keyring,
  { body, canProve, now }: Submission,
  found: LoadedSite,
  { pressure }: Tide,
): Promise<Proof> | Proof {
  if (!canProve || !asksProof(found, pressure)) return { kind: 'none' }
  return readProof(keyring, found.key, 'comment', body.proof, now)
}

function isSlip(submission: Submission, articleSeq: number | undefined, echoes: Loaded[4]) {
  const since = submission.now.getTime() - DUPLICATE_MS
  return echoes.some(
    (echo) =>
      echo.articleSeq === articleSeq &&
      echo.createdAt.getTime() > since &&
      isSameSender(submission, echo),
  )
}

function isSameSender(
  { authorHash, addressHash }: Submission,
  echo: { authorHash: string; addressHash: string },
) {
  return (authorHash !== '' && echo.authorHash === authorHash) || echo.addressHash === addressHash
}

function countEchoes(submission: Submission, echoes: Loaded[4], factor: number): Known['echoes'] {
  if (submission.body.body.length < ECHO_LENGTH) return { own: 0, others: 0, isWave: false }
  const own = echoes.filter((echo) => isSameSender(submission, echo)).length
  const others = echoes.length - own
  return { own, others, isWave: others >= Math.ceil(WAVE * factor) }
}

async function judgeComment(
  keyring: Keyring,
  { body, read, origin, now }: Submission,
  found: LoadedSite,
  language: 'vi' | 'en',
  { proof, outside }: { proof: Proof; outside: OutsideCheck[] },
  known: Known,
) {
  return judge(
    {
      ...read,
      bodyOffset: body.subject === undefined ? 0 : body.subject.length + 1,
      authorName: body.author.name,
      isTrapped: (body.website ?? '') !== '',
      formAgeMs: await readFormAge(keyring, body.site, body.formToken, now),
      hasOrigin: origin !== null,
      proof: proof.kind,
    },
    {
      siteKey: found.key,
      settings: found.settings,
      pointers: commentPointers,
      language,
      known,
      outside,
    },
  )
}

function commentRow(
  { body, now, ...submission }: Submission,
  { found, verdict, parent, proof, isConfirmed }: Decided,
) {
  const editMs = found.settings.comments.editMinutes * 60_000
  return {
    id: body.id,
    siteSeq: found.seq,
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
    memberHash: submission.memberHash,
    badge: submission.memberHash === '' ? null : 'member',
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
    confirmedAt: isConfirmed ? now : null,
    editableUntil: new Date(now.getTime() + editMs),
    articleKey: body.article.key,
    challenge: challengeOf(proof),
    now: now.getTime(),
  }
}

/** Nothing is stored where the article has been closed, or what is answered taken away, a moment ago. */
const insertComment = prepared(
  (db, { articleKey, challenge, now, ...row }: Marks<keyof ReturnType<typeof commentRow>>) => {
    const place = articlePlace(row.siteSeq, articleKey)
    return insertWhere(
      db,
      comment,
      { ...row, articleSeq: place },
      sql`EXISTS (SELECT 1 FROM article WHERE seq = ${place} AND is_open = 1
          AND (closes_at IS NULL OR closes_at > ${now}))
        AND ${isClaimed(challenge, row.id)}
        AND (${row.parentSeq} IS NULL
          OR EXISTS (SELECT 1 FROM comment WHERE seq = ${row.parentSeq} AND state = 'approved'))`,
    )
  },
)

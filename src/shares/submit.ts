import { eq, type SQL, sql } from 'drizzle-orm'
import type { BatchResponse } from 'drizzle-orm/batch'
import { articlePlace, insertArticle, queueVerification } from '../articles/claim.ts'
import { judge, nothingKnown, readText } from '../defence/checks.ts'
import { pressureKey, siteHoldKey } from '../defence/floods.ts'
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
import { readSituation, type Situation, situationStatement } from '../defence/situation.ts'
import { invalid, type Statements } from '../http.ts'
import { sentence } from '../messages.ts'
import type { Database, Ports } from '../ports.ts'
import { Problem } from '../problem.ts'
import { outbox, type Reason, share, type State } from '../schema.ts'
import type { Keyring } from '../signing.ts'
import { type LoadedSite, loadSite, requireOrigin } from '../sites/origin.ts'
import { databaseNow, insertWhere } from '../sql.ts'
import { uuidv7 } from '../uuid.ts'
import { webhooksOfShare } from '../webhooks/queue-decided.ts'
import {
  type Breaker,
  breakersOf,
  claimBreakers,
  claimLimits,
  isTripped,
  isWithinLimits,
  queueTrips,
  withTripped,
} from './limits.ts'
import { insertRecipients } from './recipients.ts'
import { queueShareMails } from './queue.ts'
import type { ShareSubmission } from './prepare.ts'
import { selectRevocation } from './sender-revocation.ts'
import { isConfirmedSender } from './sender-token.ts'

/** What must be known to decide, as statements for one batch. */
export function shareSituation(
  db: Database,
  { body, addressHashes, senderHash, senderHashes, now }: ShareSubmission,
) {
  return [
    loadSite(db, body.site),
    db.select(storedColumns).from(share).where(eq(share.id, body.id)),
    selectRevocation(db, body.site, senderHash),
    situationStatement(db, {
      site: body.site,
      emailHashes: senderHashes,
      addressHashes,
      authorHash: '',
      counters: [siteHoldKey(body.site), pressureKey(body.site)],
      now,
    }),
  ] satisfies Statements
}

const storedColumns = {
  id: share.id,
  state: share.state,
  firstState: share.firstState,
  fingerprint: share.fingerprint,
}

type Loaded = BatchResponse<ReturnType<typeof shareSituation>>
type StoredShare = Loaded[1][number]

/**
 * Stores a share once with its recipients, its limits claimed in the same commit, or recognises a repetition.
 * Whoever the recipients are, the answer is the same. Throws `not-found`, `forbidden`, `invalid`, `closed`,
 * `rate-limited`, `proof-required` or `idempotency-key-reused`.
 */
export async function submitShare(
  ports: Ports,
  keyring: Keyring,
  submission: ShareSubmission,
  [sites, known, revocations, rows]: Loaded,
): Promise<StoredShare> {
  const found = requireOrigin(sites, submission.origin)
  if (known[0] !== undefined) return recognise(known[0], submission)
  checkShareRules(found, submission, ports.config.mailUrl !== null)
  const revokedAt = revocations[0]?.revokedAt ?? null
  const situation = readSituation(rows)
  const proof = await provenFor(keyring, submission, found, situation)
  const verdict = await judgeShare(keyring, submission, found, { ...situation, revokedAt, proof })
  const { db, config } = ports
  const { body, now } = submission
  const factor = config.limitFactor
  const place = articlePlace(found.seq, body.article.key)
  const isOwn = sql`EXISTS (SELECT 1 FROM share WHERE id = ${body.id} AND fingerprint = ${submission.fingerprint})`
  const isAllowed = sql`${isWithinLimits(found, submission, factor)}
    AND ${isClaimed(challengeOf(proof), body.id)}`
  const breakers = breakersOf(
    { siteSeq: found.seq, settings: found.settings, articleKey: body.article.key },
    factor,
    now,
  )
  const results = await db.batch([
    claimLimits(db, found, submission, factor),
    ...claimProof(db, proof, body.id),
    claimBreakers(db, breakers, isAllowed),
    insertArticle(db, found.seq, body.article, now, isAllowed),
    insertShare(db, submission, found, { ...verdict, breakers }, place, isAllowed),
    insertRecipients(db, submission, found, isOwn),
    queueConfirmation(db, submission, found.seq),
    queueVerification(db, place, isOwn, now),
    ...queueShareMails(db, sql`SELECT seq FROM share WHERE id = ${body.id}`, now),
    queueTrips(db, found.seq, breakers, now),
    ...webhooksOfShare(db, found, body.id, now),
    db.select(storedColumns).from(share).where(eq(share.id, body.id)),
  ])
  // The last statement of the batch.
  const [stored] = results.at(-1) as StoredShare[]
  if (stored === undefined) {
    await requireUnspent(db, proof, body.id)
    throw new Problem('rate-limited', { retryAfterSeconds: 3600 })
  }
  return recognise(stored, submission)
}

function recognise(stored: StoredShare, submission: ShareSubmission): StoredShare {
  if (stored.fingerprint !== submission.fingerprint) throw new Problem('idempotency-key-reused')
  return stored
}

function checkShareRules(
  { settings, origins }: LoadedSite,
  { body, recipients, language }: ShareSubmission,
  hasMail: boolean,
) {
  const refuse = (pointer: string, key: string) => invalid(pointer, sentence(key, language))
  if (!settings.share.isEnabled || !hasMail)
    throw new Problem('closed', { detail: sentence('noSharing', language) })
  if (!origins.includes(new URL(body.article.url).origin)) throw refuse('/article/url', 'origin')
  if (recipients.length > settings.share.maxRecipients) throw refuse('/recipients', 'recipients')
  if (body.message !== undefined && !settings.share.message) throw refuse('/message', 'hidden')
  if (body.consent.version !== settings.consent.version)
    throw refuse('/consent/version', 'consentVersion')
}

/** The proof of work where the site asks for one now. Throws `proof-required`. */
function provenFor(
  keyring: Keyring,
  { body, canProve, now }: ShareSubmission,
  found: LoadedSite,
  { hits }: Situation,
): Promise<Proof> | Proof {
  const isPressed = hits.has(siteHoldKey(found.key)) || hits.has(pressureKey(found.key))
  if (!canProve || !asksProof(found, isPressed ? 'pressure' : 'calm')) return { kind: 'none' }
  return readProof(keyring, found.key, 'share', body.proof, now)
}

/** First state: unconfirmed where the sender has yet to prove the address, else what `settledState` says. */
async function judgeShare(
  keyring: Keyring,
  submission: ShareSubmission,
  found: LoadedSite,
  { bans, names, proof, revokedAt }: Situation & { proof: Proof; revokedAt: Date | null },
) {
  const { body, senderHash, now } = submission
  const { reasons } = await judge(
    {
      ...readText(body.message ?? ''),
      bodyOffset: 0,
      authorName: body.sender.name,
      isTrapped: (body.website ?? '') !== '',
      formAgeMs: await readFormAge(keyring, body.site, body.formToken, now),
      hasOrigin: submission.origin !== null,
      proof: proof.kind,
    },
    {
      siteKey: found.key,
      // `settledState` says which shares a moderator must see, not the site's mode for comments.
      settings: { ...found.settings, moderation: { ...found.settings.moderation, mode: 'none' } },
      pointers: { text: '/message', name: '/sender/name' },
      language: submission.language,
      known: { ...nothingKnown, bans, names },
      outside: [],
    },
  )
  const sender = { siteSeq: found.seq, hash: senderHash, revokedAt }
  const isConfirmed = await isConfirmedSender(keyring, body.senderToken, sender, now)
  const needsConfirmation = found.settings.share.confirm && !isConfirmed
  return {
    reasons,
    isConfirmed,
    state: needsConfirmation
      ? ('unconfirmed' as const)
      : settledState(found.settings, body.message ?? null, reasons),
  }
}

/** Where a share goes once its sender is known: a message or a reason to hold brings it before a moderator. */
export function settledState(
  { share: { moderate } }: LoadedSite['settings'],
  message: string | null,
  reasons: Reason[],
): State {
  if (reasons.some(({ verdict }) => verdict === 'spam')) return 'spam'
  const isHeld = reasons.some(({ verdict }) => verdict === 'hold')
  const isModerated = moderate === 'all' || (moderate === 'messages' && message !== null)
  return isHeld || isModerated ? 'pending' : 'approved'
}

function insertShare(
  db: Database,
  { body, now, ...submission }: ShareSubmission,
  found: LoadedSite,
  verdict: { state: State; reasons: Reason[]; isConfirmed: boolean; breakers: Breaker[] },
  place: SQL,
  isAllowed: SQL,
) {
  const isHeld = sql`${isTripped(verdict.breakers)} AND ${verdict.state} IN ('unconfirmed', 'approved')`
  return insertWhere(
    db,
    share,
    {
      id: body.id,
      siteSeq: found.seq,
      articleSeq: place,
      // Held before its sender has confirmed: `firstState` keeps that the confirmation is still owed.
      state: sql`CASE WHEN ${isHeld} THEN 'pending' ELSE ${verdict.state} END`,
      firstState: verdict.state,
      senderName: body.sender.name,
      senderEmail: body.sender.email,
      senderHash: submission.senderHash,
      message: body.message ?? null,
      addressHash: submission.addressHash,
      fingerprint: submission.fingerprint,
      tokenHash: submission.tokenHash,
      reasons: withTripped(sql`${JSON.stringify(verdict.reasons)}`, verdict.breakers),
      consentVersion: body.consent.version,
      language: found.settings.language,
      createdAt: now,
      confirmedAt: verdict.isConfirmed ? now : null,
    },
    isAllowed,
  )
}

function queueConfirmation(
  db: Database,
  { body, now, fingerprint }: ShareSubmission,
  siteSeq: number,
) {
  return insertWhere(
    db,
    outbox,
    {
      id: uuidv7(now),
      kind: 'mail.share-confirm',
      cause: body.id,
      siteSeq,
      state: 'waiting',
      dueAt: databaseNow,
      createdAt: now,
    },
    sql`EXISTS (SELECT 1 FROM share WHERE id = ${body.id} AND fingerprint = ${fingerprint} AND state = 'unconfirmed')`,
  )
}

import { and, desc, eq, gt, ne, sql } from 'drizzle-orm'
import { floodKeys, type FloodKeys, type FloodPlace, listKeys } from '../defence/floods.ts'
import { readText } from '../defence/checks.ts'
import { situationStatement } from '../defence/situation.ts'
import type { Statements } from '../http.ts'
import { type MemberClaims, readClaims } from '../members/claims.ts'
import type { Database } from '../ports.ts'
import { type Marks, prepared } from '../prepared.ts'
import { article, comment, site } from '../schema.ts'
import type { Keyring } from '../signing.ts'
import { secretsStatement } from '../sites/known-secrets.ts'
import { loadSite } from '../sites/origin.ts'
import { emailIdentity } from '../text/email.ts'
import { fold } from '../text/fold.ts'
import type { NewComment } from './schemas.ts'

/** How long the same words count as said again. */
const ECHO_MS = 24 * 60 * 60 * 1000
/** Enough of them to tell a wave; more would make a flood dearer for us than for its sender. */
const ECHOES_READ = 20

/** A parsed comment with everything that can be computed before the database is asked. */
export interface Submission {
  body: NewComment
  origin: string | null
  /** False for forms without a script, which cannot solve challenges and are always held. */
  canProve: boolean
  addressHash: string
  addressHashes: string[]
  /** Of the e-mail address, else of the member, '' for neither. */
  authorHash: string
  /** What `member` claims, to be proven before anything is decided; null without one that could be read. */
  claims: MemberClaims | null
  /** Of the claimed member on this site, '' for everybody else. */
  memberHash: string
  /** Of the e-mail address and of the member, under every accepted secret. */
  emailHashes: string[]
  textHash: string
  /** Subject and body, as the checks read them. */
  read: ReturnType<typeof readText>
  place: FloodPlace
  keys: FloodKeys
  fingerprint: string
  tokenHash: string | null
  now: Date
}

export interface CommentRequest {
  origin: string | null
  canProve: boolean
  addressHashes: string[]
  now: Date
  keyring: Keyring
}

/** Hashes what the database needs to recognise: author, address, text, and the request as a whole. */
export async function prepareComment(
  sent: NewComment,
  { keyring, addressHashes, ...request }: CommentRequest,
): Promise<Submission> {
  const claims = sent.member === undefined ? null : readClaims(sent.member)
  const body = claims === null ? sent : signedBy(sent, claims)
  const { email } = body.author
  const tokenHash = body.token === undefined ? null : await keyring.sha256(body.token)
  const emailHashes =
    email === undefined ? [] : await keyring.pseudonyms('email', emailIdentity(email))
  const read = readText(body.subject === undefined ? body.body : `${body.subject}\n${body.body}`)
  const foldedBody = body.subject === undefined ? read.folded.text : fold(body.body)
  const [addressHash = ''] = addressHashes
  const memberHashes =
    claims === null
      ? []
      : await keyring.pseudonyms('member', JSON.stringify([body.site, claims.sub]))
  const [authorHash = ''] = [...emailHashes, ...memberHashes]
  const place = {
    site: body.site,
    article: body.article.key,
    authorHash,
    addressHash,
    links: read.links.map(({ href }) => href),
    now: request.now,
  }
  return {
    body,
    ...request,
    addressHash,
    addressHashes,
    authorHash,
    claims,
    memberHash: memberHashes[0] ?? '',
    emailHashes: [...emailHashes, ...memberHashes],
    textHash: (await keyring.sha256(foldedBody)).slice(0, 16),
    read,
    place,
    keys: floodKeys(place),
    tokenHash,
    fingerprint: await fingerprint(keyring, body, tokenHash, claims?.sub),
  }
}

/** A member writes under the name that the newspaper vouches for. */
function signedBy({ author, ...sent }: NewComment, { name, email }: MemberClaims): NewComment {
  return { ...sent, author: { ...author, name, ...(email !== undefined && { email }) } }
}

/** What must be known to decide, as statements for one batch. */
export function commentSituation(db: Database, { body, ...submission }: Submission) {
  return [
    loadSite(db, body.site),
    knownArticle(db, { siteKey: body.site, key: body.article.key }),
    answered(db, { id: body.parentId ?? '' }),
    storedComment(db, { id: body.id }),
    echoes(db, {
      siteKey: body.site,
      textHash: submission.textHash,
      since: submission.now.getTime() - ECHO_MS,
      id: body.id,
    }),
    situationStatement(db, {
      site: body.site,
      emailHashes: submission.emailHashes,
      addressHashes: submission.addressHashes,
      authorHash: body.senderToken === undefined ? '' : submission.authorHash,
      memberHash: submission.memberHash,
      counters: listKeys(submission.keys),
      now: submission.now,
    }),
    secretsStatement(db, body.site),
  ] satisfies Statements
}

const knownArticle = prepared((db, { siteKey, key }: Marks<'siteKey' | 'key'>) =>
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
    .where(and(eq(site.key, siteKey), eq(article.key, key))),
)

/** The comment that is answered, if readers can see it. */
const answered = prepared((db, { id }: Marks<'id'>) =>
  db
    .select({ seq: comment.seq, rootSeq: comment.rootSeq, articleSeq: comment.articleSeq })
    .from(comment)
    .where(and(eq(comment.id, id), eq(comment.isListed, 1), eq(comment.state, 'approved'))),
)

/** The latest comments of the site with the same words. */
const echoes = prepared(
  (db, { siteKey, textHash, since, id }: Marks<'siteKey' | 'textHash' | 'since' | 'id'>) =>
    db
      .select({
        articleSeq: comment.articleSeq,
        authorHash: comment.authorHash,
        addressHash: comment.addressHash,
        createdAt: comment.createdAt,
      })
      .from(comment)
      .where(
        and(
          eq(comment.siteSeq, sql`(SELECT s.seq FROM site s WHERE s.key = ${siteKey})`),
          eq(comment.textHash, textHash),
          gt(comment.createdAt, since),
          ne(comment.id, id),
        ),
      )
      .orderBy(desc(comment.createdAt))
      .limit(ECHOES_READ),
)

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

/** What is stored under an id. */
export const storedComment = prepared((db, { id }: Marks<'id'>) =>
  db.select(storedColumns).from(comment).where(eq(comment.id, id)),
)

/** Proof, form token and title may differ between two tries of the same draft; nothing else may. */
async function fingerprint(
  keyring: Keyring,
  body: NewComment,
  tokenHash: string | null,
  member: string | undefined,
): Promise<string> {
  const { site, article, parentId, audience, author, subject } = body
  return keyring.sha256(
    JSON.stringify([
      site,
      article.key,
      parentId ?? null,
      audience,
      [author.name, author.email ?? null, author.phone ?? null, author.address ?? null],
      subject ?? null,
      body.body,
      tokenHash,
      ...(member === undefined ? [] : [member]),
    ]),
  )
}

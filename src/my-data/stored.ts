import { and, desc, eq, inArray, type SQL, sql } from 'drizzle-orm'
import { articleTag } from '../pages.ts'
import type { Database, Ports } from '../ports.ts'
import { article, comment, notice, recipient, share } from '../schema.ts'
import { loadSiteBySeq } from '../sites/origin.ts'
import { revokeSenders } from '../shares/sender-revocation.ts'
import { uuidv7 } from '../uuid.ts'

/** Items of each kind that the page lists; numbers stand for the rest, and erasing takes them all. */
const SHOWN = 100

/** An address as a site knows it: by its hashes under every accepted secret. */
export interface Person {
  siteSeq: number
  hashes: string[]
}

/** Whom a link is about. */
export function personOf(subject: string): Person {
  const [siteSeq = '', hashes = ''] = subject.split(':')
  return { siteSeq: Number(siteSeq), hashes: hashes.split(',').filter((hash) => hash !== '') }
}

/** Everything that a site stores about an address, in one database request; undefined where the site is gone. */
export async function readStored(db: Database, { siteSeq, hashes }: Person) {
  const [[site], comments, sent, received, notices] = await db.batch([
    loadSiteBySeq(db, siteSeq),
    db
      .select({
        state: comment.state,
        audience: comment.audience,
        authorName: comment.authorName,
        email: comment.authorEmail,
        phone: comment.authorPhone,
        address: comment.authorAddress,
        body: comment.body,
        createdAt: comment.createdAt,
        title: article.title,
        isKept: sql<number>`${comment.heldReason} IS NOT NULL`,
      })
      .from(comment)
      .innerJoin(article, eq(article.seq, comment.articleSeq))
      .where(and(eq(comment.siteSeq, siteSeq), inArray(comment.authorHash, hashes)))
      .orderBy(desc(comment.createdAt))
      .limit(SHOWN),
    db
      .select({
        state: share.state,
        senderName: share.senderName,
        email: share.senderEmail,
        message: share.message,
        createdAt: share.createdAt,
        title: article.title,
        friends: sql<
          string | null
        >`(SELECT group_concat(r.address, ', ') FROM recipient r WHERE r.share_seq = ${share.seq})`,
      })
      .from(share)
      .innerJoin(article, eq(article.seq, share.articleSeq))
      .where(and(eq(share.siteSeq, siteSeq), inArray(share.senderHash, hashes)))
      .orderBy(desc(share.createdAt))
      .limit(SHOWN),
    db
      .select({
        address: recipient.address,
        state: recipient.state,
        at: recipient.at,
        title: article.title,
      })
      .from(recipient)
      .innerJoin(share, eq(share.seq, recipient.shareSeq))
      .innerJoin(article, eq(article.seq, share.articleSeq))
      .where(and(inArray(recipient.addressHash, hashes), eq(share.siteSeq, siteSeq)))
      .limit(SHOWN),
    db
      .select({ email: notice.email, pace: notice.pace, createdAt: notice.createdAt })
      .from(notice)
      .where(and(inArray(notice.emailHash, hashes), eq(notice.siteSeq, siteSeq)))
      .limit(SHOWN),
  ])
  return site === undefined ? undefined : { site, comments, sent, received, notices }
}

/**
 * Erases what is stored about an address, or keeps only the published words under no name. What the newsroom must
 * keep by law stays as it is. Hashes that count mails, and the wish to get none, stay too. Repeating it changes nothing.
 */
export async function eraseStored(
  ports: Ports,
  person: Person,
  mode: 'erase' | 'anonymise',
  siteKey: string,
): Promise<void> {
  const { db, now } = ports
  const time = now()
  const hashes = sql`(SELECT value FROM json_each(${JSON.stringify(person.hashes)}))`
  const comments = sql`site_seq = ${person.siteSeq} AND author_hash IN ${hashes} AND author_hash <> '' AND held_reason IS NULL`
  const shares = sql`site_seq = ${person.siteSeq} AND sender_hash IN ${hashes} AND sender_hash <> ''`
  const senders = sql`SELECT DISTINCT site_seq, sender_hash FROM share WHERE ${shares}`
  const [keys] = await db.batch([
    db.all<{ key: string }>(
      sql`SELECT key FROM article WHERE seq IN (SELECT article_seq FROM comment WHERE ${comments})`,
    ),
    recordErasure(db, person, mode, { comments, shares, siteKey }, time),
    ...(mode === 'erase' ? eraseComments(db, comments, time) : [anonymise(db, comments)]),
    revokeSenders(db, senders, time),
    ...eraseShares(db, shares, time),
    db.run(sql`UPDATE recipient SET ${noAddress} WHERE address_hash IN ${hashes}
      AND share_seq IN (SELECT s.seq FROM share s JOIN recipient r ON r.share_seq = s.seq
        WHERE r.address_hash IN ${hashes} AND s.site_seq = ${person.siteSeq})`),
    db.run(sql`DELETE FROM notice WHERE site_seq = ${person.siteSeq} AND email_hash IN ${hashes}`),
  ])
  ports.pages.purge(keys.map(({ key }) => articleTag(siteKey, key)))
}

/** What has not left will not leave. */
const noAddress = sql`address = NULL,
  state = CASE WHEN state IN ('waiting', 'queued') THEN 'suppressed' ELSE state END`

function recordErasure(
  db: Database,
  { siteSeq }: Person,
  mode: 'erase' | 'anonymise',
  { comments, shares, siteKey }: { comments: SQL; shares: SQL; siteKey: string },
  now: Date,
) {
  const action = mode === 'erase' ? 'data.erased' : 'data.anonymised'
  return db.run(sql`INSERT INTO audit (id, actor, action, site_seq, subject, detail, at)
    SELECT ${uuidv7(now)}, 'reader', ${action}, ${siteSeq}, ${siteKey},
      json_object('comments', (SELECT count(*) FROM comment WHERE ${comments}),
        'shares', (SELECT count(*) FROM share WHERE ${shares})), ${now.getTime()}`)
}

/** As if their reader had withdrawn each. */
function eraseComments(db: Database, comments: SQL, now: Date) {
  return [
    db.run(sql`INSERT INTO decision (id, kind, item_seq, site_seq, from_state, to_state, actor, at)
      SELECT ${uuidv7(now)}, 'comment', seq, site_seq, state, 'withdrawn', 'reader', ${now.getTime()}
      FROM comment WHERE ${comments} AND state <> 'withdrawn'`),
    db.run(
      sql`DELETE FROM revision WHERE comment_seq IN (SELECT seq FROM comment WHERE ${comments})`,
    ),
    db.run(sql`UPDATE comment SET state = 'withdrawn', subject = NULL, body = '', text_hash = '', reasons = '[]',
      ticket = CASE WHEN ticket IS NOT NULL THEN 'closed' END, author_name = '', ${nobody} WHERE ${comments}`),
  ]
}

const nobody = sql`author_email = NULL, author_phone = NULL, author_address = NULL, author_hash = '', member_hash = '', wants_notice = 0`

/** The words stay, under what the site calls its readers; reasons stay but for bans, which name whom they are about. */
function anonymise(db: Database, comments: SQL) {
  return db.run(sql`UPDATE comment SET author_name = (SELECT CASE s.settings ->> '$.language'
      WHEN 'en' THEN 'A reader' ELSE 'Bạn đọc' END FROM site s WHERE s.seq = comment.site_seq), ${nobody},
    reasons = (SELECT json_group_array(json(j.value)) FROM json_each(reasons) j WHERE j.value ->> 'check' <> 'ban')
    WHERE ${comments}`)
}

/** What waits is refused; of what was sent, nobody's name, address or words stay. */
function eraseShares(db: Database, shares: SQL, now: Date) {
  return [
    db.run(sql`INSERT INTO decision (id, kind, item_seq, site_seq, from_state, to_state, actor, at)
      SELECT ${uuidv7(now)}, 'share', seq, site_seq, state, 'rejected', 'reader', ${now.getTime()}
      FROM share WHERE ${shares} AND state IN ('unconfirmed', 'pending')`),
    db.run(
      sql`UPDATE recipient SET ${noAddress} WHERE share_seq IN (SELECT seq FROM share WHERE ${shares})`,
    ),
    db.run(sql`UPDATE share SET state = CASE WHEN state IN ('unconfirmed', 'pending') THEN 'rejected' ELSE state END,
      sender_name = '', sender_email = '', message = NULL, sender_hash = '', reasons = '[]' WHERE ${shares}`),
  ]
}

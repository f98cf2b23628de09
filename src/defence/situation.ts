import { type Placeholder, type SQL, sql } from 'drizzle-orm'
import type { Database } from '../ports.ts'
import { type Marks, marksOf, numbered, prepared } from '../prepared.ts'
import type { ban, State } from '../schema.ts'

/** What is asked about one submission; hashes under every accepted secret, current first. */
export interface SituationQuery {
  site: string
  emailHashes: string[]
  addressHashes: string[]
  /** Author whose confirmed record counts, '' for nobody. */
  authorHash: string
  /** Member whose record counts instead, '' for nobody. */
  memberHash?: string
  /** Keys of `counter` that the flood rules read. */
  counters: string[]
  now: Date
}

/** What the database knows about the sender and about how much is coming in. */
export interface Situation {
  bans: { kind: (typeof ban.$inferSelect)['kind']; label: string }[]
  /** Moderators' names, which nobody else may sign with. */
  names: string
  /** Hits of those asked counters that run. */
  hits: ReadonlyMap<string, number>
  /** States of the author's confirmed comments, the newest first. */
  past: State[]
  /** When the author's sender tokens were revoked on this site. */
  revokedAt: Date | null
}

export interface SituationRow {
  kind: string
  name: string | null
  n: number
}

/** Banned words of one site and of all; more would be a list of words, which is a setting. */
const MAX_BANNED_WORDS = 1000
/** Confirmed comments that make up an author's record. */
const RECORD_LENGTH = 50

/** One statement for all that the checks must know, so that a submission costs no further database request. */
export function situationStatement(db: Database, query: SituationQuery) {
  const { site, emailHashes, addressHashes, authorHash, memberHash = '', counters, now } = query
  return askSituation(db, {
    site,
    now: now.getTime(),
    ...numbered('email', emailHashes),
    ...numbered('address', addressHashes),
    ...numbered('counter', counters),
    ...(memberHash !== '' && { memberHash }),
    ...(memberHash === '' && authorHash !== '' && { authorHash }),
  })
}

type SituationMarks = Marks<'site' | 'now' | `${'email' | 'address' | 'counter'}${number}`> &
  Partial<Marks<'memberHash' | 'authorHash'>>

const askSituation = prepared(
  (db, { site, now, memberHash, authorHash, ...lists }: SituationMarks) => {
    const own = sql`(SELECT seq FROM site WHERE key = ${site})`
    const running = sql`b.site_seq IN (0, ${own}) AND b.lifted_at IS NULL
    AND (b.expires_at IS NULL OR b.expires_at > ${now})`
    const emails = marksOf(lists, 'email')
    return db.all<SituationRow>(sql`
    SELECT b.kind AS kind, b.label AS name, 0 AS n FROM ban b
      WHERE ${running} AND b.kind = 'address' AND b.value IN ${anyOf(marksOf(lists, 'address'))}
    ${emails.length === 0 ? sql`` : emailSql(running, emails)}
    UNION ALL SELECT * FROM (SELECT b.kind, b.label, 0 FROM ban b
      WHERE ${running} AND b.kind = 'word' LIMIT ${MAX_BANNED_WORDS})
    UNION ALL SELECT 'count', key, hits FROM counter
      WHERE key IN ${anyOf(marksOf(lists, 'counter'))} AND expires_at > ${now}
    UNION ALL SELECT 'names', group_concat(name, char(10)), 0 FROM moderator WHERE is_disabled = 0
    ${memberHash === undefined ? sql`` : pastSql(own, sql`c.member_hash = ${memberHash} AND c.member_hash <> ''`)}
    ${authorHash === undefined ? sql`` : emailRecordSql(own, authorHash)}`)
  },
)

function emailSql(running: SQL, hashes: Placeholder[]) {
  return sql`UNION ALL SELECT b.kind, b.label, 0 FROM ban b
    WHERE ${running} AND b.kind = 'email' AND b.value IN ${anyOf(hashes)}`
}

/** A reader's record on this site, and on the sites whose judgement this one has said it takes over. */
function pastSql(own: SQL, isAuthor: SQL) {
  return sql`UNION ALL SELECT * FROM (SELECT 'past', c.state, 0 FROM comment c
    WHERE ${isAuthor} AND c.confirmed_at IS NOT NULL
      AND c.state IN ('approved', 'rejected', 'spam')
      AND c.site_seq IN (SELECT ${own} UNION ALL SELECT other.seq FROM site s,
        json_each(s.settings, '$.moderation.trustFrom') j JOIN site other ON other.key = j.value
        WHERE s.seq = ${own})
    ORDER BY c.created_at DESC LIMIT ${RECORD_LENGTH})`
}

function emailRecordSql(own: SQL, authorHash: Placeholder) {
  return sql`${pastSql(own, sql`c.author_hash = ${authorHash}`)}
    UNION ALL SELECT 'revoked', NULL, revoked_at FROM sender_revocation
      WHERE site_seq = ${own} AND sender_hash = ${authorHash}`
}

const anyOf = (marks: Placeholder[]) => sql`(${sql.join(marks, sql`, `)})`

/** The rows of `situationStatement`, sorted out. */
export function readSituation(rows: SituationRow[]): Situation {
  const situation = {
    bans: [] as Situation['bans'],
    names: '',
    hits: new Map<string, number>(),
    past: [] as State[],
    revokedAt: null as Date | null,
  }
  for (const { kind, name, n } of rows) {
    if (kind === 'count') situation.hits.set(name ?? '', n)
    else if (kind === 'revoked') situation.revokedAt = new Date(n)
    else if (kind === 'names') situation.names = name ?? ''
    // The statement above selects nothing but states and kinds of bans besides.
    else if (kind === 'past') situation.past.push(name as State)
    else situation.bans.push({ kind: kind as Situation['bans'][number]['kind'], label: name ?? '' })
  }
  return situation
}

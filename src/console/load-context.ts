import { type SQL, sql } from 'drizzle-orm'
import { withinSites } from '../auth/caller.ts'
import { selectPresence } from '../moderation/presence.ts'
import type { Ports } from '../ports.ts'
import type { State } from '../schema.ts'
import type { DeskEnv } from './guard.ts'
import type { QueueComment, QueueShare } from './load-desk.ts'

/** What a reply answers to is shown by its beginning, in UTF-16 units. */
const PARENT_UNITS = 280

export interface Parent {
  id: string
  name: string
  beginning: string
  state: State
}

export interface ItemContext {
  parent?: Parent
  /** The article's first sentences, where the site has told them. */
  excerpt?: string
  /** A moderator has marked it as asking for a correction. */
  asksCorrection: boolean
  /** What readers have reported it for. */
  reports: { reason: string; n: number; detail: string | null }[]
  /** Colleagues who have it open. */
  seenBy: string[]
  /** Internal notes: at the item, and at others by the same sender. */
  notes: { here: number; elsewhere: number }
  /** Names for what it has in common with other items; say nothing else. */
  alike?: { author: string; network: string; text: string }
}

const nothing: ItemContext = {
  asksCorrection: false,
  reports: [],
  seenBy: [],
  notes: { here: 0, elsewhere: 0 },
}

/** Of somebody who writes much, notes at so many of the latest comments are counted. */
const NOTED_COMMENTS = 50

/** What stands around the items of one page, in one database request. Answers for each id. */
export async function loadContext(
  { ports, caller, keyring }: DeskEnv['Variables'],
  kind: 'comment' | 'share',
  items: (QueueComment | QueueShare)[],
): Promise<(id: string) => ItemContext> {
  if (items.length === 0) return () => nothing
  const { db } = ports
  const ids = items.map(({ id }) => id)
  const each = sql`json_each(${JSON.stringify(ids)}) j CROSS JOIN ${sql.identifier(kind)} i ON i.id = j.value`
  const ours = withinSites(caller, sql`i.site_seq`)
  const isComment = sql`${kind} = 'comment'`
  const [seen, about, parents, reports, notes] = await db.batch([
    selectPresence(ports, caller, ids),
    db.all<{ id: string; excerpt: string | null }>(sql`SELECT i.id, a.excerpt FROM ${each}
      CROSS JOIN article a ON a.seq = i.article_seq WHERE ${ours}`),
    db.all<
      Parent & { of: string; author: string; network: string; text: string; correction: number }
    >(sql`
      SELECT i.id AS of, p.id, p.author_name AS name, substr(p.body, 1, ${PARENT_UNITS}) AS beginning,
        p.state, i.author_hash AS author, i.address_hash AS network, i.text_hash AS text,
        i.asks_correction AS correction
      FROM json_each(${JSON.stringify(ids)}) j CROSS JOIN comment i ON i.id = j.value
      LEFT JOIN comment p ON p.seq = i.parent_seq WHERE ${isComment} AND ${ours}`),
    db.all<{ id: string; reason: string; n: number; detail: string | null }>(sql`
      SELECT i.id, r.reason, count(*) AS n, max(r.detail) AS detail
      FROM json_each(${JSON.stringify(ids)}) j CROSS JOIN comment i ON i.id = j.value
      CROSS JOIN report r ON r.comment_seq = i.seq
      WHERE ${isComment} AND i.report_count > 0 AND ${ours} GROUP BY i.id, r.reason`),
    selectNotes(ports, kind, each, caller.role === 'viewer' ? sql`0` : ours),
  ])
  const alike = await pseudonyms(keyring, parents)
  const parentOf = new Map(parents.map((row) => [row.of, row]))
  const excerpts = new Map(about.map(({ id, excerpt }) => [id, excerpt]))
  const noted = new Map(notes.map(({ id, ...counts }) => [id, counts]))
  return (id) => {
    const parent = parentOf.get(id)
    const excerpt = excerpts.get(id)
    const common = alike.get(id)
    return {
      // A left join: a comment that answers nothing has no parent's id.
      ...(typeof parent?.id === 'string' && { parent }),
      ...(excerpt && { excerpt }),
      ...(common !== undefined && { alike: common }),
      asksCorrection: parent?.correction === 1,
      notes: noted.get(id) ?? nothing.notes,
      reports: reports.filter((row) => row.id === id),
      seenBy: seen.filter((row) => row.id === id).map(({ name }) => name),
    }
  }
}

/** Statement for how many notes there are; viewers read none. */
function selectNotes({ db }: Ports, kind: 'comment' | 'share', each: SQL, ours: SQL) {
  const isNoted = (seq: SQL) =>
    sql`SELECT count(*) FROM note n WHERE n.kind = ${kind} AND n.item_seq = ${seq}`
  const elsewhere =
    kind === 'share'
      ? sql`0`
      : sql`(SELECT sum((${isNoted(sql`shown.seq`)})) FROM (SELECT c.seq FROM comment c
          WHERE c.site_seq = i.site_seq AND c.author_hash = i.author_hash AND c.author_hash <> ''
            AND c.seq <> i.seq ORDER BY c.created_at DESC LIMIT ${NOTED_COMMENTS}) shown)`
  return db.all<{ id: string; here: number; elsewhere: number }>(sql`
    SELECT i.id, (${isNoted(sql`i.seq`)}) AS here, coalesce(${elsewhere}, 0) AS elsewhere
    FROM ${each} WHERE ${ours}`)
}

/** Pages tell apart, never identify: stored hashes stay on the server. */
async function pseudonyms(
  keyring: DeskEnv['Variables']['keyring'],
  rows: { of: string; author: string; network: string; text: string }[],
) {
  const named = await Promise.all(
    rows.map(async ({ of, author, network, text }) => {
      const name = async (value: string) =>
        value === '' ? '' : (await keyring.pseudonym('alike', value)).slice(0, 10)
      const names = {
        author: await name(author),
        network: await name(network),
        text: await name(text),
      }
      return [of, names] as const
    }),
  )
  return new Map(named)
}

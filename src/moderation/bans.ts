import { and, eq, isNull, type SQL, sql } from 'drizzle-orm'
import * as v from 'valibot'
import { recordAuditWhere, recordAudit } from '../audit.ts'
import { type Caller, requireSite, withinSites } from '../auth/caller.ts'
import { readCursor, writeCursor } from '../cursor.ts'
import { banValue } from '../defence/bans.ts'
import { email, line, pageLimit, siteKey, uuid } from '../fields.ts'
import { invalid } from '../http.ts'
import { sentence } from '../messages.ts'
import { Problem } from '../problem.ts'
import { ban } from '../schema.ts'
import { loadSite } from '../sites/origin.ts'
import { uuidv7 } from '../uuid.ts'
import { decide, type DecisionReceipt } from './decide.ts'
import { type Sender, senderOf } from './ban-sender.ts'
import type { DeskContext } from './target.ts'

const DAY_MS = 86_400_000
/** A decision takes at most so many items. */
const MAX_REJECTED = 500

export const banKinds = ['email', 'address', 'word'] as const

/** Whom or what to keep out. A person is named by a comment or share of theirs, or by an address that the caller types. */
export const NewBan = v.strictObject({
  /** Without it: the site of the comment or share. `null` bans on every site. */
  site: v.exactOptional(v.nullable(siteKey)),
  kind: v.picklist(banKinds),
  comment: v.exactOptional(uuid),
  share: v.exactOptional(uuid),
  email: v.exactOptional(email),
  word: v.exactOptional(line(100)),
  /** For good when absent. */
  days: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(3650))),
  reason: v.exactOptional(line(300)),
  /** Also rejects what waits of the same sender, as one decision that can be undone. */
  rejectPending: v.exactOptional(v.boolean()),
})
export type NewBan = v.InferOutput<typeof NewBan>

export const BanParams = v.strictObject({
  site: v.exactOptional(siteKey),
  kind: v.exactOptional(v.picklist(banKinds)),
  after: v.exactOptional(v.pipe(v.string(), v.maxLength(500))),
  limit: pageLimit,
})

/**
 * Adds a ban, or renews the one that stands on the same person or word. Throws `not-found`, `forbidden` for a
 * ban on every site by somebody of single sites, `invalid` when nothing was named that could be banned.
 */
export async function addBan(context: DeskContext, input: NewBan) {
  const { ports, caller } = context
  const { db } = ports
  const sender = await senderOf(context, input)
  const place = await placeOf(context, input, sender)
  const { value, label } = await subjectOf(context, input, sender)
  const now = ports.now()
  const expiresAt = input.days === undefined ? null : new Date(now.getTime() + input.days * DAY_MS)
  const renewed = {
    label,
    reason: input.reason ?? null,
    createdBy: caller.name,
    createdAt: now,
    expiresAt,
  }
  const mine = and(eq(ban.siteSeq, place), eq(ban.kind, input.kind), eq(ban.value, value))
  const results = await db.batch([
    db
      .insert(ban)
      .values({ id: uuidv7(now), siteSeq: place, kind: input.kind, value, ...renewed })
      .onConflictDoUpdate({
        target: [ban.siteSeq, ban.kind, ban.value],
        targetWhere: sql`lifted_at IS NULL`,
        set: renewed,
      }),
    recordAudit(db, entryOf(caller, 'ban.added', place, label, input), now),
    selectBans(db)
      .where(and(mine, isNull(ban.liftedAt)))
      .limit(1),
    pendingOf(context, place, input, value),
  ])
  const [row] = results[2]
  if (row === undefined) throw new Problem('conflict')
  const items = results[3].map((one) => ({ ...one, from: 'pending' as const }))
  return { ban: viewBan(row, now), decision: await rejectAll(context, items) }
}

/** Ends a ban; it stays in the list for the record. Throws `not-found`, `conflict` when it has been lifted before. */
export async function liftBan({ ports, caller }: DeskContext, id: string) {
  const { db } = ports
  const now = ports.now()
  const mine = and(eq(ban.id, id), banWithin(caller))
  const stands = sql`EXISTS (SELECT 1 FROM ban WHERE ${ban.id} = ${id} AND lifted_at IS NULL AND ${banWithin(caller)})`
  const [found] = await db.select({ siteSeq: ban.siteSeq, label: ban.label }).from(ban).where(mine)
  if (found === undefined) throw new Problem('not-found')
  const [, lifted] = await db.batch([
    recordAuditWhere(
      db,
      { ...entryOf(caller, 'ban.lifted', found.siteSeq, found.label), subject: id },
      now,
      stands,
    ),
    db
      .update(ban)
      .set({ liftedAt: now, liftedBy: caller.name })
      .where(and(mine, isNull(ban.liftedAt)))
      .returning({ id: ban.id }),
  ])
  if (lifted.length === 0) throw new Problem('conflict')
}

/** One page of bans of the caller's sites, the newest first, lifted and expired ones included. */
export async function listBans(
  { ports, keyring, caller, language }: DeskContext,
  query: v.InferOutput<typeof BanParams>,
) {
  if (query.site !== undefined) requireSite(caller, query.site)
  const scope = `bans:${query.site ?? ''}:${query.kind ?? ''}`
  const position = await readCursor(keyring, scope, query.after, language)
  const rows = await selectBans(ports.db)
    .where(
      and(
        query.site === undefined
          ? banWithin(caller)
          : sql`${ban.siteSeq} = (SELECT seq FROM site WHERE key = ${query.site})`,
        query.kind === undefined ? undefined : eq(ban.kind, query.kind),
        position === null ? undefined : sql`${ban.seq} < ${position[0]}`,
      ),
    )
    .orderBy(sql`${ban.seq} DESC`)
    .limit(query.limit + 1)
  const last = rows.length > query.limit ? rows[query.limit - 1] : undefined
  return {
    items: rows.slice(0, query.limit).map((row) => viewBan(row, ports.now())),
    next: last === undefined ? null : await writeCursor(keyring, scope, [last.seq]),
  }
}

/** Bans on every site concern those who see every site. `+` keeps the order of the key. */
function banWithin(caller: Caller): SQL {
  return withinSites(caller, sql`+${ban.siteSeq}`)
}

function selectBans(db: DeskContext['ports']['db']) {
  return db
    .select({
      seq: ban.seq,
      id: ban.id,
      site: sql<string | null>`(SELECT key FROM site WHERE site.seq = ban.site_seq)`,
      kind: ban.kind,
      label: ban.label,
      reason: ban.reason,
      createdBy: ban.createdBy,
      createdAt: ban.createdAt,
      expiresAt: ban.expiresAt,
      liftedAt: ban.liftedAt,
      liftedBy: ban.liftedBy,
    })
    .from(ban)
    .$dynamic()
}
type BanRow = Awaited<ReturnType<typeof selectBans>>[number]

function viewBan(row: BanRow, now: Date) {
  const { id, site, kind, label, reason, createdBy, liftedBy } = row
  return {
    ...{ id, site, kind, label, reason, createdBy, liftedBy },
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    liftedAt: row.liftedAt?.toISOString() ?? null,
    isActive: row.liftedAt === null && (row.expiresAt === null || row.expiresAt > now),
  }
}

async function placeOf(
  { ports, caller }: DeskContext,
  { site: key }: NewBan,
  found: Sender | null,
) {
  if (key === null) {
    if (caller.sites !== null) throw new Problem('forbidden')
    return 0
  }
  if (key === undefined) {
    if (found === null) throw invalid('/site', sentence('missing', 'en'))
    return found.siteSeq
  }
  requireSite(caller, key)
  const [named] = await loadSite(ports.db, key)
  if (named === undefined || (found !== null && found.siteSeq !== named.seq))
    throw new Problem('not-found')
  return named.seq
}

/** What is banned, and how people will know it: never a whole address. */
async function subjectOf({ keyring, language }: DeskContext, input: NewBan, found: Sender | null) {
  const item = input.share === undefined ? '/comment' : '/share'
  const missing = (pointer: string, key = 'missing') => invalid(pointer, sentence(key, language))
  if (input.kind === 'word') {
    const value = await banValue(keyring, 'word', input.word ?? '')
    if (value === null) throw missing('/word')
    return { value, label: input.word ?? '' }
  }
  if (input.kind === 'address') {
    if (found === null) throw missing('/comment')
    if (found.addressHash === '') throw missing(item, 'no_network')
    return { value: found.addressHash, label: found.name }
  }
  const address = found === null ? input.email : found.email
  if (address == null) {
    if (found === null) throw missing('/email')
    if (found.emailHash === '') throw missing(item, 'no_address')
    return { value: found.emailHash, label: found.name }
  }
  const value = await banValue(keyring, 'email', address)
  if (value === null) throw missing('/email', 'email')
  const masked = maskAddress(address)
  return { value, label: found === null ? masked : `${found.name} · ${masked}` }
}

/** `h…@thu.example`: enough to recognise, too little to write to. */
export function maskAddress(address: string): string {
  const at = address.lastIndexOf('@')
  return `${Array.from(address)[0] ?? ''}…${address.slice(at)}`
}

interface Pending {
  kind: 'comment' | 'share'
  id: string
}

/** Statement for what waits of the banned sender; of nobody for words and where it was not asked for. */
function pendingOf({ ports, caller }: DeskContext, place: number, input: NewBan, value: string) {
  const isAsked = input.rejectPending === true && input.kind !== 'word'
  if (!isAsked) return ports.db.all<Pending>(sql`SELECT '' AS kind, '' AS id WHERE 0`)
  const site = place === 0 ? sql`site_seq IN (SELECT seq FROM site)` : sql`site_seq = ${place}`
  const waiting = (column: string) =>
    sql`${site} AND ${sql.identifier(column)} = ${value} AND state = 'pending'
      AND ${withinSites(caller, sql`+site_seq`)}`
  const isEmail = input.kind === 'email'
  return ports.db.all<Pending>(sql`
    SELECT 'comment' AS kind, id FROM comment WHERE ${waiting(isEmail ? 'author_hash' : 'address_hash')}
    UNION ALL
    SELECT 'share', id FROM share WHERE ${waiting(isEmail ? 'sender_hash' : 'address_hash')}
    LIMIT ${MAX_REJECTED}`)
}

async function rejectAll(
  { ports, caller }: DeskContext,
  items: (Pending & { from: 'pending' })[],
): Promise<DecisionReceipt | null> {
  if (items.length === 0) return null
  return decide(ports, caller, { items, to: 'rejected', reason: 'ban' })
}

function entryOf(caller: Caller, action: string, siteSeq: number, label: string, input?: NewBan) {
  return {
    actor: caller.id,
    action,
    siteSeq,
    subject: input?.comment ?? input?.share ?? '',
    // A word is the newsroom's own; who is banned by address stands in the list of bans only.
    detail: {
      ...(input === undefined ? {} : { kind: input.kind, days: input.days ?? null }),
      ...(input?.kind === 'word' ? { word: label } : {}),
    },
  }
}

import { randomBytes } from 'node:crypto'
import { mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Client, createClient } from '@libsql/client'
import * as v from 'valibot'
import { migrateDatabase } from '../src/migrate.ts'
import { SiteSettings } from '../src/sites/settings.ts'
import { uuidv7 } from '../src/uuid.ts'
import { createRandom, writeComment, writeName } from './words.ts'

/** Roots of one seeded thread: one page of the largest size. */
export const ROOTS = 100
/** What one article has: its roots, 25 replies, and five that were not published or still wait. */
export const PER_ARTICLE = 130
/** Articles that are discussed at the same time, so that an article's comments lie apart as in real life. */
const WINDOW = 40
/** Occurs `NAMED_COMMENTS` times in an archive of any size: what a moderator would search for. */
export const NAMED_READER = 'Tôn Nữ Diệu Huyền'
export const NAMED_COMMENTS = 20
/** The origin whose pages may write to seeded sites. */
export const SEED_ORIGIN = 'https://bao.example'

const ROWS_PER_STATEMENT = 500
const STATEMENTS_PER_COMMIT = 40
/** Comments of the archive come this long one after the other. */
const STEP_MS = 3000

export interface SeedOptions {
  site: string
  comments: number
  /** Settings that differ from the defaults. */
  settings?: Record<string, unknown>
  /** Articles to spread the comments over: those beyond the full ones get one each. Default: full ones alone. */
  articles?: number
  /** One more article with this many roots. Default 0. */
  bigThread?: number
  /** When the last comment was written. */
  now: Date
  /** Called now and then with the comments stored so far. */
  onProgress?: (done: number) => void
}

/** How an archive's comments are spread. */
export interface Spread {
  /** Comments of articles that have `PER_ARTICLE` of them; the rest stand alone under theirs. */
  inFull: number
  /** Articles of the first kind; they come first. */
  full: number
  /** All but the one with the big thread. */
  articles: number
}

/** The key of a seeded article, from 0. The one with the big thread comes after the others. */
export const articleKey = (index: number) => `/bai/${index}`

/** How many articles an archive of so many comments has, without the one with the big thread. */
export const articlesFor = (comments: number) => Math.max(1, Math.ceil(comments / PER_ARTICLE))

/** Full articles first, and as many with a single comment as are still wanted. */
export function spreadOf({ comments, articles = 0 }: Pick<SeedOptions, 'comments' | 'articles'>) {
  const least = articlesFor(comments)
  if (articles <= least) return { inFull: comments, full: least, articles: least }
  const full = Math.floor((comments - articles) / (PER_ARTICLE - 1))
  if (full < 1) throw new RangeError(`${comments} comments are too few for ${articles} articles`)
  const inFull = full * PER_ARTICLE
  return { inFull, full, articles: full + comments - inFull } satisfies Spread
}

/**
 * Fills a migrated database with one site, its articles and their comments, through the real tables and
 * triggers; `indexArchive` makes them searchable. Leaves out the journal: a seeding that was cut off is worth nothing.
 */
export async function seedArchive(client: Client, options: SeedOptions): Promise<void> {
  await client.execute('PRAGMA cache_size=-1048576')
  await client.execute('PRAGMA journal_mode=OFF')
  await client.execute('PRAGMA synchronous=OFF')
  const site = await seedSite(client, options)
  const articles = await seedArticles(client, site, options)
  const first = await nextSeq(client, 'comment')
  const total = options.comments + (options.bigThread ?? 0)
  const random = createRandom(total)
  const spread = spreadOf(options)
  for (let done = 0; done < total;) {
    const to = Math.min(total, done + ROWS_PER_STATEMENT * STATEMENTS_PER_COMMIT)
    const rows = Array.from({ length: to - done }, (_, i) =>
      makeComment({ number: done + i, first, site, articles, total, spread, random }, options),
    )
    await insertComments(client, rows)
    done = to
    options.onProgress?.(done)
  }
  await markCounted(client)
  await client.execute('PRAGMA journal_mode=WAL')
}

/** Statistics are current where an archive has grown; a service that catches up for hours would be measured instead. */
async function markCounted(client: Client): Promise<void> {
  for (const feed of ['comment', 'decision'])
    await client.execute(`INSERT INTO stat_mark (feed, seq) SELECT '${feed}', max(seq) FROM ${feed} WHERE true
      ON CONFLICT DO UPDATE SET seq = excluded.seq`)
}

/** Opens (or makes) the database file of a data directory, with the real schema, for seeding only. */
export async function openForSeeding(dataDir: string): Promise<Client> {
  await mkdir(dataDir, { recursive: true })
  const client = createClient({ url: pathToFileURL(join(dataDir, 'phanhoi.db')).href })
  await client.execute('PRAGMA journal_mode=WAL')
  await migrateDatabase(client)
  return client
}

/** Bytes of the database file; call it after a checkpoint. */
export async function fileBytes(dataDir: string): Promise<number> {
  return (await stat(join(dataDir, 'phanhoi.db'))).size
}

async function seedSite(client: Client, { site, settings = {}, now }: SeedOptions) {
  const parsed = JSON.stringify(v.parse(SiteSettings, settings))
  const { rows } = await client.execute({
    sql: `INSERT INTO site (key, name, settings, created_at, updated_at) VALUES (?, 'Báo Mẫu', ?, ?, ?)
      RETURNING seq`,
    args: [site, parsed, now.getTime(), now.getTime()],
  })
  const seq = Number(rows[0]?.['seq'])
  await client.execute({
    sql: 'INSERT INTO site_origin (origin, site_seq) VALUES (?, ?)',
    args: [SEED_ORIGIN, seq],
  })
  return seq
}

/** Verified articles, the first one's row number returned; the others follow it without gaps. */
async function seedArticles(client: Client, site: number, options: SeedOptions) {
  const first = await nextSeq(client, 'article')
  const count = spreadOf(options).articles + (options.bigThread === undefined ? 0 : 1)
  for (let from = 0; from < count; from += ROWS_PER_STATEMENT) {
    const rows = Array.from({ length: Math.min(ROWS_PER_STATEMENT, count - from) }, (_, i) => {
      const at = options.now.getTime() - (count - from - i) * PER_ARTICLE * STEP_MS
      return [first + from + i, uuidv7(new Date(at)), articleKey(from + i), at]
    })
    await client.execute({
      sql: `INSERT INTO article
        (seq, id, site_seq, key, claimed_url, url, title, verified_at, published_at, created_at)
        SELECT value ->> 0, value ->> 1, ${site}, value ->> 2, '${SEED_ORIGIN}' || (value ->> 2),
          '${SEED_ORIGIN}' || (value ->> 2), 'Bài số ' || (value ->> 0), value ->> 3, value ->> 3,
          value ->> 3 FROM json_each(?)`,
      args: [JSON.stringify(rows)],
    })
  }
  return first
}

interface Place {
  number: number
  first: number
  site: number
  articles: number
  total: number
  spread: Spread
  random: () => number
}

/** Where a comment stands: `WINDOW` articles are filled side by side, position by position. */
function placeOf(number: number, { inFull, full, articles }: Spread) {
  if (number >= inFull)
    return { article: Math.min(articles, full + number - inFull), position: 0, root: null }
  const perWindow = WINDOW * PER_ARTICLE
  const window = Math.floor(number / perWindow)
  const inWindow = number % perWindow
  const width = Math.min(WINDOW, full - window * WINDOW)
  const position = Math.floor(inWindow / width)
  const lane = inWindow % width
  const isReply = position >= ROOTS && position < ROOTS + 25
  const rootPosition = (position - ROOTS) * 4
  return {
    article: window * WINDOW + lane,
    position,
    root: isReply ? window * perWindow + rootPosition * width + lane : null,
  }
}

/** States by position in the thread: the page's comments are published, a few others are not. */
const unpublished = ['pending', 'rejected', 'spam', 'rejected', 'pending'] as const

function makeComment(
  { number, first, site, articles, total, spread, random }: Place,
  options: SeedOptions,
) {
  const { article, position, root } = placeOf(number, spread)
  const at = options.now.getTime() - (total - number) * STEP_MS
  const state = unpublished[position - ROOTS - 25] ?? 'approved'
  const isTicket = position === PER_ARTICLE - 1
  const isNamed = number % Math.max(1, Math.floor(total / NAMED_COMMENTS)) === 0
  const name = isNamed && number / total < 1 ? NAMED_READER : writeName(random)
  const hasEmail = random() < 0.5
  return [
    first + number,
    uuidv7(new Date(at)),
    site,
    articles + article,
    root === null ? null : first + root,
    isTicket ? 'editors' : 'public',
    state,
    isTicket ? 'open' : null,
    name,
    hasEmail ? `${Math.floor(random() * 1e6)}@thu.example` : null,
    hasEmail ? token(22) : '',
    token(22),
    writeComment(random),
    token(16),
    token(43),
    token(43),
    at,
    state === 'pending' ? null : at + 60_000,
  ]
}

let tokens = ''
let taken = 0

/** Asking for random bytes each time would cost more than all the rest of a comment. */
function token(length: number): string {
  if (taken + length > tokens.length) {
    tokens = randomBytes(49_152).toString('base64url')
    taken = 0
  }
  taken += length
  return tokens.slice(taken - length, taken)
}

async function insertComments(client: Client, rows: unknown[][]): Promise<void> {
  const parts = Array.from({ length: Math.ceil(rows.length / ROWS_PER_STATEMENT) }, (_, i) =>
    JSON.stringify(rows.slice(i * ROWS_PER_STATEMENT, (i + 1) * ROWS_PER_STATEMENT)),
  )
  const range = [rows.at(0)?.[0], rows.at(-1)?.[0]].map(Number)
  await client.batch(
    [
      ...parts.map((part) => ({ sql: INSERT_COMMENTS, args: [part] })),
      { sql: INSERT_DECISIONS, args: range },
    ],
    'write',
  )
}

const HELD = JSON.stringify([
  { check: 'moderation', verdict: 'hold', detail: 'Tòa soạn duyệt trước khi đăng', spans: [] },
])

const column = (index: number) => `value ->> ${index}`

const INSERT_COMMENTS = `INSERT INTO comment
  (seq, id, site_seq, article_seq, parent_seq, root_seq, audience, state, first_state, ticket,
  author_name, author_email, author_hash, address_hash, body, text_hash, fingerprint, token_hash, reasons,
  consent_version, created_at, editable_until, decided_at, decided_by)
  SELECT ${[0, 1, 2, 3, 4, 4, 5, 6].map(column).join(', ')}, 'pending', ${[
    7, 8, 9, 10, 11, 12, 13, 14, 15,
  ]
    .map(column)
    .join(', ')}, '${HELD}', '1', value ->> 16, (value ->> 16) + 900000, value ->> 17,
  iif(value ->> 17 IS NULL, NULL, 'seed') FROM json_each(?)`

/** What a moderator's decision left behind, one for each comment that was decided. */
const INSERT_DECISIONS = `INSERT INTO decision
  (id, kind, item_seq, site_seq, from_state, to_state, actor, at)
  SELECT id, 'comment', seq, site_seq, 'pending', state, 'seed', decided_at
  FROM comment WHERE seq BETWEEN ? AND ? AND decided_at IS NOT NULL`

async function nextSeq(client: Client, table: 'article' | 'comment'): Promise<number> {
  const { rows } = await client.execute(`SELECT coalesce(max(seq), 0) + 1 AS seq FROM ${table}`)
  return Number(rows[0]?.['seq'])
}

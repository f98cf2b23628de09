import { desc, eq, type SQL, sql } from 'drizzle-orm'
import type { Database } from './ports.ts'
import { article, comment, searchPending, share, shareSearchPending } from './schema.ts'
import { searchWords } from './text/search-words.ts'

/** How an index is brought up to date: in batches, as indexing inside each write was measured to halve the write rate. */
export interface IndexPace {
  /** Rows of one batch. */
  batchRows: number
  /** Pages of the index, 1,000 bytes each, that one step merges; each batch is followed by `mergeSteps` at most. */
  mergePages: number
  mergeSteps: number
  /** Rest after each batch and step, in times what it took. */
  rest: number
}

/** Every batch and step is a request: few large ones. */
const SERVER_PACE: IndexPace = { batchRows: 200, mergePages: 1000, mergeSteps: 1, rest: 0 }

/** Where the database is a file, each batch and each step keeps it from answering for some 2 ms, and they leave room for others. */
export const FILE_PACE: IndexPace = { batchRows: 20, mergePages: 64, mergeSteps: 4, rest: 3 }

const ROWS_PER_RUN = 2000

/** Indexes what waits, at most 2,000 comments and 2,000 shares a run, the newest first; returns how many. */
export async function indexPending(db: Database, pace = SERVER_PACE): Promise<number> {
  const shares = () => indexShares(db, pace.batchRows)
  return (
    (await inBatches(db, 'comment', pace, () => indexComments(db, pace.batchRows))) +
    (await inBatches(db, 'share', pace, shares))
  )
}

async function inBatches(
  db: Database,
  kind: keyof typeof tables,
  pace: IndexPace,
  indexBatch: () => Promise<number>,
): Promise<number> {
  for (let total = 0; ;) {
    const count = await resting(pace, indexBatch)
    if (count > 0) await mergeWritten(db, kind, pace)
    total += count
    if (count < pace.batchRows || total >= ROWS_PER_RUN) return total
  }
}

/** Merges what the batches have written, as far as it goes in this many steps: the fewer pieces, the faster a search. */
async function mergeWritten(db: Database, kind: keyof typeof tables, pace: IndexPace) {
  const { index } = tables[kind]
  for (let step = 0; step < pace.mergeSteps; step++) {
    const [[before], , [after]] = await resting(pace, () =>
      db.batch([
        db.all<Changes>(totalChanges),
        db.run(sql`INSERT INTO ${index} (${index}, rank) VALUES ('merge', ${pace.mergePages})`),
        db.all<Changes>(totalChanges),
      ]),
    )
    // As FTS5 says that there was nothing to merge (sqlite.org/fts5.html, section 6.9).
    if ((after?.changes ?? 0) - (before?.changes ?? 0) < 2) return
  }
}

interface Changes {
  changes: number
}
const totalChanges = sql`SELECT total_changes() AS changes`

async function resting<T>({ rest }: IndexPace, work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now()
  const result = await work()
  const restMs = rest * (performance.now() - startedAt)
  if (restMs > 0) await new Promise((resolve) => setTimeout(resolve, restMs))
  return result
}

/** Puts new and changed comments into the search index. Returns how many. */
async function indexComments(db: Database, batchRows: number): Promise<number> {
  const rows = await db
    .select({
      seq: comment.seq,
      author: comment.authorName,
      subject: comment.subject,
      body: comment.body,
      title: article.title,
    })
    .from(searchPending)
    .innerJoin(comment, eq(comment.seq, searchPending.commentSeq))
    .innerJoin(article, eq(article.seq, comment.articleSeq))
    .orderBy(desc(searchPending.commentSeq))
    .limit(batchRows)
  return replaceEntries(
    db,
    'comment',
    rows,
    (row) => {
      const { author, subject, title, body } = row
      return { ...row, words: wordsOf(author, subject, title, body) }
    },
    (texts) => sql`INSERT INTO comment_search (rowid, words)
    SELECT c.seq, j.value ->> 'words' FROM json_each(${texts}) j
    JOIN search_pending p ON p.comment_seq = j.value ->> 'seq'
    JOIN comment c ON c.seq = p.comment_seq
    JOIN article a ON a.seq = c.article_seq AND a.title IS j.value ->> 'title'
    WHERE c.body = j.value ->> 'body' AND c.author_name = j.value ->> 'author'
      AND c.subject IS j.value ->> 'subject'`,
  )
}

/** The same for shares. Addresses, the sender's and the friends', are not among the words. */
async function indexShares(db: Database, batchRows: number): Promise<number> {
  const rows = await db
    .select({
      seq: share.seq,
      sender: share.senderName,
      message: share.message,
      title: article.title,
    })
    .from(shareSearchPending)
    .innerJoin(share, eq(share.seq, shareSearchPending.shareSeq))
    .innerJoin(article, eq(article.seq, share.articleSeq))
    .orderBy(desc(shareSearchPending.shareSeq))
    .limit(batchRows)
  return replaceEntries(
    db,
    'share',
    rows,
    (row) => {
      const { sender, message, title } = row
      return { ...row, name: wordsOf(sender), words: wordsOf(message, title) }
    },
    (texts) => sql`INSERT INTO share_search (rowid, sender, words)
    SELECT s.seq, j.value ->> 'name', j.value ->> 'words' FROM json_each(${texts}) j
    JOIN share_search_pending p ON p.share_seq = j.value ->> 'seq'
    JOIN share s ON s.seq = p.share_seq
    JOIN article a ON a.seq = s.article_seq AND a.title IS j.value ->> 'title'
    WHERE s.sender_name = j.value ->> 'sender' AND s.message IS j.value ->> 'message'`,
  )
}

const tables = {
  comment: {
    index: sql`comment_search`,
    entries: sql`comment_search_docsize`,
    pending: sql`search_pending`,
    seq: sql`comment_seq`,
  },
  share: {
    index: sql`share_search`,
    entries: sql`share_search_docsize`,
    pending: sql`share_search_pending`,
    seq: sql`share_seq`,
  },
}

/**
 * Replaces the index's entries of rows that still wait. `insert` leaves out what was reworded, retitled or withdrawn since
 * it was read: its old entry goes, and it stays pending, for erased words must not come back.
 */
async function replaceEntries<Row extends { seq: number }>(
  db: Database,
  kind: keyof typeof tables,
  rows: Row[],
  view: (row: Row) => object,
  insert: (texts: string) => SQL,
): Promise<number> {
  if (rows.length === 0) return 0
  const { index, entries, pending, seq } = tables[kind]
  // In the order of rows, in which FTS5 writes one run instead of many.
  const texts = [...rows].sort((a, b) => a.seq - b.seq).map(view)
  const waiting = sql`${seq} IN (SELECT value FROM json_each(${JSON.stringify(rows.map((row) => row.seq))}))`
  await db.batch([
    db.run(
      sql`DELETE FROM ${index} WHERE rowid IN (SELECT ${seq} FROM ${pending} WHERE ${waiting})`,
    ),
    db.run(insert(JSON.stringify(texts))),
    db.run(sql`DELETE FROM ${pending} WHERE ${waiting}
      AND EXISTS (SELECT 1 FROM ${entries} WHERE id = ${seq})`),
  ])
  return rows.length
}

/** Every word once: how often and where is not kept. */
function wordsOf(...texts: (string | null)[]): string {
  return [...new Set(searchWords(texts.map((text) => text ?? '').join(' ')))].join(' ')
}

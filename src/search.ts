import { desc, eq, sql } from 'drizzle-orm'
import type { Database } from './ports.ts'
import { article, comment, searchPending, share, shareSearchPending } from './schema.ts'
import { searchWords } from './text/search-words.ts'

/** Rows of one batch; indexing inside each write was measured to halve the write rate, so it is done in batches. */
const BATCH_ROWS = 200

/** The same where the database is a file, which each batch keeps from answering for some 10 ms. */
export const FILE_BATCH_ROWS = 50

const ROWS_PER_RUN = 2000

/** Indexes what waits, at most 2,000 comments and 2,000 shares a run, the newest first; returns how many. */
export async function indexPending(db: Database, batchRows = BATCH_ROWS): Promise<number> {
  return (
    (await inBatches(batchRows, () => indexComments(db, batchRows))) +
    (await inBatches(batchRows, () => indexShares(db, batchRows)))
  )
}

async function inBatches(batchRows: number, indexBatch: () => Promise<number>): Promise<number> {
  let total = 0
  let count = batchRows
  while (count === batchRows && total < ROWS_PER_RUN) total += count = await indexBatch()
  return total
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
  if (rows.length === 0) return 0
  const texts = jsonOf(rows, (row) => ({
    ...row,
    words: wordsOf(row.author, row.subject, row.title, row.body),
  }))
  // What was reworded, retitled or withdrawn since it was read stays pending: erased words must not come back.
  const unchanged = sql`FROM json_each(${texts}) j JOIN comment c ON c.seq = j.value ->> 'seq'
    JOIN article a ON a.seq = c.article_seq AND a.title IS j.value ->> 'title'
    WHERE c.body = j.value ->> 'body' AND c.author_name = j.value ->> 'author'
      AND c.subject IS j.value ->> 'subject'`
  const seqs = sql`SELECT c.seq ${unchanged}`
  await db.batch([
    db.run(sql`DELETE FROM comment_search WHERE rowid IN (${seqs})`),
    db.run(
      sql`INSERT INTO comment_search (rowid, words) SELECT c.seq, j.value ->> 'words' ${unchanged}`,
    ),
    db.run(sql`DELETE FROM search_pending WHERE comment_seq IN (${seqs})`),
  ])
  return rows.length
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
  if (rows.length === 0) return 0
  const texts = jsonOf(rows, (row) => ({
    ...row,
    name: wordsOf(row.sender),
    words: wordsOf(row.message, row.title),
  }))
  const unchanged = sql`FROM json_each(${texts}) j JOIN share s ON s.seq = j.value ->> 'seq'
    JOIN article a ON a.seq = s.article_seq AND a.title IS j.value ->> 'title'
    WHERE s.sender_name = j.value ->> 'sender' AND s.message IS j.value ->> 'message'`
  const seqs = sql`SELECT s.seq ${unchanged}`
  await db.batch([
    db.run(sql`DELETE FROM share_search WHERE rowid IN (${seqs})`),
    db.run(sql`INSERT INTO share_search (rowid, sender, words)
      SELECT s.seq, j.value ->> 'name', j.value ->> 'words' ${unchanged}`),
    db.run(sql`DELETE FROM share_search_pending WHERE share_seq IN (${seqs})`),
  ])
  return rows.length
}

/** In the order of rows, in which FTS5 writes one run instead of many. */
function jsonOf<Row extends { seq: number }>(rows: Row[], view: (row: Row) => object): string {
  return JSON.stringify([...rows].sort((a, b) => a.seq - b.seq).map(view))
}

/** Every word once: how often and where is not kept. */
function wordsOf(...texts: (string | null)[]): string {
  return [...new Set(searchWords(texts.map((text) => text ?? '').join(' ')))].join(' ')
}

import { eq, sql } from 'drizzle-orm'
import type { Database } from './ports.ts'
import { article, comment, searchPending } from './schema.ts'
import { fold } from './text/fold.ts'

/** Rows of one batch; indexing inside each write was measured to halve the write rate, so it is done in batches. */
const BATCH_ROWS = 200

const BATCHES_PER_RUN = 10

/** Indexes what waits, at most 2,000 comments a run; returns how many. */
export async function indexPending(db: Database): Promise<number> {
  let total = 0
  for (let batch = 0; batch < BATCHES_PER_RUN; batch++) {
    const count = await indexBatch(db)
    total += count
    if (count < BATCH_ROWS) break
  }
  return total
}

/** Puts new and changed comments into the search index, folded, oldest first. Returns how many. */
async function indexBatch(db: Database): Promise<number> {
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
    .orderBy(searchPending.commentSeq)
    .limit(BATCH_ROWS)
  if (rows.length === 0) return 0
  const texts = JSON.stringify(
    rows.map(({ seq, author, subject, body, title }) => ({
      seq,
      author: [author, fold(author)],
      // The article is found by its title too, in the column that stands above the text.
      subject: [subject, fold(`${subject ?? ''} ${title ?? ''}`)],
      body: [body, fold(body)],
    })),
  )
  // What was reworded or withdrawn since it was read stays pending: erased words must not come back.
  const unchanged = sql`FROM json_each(${texts}) j JOIN comment c ON c.seq = j.value ->> 'seq'
    WHERE c.body = j.value ->> '$.body[0]' AND c.author_name = j.value ->> '$.author[0]'
      AND c.subject IS j.value ->> '$.subject[0]'`
  const seqs = sql`SELECT c.seq ${unchanged}`
  await db.batch([
    db.run(sql`DELETE FROM comment_search WHERE rowid IN (${seqs})`),
    db.run(sql`INSERT INTO comment_search (rowid, author, subject, body)
      SELECT c.seq, j.value ->> '$.author[1]', j.value ->> '$.subject[1]', j.value ->> '$.body[1]' ${unchanged}`),
    db.run(sql`DELETE FROM search_pending WHERE comment_seq IN (${seqs})`),
  ])
  return rows.length
}

import { eq, inArray, sql } from 'drizzle-orm'
import type { Database } from './ports.ts'
import { comment, searchPending } from './schema.ts'
import { fold } from './text/fold.ts'

/** Rows of one run; indexing inside each write was measured to halve the write rate, so it is done in batches. */
const BATCH_ROWS = 200

/** Puts new and changed comments into the search index, folded, oldest first. Returns how many. */
export async function indexPending(db: Database): Promise<number> {
  const rows = await db
    .select({
      seq: comment.seq,
      author: comment.authorName,
      subject: comment.subject,
      body: comment.body,
    })
    .from(searchPending)
    .innerJoin(comment, eq(comment.seq, searchPending.commentSeq))
    .orderBy(searchPending.commentSeq)
    .limit(BATCH_ROWS)
  if (rows.length === 0) return 0
  const texts = JSON.stringify(
    rows.map(({ seq, author, subject, body }) => [
      seq,
      fold(author),
      fold(subject ?? ''),
      fold(body),
    ]),
  )
  const seqs = rows.map(({ seq }) => seq)
  await db.batch([
    db.run(
      sql`DELETE FROM comment_search WHERE rowid IN (SELECT value ->> 0 FROM json_each(${texts}))`,
    ),
    db.run(sql`INSERT INTO comment_search (rowid, author, subject, body)
      SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(${texts})`),
    db.delete(searchPending).where(inArray(searchPending.commentSeq, seqs)),
  ])
  return rows.length
}

import { and, eq, type SQL } from 'drizzle-orm'
import type { Database } from '../ports.ts'
import { Problem } from '../problem.ts'
import { comment } from '../schema.ts'
import { sha256 } from '../signing.ts'

/** A reader's own comment by the token made with it. The same `not-found` for a wrong id and a wrong token. */
export async function readOwnComment(db: Database, id: string, token: string) {
  const [found] = await selectOwn(
    db,
    and(eq(comment.id, id), eq(comment.tokenHash, await sha256(token))),
  )
  if (found === undefined) throw new Problem('not-found')
  return viewOwn(found)
}

/** What a reader may know of an own comment, as a statement for a batch. */
export function selectOwn(db: Database, condition: SQL | undefined) {
  return db
    .select({
      id: comment.id,
      state: comment.state,
      body: comment.body,
      reason: comment.toldReason,
      editableUntil: comment.editableUntil,
    })
    .from(comment)
    .where(condition)
}

export function viewOwn(row: Awaited<ReturnType<typeof selectOwn>>[number]) {
  return { ...row, editableUntil: row.editableUntil.toISOString() }
}

import { and, eq, type SQL, sql } from 'drizzle-orm'
import * as v from 'valibot'
import { recordAudit } from '../audit.ts'
import { withinSites } from '../auth/caller.ts'
import { text } from '../fields.ts'
import { Problem } from '../problem.ts'
import { comment, note, share } from '../schema.ts'
import { uuidv7 } from '../uuid.ts'
import type { DeskContext } from './target.ts'

export const NewNote = v.strictObject({ text: v.pipe(text(2000), v.minLength(1, 'blank')) })
export type NewNote = v.InferOutput<typeof NewNote>

/** Notes shown with an item. */
export const NOTES_SHOWN = 100

/** Leaves a note for colleagues at an item. Throws `not-found`. */
export async function addNote(
  { ports, caller }: DeskContext,
  kind: 'comment' | 'share',
  id: string,
  { text }: NewNote,
) {
  const { db } = ports
  const table = kind === 'comment' ? comment : share
  const [found] = await db
    .select({ seq: table.seq, siteSeq: table.siteSeq })
    .from(table)
    .where(and(eq(table.id, id), withinSites(caller, sql`${table.siteSeq}`)))
  if (found === undefined) throw new Problem('not-found')
  const at = ports.now()
  const actor = { actor: caller.id, actorName: caller.name }
  const row = {
    id: uuidv7(at),
    kind,
    itemSeq: found.seq,
    siteSeq: found.siteSeq,
    text,
    ...actor,
    at,
  }
  const entry = { actor: caller.id, action: `${kind}.noted`, siteSeq: found.siteSeq, subject: id }
  await db.batch([db.insert(note).values(row), recordAudit(db, entry, at)])
  return viewNote(row)
}

/** Statement for the notes of an item, the oldest first. */
export function selectNotes({ ports }: DeskContext, kind: 'comment' | 'share', itemSeq: SQL) {
  return ports.db
    .select({ id: note.id, text: note.text, actorName: note.actorName, at: note.at })
    .from(note)
    .where(and(eq(note.kind, kind), eq(note.itemSeq, itemSeq)))
    .orderBy(note.seq)
    .limit(NOTES_SHOWN)
}

export function viewNote(row: { id: string; text: string; actorName: string; at: Date }) {
  return { id: row.id, text: row.text, by: row.actorName, at: row.at.toISOString() }
}

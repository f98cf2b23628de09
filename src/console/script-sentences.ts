import { templateOf, type TextKey } from './texts.ts'

/** Sentences for the script, which has none of its own, by the names under which it asks for them. */
const sentences: Record<string, TextKey> = {
  approved: 'lineApproved',
  rejected: 'lineRejected',
  spam: 'lineSpam',
  pending: 'linePending',
  withdrawn: 'lineWithdrawn',
  by_approved: 'byApproved',
  by_rejected: 'byRejected',
  by_spam: 'bySpam',
  by_pending: 'byPending',
  by_withdrawn: 'byWithdrawn',
  is_approved: 'approved',
  is_rejected: 'rejected',
  is_spam: 'spam',
  is_pending: 'pending',
  is_withdrawn: 'withdrawn',
  is_unconfirmed: 'unconfirmed',
  done_approved: 'done_approved',
  done_rejected: 'done_rejected',
  done_spam: 'done_spam',
  done_pending: 'done_pending',
  undo: 'undo',
  undone: 'undone',
  undoFailed: 'undoFailed',
  nothingToUndo: 'nothingToUndo',
  failed: 'lineFailed',
  offline: 'lineOffline',
  forbidden: 'lineForbidden',
  session: 'lineSession',
  gone: 'lineGone',
  taken: 'lineTaken',
  takenBy: 'lineTakenBy',
  selected: 'selected',
  nothingSelected: 'nothingSelected',
  progress: 'progress',
  progressDone: 'progressDone',
  news: 'news',
  seen: 'seen',
  assigned: 'assigned',
  unassigned: 'unassigned',
}

/** The sentences as attributes of the list. */
export function sentencesFor(language: 'vi' | 'en'): Record<`data-${string}`, string> {
  return Object.fromEntries(
    Object.entries(sentences).map(([name, key]) => [
      `data-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
      templateOf(language, key),
    ]),
  )
}

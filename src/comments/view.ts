import { writeCursor } from '../cursor.ts'
import type { Keyring } from '../signing.ts'
import { type CommentRow, REPLIES_SHOWN, type Sort } from './thread.ts'

/** A comment as readers see it. Never add a field that is not in the contract: this is what the world gets. */
export interface CommentView {
  id: string
  parentId: string | null
  rootId: string | null
  author: { name: string; badge: null | 'member' | 'author' | 'staff' }
  subject: string | null
  /** Plain text, NFC. Never HTML. */
  body: string
  createdAt: string
  editedAt: string | null
  likeCount: number
  isFeatured: boolean
  isWithdrawn: boolean
  replyCount: number
  replies: CommentView[]
  repliesNext: string | null
}

/** One row without its replies. A withdrawn comment keeps its place and loses its words. */
export function viewComment(row: CommentRow): CommentView {
  const isWithdrawn = row.state === 'withdrawn'
  return {
    id: row.id,
    parentId: row.parent_id,
    rootId: row.root_id,
    author: isWithdrawn ? { name: '', badge: null } : { name: row.author_name, badge: row.badge },
    subject: isWithdrawn ? null : row.subject,
    body: isWithdrawn ? '' : row.body,
    createdAt: new Date(row.created_at).toISOString(),
    editedAt: row.edited_at === null ? null : new Date(row.edited_at).toISOString(),
    likeCount: row.like_count,
    isFeatured: row.is_featured === 1,
    isWithdrawn,
    replyCount: row.reply_count,
    replies: [],
    repliesNext: null,
  }
}

/** Roots in the asked order with their first replies; `next` is null on the last page. */
export async function viewThread(
  keyring: Keyring,
  rows: CommentRow[],
  query: { sort: Sort; limit: number; focus: string | null; scope: string },
) {
  const roots = rows.filter((row) => row.root_seq === null).sort(compareRoots(query.sort))
  const plain = roots.filter((row) => row.is_featured === 0)
  const surplus = plain[query.limit]
  const shown = roots.filter((row) => row !== surplus)
  const last = plain[query.limit - 1]
  return {
    comments: await Promise.all(
      shown.map((root) => {
        const replies = rows.filter((row) => row.root_seq === root.seq)
        return viewRoot(keyring, root, replies, query.focus)
      }),
    ),
    next:
      surplus === undefined || last === undefined
        ? null
        : await writeCursor(keyring, query.scope, rootPosition(query.sort, last)),
  }
}

/** A page of replies in one flat list. */
export async function viewReplies(
  keyring: Keyring,
  rootId: string,
  rows: CommentRow[],
  limit: number,
) {
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    comments: rows.slice(0, limit).map(viewComment),
    next: last === undefined ? null : await replyCursor(keyring, rootId, last),
  }
}

/** Sort values of a root, in the order of the index that pages it. */
function rootPosition(sort: Sort, row: CommentRow) {
  return sort === 'top' ? [row.like_count, row.created_at, row.seq] : [row.created_at, row.seq]
}

function compareRoots(sort: Sort) {
  return (a: CommentRow, b: CommentRow) => {
    if (a.is_featured !== b.is_featured) return b.is_featured - a.is_featured
    if (sort === 'top' && a.is_featured === 0 && a.like_count !== b.like_count)
      return b.like_count - a.like_count
    const byTime = a.created_at - b.created_at || a.seq - b.seq
    return sort === 'oldest' && a.is_featured === 0 ? byTime : -byTime
  }
}

async function viewRoot(
  keyring: Keyring,
  root: CommentRow,
  rows: CommentRow[],
  focus: string | null,
): Promise<CommentView> {
  const ordered = rows.sort((a, b) => a.created_at - b.created_at || a.seq - b.seq)
  const focused = focus === null ? -1 : ordered.findIndex((row) => row.id === focus)
  const shown = ordered.slice(0, Math.max(REPLIES_SHOWN, focused + 1))
  const last = shown.at(-1)
  return {
    ...viewComment(root),
    replies: shown.map(viewComment),
    repliesNext:
      last === undefined || shown.length === ordered.length
        ? null
        : await replyCursor(keyring, root.id, last),
  }
}

function replyCursor(keyring: Keyring, rootId: string, last: CommentRow) {
  return writeCursor(keyring, `replies:${rootId}`, [last.created_at, last.seq])
}

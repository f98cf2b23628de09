import type { Keyring } from '../signing.ts'
import type { Submission } from './prepare.ts'
import { writeReference } from './reference.ts'
import type { StoredComment } from './submit.ts'
import { viewComment } from './view.ts'

/** What the reader gets for a comment, at first and at every repetition. Never holds a token. */
export async function commentReceipt(
  keyring: Keyring,
  stored: StoredComment,
  { body }: Submission,
) {
  return {
    id: stored.id,
    state: stored.state,
    ...(stored.state === 'approved' && body.audience === 'public'
      ? { comment: viewStored(stored, body) }
      : {}),
    reference: await writeReference(keyring, stored),
    editableUntil: stored.editableUntil.toISOString(),
  }
}

function viewStored(stored: StoredComment, body: Submission['body']) {
  return viewComment({
    seq: stored.seq,
    id: stored.id,
    root_seq: null,
    parent_id: body.parentId ?? null,
    root_id: stored.rootId,
    state: stored.state,
    author_name: body.author.name,
    badge: null,
    subject: body.subject ?? null,
    body: body.body,
    created_at: stored.createdAt.getTime(),
    edited_at: null,
    like_count: stored.likeCount,
    is_featured: 0,
    reply_count: stored.replyCount,
  })
}

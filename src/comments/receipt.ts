import type { Keyring } from '../signing.ts'
import type { Submission } from './prepare.ts'
import { writeReference } from './reference.ts'
import type { StoredComment } from './submit.ts'
import { viewComment } from './view.ts'

/** What the reader gets for a comment, at first and at every repetition. Never holds a token. */
export async function commentReceipt(
  keyring: Keyring,
  stored: StoredComment,
  submission: Submission,
) {
  return {
    id: stored.id,
    state: stored.state,
    ...(stored.state === 'approved' && submission.body.audience === 'public'
      ? { comment: viewStored(stored, submission) }
      : {}),
    reference: await writeReference(keyring, stored),
    editableUntil: stored.editableUntil.toISOString(),
  }
}

function viewStored(stored: StoredComment, { body, memberHash }: Submission) {
  return viewComment({
    seq: stored.seq,
    id: stored.id,
    root_seq: null,
    parent_id: body.parentId ?? null,
    root_id: stored.rootId,
    state: stored.state,
    author_name: body.author.name,
    badge: memberHash === '' ? null : 'member',
    subject: body.subject ?? null,
    body: body.body,
    created_at: stored.createdAt.getTime(),
    edited_at: null,
    like_count: stored.likeCount,
    is_featured: 0,
    reply_count: stored.replyCount,
  })
}

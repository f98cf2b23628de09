import type { Keyring } from '../signing.ts'
import type { StoredComment, Submission } from './submit.ts'
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

/**
 * A short word for people to quote: the row's number and a check of six characters that nobody can
 * guess, both in Crockford's base 32 (no I, L, O, U).
 */
export async function writeReference(keyring: Keyring, { seq, id }: { seq: number; id: string }) {
  return `${base32(seq)}-${checkOf(await keyring.pseudonym('reference', id))}`
}

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

function base32(value: number): string {
  let rest = value
  let digits = ''
  do {
    digits = (ALPHABET[rest % 32] ?? '') + digits
    rest = Math.floor(rest / 32)
  } while (rest > 0)
  return digits.padStart(4, '0')
}

/** Six characters of the alphabet from a base64url pseudonym, 5 bits each. */
function checkOf(pseudonym: string): string {
  return Array.from(pseudonym.slice(0, 6), (char) => ALPHABET[char.charCodeAt(0) % 32]).join('')
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

import type { Caller } from '../auth/caller.ts'
import type { Reason, recipientStates, State, Ticket } from '../schema.ts'

/** One comment as the queue statement gives it: raw SQL values. */
export interface CommentRow {
  seq: number
  id: string
  site: string
  article_id: string
  article_key: string
  article_url: string
  article_title: string
  parent_id: string | null
  root_id: string | null
  author_name: string
  author_email: string | null
  author_phone: string | null
  author_address: string | null
  badge: 'member' | 'author' | 'staff' | null
  subject: string | null
  body: string
  state: State
  audience: 'public' | 'editors'
  ticket: Ticket | null
  reasons: string
  created_at: number
  edited_at: number | null
  like_count: number
  is_featured: number
  reply_count: number
  report_count: number
  decided_by: string | null
  decided_at: number | null
  assignee: string | null
  assignee_label: string | null
  approved: number
  rejected: number
  spam: number
  first_seen_at: number
}

/** One share as the queue statement gives it: raw SQL values. */
export interface ShareRow {
  seq: number
  id: string
  site: string
  article_id: string
  article_key: string
  article_url: string
  article_title: string
  state: State
  sender_name: string
  sender_email: string
  confirmed_at: number | null
  message: string | null
  reasons: string
  recipients: string
  report_count: number
  created_at: number
  decided_by: string | null
  decided_at: number | null
  assignee: string | null
  assignee_label: string | null
}

interface RecipientRow {
  address: string | null
  state: (typeof recipientStates)[number]
  at: number | null
}

/** A comment for moderators. What identifies its sender is hidden from the `viewer` role. */
export function viewComment(row: CommentRow, caller: Caller) {
  return {
    id: row.id,
    site: row.site,
    article: viewArticle(row),
    parentId: row.parent_id,
    rootId: row.root_id,
    author: { name: row.author_name, badge: row.badge },
    subject: row.subject,
    body: row.body,
    createdAt: timeOf(row.created_at),
    editedAt: timeOrNull(row.edited_at),
    likeCount: row.like_count,
    isFeatured: row.is_featured === 1,
    isWithdrawn: row.state === 'withdrawn',
    replyCount: row.reply_count,
    repliesNext: null,
    state: row.state,
    audience: row.audience,
    ticket: row.ticket,
    sender:
      caller.role === 'viewer'
        ? null
        : {
            email: row.author_email,
            phone: row.author_phone,
            address: row.author_address,
            isConfirmed: false,
          },
    reasons: reasonsOf(row.reasons, caller),
    reportCount: row.report_count,
    record: {
      approved: row.approved,
      rejected: row.rejected,
      spam: row.spam,
      firstSeenAt: timeOf(row.first_seen_at),
    },
    decidedBy: row.decided_by,
    decidedAt: timeOrNull(row.decided_at),
    assigned: viewAssignment(row),
  }
}

/** A share for moderators. Addresses are hidden from the `viewer` role. */
export function viewShare(row: ShareRow, caller: Caller) {
  const mayKnow = caller.role !== 'viewer'
  // `json_group_array` of the statement's own objects.
  const recipients = JSON.parse(row.recipients) as RecipientRow[]
  return {
    id: row.id,
    site: row.site,
    article: viewArticle(row),
    state: row.state,
    sender: mayKnow
      ? { name: row.sender_name, email: row.sender_email, isConfirmed: row.confirmed_at !== null }
      : null,
    recipients: recipients.map(({ address, state, at }) => ({
      address: mayKnow ? address : null,
      state,
      at: timeOrNull(at),
    })),
    message: row.message,
    reasons: reasonsOf(row.reasons, caller),
    createdAt: timeOf(row.created_at),
    decidedBy: row.decided_by,
    decidedAt: timeOrNull(row.decided_at),
    assigned: viewAssignment(row),
  }
}

/** Whose it is for now, as `assign` takes it, and how people call them. */
function viewAssignment({ assignee, assignee_label: label }: CommentRow | ShareRow) {
  return assignee === null ? null : { to: assignee, label: label ?? '' }
}

function viewArticle(row: CommentRow | ShareRow) {
  return {
    id: row.article_id,
    key: row.article_key,
    url: row.article_url,
    title: row.article_title,
  }
}

/** Whom a ban names by an address stays hidden from viewers, as the address does. */
function reasonsOf(json: string, { role }: Caller): Reason[] {
  // The column is written by the checks only.
  const reasons = JSON.parse(json) as Reason[]
  if (role !== 'viewer') return reasons
  return reasons.map((reason) => {
    const [, told] = /^((?:Email|Địa chỉ mạng) bị chặn): /.exec(reason.detail) ?? []
    return reason.check === 'ban' && told !== undefined ? { ...reason, detail: told } : reason
  })
}

const timeOf = (ms: number) => new Date(ms).toISOString()
const timeOrNull = (ms: number | null) => (ms === null ? null : timeOf(ms))

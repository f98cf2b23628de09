/**
 * What travels between the widget and the service, as far as the widget reads or writes it.
 * The service's own schemas are the source of truth; every text in here is plain text, never HTML.
 */
export type State = 'unconfirmed' | 'pending' | 'approved' | 'rejected' | 'spam' | 'withdrawn'
export type Audience = 'public' | 'editors'
export type FieldRule = 'hidden' | 'optional' | 'required'
export type Sort = 'newest' | 'oldest' | 'top'

export interface WireComment {
  id: string
  parentId: string | null
  rootId: string | null
  author: { name: string; badge: null | 'member' | 'author' | 'staff' }
  subject: string | null
  body: string
  createdAt: string
  editedAt: string | null
  likeCount: number
  isFeatured: boolean
  isWithdrawn: boolean
  replyCount: number
  replies: WireComment[]
  repliesNext: string | null
}

export interface FormRules {
  moderation: 'all' | 'first' | 'none'
  fields: Record<'name' | 'email' | 'phone' | 'address' | 'subject', FieldRule>
  minLength: number
  maxLength: number
  audiences: Audience[]
  consent: { version: string; processText: string; publishText: string; shareText: string }
  labels: Record<string, string>
  proof: 'none' | 'required'
  token: string
  share: null | {
    maxRecipients: number
    message: boolean
    maxMessageLength: number
    confirm: boolean
  }
  /** Whether the newsroom mails the answers to a comment; absent for no. */
  notify?: boolean
  timeZone: string
  addressForm: 'ban' | 'quy-doc-gia'
}

export interface ThreadPage {
  article: { key: string; isOpen: boolean; commentCount: number }
  form: FormRules
  comments: WireComment[]
  next: string | null
}

export interface ReplyPage {
  comments: WireComment[]
  next: string | null
}

export interface CommentReceipt {
  id: string
  state: State
  comment?: WireComment
  reference: string
  editableUntil: string
}

export interface OwnAnswer {
  id: string
  state: State
  body: string
  reason: string | null
  editableUntil: string
  /** Once the author has confirmed the address by mail. */
  senderToken?: string
}

export interface ShareReceipt {
  id: string
  state: 'unconfirmed' | 'pending' | 'approved'
}

export interface WireProblem {
  code: string
  errors?: { pointer: string; detail: string }[]
}

import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { SiteSettings } from './sites/settings.ts'

/** States of comments and shares; `moderation/transitions.ts` says who may move what where. */
export const states = [
  'unconfirmed',
  'pending',
  'approved',
  'rejected',
  'spam',
  'withdrawn',
] as const
export type State = (typeof states)[number]

export const audiences = ['public', 'editors'] as const
export type Audience = (typeof audiences)[number]

export const tickets = ['open', 'answered', 'forwarded', 'closed'] as const
export type Ticket = (typeof tickets)[number]

export const recipientStates = [
  'waiting',
  'queued',
  'sent',
  'delivered',
  'bounced',
  'complained',
  'failed',
  'suppressed',
] as const

export const roles = ['viewer', 'moderator', 'editor', 'admin'] as const
export type Role = (typeof roles)[number]

/** Why an item waits or was filed. Spans are UTF-16 offsets into the body. */
export interface Reason {
  check: string
  verdict: 'hold' | 'spam' | 'tag'
  detail: string
  spans: [number, number][]
}

/** A comment as it stood when it was taken down, with the earlier wordings, the oldest first. */
export interface SealedContent {
  authorName: string
  authorEmail: string | null
  authorPhone: string | null
  authorAddress: string | null
  subject: string | null
  body: string
  reasons: Reason[]
  createdAt: number
  revisions: { subject: string | null; body: string; replacedBy: string; at: number }[]
}

// `seq` is the table's own rowid: it survives dump and restore, orders rows that share a millisecond,
// and keeps the 36-character public ids out of every other index.
const seq = () => integer('seq').primaryKey()
const time = (name: string) => integer(name, { mode: 'timestamp_ms' })
const flag = (name: string) => integer(name, { mode: 'boolean' })

export const site = sqliteTable(
  'site',
  {
    seq: seq(),
    key: text('key').notNull().unique(),
    name: text('name').notNull(),
    settings: text('settings', { mode: 'json' }).$type<SiteSettings>().notNull(),
    version: integer('version').notNull().default(1),
    /** When the articles' feed is read next; null until the site has one. */
    feedDueAt: time('feed_due_at'),
    createdAt: time('created_at').notNull(),
    updatedAt: time('updated_at').notNull(),
  },
  (t) => [
    // Asked at every request of the console; settings with thousands of words are not to be read for it.
    index('site_second_factor')
      .on(t.key)
      .where(sql`settings ->> '$.moderation.secondFactor' <> 'off'`),
  ],
)

export const siteOrigin = sqliteTable(
  'site_origin',
  {
    origin: text('origin').notNull(),
    siteSeq: integer('site_seq')
      .notNull()
      .references(() => site.seq),
  },
  (t) => [
    primaryKey({ columns: [t.origin, t.siteSeq] }),
    index('site_origin_by_site').on(t.siteSeq),
  ],
)

export const article = sqliteTable(
  'article',
  {
    seq: seq(),
    id: text('id').notNull().unique(),
    siteSeq: integer('site_seq')
      .notNull()
      .references(() => site.seq),
    key: text('key').notNull(),
    /** What the first submission said; used only to fetch the page, never shown. */
    claimedUrl: text('claimed_url'),
    /** Set together with `title` by verification only. */
    url: text('url'),
    title: text('title'),
    excerpt: text('excerpt'),
    verifiedAt: time('verified_at'),
    publishedAt: time('published_at').notNull(),
    isOpen: flag('is_open').notNull().default(true),
    closesAt: time('closes_at'),
    /** Grows with every change that readers can see; validator of cached pages. */
    version: integer('version').notNull().default(1),
    /** Public approved comments in listed threads, kept by triggers. */
    commentCount: integer('comment_count').notNull().default(0),
    createdAt: time('created_at').notNull(),
  },
  (t) => [
    uniqueIndex('article_key').on(t.siteSeq, t.key),
    index('article_recent')
      .on(t.siteSeq, t.publishedAt)
      .where(sql`verified_at IS NOT NULL`),
    index('article_discussed')
      .on(t.siteSeq, t.commentCount)
      .where(sql`verified_at IS NOT NULL`),
  ],
)

export const comment = sqliteTable(
  'comment',
  {
    seq: seq(),
    id: text('id').notNull().unique(),
    siteSeq: integer('site_seq')
      .notNull()
      .references(() => site.seq),
    articleSeq: integer('article_seq')
      .notNull()
      .references(() => article.seq),
    parentSeq: integer('parent_seq'),
    rootSeq: integer('root_seq'),
    audience: text('audience', { enum: audiences }).notNull(),
    state: text('state', { enum: states }).notNull(),
    /** State given by the rules on arrival; a replay answers with the same status. */
    firstState: text('first_state', { enum: states }).notNull(),
    ticket: text('ticket', { enum: tickets }),
    authorName: text('author_name').notNull(),
    authorEmail: text('author_email'),
    authorPhone: text('author_phone'),
    authorAddress: text('author_address'),
    /** Keyed hash of the author's e-mail identity, '' without one. */
    authorHash: text('author_hash').notNull(),
    /** Keyed hash of who the author is to the newspaper's own accounts, '' for everybody else. */
    memberHash: text('member_hash').notNull().default(''),
    /** Keyed hash of the network address prefix. */
    addressHash: text('address_hash').notNull(),
    badge: text('badge', { enum: ['member', 'author', 'staff'] }),
    subject: text('subject'),
    /** Reader's text, NFC. Never render as HTML. */
    body: text('body').notNull(),
    /** Hash of the folded body, for duplicates. */
    textHash: text('text_hash').notNull(),
    /** SHA-256 over what the reader sent; the same id with another fingerprint is refused. */
    fingerprint: text('fingerprint').notNull(),
    tokenHash: text('token_hash'),
    reasons: text('reasons', { mode: 'json' }).$type<Reason[]>().notNull(),
    likeCount: integer('like_count').notNull().default(0),
    /** Counted replies: all of the thread for a root, the direct ones otherwise. Kept by triggers. */
    replyCount: integer('reply_count').notNull().default(0),
    reportCount: integer('report_count').notNull().default(0),
    isFeatured: flag('is_featured').notNull().default(false),
    /** A moderator has marked it as a request for a correction or a right of reply. */
    asksCorrection: flag('asks_correction').notNull().default(false),
    consentVersion: text('consent_version').notNull(),
    wantsNotice: flag('wants_notice').notNull().default(false),
    createdAt: time('created_at').notNull(),
    editableUntil: time('editable_until').notNull(),
    editedAt: time('edited_at'),
    decidedAt: time('decided_at'),
    decidedBy: text('decided_by'),
    /** When its author proved to be who the record under `author_hash` is about: by mail or as a signed member. */
    confirmedAt: time('confirmed_at'),
    /** The sentence that the moderator chose to tell the reader. */
    toldReason: text('told_reason'),
    heldUntil: time('held_until'),
    heldReason: text('held_reason'),
    /** The more reports the smaller, so that one direction sorts by reports and then by age. */
    priority: integer('priority').generatedAlwaysAs(sql`(-report_count)`, { mode: 'virtual' }),
    /** In the public thread: approved, or a placeholder above replies that stay. */
    isListed: integer('is_listed').generatedAlwaysAs(
      sql`(audience = 'public' AND (state = 'approved' OR (state = 'withdrawn' AND reply_count > 0)))`,
      { mode: 'virtual' },
    ),
  },
  (t) => [
    index('comment_thread')
      .on(t.articleSeq, t.isListed, t.isFeatured, t.createdAt)
      .where(sql`root_seq IS NULL`),
    index('comment_thread_top')
      .on(t.articleSeq, t.isListed, t.isFeatured, t.likeCount, t.createdAt)
      .where(sql`root_seq IS NULL`),
    index('comment_replies')
      .on(t.rootSeq, t.isListed, t.createdAt)
      .where(sql`root_seq IS NOT NULL`),
    index('comment_queue').on(t.siteSeq, t.state, t.createdAt),
    index('comment_state').on(t.state, t.createdAt),
    index('comment_site').on(t.siteSeq),
    index('comment_tickets')
      .on(t.siteSeq, t.ticket, t.createdAt)
      .where(sql`ticket IS NOT NULL`),
    index('comment_reported')
      .on(t.siteSeq, t.createdAt)
      .where(sql`report_count > 0`),
    index('comment_reported_all')
      .on(t.createdAt)
      .where(sql`report_count > 0`),
    index('comment_reported_first')
      .on(t.priority, t.createdAt)
      .where(sql`report_count > 0`),
    index('comment_pending_first')
      .on(t.priority, t.createdAt)
      .where(sql`state = 'pending'`),
    index('comment_tickets_all')
      .on(t.ticket, t.createdAt)
      .where(sql`ticket IS NOT NULL`),
    index('comment_by_article').on(t.articleSeq, t.createdAt),
    index('comment_by_author')
      .on(t.siteSeq, t.authorHash, t.createdAt)
      .where(sql`author_hash <> ''`),
    index('comment_by_member')
      .on(t.siteSeq, t.memberHash, t.createdAt)
      .where(sql`member_hash <> ''`),
    index('comment_text').on(t.siteSeq, t.textHash, t.createdAt),
    index('comment_corrections')
      .on(t.siteSeq, t.createdAt)
      .where(sql`asks_correction = 1`),
    index('comment_corrections_all')
      .on(t.createdAt)
      .where(sql`asks_correction = 1`),
    index('comment_pending_by_address')
      .on(t.siteSeq, t.addressHash)
      .where(sql`state = 'pending'`),
  ],
)

/** Earlier wordings of a comment, the oldest first; erased with it when its reader withdraws it. */
export const revision = sqliteTable(
  'revision',
  {
    seq: seq(),
    commentSeq: integer('comment_seq')
      .notNull()
      .references(() => comment.seq),
    subject: text('subject'),
    body: text('body').notNull(),
    /** Who replaced this wording: 'reader' or a moderator's id. */
    replacedBy: text('replaced_by').notNull(),
    at: time('at').notNull(),
  },
  (t) => [index('revision_by_comment').on(t.commentSeq, t.seq)],
)

/** What colleagues tell each other about an item. Never shown to readers. */
export const note = sqliteTable(
  'note',
  {
    seq: seq(),
    id: text('id').notNull().unique(),
    kind: text('kind', { enum: ['comment', 'share'] }).notNull(),
    itemSeq: integer('item_seq').notNull(),
    siteSeq: integer('site_seq').notNull(),
    text: text('text').notNull(),
    /** Moderator's or token's id, and the name they then had. */
    actor: text('actor').notNull(),
    actorName: text('actor_name').notNull(),
    at: time('at').notNull(),
  },
  (t) => [index('note_by_item').on(t.kind, t.itemSeq, t.seq)],
)

export const answerStates = ['queued', 'sent', 'failed', 'suppressed', 'recalled'] as const

/** A mail that an editor wrote about a letter: to its reader, or to a desk with the letter in it. */
export const answer = sqliteTable(
  'answer',
  {
    seq: seq(),
    /** Also the cause of its row in the outbox. */
    id: text('id').notNull().unique(),
    commentSeq: integer('comment_seq')
      .notNull()
      .references(() => comment.seq),
    siteSeq: integer('site_seq').notNull(),
    kind: text('kind', { enum: ['answer', 'forward'] }).notNull(),
    body: text('body').notNull(),
    signature: text('signature'),
    /** Of a forwarded letter: name and address of the desk as they then were. */
    desk: text('desk'),
    deskEmail: text('desk_email'),
    state: text('state', { enum: answerStates }).notNull(),
    actor: text('actor').notNull(),
    actorName: text('actor_name').notNull(),
    at: time('at').notNull(),
    sentAt: time('sent_at'),
  },
  (t) => [index('answer_by_comment').on(t.commentSeq, t.seq)],
)

export const takedownKinds = ['urgent', 'authority', 'complaint'] as const
export const takedownOutcomes = ['removed', 'refused'] as const

/** Who asked for a comment to be taken down, by when it must be answered, and what became of it. */
export const takedown = sqliteTable(
  'takedown',
  {
    seq: seq(),
    id: text('id').notNull().unique(),
    siteSeq: integer('site_seq').notNull(),
    commentSeq: integer('comment_seq')
      .notNull()
      .references(() => comment.seq),
    kind: text('kind', { enum: takedownKinds }).notNull(),
    /** Person or authority. */
    askedBy: text('asked_by').notNull(),
    /** Number of the document, if there is one. */
    document: text('document'),
    detail: text('detail'),
    receivedAt: time('received_at').notNull(),
    dueAt: time('due_at').notNull(),
    outcome: text('outcome', { enum: takedownOutcomes }),
    outcomeNote: text('outcome_note'),
    createdBy: text('created_by').notNull(),
    createdAt: time('created_at').notNull(),
    closedBy: text('closed_by'),
    closedAt: time('closed_at'),
  },
  (t) => [
    index('takedown_open')
      .on(t.siteSeq, t.dueAt)
      .where(sql`outcome IS NULL`),
    index('takedown_due')
      .on(t.dueAt)
      .where(sql`outcome IS NULL`),
    index('takedown_by_site').on(t.siteSeq, t.seq),
    index('takedown_by_comment').on(t.commentSeq),
  ],
)

/** What was taken down, kept from everybody but administrators until `until`; the comment's own row no longer has it. */
export const sealed = sqliteTable(
  'sealed',
  {
    commentSeq: integer('comment_seq')
      .primaryKey()
      .references(() => comment.seq),
    content: text('content', { mode: 'json' }).$type<SealedContent>().notNull(),
    until: time('until').notNull(),
  },
  (t) => [index('sealed_until').on(t.until)],
)

/** One like of one reader; both hashes are keyed per comment, so that likes cannot be joined into a profile. */
export const likeVote = sqliteTable(
  'like_vote',
  {
    commentSeq: integer('comment_seq')
      .notNull()
      .references(() => comment.seq),
    readerHash: text('reader_hash').notNull(),
    addressHash: text('address_hash').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.commentSeq, t.readerHash] }),
    index('like_by_address').on(t.commentSeq, t.addressHash),
  ],
)

export const reportReasons = ['spam', 'abuse', 'false', 'personal', 'other'] as const

/** One report of one reader about one comment. */
export const report = sqliteTable(
  'report',
  {
    seq: seq(),
    commentSeq: integer('comment_seq')
      .notNull()
      .references(() => comment.seq),
    readerHash: text('reader_hash').notNull(),
    addressHash: text('address_hash').notNull(),
    reason: text('reason', { enum: reportReasons }).notNull(),
    detail: text('detail'),
    at: time('at').notNull(),
  },
  (t) => [
    uniqueIndex('report_once').on(t.commentSeq, t.readerHash),
    index('report_by_address').on(t.addressHash, t.seq),
  ],
)

/** How many items stand in each queue of a site; kept by triggers, because counting rows grows with the archive. */
export const tally = sqliteTable(
  'tally',
  {
    siteSeq: integer('site_seq').notNull(),
    kind: text('kind', { enum: ['comment', 'share'] }).notNull(),
    /** A state, `reported` or `tickets`. */
    queue: text('queue').notNull(),
    size: integer('size').notNull(),
  },
  (t) => [primaryKey({ columns: [t.siteSeq, t.kind, t.queue] })],
)

/** What became of an author's comments on one site; kept by triggers. */
export const authorRecord = sqliteTable(
  'author_record',
  {
    siteSeq: integer('site_seq').notNull(),
    authorHash: text('author_hash').notNull(),
    approved: integer('approved').notNull().default(0),
    rejected: integer('rejected').notNull().default(0),
    spam: integer('spam').notNull().default(0),
    firstSeenAt: time('first_seen_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.siteSeq, t.authorHash] })],
)

/** Comments whose text is not yet in `comment_search` (FTS5, see the migrations). Fed by triggers. */
export const searchPending = sqliteTable('search_pending', {
  commentSeq: integer('comment_seq').primaryKey(),
})

/** The same for shares and `share_search`. */
export const shareSearchPending = sqliteTable('share_search_pending', {
  shareSeq: integer('share_seq').primaryKey(),
})

export const share = sqliteTable(
  'share',
  {
    seq: seq(),
    id: text('id').notNull().unique(),
    siteSeq: integer('site_seq')
      .notNull()
      .references(() => site.seq),
    articleSeq: integer('article_seq')
      .notNull()
      .references(() => article.seq),
    state: text('state', { enum: states }).notNull(),
    firstState: text('first_state', { enum: states }).notNull(),
    senderName: text('sender_name').notNull(),
    /** Erased with the recipients' addresses once they are no longer needed. */
    senderEmail: text('sender_email').notNull(),
    senderHash: text('sender_hash').notNull(),
    message: text('message'),
    addressHash: text('address_hash').notNull(),
    fingerprint: text('fingerprint').notNull(),
    tokenHash: text('token_hash'),
    reasons: text('reasons', { mode: 'json' }).$type<Reason[]>().notNull(),
    consentVersion: text('consent_version').notNull(),
    language: text('language', { enum: ['vi', 'en'] }).notNull(),
    createdAt: time('created_at').notNull(),
    confirmedAt: time('confirmed_at'),
    decidedAt: time('decided_at'),
    decidedBy: text('decided_by'),
  },
  (t) => [
    index('share_queue').on(t.siteSeq, t.state, t.createdAt),
    index('share_state').on(t.state, t.createdAt),
    index('share_site').on(t.siteSeq),
    index('share_by_sender').on(t.siteSeq, t.senderHash, t.createdAt),
    index('share_by_article').on(t.articleSeq, t.createdAt),
    index('share_unconfirmed')
      .on(t.createdAt)
      .where(sql`state = 'unconfirmed'`),
  ],
)

export const recipient = sqliteTable(
  'recipient',
  {
    seq: seq(),
    id: text('id').notNull().unique(),
    shareSeq: integer('share_seq')
      .notNull()
      .references(() => share.seq),
    address: text('address'),
    addressHash: text('address_hash').notNull(),
    state: text('state', { enum: recipientStates }).notNull(),
    at: time('at'),
  },
  (t) => [
    index('recipient_by_share').on(t.shareSeq),
    index('recipient_by_address').on(t.addressHash),
  ],
)

/** Who moved what, from where to where, when and why. Rows are never deleted; undo is a row of its own. */
export const decision = sqliteTable(
  'decision',
  {
    seq: seq(),
    /** Shared by the items that were decided together. */
    id: text('id').notNull(),
    kind: text('kind', { enum: ['comment', 'share'] }).notNull(),
    itemSeq: integer('item_seq').notNull(),
    siteSeq: integer('site_seq').notNull(),
    from: text('from_state', { enum: states }).notNull(),
    to: text('to_state', { enum: states }).notNull(),
    reason: text('reason'),
    message: text('message'),
    note: text('note'),
    /** Moderator's or token's id, 'rules' or 'reader'. */
    actor: text('actor').notNull(),
    at: time('at').notNull(),
    /** On an undoing row: the id of the decision it takes back. */
    undoes: text('undoes'),
  },
  (t) => [
    uniqueIndex('decision_once').on(t.id, t.kind, t.itemSeq),
    index('decision_by_item').on(t.kind, t.itemSeq, t.seq),
    index('decision_by_site').on(t.siteSeq, t.seq),
    index('decision_by_actor').on(t.actor, t.seq),
    index('decision_undone')
      .on(t.undoes)
      .where(sql`undoes IS NOT NULL`),
  ],
)

/** What somebody has open at the moment: one row for each person, worth nothing after a minute. */
export const presence = sqliteTable(
  'presence',
  {
    moderatorId: text('moderator_id').primaryKey(),
    name: text('name').notNull(),
    kind: text('kind', { enum: ['comment', 'share'] }).notNull(),
    /** Public id of the item. */
    itemId: text('item_id').notNull(),
    at: time('at').notNull(),
  },
  (t) => [index('presence_by_item').on(t.itemId)],
)

/** Whose an item is for now: a person's or a desk's. */
export const assignment = sqliteTable(
  'assignment',
  {
    kind: text('kind', { enum: ['comment', 'share'] }).notNull(),
    itemSeq: integer('item_seq').notNull(),
    /** `person:` and a moderator's id, or `desk:` and a desk's name. */
    assignee: text('assignee').notNull(),
    /** How people call it. */
    label: text('label').notNull(),
    by: text('by').notNull(),
    at: time('at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.kind, t.itemSeq] }),
    index('assignment_by_assignee').on(t.assignee, t.kind, t.itemSeq),
  ],
)

/** Filters of a queue under a name, for one person or for everybody who may see the site. */
export const savedQueue = sqliteTable(
  'saved_queue',
  {
    seq: seq(),
    id: text('id').notNull().unique(),
    name: text('name').notNull(),
    /** 0 where the filters name no site. */
    siteSeq: integer('site_seq').notNull(),
    ownerId: text('owner_id').notNull(),
    isShared: flag('is_shared').notNull(),
    /** Tab and filters as in the address of the page, below `/admin/`. */
    address: text('address').notNull(),
    createdAt: time('created_at').notNull(),
  },
  (t) => [
    index('saved_queue_of_owner').on(t.ownerId, t.seq),
    index('saved_queue_shared')
      .on(t.seq)
      .where(sql`is_shared = 1`),
  ],
)

/** `dead` has failed too often or for good; `dropped` was given up by a person. */
export const outboxStates = ['waiting', 'done', 'dead', 'dropped'] as const
export type OutboxState = (typeof outboxStates)[number]

/** Work that must happen after a commit: mails, verification of articles. Committed with what caused it. */
export const outbox = sqliteTable(
  'outbox',
  {
    seq: seq(),
    id: text('id').notNull().unique(),
    kind: text('kind', {
      enum: [
        'article.verify',
        'mail.share-confirm',
        'mail.share',
        'mail.own-link',
        'share.breaker',
        'mail.breaker',
        'mail.moderator-digest',
        'mail.invitation',
        'webhook',
        'mail.notice-confirm',
        'mail.notice',
        'mail.copy',
        'mail.my-data',
        'mail.answer',
        'mail.forward',
        'mail.edited',
      ],
    }).notNull(),
    /** Public id of the row that caused it. */
    cause: text('cause').notNull(),
    siteSeq: integer('site_seq'),
    /** Whose server it goes to where that is not its lane's own: the host of a webhook. */
    provider: text('provider'),
    /** What the row cannot be composed from otherwise. */
    payload: text('payload', { mode: 'json' }).$type<Record<string, string>>(),
    state: text('state', { enum: outboxStates }).notNull(),
    dueAt: time('due_at').notNull(),
    attempts: integer('attempts').notNull().default(0),
    /** Database time in ms; a row is taken by whoever moves this forward. */
    leaseUntil: time('lease_until'),
    leaseOwner: text('lease_owner'),
    lastError: text('last_error'),
    createdAt: time('created_at').notNull(),
    doneAt: time('done_at'),
  },
  (t) => [
    uniqueIndex('outbox_once').on(t.cause, t.kind),
    index('outbox_due')
      .on(t.dueAt)
      .where(sql`state = 'waiting'`),
    index('outbox_by_state').on(t.state, t.seq),
    index('outbox_by_site').on(t.siteSeq, t.state, t.seq),
    index('outbox_finished')
      .on(t.doneAt)
      .where(sql`done_at IS NOT NULL`),
  ],
)

/** Providers that asked to be left alone for a while, by lane or by a row's own `provider`. */
export const outboxHold = sqliteTable('outbox_hold', {
  provider: text('provider').primaryKey(),
  /** Database time in ms. */
  until: time('until').notNull(),
})

/** What mail providers have told us, once each; kept so that a repetition is recognised. */
export const mailEvent = sqliteTable(
  'mail_event',
  {
    provider: text('provider').notNull(),
    eventId: text('event_id').notNull(),
    /** Id of the request that brought it first. */
    receipt: text('receipt').notNull(),
    /** SHA-256 of that request's signature, where each attempt has its own. */
    proof: text('proof'),
    at: time('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.provider, t.eventId] }), index('mail_event_old').on(t.at)],
)

export const secretNames = ['akismet', 'member'] as const
export type SecretName = (typeof secretNames)[number]

/** Keys with which a site's webhooks are signed. No answer but the one that makes them ever holds them. */
export const webhookSecret = sqliteTable(
  'webhook_secret',
  {
    siteSeq: integer('site_seq')
      .notNull()
      .references(() => site.seq),
    url: text('url').notNull(),
    secret: text('secret').notNull(),
    /** The one before, with which calls are signed too for a day after the change. */
    previous: text('previous'),
    changedAt: time('changed_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.siteSeq, t.url] })],
)

/** What a site must know and nobody may read back: one key for each of `secretNames`. */
export const siteSecret = sqliteTable(
  'site_secret',
  {
    siteSeq: integer('site_seq')
      .notNull()
      .references(() => site.seq),
    name: text('name', { enum: secretNames }).notNull(),
    value: text('value').notNull(),
    /** The one before, which counts for a day more. */
    previous: text('previous'),
    changedAt: time('changed_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.siteSeq, t.name] })],
)

/** Hashed addresses that must never be mailed again. `site_seq` 0 means every site. */
export const suppression = sqliteTable(
  'suppression',
  {
    addressHash: text('address_hash').notNull(),
    siteSeq: integer('site_seq').notNull(),
    reason: text('reason', { enum: ['unsubscribe', 'complaint', 'bounce', 'admin'] }).notNull(),
    at: time('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.addressHash, t.siteSeq] })],
)

/** Whoever wants to hear of answers in one thread: by mail, once the address is confirmed. Erased when it ends. */
export const notice = sqliteTable(
  'notice',
  {
    seq: seq(),
    id: text('id').notNull().unique(),
    siteSeq: integer('site_seq').notNull(),
    /** The comment on top of the thread. */
    rootSeq: integer('root_seq').notNull(),
    email: text('email').notNull(),
    /** The same hash as the reader's comments carry. */
    emailHash: text('email_hash').notNull(),
    state: text('state', { enum: ['unconfirmed', 'active'] }).notNull(),
    pace: text('pace', { enum: ['each', 'daily'] })
      .notNull()
      .default('each'),
    /** When the next mail may leave; null while there is nothing to tell. Set by triggers. */
    dueAt: time('due_at'),
    lastSentAt: time('last_sent_at'),
    createdAt: time('created_at').notNull(),
    confirmedAt: time('confirmed_at'),
  },
  (t) => [
    uniqueIndex('notice_once').on(t.rootSeq, t.emailHash),
    index('notice_by_address').on(t.emailHash, t.siteSeq),
    index('notice_due')
      .on(t.dueAt)
      .where(sql`due_at IS NOT NULL`),
    index('notice_unconfirmed')
      .on(t.createdAt)
      .where(sql`state = 'unconfirmed'`),
  ],
)

/** An approved answer that a notice tells, once. Filled by triggers. */
export const noticeReply = sqliteTable(
  'notice_reply',
  {
    noticeSeq: integer('notice_seq').notNull(),
    commentSeq: integer('comment_seq').notNull(),
    sentAt: time('sent_at'),
  },
  (t) => [primaryKey({ columns: [t.noticeSeq, t.commentSeq] })],
)

/** Senders whose tokens of before that time no longer spare them a confirmation. */
export const senderRevocation = sqliteTable(
  'sender_revocation',
  {
    siteSeq: integer('site_seq').notNull(),
    senderHash: text('sender_hash').notNull(),
    revokedAt: time('revoked_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.siteSeq, t.senderHash] })],
)

/** Whom or what a site no longer lets through. A lifted or expired ban stays for the record. `site_seq` 0 means every site. */
export const ban = sqliteTable(
  'ban',
  {
    seq: seq(),
    id: text('id').notNull().unique(),
    siteSeq: integer('site_seq').notNull(),
    kind: text('kind', { enum: ['email', 'address', 'word'] }).notNull(),
    /** Keyed hash of the e-mail identity or of the network address prefix; the folded text of a word. */
    value: text('value').notNull(),
    /** How people know it: a name, a masked address, the word. Never a whole address. */
    label: text('label').notNull(),
    reason: text('reason'),
    createdBy: text('created_by').notNull(),
    createdAt: time('created_at').notNull(),
    /** null means for good. */
    expiresAt: time('expires_at'),
    liftedAt: time('lifted_at'),
    liftedBy: text('lifted_by'),
  },
  (t) => [
    uniqueIndex('ban_once')
      .on(t.siteSeq, t.kind, t.value)
      .where(sql`lifted_at IS NULL`),
    index('ban_recent').on(t.siteSeq, t.seq),
  ],
)

/** What people and their tokens did besides decisions. Rows are never changed and never deleted. */
export const audit = sqliteTable(
  'audit',
  {
    seq: seq(),
    id: text('id').notNull().unique(),
    /** Moderator's or token's id, or 'rules', 'reader', 'setup'. */
    actor: text('actor').notNull(),
    /** Dotted: what and what was done, such as `comment.edited`, `ban.added`, `site.changed`, `session.opened`. */
    action: text('action').notNull(),
    /** 0 where it concerns the whole deployment. */
    siteSeq: integer('site_seq').notNull(),
    /** Public id or key of what it was done to. */
    subject: text('subject').notNull(),
    /** Never secrets, addresses or readers' words. */
    detail: text('detail', { mode: 'json' })
      .$type<Record<string, string | number | boolean | null>>()
      .notNull(),
    at: time('at').notNull(),
  },
  (t) => [
    index('audit_by_site').on(t.siteSeq, t.seq),
    index('audit_by_actor').on(t.actor, t.seq),
    index('audit_by_action').on(t.action, t.seq),
    index('audit_by_subject').on(t.subject, t.seq),
  ],
)

/** What happened on one day of a site, counted by the schedule: reading the archive would grow with it. */
export const stat = sqliteTable(
  'stat',
  {
    siteSeq: integer('site_seq').notNull(),
    /** Days since 1970 in the site's zone. */
    day: integer('day').notNull(),
    /** `comments`, `letters`, `shares`, `discussed`, `approved`, `rejected`, `spam`, or `wait.` and a step of its scale. */
    measure: text('measure').notNull(),
    /** Whose: a moderator's or token's id, an article's id, or ''. */
    part: text('part').notNull(),
    size: integer('size').notNull(),
  },
  (t) => [primaryKey({ columns: [t.siteSeq, t.day, t.measure, t.part] })],
)

/** Up to which row of a table the statistics have counted. */
export const statMark = sqliteTable('stat_mark', {
  feed: text('feed', { enum: ['comment', 'share', 'decision'] }).primaryKey(),
  seq: integer('seq').notNull(),
})

/** How many mails to friends reached a state in one hour since 1970 (UTC); kept by a trigger. */
export const deliveryTally = sqliteTable(
  'delivery_tally',
  {
    siteSeq: integer('site_seq').notNull(),
    hour: integer('hour').notNull(),
    state: text('state', { enum: recipientStates }).notNull(),
    size: integer('size').notNull(),
  },
  (t) => [primaryKey({ columns: [t.siteSeq, t.hour, t.state] })],
)

/** Fixed-window counters of the rate limits; keys hold keyed hashes only. */
export const counter = sqliteTable(
  'counter',
  {
    key: text('key').primaryKey(),
    hits: integer('hits').notNull(),
    expiresAt: time('expires_at').notNull(),
  },
  (t) => [index('counter_expired').on(t.expiresAt)],
)

/** Challenges that were handed in, so that each is good for one item. Kept until they would have expired. */
export const spent = sqliteTable(
  'spent',
  {
    key: text('key').primaryKey(),
    /** Public id of the comment or share it was handed in with. */
    item: text('item').notNull(),
    expiresAt: time('expires_at').notNull(),
  },
  (t) => [index('spent_expired').on(t.expiresAt)],
)

/** API tokens; only the SHA-256 is stored. `sites` null means every site. */
export const token = sqliteTable('token', {
  seq: seq(),
  id: text('id').notNull().unique(),
  hash: text('hash').notNull().unique(),
  name: text('name').notNull(),
  role: text('role', { enum: roles }).notNull(),
  sites: text('sites', { mode: 'json' }).$type<string[]>(),
  createdAt: time('created_at').notNull(),
  expiresAt: time('expires_at'),
  lastUsedAt: time('last_used_at'),
})

/** People who sign in under `/admin`. `sites` null means every site. */
export const moderator = sqliteTable('moderator', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  email: text('email').notNull().unique(),
  emailVerified: flag('email_verified').notNull().default(false),
  image: text('image'),
  role: text('role', { enum: roles }).notNull().default('viewer'),
  sites: text('sites', { mode: 'json' }).$type<string[]>(),
  isDisabled: flag('is_disabled').notNull().default(false),
  /** Wants a mail about what waits for too long. */
  wantsDigest: flag('wants_digest').notNull().default(true),
  createdAt: time('created_at').notNull(),
  updatedAt: time('updated_at').notNull(),
})

export const session = sqliteTable(
  'session',
  {
    id: text('id').primaryKey(),
    /** SHA-256 of what the cookie carries. */
    token: text('token').notNull().unique(),
    userId: text('user_id')
      .notNull()
      .references(() => moderator.id, { onDelete: 'cascade' }),
    expiresAt: time('expires_at').notNull(),
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
    createdAt: time('created_at').notNull(),
    updatedAt: time('updated_at').notNull(),
    /** When the password was last given in this session after its start. */
    provedAt: time('proved_at'),
  },
  (t) => [index('session_by_user').on(t.userId)],
)

/** Second factor (RFC 6238) of a person. */
export const factor = sqliteTable('factor', {
  moderatorId: text('moderator_id')
    .primaryKey()
    .references(() => moderator.id, { onDelete: 'cascade' }),
  /** Encrypted by the keyring. */
  secret: text('secret').notNull(),
  /** null until a first code has shown that the person's app holds the secret. */
  confirmedAt: time('confirmed_at'),
  /** Time step of the last accepted code: none works twice. */
  lastStep: integer('last_step').notNull().default(0),
  createdAt: time('created_at').notNull(),
})

/** Codes for whoever has lost the second factor, keyed hashes only; a row goes with its use. */
export const backupCode = sqliteTable(
  'backup_code',
  {
    moderatorId: text('moderator_id')
      .notNull()
      .references(() => moderator.id, { onDelete: 'cascade' }),
    hash: text('hash').notNull(),
  },
  (t) => [primaryKey({ columns: [t.moderatorId, t.hash] })],
)

/** Open links by which people set their password, one each; a row goes with its use. The link is signed, not kept. */
export const invitation = sqliteTable('invitation', {
  id: text('id').primaryKey(),
  moderatorId: text('moderator_id')
    .notNull()
    .unique()
    .references(() => moderator.id, { onDelete: 'cascade' }),
  purpose: text('purpose', { enum: ['invite', 'reset'] }).notNull(),
  /** Who invites, null when people ask for themselves. */
  createdBy: text('created_by'),
  createdAt: time('created_at').notNull(),
  expiresAt: time('expires_at').notNull(),
})

export const account = sqliteTable(
  'account',
  {
    id: text('id').primaryKey(),
    accountId: text('account_id').notNull(),
    providerId: text('provider_id').notNull(),
    userId: text('user_id')
      .notNull()
      .references(() => moderator.id, { onDelete: 'cascade' }),
    accessToken: text('access_token'),
    refreshToken: text('refresh_token'),
    idToken: text('id_token'),
    accessTokenExpiresAt: time('access_token_expires_at'),
    refreshTokenExpiresAt: time('refresh_token_expires_at'),
    scope: text('scope'),
    password: text('password'),
    createdAt: time('created_at').notNull(),
    updatedAt: time('updated_at').notNull(),
  },
  (t) => [index('account_by_user').on(t.userId)],
)

export const verification = sqliteTable(
  'verification',
  {
    id: text('id').primaryKey(),
    identifier: text('identifier').notNull(),
    value: text('value').notNull(),
    expiresAt: time('expires_at').notNull(),
    createdAt: time('created_at').notNull(),
    updatedAt: time('updated_at').notNull(),
  },
  (t) => [index('verification_by_identifier').on(t.identifier)],
)

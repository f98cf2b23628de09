import { siteSettingNotes } from './setting-notes.ts'

/** What a field means, with the longest text it takes in characters as people count them (graphemes). */
export type Note = string | { meaning: string; maxGraphemes: number }

const upTo = (maxGraphemes: number, meaning: string): Note => ({ meaning, maxGraphemes })

const next = 'Cursor of the next page for `after`, or null on the last one.'
const when = 'RFC 3339, UTC.'
const articleKeyLine = upTo(200, 'The article’s key.')

/** Fields that mean the same wherever they stand, by their last name. */
const common: Record<string, Note> = {
  site: 'Key of the site.',
  after: 'Where to go on: the `next` of the page before.',
  limit: 'How many items a page may have.',
  next,
  state: 'The state it is in now.',
  createdAt: `When the service took it. ${when}`,
  editedAt: 'When its text was last changed, or null.',
  decidedBy: 'Who decided last, or null.',
  decidedAt: 'When, or null.',
  id: 'Its id.',
  url: 'Its address.',
  title: 'Its title.',
  commentCount: 'How many public comments it has, replies included.',
  publishedAt: 'When it was published, as far as the service knows.',
  closesAt: 'When responses end, or null if they do not.',
  key: 'Its key, unique within the site.',
}

const comment: Record<string, Note> = {
  id: 'Its id, made by the reader’s client.',
  parentId: 'The comment that this one answers, or null.',
  rootId: 'The comment at the top of the thread, or null for that comment itself.',
  author: 'Who wrote it.',
  'author.name': 'As the reader gave it. Plain text; empty once withdrawn.',
  'author.badge': 'Who speaks, where the newsroom vouches for it.',
  subject: 'Plain text, or null.',
  body: 'Plain text in NFC, line breaks included. Never insert it as HTML. Empty once withdrawn.',
  likeCount: 'How many readers like it. Best effort.',
  isFeatured: 'True when the editors have put it forward.',
  isWithdrawn:
    'True when its reader has taken it back; it stays as a placeholder above its replies.',
  replyCount: 'How many replies stand below it.',
  replies: 'Its first replies, at most three, oldest first.',
  repliesNext: 'Cursor for the further replies, or null when all are here.',
}

const reasons: Record<string, Note> = {
  reasons: 'Why it waits or was filed.',
  'reasons[].check': 'Name of the check; also a filter of the queue.',
  'reasons[].verdict': 'What the check asks for. `tag` only tells.',
  'reasons[].detail': 'For people.',
  'reasons[].spans': 'Where in the body: pairs of start and end in UTF-16 units.',
  article:
    'Where it belongs. Address and title are what the reader’s page claimed until the article is confirmed.',
}

const consent: Record<string, Note> = {
  consent: 'What the reader agreed to.',
  'consent.version': 'Version of the consent text that was shown: `form.consent.version`.',
  'consent.process': 'The information may be processed. Must be true.',
}

const sent: Record<string, Note> = {
  site: 'Key of the site; its allowed origins must include the page that sends.',
  article: 'What the response belongs to.',
  'article.key': upTo(200, 'Id or path by which the site knows the article.'),
  'article.url': 'Address of the page, on one of the site’s origins.',
  'article.title': upTo(300, 'Its title. Shown nowhere before the site confirms the article.'),
  proof: 'Solution of a challenge, where `form.proof` asks for one.',
  formToken:
    'The `form.token` of the page. Without it, or sent too soon, the response waits for a moderator.',
  website: 'Leave it out. A trap for machines that fill in every field.',
  token:
    '32 random bytes as base64url, made with `id`. Opens what is one’s own; only its hash is stored.',
}

const decision: Record<string, Note> = {
  id: 'Id of this decision, by which it can be undone.',
  results: 'One entry per item, in the order sent.',
  'results[].id': 'The item.',
  'results[].ok': 'Whether it moved.',
  'results[].state': 'Its state now; null when there is no such item.',
  'results[].problem': 'Why it did not move.',
  'results[].problem.type': 'Address of the page about the problem.',
  'results[].problem.code': 'Name of the problem.',
  'results[].problem.detail': 'For people.',
}

const queue: Record<string, Note> = { items: 'The page.', counts: 'Sizes of the queues.' }

const siteFields: Record<string, Note> = {
  key: 'Lower-case letters, digits and hyphens, at most 40. Never changes.',
  name: upTo(100, 'As mails and pages call it.'),
  origins: 'From where its pages may write, such as `https://bao.example`.',
  settings: 'See SiteSettings.',
  version: 'Rises with every change; also the ETag.',
}

/** Meanings by object and path, `[]` standing for the items of a list. */
const notes: Record<string, Record<string, Note>> = {
  ThreadParams: {
    article: articleKeyLine,
    sort: 'The order; `top` puts the most liked first.',
    focus: 'Opens the page that holds this comment.',
  },
  CountParams: {
    article: 'The articles’ keys.',
    'article[]': upTo(200, 'Key of an article.'),
  },
  ArticlesParams: { sort: 'The newest or the most discussed first.' },
  ArticleParams: { key: articleKeyLine },
  SitesParams: { after: 'The last key of the page before.' },
  QueueParams: {
    site: 'Only this site.',
    state: 'Only this state.',
    audience: 'Comments meant for the public, or letters to the editors.',
    ticket: 'Only letters in this state.',
    reason: 'Only what this check found, such as `links`.',
    reported: 'Only what readers have reported.',
    article: upTo(200, 'Only this article.'),
    q: upTo(200, 'Words to search for; diacritics and case do not matter.'),
    sort: 'Which end of the queue comes first.',
  },
  NewComment: {
    ...sent,
    ...consent,
    id: 'UUIDv7, made once per draft. A repeated request with the same id is the same comment.',
    parentId: 'The comment it answers, under the same article.',
    audience: '`public` is published once approved, `editors` never.',
    author: 'Who writes. The site’s settings say which fields it asks for.',
    'author.name': upTo(100, 'May be empty where the site does not require it.'),
    'author.email': 'For answers; never shown.',
    'author.phone': 'A Vietnamese or international number; never shown.',
    'author.address': upTo(200, 'Never shown.'),
    subject: upTo(150, 'One line, where the site asks for it.'),
    body: upTo(
      10_000,
      'The text. The site’s own bounds are `form.minLength` and `form.maxLength`.',
    ),
    'consent.publish': 'Name and text may be published. Must be true for `audience: public`.',
    notify: 'Mail me when somebody answers; needs an e-mail address.',
    member: 'Token of a signed-in member, where the site uses them.',
  },
  CommentPatch: {
    body: upTo(10_000, 'The new text. The site’s own bounds apply.'),
    subject: upTo(150, 'The new subject; without it there is none.'),
  },
  NewReport: {
    reason: 'What is wrong with it.',
    detail: upTo(500, 'In the reader’s words.'),
  },
  LikeReceipt: { likeCount: 'How many readers like it now.' },
  ReportReceipt: { id: 'The comment.' },
  NewShare: {
    ...sent,
    ...consent,
    id: 'UUIDv7, made once per draft. A repeated request with the same id is the same share.',
    sender: 'Who sends.',
    'sender.name': upTo(100, 'As the friend will read it.'),
    'sender.email': 'Gets the mail with the confirmation; the friend can answer to it.',
    recipients: 'The friends’ addresses. A site may allow fewer.',
    message: upTo(300, 'A greeting. Links, addresses and phone numbers are refused.'),
    'consent.share': 'I know these people and answer for this mail. Must be true.',
    senderToken: 'From an earlier confirmed share; spares the confirmation.',
  },
  NewDecision: {
    items: 'What to decide about.',
    'items[].kind': 'Comment or share.',
    'items[].id': 'Its id.',
    'items[].from': 'The state you saw. If a colleague has moved it since, it stays as it is.',
    to: 'Where to.',
    reason: 'Key of one of the site’s reasons.',
    message: upTo(500, 'Told to the reader, where the site tells reasons.'),
    note: upTo(1000, 'For colleagues only.'),
  },
  PutArticle: {
    key: upTo(200, 'Id or path by which the site knows the article.'),
    url: 'Its address, on one of the site’s origins.',
    title: upTo(300, 'Its title.'),
    excerpt: upTo(500, 'A sentence or two.'),
    publishedAt: 'Now, if left out.',
    isOpen: 'Whether it takes responses.',
  },
  NewSite: siteFields,
  SitePatch: {
    ...siteFields,
    settings: 'Groups of SiteSettings to merge; `null` restores a default.',
  },
  Site: siteFields,
  SiteList: { items: 'The page.', next: 'The last key shown, for `after`, or null.' },
  ThreadPage: {
    article: 'The article.',
    'article.key': 'As asked for.',
    'article.url': 'Null until the site has confirmed the article.',
    'article.title': 'Null until the site has confirmed the article.',
    'article.isOpen': 'Whether it takes responses.',
    form: 'What a form for this article must know.',
    comments: 'The page.',
  },
  FormRules: {
    moderation: 'Who waits for a moderator: all, a reader’s first comments, or nobody.',
    fields: 'What the form asks for.',
    'fields.name': 'Full name.',
    'fields.email': 'E-mail address.',
    'fields.phone': 'Phone number.',
    'fields.address': 'Postal address.',
    'fields.subject': 'Subject.',
    minLength: 'Shortest body in characters.',
    maxLength: 'Longest body in characters.',
    audiences: 'For whom one may write here.',
    consent: 'What readers agree to.',
    'consent.version': 'To be sent back with the response.',
    'consent.processText': 'Beside the box for processing.',
    'consent.publishText': 'Beside the box for publishing.',
    'consent.shareText': 'Beside the box of the share form.',
    labels: 'Texts that this site words differently.',
    proof: 'Whether a challenge must be solved first.',
    token: 'Signed time of this page; send it as `formToken`.',
    share: 'Rules of the share form; null where there is none.',
    'share.maxRecipients': 'Most friends at once.',
    'share.message': 'Whether a greeting may be added.',
    'share.maxMessageLength': 'Longest greeting in characters.',
    'share.confirm': 'Whether the sender gets a mail to confirm first.',
    addressForm: 'How the site addresses its readers.',
  },
  Comment: comment,
  ReplyPage: { comments: 'The page. Replies of replies stand in the same list.' },
  CommentReceipt: {
    comment: 'The comment as readers see it, when it is public.',
    reference: 'A short word for people to quote to the newsroom.',
    editableUntil: `Until when its reader may change it. ${when}`,
  },
  OwnComment: {
    body: 'The text as stored.',
    reason: 'What the moderator chose to tell, or null.',
    editableUntil: `Until when it may be changed. ${when}`,
  },
  CommentCounts: { counts: 'A number for each key asked for.' },
  ArticleList: { articles: 'In the order asked for.' },
  ShareReceipt: { state: '`unconfirmed` until the sender has confirmed it by mail.' },
  OwnShare: { senderToken: 'Present once confirmed; spares the next confirmations.' },
  CommentQueue: queue,
  ShareQueue: queue,
  QueueCounts: {
    unconfirmed: 'Waiting for their sender.',
    pending: 'Waiting for a moderator.',
    approved: 'Approved.',
    rejected: 'Rejected.',
    spam: 'Filed as spam.',
    withdrawn: 'Taken back by their reader.',
    reported: 'Reported by readers.',
    tickets: 'Letters to the editors.',
  },
  QueueComment: {
    ...comment,
    ...reasons,
    repliesNext: 'Always null here.',
    audience: 'For whom it was written.',
    ticket: 'How far a letter to the editors has come; null for public comments.',
    sender: 'Personal data; null for the role `viewer`.',
    'sender.email': 'E-mail address, or null.',
    'sender.phone': 'Phone number (E.164), or null.',
    'sender.address': 'Postal address, or null.',
    'sender.isConfirmed': 'Whether the e-mail address is known to be theirs.',
    reportCount: 'How many readers have reported it.',
    record: 'What became of the same author’s comments here.',
    'record.approved': 'Approved ones.',
    'record.rejected': 'Rejected ones.',
    'record.spam': 'Ones filed as spam.',
    'record.firstSeenAt': 'When the author first wrote.',
  },
  QueueShare: {
    ...reasons,
    sender: 'Personal data; null for the role `viewer`.',
    'sender.name': 'As given.',
    'sender.email': 'As given.',
    'sender.isConfirmed': 'Whether the mail to it was confirmed.',
    recipients: 'The friends.',
    'recipients[].address': 'Null for the role `viewer` and once erased.',
    'recipients[].state': 'What became of the mail.',
    'recipients[].at': 'Since when.',
    message: 'The greeting, or null.',
  },
  DecisionReceipt: decision,
  Article: {
    isOpen: 'Whether it takes responses.',
    url: 'Null until confirmed.',
    title: 'Null until confirmed.',
    verifiedAt: 'When the site last confirmed it, or null.',
  },
  Health: { status: 'Always `ok`.' },
  Readiness: {
    status: 'Always `ok`; otherwise the answer is a problem.',
    outboxAgeSeconds: 'How long the oldest due mail has waited.',
  },
  Problem: {
    type: 'Address of the page about this problem.',
    code: 'Its stable name: decide by this.',
    title: 'For developers, in English; may be reworded.',
    status: 'The HTTP status.',
    detail: 'More about this case.',
    instance: 'Id of the request, also in `X-Request-Id` and in the log.',
    errors: 'What is wrong with which field.',
    'errors[].pointer': 'JSON pointer (RFC 6901) into the request; empty for the whole.',
    'errors[].detail': 'For readers, in Vietnamese or English by `Accept-Language`.',
  },
}

/** The note on a field, or undefined if it has none (a test sees to it that each has one). */
export function noteOn(object: string, path: string): Note | undefined {
  const last = path.split(/[.[\]]+/).findLast((part) => part !== '') ?? ''
  return notes[object]?.[path] ?? settingNotes(object)?.[path] ?? common[last]
}

function settingNotes(object: string): Record<string, Note> | undefined {
  return object.startsWith('SiteSettings') ? siteSettingNotes : undefined
}

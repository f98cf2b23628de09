import { adminNotes } from './admin-notes.ts'
import { answerNotes } from './answer-notes.ts'
import { itemRequestNotes } from './item-notes.ts'
import { deskNotes } from './desk-operations.ts'
import { challengeNotes } from './defence.ts'
import { type Note, siteFields, upTo } from './note.ts'
import { outboxNotes } from './outbox.ts'
import { secretNotes } from './secrets.ts'
import { siteSettingNotes } from './setting-notes.ts'

const next = 'Cursor of the next page for `after`, or null on the last one.'
const articleKeyLine = upTo(200, 'The article’s key.')

/** Fields that mean the same wherever they stand, by their last name. */
const common: Record<string, Note> = {
  site: 'Key of the site.',
  after: 'Where to go on: the `next` of the page before.',
  limit: 'How many items a page may have.',
  next,
  state: 'The state it is in now.',
  createdAt: 'When the service took it.',
  editedAt: 'When its text was last changed, or null.',
  decidedBy: 'Who decided last, or null.',
  decidedAt: 'When, or null.',
  assigned: 'For whom it is, or null.',
  to: '`person:` and an id, or `desk:` and a name.',
  label: 'How people call them.',
  id: 'Its id.',
  url: 'Its address.',
  title: 'Its title.',
  commentCount: 'How many public comments it has, replies included.',
  publishedAt: 'When it was published, as far as the service knows.',
  closesAt: 'When responses end, or null if they do not.',
  key: 'Its key, unique within the site.',
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

const queueFilters: Record<string, Note> = {
  site: 'Only this site.',
  state: 'Only this state.',
  audience: 'Comments meant for the public, or letters to the editors.',
  ticket: 'Only letters in this state.',
  reason: 'Only what this check found, such as `links`.',
  reported: 'Only what readers have reported.',
  correction: 'Only what asks for a correction.',
  article: upTo(200, 'Only this article.'),
  section: upTo(200, 'Only articles whose key, or whose path, begins like this.'),
  author: 'Only what the author of this comment has written; nothing where it came without e-mail.',
  network: 'Only what came from the same network as this comment.',
  sameText: 'Only what says the same as this comment.',
  link: upTo(200, 'Only texts that contain this.'),
  assignee: 'Only what is assigned to `person:` and an id, or `desk:` and a name.',
  q: upTo(200, 'Words to search for; diacritics and case do not matter.'),
}

const told: Record<string, Note> = {
  to: 'Where to.',
  reason: 'Key of one of the site’s reasons.',
  message: upTo(500, 'Told to the reader, where the site tells reasons.'),
  note: upTo(1000, 'For colleagues only.'),
}

/** Meanings of what is sent, by object and path, `[]` standing for the items of a list. */
const requestNotes: Record<string, Record<string, Note>> = {
  ...challengeNotes,
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
    ...queueFilters,
    sort: 'Which end of the queue comes first; `priority` is for what is pending or reported: most reports first, then the oldest.',
  },
  ShareQueueParams: { ...queueFilters, sort: 'Which end of the queue comes first.' },
  NewComment: {
    senderToken:
      'From a confirmed share of the same address: where only first comments wait, its record counts.',
    ...sent,
    ...consent,
    id: 'Made once per draft. A repeated request with the same id is the same comment.',
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
    id: 'Made once per draft. A repeated request with the same id is the same share.',
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
    ...told,
  },
  MatchingDecision: {
    kind: 'Comments or shares.',
    filters: 'Which of them; all narrow together.',
    ...Object.fromEntries(
      Object.entries(queueFilters).map(([name, note]) => [`filters.${name}`, note]),
    ),
    before: 'What came later is left alone: the moment at which you looked.',
    sort: 'The order in which they are decided.',
    ...told,
  },
  ...itemRequestNotes,
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
  TokensParams: { after: 'The last id of the page before.' },
  NewToken: {
    name: upTo(100, 'What it is for.'),
    role: 'What it may do; each role includes those before it.',
    sites: 'Keys of the sites it sees; null for all.',
    expiresAt: 'When it ends; never, if left out.',
  },
  PeopleParams: { after: 'The last id of the page before.' },
  NewPerson: {
    email: 'Where the invitation goes.',
    name: upTo(100, 'As colleagues will see it.'),
    role: 'What they may do; each role includes those before it.',
    sites: 'Keys of the sites they see; null for all.',
  },
  PersonPatch: {
    name: upTo(100, 'As colleagues see it.'),
    role: 'What they may do; each role includes those before it.',
    sites: 'Keys of the sites they see; null for all.',
    isDisabled: 'Whether they are kept out.',
  },
}

/** The note on a field, or undefined if it has none (a test sees to it that each has one). */
export function noteOn(object: string, path: string): Note | undefined {
  const last = path.split(/[.[\]]+/).findLast((part) => part !== '') ?? ''
  return (
    requestNotes[object]?.[path] ??
    answerNotes[object]?.[path] ??
    outboxNotes[object]?.[path] ??
    secretNotes[object]?.[path] ??
    deskNotes[object]?.[path] ??
    adminNotes[object]?.[path] ??
    settingNotes(object)?.[path] ??
    common[last]
  )
}

function settingNotes(object: string): Record<string, Note> | undefined {
  return object.startsWith('SiteSettings') ? siteSettingNotes : undefined
}

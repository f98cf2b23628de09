import * as v from 'valibot'
import type { CommentView } from '../comments/view.ts'
import { siteKey, uuid } from '../fields.ts'
import { problems } from '../problem.ts'
import { audiences, recipientStates, states, tickets } from '../schema.ts'
import { outboxAnswers } from './outbox.ts'
import { secretAnswers } from './secrets.ts'
import { SiteSettings } from '../sites/settings.ts'
import { adminAnswers } from './admin-answers.ts'
import { deskAnswers } from './desk-operations.ts'
import { itemAnswers } from './item-answers.ts'
import { peopleAnswers } from './people-answers.ts'
import { Challenge } from './defence.ts'

// What the service answers, strictly: a field too many fails as one too few does. Tests hold answers against these.

const time = v.pipe(v.string(), v.isoTimestamp())
const count = v.pipe(v.number(), v.integer(), v.minValue(0))
const cursor = v.nullable(v.pipe(v.string(), v.minLength(1)))
const flag = v.boolean()

const commentFields = {
  id: uuid,
  parentId: v.nullable(uuid),
  rootId: v.nullable(uuid),
  author: v.strictObject({
    name: v.string(),
    badge: v.nullable(v.picklist(['member', 'author', 'staff'])),
  }),
  subject: v.nullable(v.string()),
  body: v.string(),
  createdAt: time,
  editedAt: v.nullable(time),
  likeCount: count,
  isFeatured: flag,
  isWithdrawn: flag,
  replyCount: count,
}

const Comment: v.GenericSchema<CommentView> = v.strictObject({
  ...commentFields,
  replies: v.array(v.lazy(() => Comment)),
  repliesNext: cursor,
})

const fieldUse = v.picklist(['hidden', 'optional', 'required'])
const addressForm = v.picklist(['ban', 'quy-doc-gia'])

const FormRules = v.strictObject({
  moderation: v.picklist(['all', 'first', 'none']),
  fields: v.strictObject({
    name: fieldUse,
    email: fieldUse,
    phone: fieldUse,
    address: fieldUse,
    subject: fieldUse,
  }),
  minLength: count,
  maxLength: count,
  audiences: v.array(v.picklist(audiences)),
  consent: v.strictObject({
    version: v.string(),
    processText: v.string(),
    publishText: v.string(),
    shareText: v.string(),
  }),
  labels: v.record(v.string(), v.string()),
  proof: v.picklist(['none', 'required']),
  token: v.string(),
  share: v.nullable(
    v.strictObject({ maxRecipients: count, message: flag, maxMessageLength: count, confirm: flag }),
  ),
  notify: flag,
  timeZone: v.string(),
  addressForm,
})

const ThreadPage = v.strictObject({
  article: v.strictObject({
    key: v.string(),
    url: v.nullable(v.string()),
    title: v.nullable(v.string()),
    isOpen: flag,
    closesAt: v.nullable(time),
    commentCount: count,
  }),
  form: FormRules,
  comments: v.array(Comment),
  next: cursor,
})

const ReplyPage = v.strictObject({ comments: v.array(Comment), next: cursor })

const CommentReceipt = v.strictObject({
  id: uuid,
  state: v.picklist(states),
  comment: v.exactOptional(Comment),
  reference: v.string(),
  editableUntil: time,
})

const OwnComment = v.strictObject({
  id: uuid,
  state: v.picklist(states),
  body: v.string(),
  reason: v.nullable(v.string()),
  editableUntil: time,
  senderToken: v.exactOptional(v.string()),
})

const LikeReceipt = v.strictObject({ likeCount: count })
const ReportReceipt = v.strictObject({ id: uuid })

const CommentCounts = v.strictObject({ counts: v.record(v.string(), count) })

const ArticleList = v.strictObject({
  articles: v.array(
    v.strictObject({
      key: v.string(),
      url: v.string(),
      title: v.string(),
      publishedAt: time,
      commentCount: count,
    }),
  ),
})

const ShareReceipt = v.strictObject({
  id: uuid,
  state: v.picklist(['unconfirmed', 'pending', 'approved']),
})

const OwnShare = v.strictObject({
  state: v.picklist(states),
  senderToken: v.exactOptional(v.string()),
})

const queueArticle = v.strictObject({
  id: uuid,
  key: v.string(),
  url: v.string(),
  title: v.string(),
})
const reasons = v.array(
  v.strictObject({
    check: v.string(),
    verdict: v.picklist(['hold', 'spam', 'tag']),
    detail: v.string(),
    spans: v.array(v.strictTuple([count, count])),
  }),
)
const decided = {
  decidedBy: v.nullable(v.string()),
  decidedAt: v.nullable(time),
  assigned: v.nullable(v.strictObject({ to: v.string(), label: v.string() })),
}

const QueueComment = v.strictObject({
  ...commentFields,
  repliesNext: cursor,
  site: siteKey,
  article: queueArticle,
  state: v.picklist(states),
  audience: v.picklist(audiences),
  ticket: v.nullable(v.picklist(tickets)),
  sender: v.nullable(
    v.strictObject({
      email: v.nullable(v.string()),
      phone: v.nullable(v.string()),
      address: v.nullable(v.string()),
      isConfirmed: flag,
    }),
  ),
  reasons,
  reportCount: count,
  record: v.strictObject({ approved: count, rejected: count, spam: count, firstSeenAt: time }),
  ...decided,
})

const QueueShare = v.strictObject({
  id: uuid,
  site: siteKey,
  article: queueArticle,
  state: v.picklist(states),
  sender: v.nullable(v.strictObject({ name: v.string(), email: v.string(), isConfirmed: flag })),
  recipients: v.array(
    v.strictObject({
      address: v.nullable(v.string()),
      state: v.picklist(recipientStates),
      at: v.nullable(time),
    }),
  ),
  message: v.nullable(v.string()),
  reasons,
  createdAt: time,
  ...decided,
})

const QueueCounts = v.strictObject({
  unconfirmed: count,
  pending: count,
  approved: count,
  rejected: count,
  spam: count,
  withdrawn: count,
  reported: count,
  tickets: count,
})

const CommentQueue = v.strictObject({
  items: v.array(QueueComment),
  counts: QueueCounts,
  next: cursor,
})
const ShareQueue = v.strictObject({ items: v.array(QueueShare), counts: QueueCounts, next: cursor })

const DecisionReceipt = v.strictObject({
  id: uuid,
  results: v.array(
    v.strictObject({
      id: uuid,
      ok: flag,
      state: v.nullable(v.picklist(states)),
      by: v.exactOptional(v.string()),
      problem: v.exactOptional(
        v.strictObject({ type: v.string(), code: v.string(), detail: v.string() }),
      ),
    }),
  ),
})

const Site = v.strictObject({
  key: siteKey,
  name: v.string(),
  origins: v.array(v.string()),
  settings: SiteSettings,
  version: count,
})

const MatchingReceipt = v.strictObject({
  ...DecisionReceipt.entries,
  id: v.nullable(uuid),
  next: cursor,
})

const SiteList = v.strictObject({ items: v.array(Site), next: v.nullable(siteKey) })

const Article = v.strictObject({
  id: uuid,
  site: siteKey,
  key: v.string(),
  url: v.nullable(v.string()),
  title: v.nullable(v.string()),
  isOpen: flag,
  closesAt: v.nullable(time),
  publishedAt: time,
  verifiedAt: v.nullable(time),
  commentCount: count,
})

const Problem = v.strictObject({
  type: v.pipe(v.string(), v.url()),
  // Keys of a constant object; `Object.keys` only forgets which.
  code: v.picklist(Object.keys(problems) as (keyof typeof problems)[]),
  title: v.string(),
  status: v.pipe(v.number(), v.integer(), v.minValue(400), v.maxValue(599)),
  detail: v.exactOptional(v.string()),
  instance: uuid,
  errors: v.exactOptional(v.array(v.strictObject({ pointer: v.string(), detail: v.string() }))),
})

const Health = v.strictObject({ status: v.literal('ok') })
const Readiness = v.strictObject({ status: v.literal('ok'), outboxAgeSeconds: count })

/** Every object that answers consist of, by the name it has in the OpenAPI document. */
export const answers = {
  Challenge,
  ThreadPage,
  Comment,
  FormRules,
  ReplyPage,
  CommentReceipt,
  OwnComment,
  LikeReceipt,
  ReportReceipt,
  CommentCounts,
  ArticleList,
  ShareReceipt,
  OwnShare,
  CommentQueue,
  QueueComment,
  ShareQueue,
  QueueShare,
  QueueCounts,
  DecisionReceipt,
  MatchingReceipt,
  ...itemAnswers({ QueueComment, QueueShare, DecisionReceipt, reasons }),
  SiteList,
  Site,
  SiteSettings,
  Article,
  ...peopleAnswers,
  ...outboxAnswers,
  ...secretAnswers,
  ...deskAnswers,
  ...adminAnswers,
  Health,
  Readiness,
  Problem,
} satisfies Record<string, v.GenericSchema>

export type AnswerName = keyof typeof answers

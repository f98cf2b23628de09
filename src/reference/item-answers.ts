import * as v from 'valibot'
import { siteKey, uuid } from '../fields.ts'
import { banKinds } from '../moderation/bans.ts'
import { answerStates, states, takedownKinds, takedownOutcomes, tickets } from '../schema.ts'

const time = v.pipe(v.string(), v.isoTimestamp())
const count = v.pipe(v.number(), v.integer(), v.minValue(0))
const cursor = v.nullable(v.pipe(v.string(), v.minLength(1)))
const flag = v.boolean()
const state = v.picklist(states)
const wording = { subject: v.nullable(v.string()), body: v.string(), at: time }

const Note = v.strictObject({ id: uuid, text: v.string(), by: v.string(), at: time })

const LetterMail = v.strictObject({
  id: uuid,
  kind: v.picklist(['answer', 'forward']),
  body: v.string(),
  signature: v.nullable(v.string()),
  desk: v.nullable(v.string()),
  state: v.picklist(answerStates),
  by: v.string(),
  at: time,
  sentAt: v.nullable(time),
})

const PastDecision = v.strictObject({
  id: uuid,
  from: state,
  to: state,
  reason: v.nullable(v.string()),
  message: v.nullable(v.string()),
  note: v.nullable(v.string()),
  by: v.string(),
  at: time,
  undoes: v.nullable(uuid),
})

const Takedown = v.strictObject({
  id: uuid,
  site: siteKey,
  comment: uuid,
  author: v.string(),
  article: v.strictObject({ key: v.string(), title: v.string() }),
  kind: v.picklist(takedownKinds),
  askedBy: v.string(),
  document: v.nullable(v.string()),
  detail: v.nullable(v.string()),
  receivedAt: time,
  dueAt: time,
  isOverdue: flag,
  outcome: v.nullable(v.picklist(takedownOutcomes)),
  outcomeNote: v.nullable(v.string()),
  createdBy: v.string(),
  closedBy: v.nullable(v.string()),
  closedAt: v.nullable(time),
  heldUntil: v.nullable(time),
})

const Ban = v.strictObject({
  id: uuid,
  site: v.nullable(siteKey),
  kind: v.picklist(banKinds),
  label: v.string(),
  reason: v.nullable(v.string()),
  createdBy: v.string(),
  createdAt: time,
  expiresAt: v.nullable(time),
  liftedAt: v.nullable(time),
  liftedBy: v.nullable(v.string()),
  isActive: flag,
})

const ItemMarks = v.strictObject({
  id: uuid,
  state,
  subject: v.nullable(v.string()),
  body: v.string(),
  editedAt: v.nullable(time),
  isFeatured: flag,
  asksCorrection: flag,
  ticket: v.nullable(v.picklist(tickets)),
})

interface Queued<C, S, D, R> {
  QueueComment: C
  QueueShare: S
  DecisionReceipt: D
  reasons: R
}

/** What calls about one item, bans and takedown requests answer; they hold what queues answer, too. */
export function itemAnswers<
  C extends v.GenericSchema,
  S extends v.GenericSchema,
  D extends v.GenericSchema,
  R extends v.GenericSchema,
>({ QueueComment, QueueShare, DecisionReceipt, reasons }: Queued<C, S, D, R>) {
  const CommentDetail = v.strictObject({
    comment: QueueComment,
    asksCorrection: flag,
    heldUntil: v.nullable(time),
    heldReason: v.nullable(v.string()),
    toldReason: v.nullable(v.string()),
    hasNetwork: flag,
    parent: v.nullable(v.strictObject({ id: uuid, name: v.string(), body: v.string(), state })),
    place: v.strictObject({
      excerpt: v.nullable(v.string()),
      isOpen: flag,
      closesAt: v.nullable(time),
      siteIsOpen: flag,
    }),
    revisions: v.array(v.strictObject({ ...wording, by: v.string() })),
    history: v.array(PastDecision),
    notes: v.nullable(v.array(Note)),
    answers: v.nullable(v.array(LetterMail)),
    mails: v.array(
      v.strictObject({
        kind: v.string(),
        state: v.picklist(['waiting', 'done', 'dead', 'dropped']),
        attempts: count,
        dueAt: time,
        doneAt: v.nullable(time),
      }),
    ),
    others: v.array(
      v.strictObject({
        id: uuid,
        state,
        article: v.string(),
        beginning: v.string(),
        createdAt: time,
      }),
    ),
    takedowns: v.nullable(v.array(Takedown)),
  })
  const ShareDetail = v.strictObject({
    share: QueueShare,
    hasNetwork: flag,
    history: v.array(PastDecision),
    notes: v.nullable(v.array(Note)),
  })
  const SealedComment = v.strictObject({
    authorName: v.string(),
    authorEmail: v.nullable(v.string()),
    authorPhone: v.nullable(v.string()),
    authorAddress: v.nullable(v.string()),
    subject: v.nullable(v.string()),
    body: v.string(),
    reasons,
    createdAt: time,
    revisions: v.array(v.strictObject({ ...wording, replacedBy: v.string() })),
    until: time,
  })
  return {
    CommentDetail,
    ShareDetail,
    ItemMarks,
    PublishedReply: v.strictObject({ id: uuid, state: v.literal('approved'), createdAt: time }),
    LetterMail,
    Note,
    PastDecision,
    SealedComment,
    Ban,
    BanReceipt: v.strictObject({ ban: Ban, decision: v.nullable(DecisionReceipt) }),
    BanList: v.strictObject({ items: v.array(Ban), next: cursor }),
    Takedown,
    TakedownList: v.strictObject({ items: v.array(Takedown), next: cursor }),
  }
}

import { commentId, commentQueue, decisionId, replyId, shareId, shareQueue } from './examples.ts'

const at = '2025-06-26T08:20:00.000Z'
const later = '2025-06-26T08:20:10.000Z'
const by = 'Lê Thu Hà'
export const mailId = '0197a2f0-2b10-7c41-8e5d-17a3c4e9b205'
export const banId = '0197a2f3-6d72-7a0e-b1c4-52e9f8d03a17'
export const takedownId = '0197a2f8-90ab-7f25-9d36-c08b4e71f5a3'
const noteId = '0197a2fa-14cd-7b98-8a07-3e6d92b5c4f1'

const [queued] = commentQueue.items
const [queuedShare] = shareQueue.items

const past = {
  id: decisionId,
  from: 'pending',
  to: 'approved',
  reason: null,
  message: null,
  note: null,
  by,
  at,
  undoes: null,
}

export const newNote = { text: 'Đã gọi điện cho bạn đọc, số liệu đúng.' }
export const note = { id: noteId, ...newNote, by, at }

export const commentDetail = {
  comment: { ...queued, state: 'approved', decidedBy: by, decidedAt: at },
  asksCorrection: false,
  heldUntil: null,
  heldReason: null,
  toldReason: null,
  hasNetwork: true,
  parent: null,
  place: { excerpt: null, isOpen: true, closesAt: null, siteIsOpen: true },
  revisions: [],
  history: [past],
  notes: [note],
  answers: [],
  mails: [],
  others: [],
  takedowns: [],
}

export const shareDetail = {
  share: { ...queuedShare, state: 'approved', decidedBy: by, decidedAt: at },
  hasNetwork: true,
  history: [past],
  notes: [],
}

export const itemPatch = {
  body: 'Bài viết rất hữu ích. Con tôi đọc xong còn xin đi xem thuyền ngay.',
  isFeatured: true,
  editedAt: null,
}
export const itemMarks = {
  id: commentId,
  state: 'approved',
  subject: null,
  body: itemPatch.body,
  editedAt: at,
  isFeatured: true,
  asksCorrection: false,
  ticket: null,
}

export const newReply = {
  id: replyId,
  body: 'Cảm ơn bạn. Thuyền ghé bến mỗi sáng thứ Bảy.',
  signature: by,
}
export const publishedReply = { id: replyId, state: 'approved', createdAt: at }

export const newAnswer = {
  id: mailId,
  body: 'Tòa soạn đã nhận được góp ý và sẽ kiểm tra lại số liệu.',
}
export const letterMail = {
  ...newAnswer,
  kind: 'answer',
  signature: null,
  desk: null,
  state: 'queued',
  by,
  at,
  sentAt: null,
}
export const newForward = { id: mailId, desk: 'Ban Bạn đọc', note: 'Nhờ các anh chị xem giúp.' }
export const forwarded = {
  ...letterMail,
  kind: 'forward',
  body: newForward.note,
  desk: newForward.desk,
}

export const newBan = { kind: 'email', comment: commentId, days: 30, rejectPending: true }
export const ban = {
  id: banId,
  site: 'bao',
  kind: 'email',
  label: 'Nguyễn Thị Hoà · h…@thu.example',
  reason: null,
  createdBy: by,
  createdAt: at,
  expiresAt: '2025-07-26T08:20:00.000Z',
  liftedAt: null,
  liftedBy: null,
  isActive: true,
}

export const newTakedown = {
  comment: commentId,
  kind: 'authority',
  askedBy: 'Sở Thông tin và Truyền thông',
  document: '1234/STTTT-BC',
  receivedAt: at,
}
export const takedown = {
  id: takedownId,
  site: 'bao',
  comment: commentId,
  author: 'Nguyễn Thị Hoà',
  article: { key: '/doi-song/thu-vien-tren-thuyen', title: 'Thư viện trên thuyền' },
  kind: 'authority',
  askedBy: newTakedown.askedBy,
  document: newTakedown.document,
  detail: null,
  receivedAt: at,
  dueAt: '2025-06-27T08:20:00.000Z',
  isOverdue: false,
  outcome: null,
  outcomeNote: null,
  createdBy: by,
  closedBy: null,
  closedAt: null,
  heldUntil: null,
}
export const takedownPatch = { outcome: 'removed', note: 'Đã gỡ theo công văn.', holdDays: 365 }
export const closedTakedown = {
  ...takedown,
  outcome: 'removed',
  outcomeNote: takedownPatch.note,
  closedBy: by,
  closedAt: later,
  heldUntil: '2026-06-26T08:20:10.000Z',
}
export const sealedComment = {
  authorName: 'Nguyễn Thị Hoà',
  authorEmail: 'hoa@thu.example',
  authorPhone: null,
  authorAddress: null,
  subject: null,
  body: 'Những lời đã bị gỡ.',
  reasons: [],
  createdAt: at,
  revisions: [],
  until: closedTakedown.heldUntil,
}
export { commentId, shareId }

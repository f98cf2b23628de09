import * as v from 'valibot'
import { SiteSettings } from '../sites/settings.ts'

// One small story told through all examples: a reader comments, a moderator approves, a friend gets a letter.

export const commentId = '0197a2c4-5d00-7a31-8f22-6b1f0c9d4e11'
export const replyId = '0197a2d0-11c8-7b40-9c55-0d7e21f3a902'
export const shareId = '0197a2d9-7e10-7c02-a4b1-5f66d0c3e7b8'
export const decisionId = '0197a2e1-0a44-7d13-b0c9-91e2f7a65d30'
const articleId = '0197a2b0-3300-7e55-8d10-44c0ba7e1f92'

const key = '/doi-song/thu-vien-tren-thuyen'
const url = `https://bao.example${key}`
const title = 'Thư viện trên thuyền'
const article = { key, url, title }
const body = 'Bài viết rất hữu ích. Con tôi đọc xong còn xin đi xem thuyền.'

export const newComment = {
  id: commentId,
  site: 'bao',
  article,
  audience: 'public',
  author: { name: 'Nguyễn Thị Hoà', email: 'hoa@thu.example' },
  body,
  consent: { version: '1', process: true, publish: true },
  token: 'Zb3kT1v0hQy8sW5nE2cJ7uLx9dAf4mGp6iRoKtVwYqs',
  formToken: 'MTc1MDkyMzAwMDAwMA.c2lnbmF0dXJl',
}

const replyAlone = {
  id: replyId,
  parentId: commentId,
  rootId: commentId,
  author: { name: 'Tòa soạn', badge: 'staff' },
  subject: null,
  body: 'Cảm ơn bạn. Thuyền ghé bến mỗi sáng thứ Bảy.',
  createdAt: '2025-06-26T08:20:00.000Z',
  editedAt: null,
  likeCount: 1,
  isFeatured: false,
  isWithdrawn: false,
  replyCount: 0,
  repliesNext: null,
}
const reply = { ...replyAlone, replies: [] }

const commentAlone = {
  ...replyAlone,
  id: commentId,
  parentId: null,
  rootId: null,
  author: { name: 'Nguyễn Thị Hoà', badge: null },
  body,
  createdAt: '2025-06-26T07:30:00.000Z',
  likeCount: 3,
  replyCount: 1,
}
const comment = { ...commentAlone, replies: [reply] }

export const threadPage = {
  article: { ...article, isOpen: true, closesAt: null, commentCount: 2 },
  form: {
    moderation: 'all',
    fields: {
      name: 'required',
      email: 'optional',
      phone: 'hidden',
      address: 'hidden',
      subject: 'hidden',
    },
    minLength: 5,
    maxLength: 1000,
    audiences: ['public', 'editors'],
    consent: {
      version: '1',
      processText: 'Tôi đồng ý để tòa soạn xử lý thông tin trên…',
      publishText: 'Tôi đồng ý đăng công khai tên và ý kiến của tôi.',
      shareText: 'Tôi quen biết người nhận và chịu trách nhiệm về việc gửi bài viết này.',
    },
    labels: {},
    proof: 'none',
    token: newComment.formToken,
    share: { maxRecipients: 3, message: true, maxMessageLength: 300, confirm: true },
    notify: true,
    timeZone: 'Asia/Ho_Chi_Minh',
    addressForm: 'ban',
  },
  comments: [comment],
  next: null,
}

export const replyPage = { comments: [reply], next: null }

export const commentReceipt = {
  id: commentId,
  state: 'pending',
  reference: '002M-K7Q4XD',
  editableUntil: '2025-06-26T07:45:00.000Z',
}

export const ownComment = {
  id: commentId,
  state: 'approved',
  body,
  reason: null,
  editableUntil: '2025-06-26T07:45:00.000Z',
}

export const commentPatch = { body: `${body} Xin cảm ơn.` }
export const editedComment = { ...ownComment, state: 'pending', body: commentPatch.body }

export const commentCounts = { counts: { [key]: 2, '/doi-song/cho-noi': 0 } }

export const articleList = {
  articles: [{ ...article, publishedAt: '2025-06-26T01:00:00.000Z', commentCount: 2 }],
}

export const newShare = {
  id: shareId,
  site: 'bao',
  article,
  sender: { name: 'Trần Văn Bình', email: 'binh@thu.example' },
  recipients: ['lan@ban.example'],
  message: 'Cuối tuần mình đưa bọn trẻ đi nhé.',
  consent: { version: '1', process: true, share: true },
  token: 'q7Nf0sYw3RkLm5cVh2TzXe9uJdPb8GoA1iCyKt6SxMQ',
}

export const shareReceipt = { id: shareId, state: 'unconfirmed' }
export const ownShare = { state: 'unconfirmed' }

const reason = {
  check: 'moderation',
  verdict: 'hold',
  detail: 'Tòa soạn duyệt trước khi đăng',
  spans: [],
}
const counts = {
  unconfirmed: 0,
  pending: 1,
  approved: 0,
  rejected: 0,
  spam: 0,
  withdrawn: 0,
  reported: 0,
  tickets: 0,
}

export const commentQueue = {
  items: [
    {
      ...commentAlone,
      likeCount: 0,
      replyCount: 0,
      site: 'bao',
      article: { id: articleId, ...article },
      state: 'pending',
      audience: 'public',
      ticket: null,
      sender: { email: 'hoa@thu.example', phone: null, address: null, isConfirmed: false },
      reasons: [reason],
      reportCount: 0,
      record: { approved: 4, rejected: 0, spam: 0, firstSeenAt: '2025-05-02T03:12:00.000Z' },
      decidedBy: null,
      decidedAt: null,
      assigned: null,
    },
  ],
  counts,
  next: null,
}

export const shareQueue = {
  items: [
    {
      id: shareId,
      site: 'bao',
      article: { id: articleId, ...article },
      state: 'pending',
      sender: { name: 'Trần Văn Bình', email: 'binh@thu.example', isConfirmed: true },
      recipients: [
        { address: 'lan@ban.example', state: 'waiting', at: '2025-06-26T07:40:00.000Z' },
      ],
      message: newShare.message,
      reasons: [],
      createdAt: '2025-06-26T07:40:00.000Z',
      decidedBy: null,
      decidedAt: null,
      assigned: null,
    },
  ],
  counts,
  next: null,
}

export const newDecision = {
  items: [
    { kind: 'comment', id: commentId, from: 'pending' },
    { kind: 'share', id: shareId, from: 'pending' },
  ],
  to: 'approved',
}

/** One item moved, the other had been moved by a colleague. */
export const decisionReceipt = {
  id: decisionId,
  results: [
    { id: commentId, ok: true, state: 'approved' },
    {
      id: shareId,
      ok: false,
      state: 'rejected',
      by: 'Lê Thu Hà',
      problem: {
        type: 'https://phanhoi.example/problems/invalid-transition',
        code: 'invalid-transition',
        detail: 'The item is rejected and was left so',
      },
    },
  ],
}

export const undoReceipt = {
  id: '0197a2e1-30f0-7a08-8e21-7cb1d5f04a66',
  results: [{ id: commentId, ok: true, state: 'pending' }],
}

const settings = v.parse(SiteSettings, {})

export const site = {
  key: 'bao',
  name: 'Báo Thử',
  origins: ['https://bao.example'],
  settings,
  version: 1,
}
export const sitePatch = { settings: { comments: { maxLength: 1500 } } }
export const patchedSite = {
  ...site,
  settings: { ...settings, comments: { ...settings.comments, maxLength: 1500 } },
  version: 2,
}

export const newSite = { key: 'bao', name: 'Báo Thử', origins: ['https://bao.example'] }

export const putArticle = {
  site: 'bao',
  ...article,
  excerpt: 'Một chiếc ghe chở sách đi khắp các con rạch.',
  publishedAt: '2025-06-26T01:00:00Z',
}

export const savedArticle = {
  id: articleId,
  site: 'bao',
  ...article,
  isOpen: true,
  closesAt: null,
  publishedAt: '2025-06-26T01:00:00.000Z',
  verifiedAt: '2025-06-26T01:00:05.000Z',
  commentCount: 0,
}

export const articleKey = key

export const tokenId = '0197a2f0-4c1e-7d90-b7a3-e82f6c05d914'
export const newToken = { name: 'CMS', role: 'editor', sites: ['bao'] }
export const token = {
  id: tokenId,
  ...newToken,
  createdAt: '2025-06-26T00:30:00.000Z',
  expiresAt: null,
  lastUsedAt: null,
}
export const madeToken = { ...token, secret: 'ph_Jm4Xr8TqLb2Vn6Yc0Wd5Ks9Zg1Hf7Pu3Ea-Ri_OtQxM' }

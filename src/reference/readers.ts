import * as examples from './examples.ts'
import { badBodies, failures, type Operation, type Parameter } from './operation.ts'

const ifNoneMatch: Parameter = {
  name: 'If-None-Match',
  kind: 'etag',
  isRequired: false,
  meaning: 'The ETag of the page you already have; the answer is 304 while nothing has changed.',
}
const commentOf = (meaning: string): Parameter => ({
  name: 'id',
  kind: 'uuid',
  isRequired: true,
  meaning,
})
const reader: Parameter = {
  name: 'Phanhoi-Reader',
  kind: 'reader',
  isRequired: true,
  meaning: '22 random characters of base64url, made once and kept by the client; no cookie.',
}
const liking = (answer: unknown) => ({
  path: { id: examples.commentId },
  headers: { Origin: 'https://bao.example', 'Phanhoi-Reader': 'u2Xw9aQe7Lr0BnTz4KcVdg' },
  answer,
})
const cached = { ETag: 'Changes whenever readers would see something else.' }
const unchanged = { status: 304, meaning: 'Nothing has changed since that ETag.', body: null }

const sendProblems: Operation['problems'] = [
  ...badBodies,
  'forbidden',
  'not-found',
  'closed',
  'idempotency-key-reused',
  'proof-required',
  'rate-limited',
  ...failures,
]

/** What readers' clients call: no account, no cookie. */
export const readerOperations: Operation[] = [
  {
    id: 'listComments',
    group: 'readers',
    method: 'get',
    path: '/v1/comments',
    summary: 'Read the comments of an article',
    description:
      'Approved comments, each with its first three replies, and every rule that a form for this article needs, so that one request is enough. An article nobody has written under yet is an empty page, not an error. Comments the editors have featured stand first on the first page.',
    access: 'none',
    query: 'ThreadParams',
    headers: [ifNoneMatch],
    answers: [
      { status: 200, meaning: 'A page of comments.', body: 'ThreadPage', headers: cached },
      unchanged,
    ],
    problems: ['not-found', 'invalid', ...failures],
    example: {
      query: { site: 'bao', article: examples.articleKey, sort: 'newest' },
      answer: examples.threadPage,
    },
  },
  {
    id: 'sendComment',
    group: 'readers',
    method: 'post',
    path: '/v1/comments',
    summary: 'Send a comment or a letter to the editors',
    description:
      'Make `id` and `token` once per draft and send the same request again until it is answered: it is stored once. What the rules find doubtful waits for a moderator and is not refused. Without an `Origin` header the comment always waits.',
    access: 'none',
    body: 'NewComment',
    limit: 'comment',
    answers: [
      { status: 202, meaning: 'Stored; a moderator will look at it.', body: 'CommentReceipt' },
      { status: 201, meaning: 'Stored and public at once.', body: 'CommentReceipt' },
    ],
    problems: [...sendProblems, 'duplicate'],
    example: {
      headers: { Origin: 'https://bao.example' },
      body: examples.newComment,
      answer: examples.commentReceipt,
    },
  },
  {
    id: 'listReplies',
    group: 'readers',
    method: 'get',
    path: '/v1/comments/{id}/replies',
    summary: 'Read further replies to a comment',
    description:
      'All replies below one root comment as a flat list, oldest first; `parentId` says what each of them answers. Start with the `repliesNext` of the comment. An unknown comment has no replies.',
    access: 'none',
    pathParams: [commentOf('The root comment.')],
    query: 'RepliesParams',
    answers: [{ status: 200, meaning: 'A page of replies.', body: 'ReplyPage' }],
    problems: ['invalid', ...failures],
    example: {
      path: { id: examples.commentId },
      query: { limit: '20' },
      answer: examples.replyPage,
    },
  },
  {
    id: 'readOwnComment',
    group: 'readers',
    method: 'get',
    path: '/v1/comments/{id}/own',
    summary: 'See what became of an own comment',
    description:
      'For the reader who sent it, in whatever state it is. A wrong token and an unknown comment get the same answer.',
    access: 'own-token',
    pathParams: [commentOf('The comment.')],
    answers: [
      { status: 200, meaning: 'The comment as its reader may see it.', body: 'OwnComment' },
    ],
    problems: ['unauthorized', 'not-found', 'invalid', ...failures],
    example: { path: { id: examples.commentId }, answer: examples.ownComment },
  },
  {
    id: 'editComment',
    group: 'readers',
    method: 'patch',
    path: '/v1/comments/{id}',
    summary: 'Change an own comment',
    description:
      'Until `editableUntil`. The rules judge the new words, so a public comment may have to wait again; the former words are kept for the moderators.',
    access: 'own-token',
    pathParams: [commentOf('The comment.')],
    body: 'CommentPatch',
    limit: 'own',
    answers: [{ status: 200, meaning: 'The comment as it now is.', body: 'OwnComment' }],
    problems: [
      'unauthorized',
      'forbidden',
      'not-found',
      'closed',
      'invalid-transition',
      'conflict',
      ...badBodies,
      'rate-limited',
      ...failures,
    ],
    example: {
      path: { id: examples.commentId },
      headers: { Origin: 'https://bao.example' },
      body: examples.commentPatch,
      answer: examples.editedComment,
    },
  },
  {
    id: 'withdrawComment',
    group: 'readers',
    method: 'delete',
    path: '/v1/comments/{id}',
    summary: 'Take an own comment back',
    description:
      'For good: its words and everything about its author are erased; an empty placeholder stays above replies. Repeating it changes nothing.',
    access: 'own-token',
    pathParams: [commentOf('The comment.')],
    limit: 'own',
    answers: [{ status: 204, meaning: 'It is gone.', body: null }],
    problems: ['unauthorized', 'forbidden', 'not-found', 'invalid', 'rate-limited', ...failures],
    example: { path: { id: examples.commentId }, headers: { Origin: 'https://bao.example' } },
  },
  {
    id: 'likeComment',
    group: 'readers',
    method: 'put',
    path: '/v1/comments/{id}/like',
    summary: 'Like a comment',
    description:
      'Repeating it changes nothing. Best effort: whoever wipes the browser’s storage is a new reader, and one network address counts a limited number of times.',
    access: 'none',
    pathParams: [commentOf('The comment.')],
    headers: [reader],
    limit: 'like',
    answers: [{ status: 200, meaning: 'The new number of likes.', body: 'LikeReceipt' }],
    problems: ['forbidden', 'not-found', 'invalid', 'rate-limited', ...failures],
    example: liking({ likeCount: 4 }),
  },
  {
    id: 'unlikeComment',
    group: 'readers',
    method: 'delete',
    path: '/v1/comments/{id}/like',
    summary: 'Take a like back',
    description: 'With the same `Phanhoi-Reader` as the like.',
    access: 'none',
    pathParams: [commentOf('The comment.')],
    headers: [reader],
    limit: 'like',
    answers: [{ status: 200, meaning: 'The new number of likes.', body: 'LikeReceipt' }],
    problems: ['forbidden', 'not-found', 'invalid', 'rate-limited', ...failures],
    example: liking({ likeCount: 3 }),
  },
  {
    id: 'reportComment',
    group: 'readers',
    method: 'post',
    path: '/v1/comments/{id}/reports',
    summary: 'Report a comment to the moderators',
    description:
      'When enough readers have reported it, the comment leaves the page and waits for a moderator. A second report by the same reader counts once.',
    access: 'none',
    pathParams: [commentOf('The comment.')],
    headers: [reader],
    body: 'NewReport',
    limit: 'report',
    answers: [{ status: 202, meaning: 'Received.', body: 'ReportReceipt' }],
    problems: ['forbidden', 'not-found', ...badBodies, 'rate-limited', ...failures],
    example: {
      ...liking({ id: examples.commentId }),
      body: { reason: 'spam', detail: 'Quảng cáo bán hàng.' },
    },
  },
  {
    id: 'countComments',
    group: 'readers',
    method: 'get',
    path: '/v1/counts',
    summary: 'Count the comments of many articles',
    description:
      'For lists of articles: repeat `article` up to 100 times. Articles nobody has written under count 0.',
    access: 'none',
    query: 'CountParams',
    answers: [{ status: 200, meaning: 'The number of public comments.', body: 'CommentCounts' }],
    problems: ['not-found', 'invalid', ...failures],
    example: {
      query: { site: 'bao', article: Object.keys(examples.commentCounts.counts) },
      answer: examples.commentCounts,
    },
  },
  {
    id: 'listArticles',
    group: 'readers',
    method: 'get',
    path: '/v1/articles',
    summary: 'List recent or much discussed articles',
    description: 'For a list of other stories. Only articles that the site itself has confirmed.',
    access: 'none',
    query: 'ArticlesParams',
    headers: [ifNoneMatch],
    answers: [
      {
        status: 200,
        meaning: 'Articles in the order asked for.',
        body: 'ArticleList',
        headers: cached,
      },
      unchanged,
    ],
    problems: ['not-found', 'invalid', ...failures],
    example: {
      query: { site: 'bao', sort: 'discussed', limit: '5' },
      answer: examples.articleList,
    },
  },
  {
    id: 'sendShare',
    group: 'readers',
    method: 'post',
    path: '/v1/shares',
    summary: 'Send an article to friends by mail',
    description:
      'The sender first gets a mail and confirms it, unless `senderToken` shows that they have done so before or the site does not ask for it. The answer is the same whoever the recipients are. Send the same request again until it is answered: nobody gets two mails.',
    access: 'none',
    body: 'NewShare',
    limit: 'share',
    answers: [{ status: 202, meaning: 'Accepted; mails follow.', body: 'ShareReceipt' }],
    problems: sendProblems,
    example: {
      headers: { Origin: 'https://bao.example' },
      body: examples.newShare,
      answer: examples.shareReceipt,
    },
  },
  {
    id: 'readOwnShare',
    group: 'readers',
    method: 'get',
    path: '/v1/shares/{id}/own',
    summary: 'See whether a share has been confirmed',
    description:
      'Once its sender has confirmed it, the answer holds a `senderToken` that spares them the next confirmations for 30 days.',
    access: 'own-token',
    pathParams: [{ name: 'id', kind: 'uuid', isRequired: true, meaning: 'The share.' }],
    answers: [{ status: 200, meaning: 'The share as its sender may see it.', body: 'OwnShare' }],
    problems: ['unauthorized', 'not-found', 'invalid', ...failures],
    example: { path: { id: examples.shareId }, answer: examples.ownShare },
  },
]

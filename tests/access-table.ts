import type { Role } from '../src/schema.ts'
import { uuidv7 } from '../src/uuid.ts'

/**
 * Who may do what under `/v1/admin` and `/admin`: one line per route, and a route without a line fails
 * `access.test.ts`. To add one, write its method and path as the router has it (without `{pattern}`):
 *
 *     'POST /v1/admin/bans': { role: 'moderator', scope: 'site', body: { site: 'bao', word: 'x' } },
 *
 * - `role`: the lowest role that passes; `open` for pages that anybody may open (sign-in and the like).
 * - `scope`: `any` – lists and bulk calls that simply leave out other sites' rows; `site` – the row, or the `site`
 *   named, belongs to `bao`, so people of other sites get 404; `deployment` – people of single sites get 403;
 *   `self` – about the caller alone, whatever the sites.
 * - `at`: values of the path's parameters; `:id` is an unknown id unless said here. `targets` are rows that exist.
 * - `query`, `body`: what brings the call as far as the check of the site (JSON for the API, a form for the console).
 * - `session: true`: API calls that only a signed-in person can make; API tokens get 403.
 */
export interface Rule {
  role: Role | 'open'
  scope: 'any' | 'site' | 'deployment' | 'self'
  at?: Record<string, string>
  query?: string
  body?: Record<string, unknown>
  headers?: Record<string, string>
  session?: true
}

/** Rows that exist before every call. All belong to the site `bao`, whose only article is `/bai/mot`. */
export const targets = {
  comment: uuidv7(new Date()),
  share: uuidv7(new Date()),
  token: uuidv7(new Date()),
  person: uuidv7(new Date()),
  unknown: uuidv7(new Date()),
}

const aComment = { id: targets.comment }
const decision = { items: [{ kind: 'comment', id: targets.comment }], to: 'approved' }
const article = { site: 'bao', key: '/bai/mot', url: 'https://bao.example/bai/mot', title: 'Một' }

export const access: Record<string, Rule> = {
  // Queues and decisions
  'GET /v1/admin/comments': { role: 'viewer', scope: 'site', query: '?site=bao' },
  'GET /v1/admin/shares': { role: 'viewer', scope: 'site', query: '?site=bao' },
  'DELETE /v1/admin/shares/:id/sender-token': {
    role: 'moderator',
    scope: 'site',
    at: { id: targets.share },
  },
  'POST /v1/admin/decisions': { role: 'moderator', scope: 'any', body: decision },
  'POST /v1/admin/decisions/matching': {
    role: 'moderator',
    scope: 'site',
    body: {
      kind: 'comment',
      filters: { site: 'bao', state: 'spam' },
      before: '2020-01-01T00:00:00Z',
      to: 'rejected',
    },
  },
  'DELETE /v1/admin/decisions/:id': { role: 'moderator', scope: 'any' },
  'GET /admin': { role: 'viewer', scope: 'any' },
  'GET /admin/:queue': { role: 'viewer', scope: 'any', at: { queue: 'pending' } },
  'POST /admin/decisions': {
    role: 'moderator',
    scope: 'any',
    body: { item: `comment:${targets.comment}:pending`, to: 'approved' },
  },
  'POST /admin/decisions/:id/undo': { role: 'moderator', scope: 'any' },
  'POST /admin/decisions/matching': {
    role: 'moderator',
    scope: 'site',
    body: { queue: '/admin/spam?site=bao', before: '2020-01-01T00:00:00Z', to: 'rejected' },
  },
  'GET /admin/live': {
    role: 'viewer',
    scope: 'site',
    query: '?queue=pending&site=bao&since=2020-01-01T00:00:00Z',
  },
  'POST /admin/presence': {
    role: 'viewer',
    scope: 'any',
    body: { item: `comment:${targets.comment}` },
  },
  'POST /admin/assignments': {
    role: 'moderator',
    scope: 'site',
    body: { item: `comment:${targets.comment}`, to: '' },
  },
  'GET /v1/admin/assignees': { role: 'moderator', scope: 'site', query: '?site=bao' },
  'PUT /v1/admin/assignments': {
    role: 'moderator',
    scope: 'site',
    body: { kind: 'comment', id: targets.comment, to: null },
  },
  'GET /v1/admin/saved-queues': { role: 'viewer', scope: 'any' },
  'POST /v1/admin/saved-queues': {
    role: 'viewer',
    scope: 'site',
    body: { name: 'Thể thao', address: '/admin/pending?site=bao' },
  },
  'DELETE /v1/admin/saved-queues/:id': { role: 'viewer', scope: 'any' },
  'POST /v1/admin/sites/:key/words/try': {
    role: 'editor',
    scope: 'site',
    body: { text: 'x' },
  },
  'POST /admin/saved-queues': {
    role: 'viewer',
    scope: 'site',
    body: { name: 'Thể thao', address: '/admin/pending?site=bao' },
  },
  'POST /admin/saved-queues/:id/forget': { role: 'viewer', scope: 'any' },

  // One item
  'GET /admin/comments/:id': { role: 'viewer', scope: 'site', at: aComment },
  'POST /admin/comments/:id/unseal': { role: 'admin', scope: 'any', at: aComment },
  'POST /admin/comments/:id/lift-seal': { role: 'admin', scope: 'any', at: aComment },
  'POST /admin/comments/:id/:action': {
    ...{ role: 'moderator', scope: 'site', at: { ...aComment, action: 'note' } },
    body: { text: 'Đã xem.' },
  },
  'GET /admin/shares/:id': { role: 'viewer', scope: 'site', at: { id: targets.share } },
  'POST /admin/shares/:id/:action': {
    ...{ role: 'moderator', scope: 'site', at: { id: targets.share, action: 'note' } },
    body: { text: 'Đã xem.' },
  },
  'GET /admin/bans': { role: 'moderator', scope: 'any' },
  'POST /admin/bans': {
    ...{ role: 'moderator', scope: 'site' },
    body: { site: 'bao', value: 'quảng cáo' },
  },
  'POST /admin/bans/:id/lift': { role: 'moderator', scope: 'any' },
  'GET /admin/takedowns': { role: 'moderator', scope: 'any' },
  'POST /admin/takedowns/:id/close': {
    ...{ role: 'moderator', scope: 'any' },
    body: { outcome: 'refused' },
  },
  'GET /v1/admin/comments/:id': { role: 'viewer', scope: 'site', at: aComment },
  'PATCH /v1/admin/comments/:id': { role: 'moderator', scope: 'site', at: aComment },
  'POST /v1/admin/comments/:id/replies': {
    ...{ role: 'editor', scope: 'site', at: aComment },
    body: { id: targets.unknown, body: 'Cảm ơn bạn.' },
  },
  'POST /v1/admin/comments/:id/answers': {
    ...{ role: 'editor', scope: 'site', at: aComment },
    body: { id: targets.unknown, body: 'Cảm ơn bạn.' },
  },
  'POST /v1/admin/comments/:id/forwards': {
    ...{ role: 'editor', scope: 'site', at: aComment },
    body: { id: targets.unknown, desk: 'Ban Bạn đọc' },
  },
  'DELETE /v1/admin/answers/:id': { role: 'editor', scope: 'any' },
  'POST /v1/admin/comments/:id/notes': {
    ...{ role: 'moderator', scope: 'site', at: aComment },
    body: { text: 'Đã xem.' },
  },
  'POST /v1/admin/comments/:id/seal': { role: 'admin', scope: 'any', at: aComment },
  'DELETE /v1/admin/comments/:id/seal': { role: 'admin', scope: 'any', at: aComment },
  'GET /v1/admin/shares/:id': { role: 'viewer', scope: 'site', at: { id: targets.share } },
  'POST /v1/admin/shares/:id/notes': {
    ...{ role: 'moderator', scope: 'site', at: { id: targets.share } },
    body: { text: 'Đã xem.' },
  },

  // Bans and takedown requests
  'GET /v1/admin/bans': { role: 'moderator', scope: 'site', query: '?site=bao' },
  'POST /v1/admin/bans': {
    ...{ role: 'moderator', scope: 'site' },
    body: { site: 'bao', kind: 'word', word: 'quảng cáo' },
  },
  'DELETE /v1/admin/bans/:id': { role: 'moderator', scope: 'any' },
  'GET /v1/admin/takedowns': { role: 'moderator', scope: 'site', query: '?site=bao' },
  'POST /v1/admin/takedowns': {
    ...{ role: 'moderator', scope: 'site' },
    body: { comment: targets.comment, kind: 'urgent', askedBy: 'Công an thành phố' },
  },
  'PATCH /v1/admin/takedowns/:id': {
    ...{ role: 'moderator', scope: 'any' },
    body: { outcome: 'refused' },
  },

  // Sites and articles
  'PATCH /v1/admin/articles': {
    ...{ role: 'editor', scope: 'site' },
    body: { site: 'bao', key: '/bai/mot', isOpen: true },
  },
  'GET /v1/admin/sites': { role: 'viewer', scope: 'any' },
  'POST /v1/admin/sites': { role: 'admin', scope: 'deployment' },
  'GET /v1/admin/sites/:key': { role: 'viewer', scope: 'site' },
  'PATCH /v1/admin/sites/:key': {
    role: 'editor',
    scope: 'site',
    body: { name: 'Báo' },
    headers: { 'If-Match': '"1"' },
  },
  'GET /v1/admin/articles': {
    role: 'viewer',
    scope: 'site',
    query: '?site=bao&key=/bai/mot',
  },
  'PUT /v1/admin/articles': { role: 'editor', scope: 'site', body: article },

  'GET /admin/sites': { role: 'editor', scope: 'any' },
  'POST /admin/sites': { role: 'admin', scope: 'deployment' },
  'GET /admin/sites/:key': { role: 'editor', scope: 'site' },
  'POST /admin/sites/:key': { role: 'editor', scope: 'site' },
  'GET /admin/sites/:key/preview': { role: 'editor', scope: 'site' },
  'POST /admin/sites/:key/preview': { role: 'editor', scope: 'site' },
  'GET /admin/sites/:key/words': { role: 'editor', scope: 'site' },
  'GET /admin/sites/:key/words.txt': { role: 'editor', scope: 'site' },
  'POST /admin/sites/:key/words': { role: 'editor', scope: 'site' },
  'POST /admin/sites/:key/words/try': { role: 'editor', scope: 'site', body: { text: 'x' } },

  'GET /admin/sites/:key/secrets': { role: 'admin', scope: 'site' },
  'POST /admin/sites/:key/secrets/webhook': {
    role: 'admin',
    scope: 'site',
    body: { url: 'https://goi.example/' },
  },
  'POST /admin/sites/:key/secrets/:name': {
    role: 'admin',
    scope: 'site',
    at: { name: 'akismet' },
    body: { value: 'khoa-bi-mat' },
  },
  'POST /admin/sites/:key/secrets/:name/remove': {
    role: 'admin',
    scope: 'site',
    at: { name: 'akismet' },
  },

  // Audit and statistics
  'GET /admin/reminders': { role: 'moderator', scope: 'self' },
  'POST /admin/reminders': { role: 'moderator', scope: 'self', body: { wants: 'yes' } },
  'GET /v1/admin/stats': { role: 'viewer', scope: 'site', query: '?site=bao' },
  'GET /admin/stats': { role: 'viewer', scope: 'site', query: '?site=bao' },
  'GET /v1/admin/audit': { role: 'moderator', scope: 'site', query: '?site=bao' },
  'POST /v1/admin/audit/exports': {
    role: 'editor',
    scope: 'site',
    body: { format: 'csv', site: 'bao' },
  },
  'GET /admin/audit': { role: 'moderator', scope: 'site', query: '?site=bao' },
  'POST /admin/audit/exports': {
    role: 'editor',
    scope: 'site',
    body: { format: 'csv', site: 'bao' },
  },

  // Outbox
  'POST /v1/admin/sites/:key/webhook-secrets': {
    role: 'admin',
    scope: 'site',
    body: { url: 'https://goi.example/' },
  },
  'GET /v1/admin/sites/:key/secrets': { role: 'admin', scope: 'site' },
  'PUT /v1/admin/sites/:key/secrets/:name': {
    role: 'admin',
    scope: 'site',
    at: { name: 'akismet' },
    body: { secret: 'khoa-bi-mat' },
  },
  'DELETE /v1/admin/sites/:key/secrets/:name': {
    role: 'admin',
    scope: 'site',
    at: { name: 'akismet' },
  },
  'GET /v1/admin/outbox': { role: 'admin', scope: 'site', query: '?site=bao' },
  'POST /v1/admin/outbox/:id/retry': { role: 'admin', scope: 'any' },
  'DELETE /v1/admin/outbox/:id': { role: 'admin', scope: 'any' },
  'GET /admin/outbox': { role: 'admin', scope: 'site', query: '?site=bao' },
  'POST /admin/outbox/:id/:action': { role: 'admin', scope: 'any', at: { action: 'retry' } },

  // People and tokens
  'GET /v1/admin/tokens': { role: 'admin', scope: 'deployment' },
  'POST /v1/admin/tokens': { role: 'admin', scope: 'deployment' },
  'DELETE /v1/admin/tokens/:id': {
    role: 'admin',
    scope: 'deployment',
    at: { id: targets.token },
  },

  'GET /v1/admin/moderators': { role: 'admin', scope: 'any' },
  'POST /v1/admin/moderators': { role: 'admin', scope: 'any' },
  'GET /v1/admin/moderators/:id': { role: 'admin', scope: 'site', at: { id: targets.person } },
  'PATCH /v1/admin/moderators/:id': {
    role: 'admin',
    scope: 'site',
    at: { id: targets.person },
    body: { role: 'editor' },
  },
  'DELETE /v1/admin/moderators/:id': { role: 'admin', scope: 'site', at: { id: targets.person } },
  'POST /v1/admin/moderators/:id/link': {
    role: 'admin',
    scope: 'site',
    at: { id: targets.person },
  },
  'DELETE /v1/admin/moderators/:id/link': {
    role: 'admin',
    scope: 'site',
    at: { id: targets.person },
  },
  'DELETE /v1/admin/moderators/:id/factor': {
    role: 'admin',
    scope: 'site',
    at: { id: targets.person },
  },
  'DELETE /v1/admin/moderators/:id/sessions': {
    role: 'admin',
    scope: 'site',
    at: { id: targets.person },
  },

  'GET /admin/people': { role: 'admin', scope: 'any' },
  'POST /admin/people': { role: 'admin', scope: 'any' },
  'GET /admin/people/:id': { role: 'admin', scope: 'site', at: { id: targets.person } },
  'POST /admin/people/:id': {
    role: 'admin',
    scope: 'site',
    at: { id: targets.person },
    body: { name: 'Tên', role: 'viewer', reach: 'some', site: 'bao' },
  },
  'POST /admin/people/:id/:act': {
    role: 'admin',
    scope: 'site',
    at: { id: targets.person, act: 'disable' },
  },
  'GET /admin/tokens': { role: 'admin', scope: 'deployment' },
  'POST /admin/tokens': { role: 'admin', scope: 'deployment' },
  'POST /admin/tokens/:id/revoke': {
    role: 'admin',
    scope: 'deployment',
    at: { id: targets.token },
  },

  // One's own account
  'GET /admin/account': { role: 'viewer', scope: 'self' },
  'POST /admin/account/password': { role: 'viewer', scope: 'self' },
  'POST /admin/account/sessions/:id/end': { role: 'viewer', scope: 'self' },
  'POST /admin/account/end-others': { role: 'viewer', scope: 'self' },
  'GET /admin/account/factor': { role: 'viewer', scope: 'self' },
  'POST /admin/account/factor': { role: 'viewer', scope: 'self' },
  'POST /admin/account/factor/begin': { role: 'viewer', scope: 'self' },
  'POST /admin/account/factor/codes': { role: 'viewer', scope: 'self' },
  'POST /admin/account/factor/off': { role: 'viewer', scope: 'self' },
  'GET /admin/prove': { role: 'viewer', scope: 'self' },
  'POST /admin/prove': { role: 'viewer', scope: 'self' },

  // Ways in and out
  'GET /admin/sign-in': { role: 'open', scope: 'self' },
  'POST /admin/sign-in': { role: 'open', scope: 'self' },
  'POST /admin/sign-out': { role: 'open', scope: 'self' },
  'GET /admin/setup/:token': { role: 'open', scope: 'self' },
  'POST /admin/setup/:token': { role: 'open', scope: 'self' },
  'GET /admin/sign-in/code': { role: 'open', scope: 'self' },
  'POST /admin/sign-in/code': { role: 'open', scope: 'self' },
  'GET /admin/forgot': { role: 'open', scope: 'self' },
  'POST /admin/forgot': { role: 'open', scope: 'self' },
  'GET /admin/invitation/:token': { role: 'open', scope: 'self' },
  'POST /admin/invitation/:token': { role: 'open', scope: 'self' },
}

import * as v from 'valibot'
import { uuid } from '../fields.ts'
import * as examples from './examples.ts'
import { type Note, upTo } from './note.ts'
import { badBodies, failures, type Operation } from './operation.ts'

const SavedQueue = v.strictObject({
  id: uuid,
  name: v.string(),
  address: v.string(),
  isShared: v.boolean(),
  isOwn: v.boolean(),
})
const span = v.tuple([v.number(), v.number()])

/** Objects that the calls of the moderators' desk answer. */
export const deskAnswers = {
  SavedQueueList: v.strictObject({ items: v.array(SavedQueue) }),
  SavedQueue,
  AssigneeList: v.strictObject({
    items: v.array(v.strictObject({ to: v.string(), label: v.string() })),
  }),
  Trial: v.strictObject({
    text: v.string(),
    verdict: v.picklist(['approved', 'pending', 'spam', 'refused']),
    sentence: v.string(),
    reasons: v.array(
      v.strictObject({
        check: v.string(),
        verdict: v.picklist(['hold', 'spam', 'tag']),
        detail: v.string(),
        spans: v.array(span),
      }),
    ),
  }),
}

const saved: Record<string, Note> = {
  name: upTo(60, 'How people call it.'),
  address: upTo(
    2000,
    'The queue’s page in the console, such as `/admin/pending?site=bao&q=học+phí`: its query has the filters of the queue’s call.',
  ),
  isShared: 'Whether colleagues see it too.',
  isOwn: 'Whether the caller has saved it.',
}

/** Their meanings, and those of what they are sent, by object and path. */
export const deskNotes: Record<string, Record<string, Note>> = {
  NewSavedQueue: saved,
  SavedQueue: saved,
  SavedQueueList: { items: 'The caller’s own and those that colleagues share, at most 200.' },
  AssigneeParams: { site: 'The site to whose items they see to.' },
  AssigneeList: {
    items: 'People first, desks after them.',
    'items[].to': '`person:` and an id, or `desk:` and a name: what an assignment takes.',
    'items[].label': 'How people call them.',
  },
  NewAssignment: {
    kind: 'Comment or share.',
    id: 'The item.',
    to: '`person:` and an id, or `desk:` and a name; null takes it from everybody.',
  },
  NewTrial: {
    text: upTo(10_000, 'What a reader might send.'),
    name: upTo(100, 'The name that it might come under.'),
    words: 'Words that are tried besides those of the site, at most 5,000.',
    'words[].entry': 'A word or several.',
    'words[].level': 'What becomes of a text with it.',
    'words[].exact': 'Only as written, with its diacritics.',
    'words[].except': 'Texts in which it is meant otherwise.',
  },
  Trial: {
    text: 'As the checks saw it; spans count in it.',
    verdict: 'Where it would go.',
    sentence: 'What the reader would be told; empty unless refused.',
    reasons: 'What the checks found.',
    'reasons[].check': 'Name of the check.',
    'reasons[].verdict': 'What the check asks for. `tag` only tells.',
    'reasons[].detail': 'For people.',
    'reasons[].spans': 'Pairs of start and end in UTF-16 units.',
  },
}

const problems: Operation['problems'] = ['unauthorized', 'forbidden', 'not-found', ...failures]
const queue = {
  id: '0197a2e1-0a44-7d13-b0c9-91e2f7a65d31',
  name: 'Học phí, cả tuần',
  address: '/admin/pending?site=bao&q=h%E1%BB%8Dc+ph%C3%AD',
  isShared: true,
  isOwn: true,
}

/** What moderators arrange among themselves, and what they try out. */
export const deskOperations: Operation[] = [
  {
    id: 'listSavedQueues',
    group: 'moderators',
    method: 'get',
    path: '/v1/admin/saved-queues',
    summary: 'List the saved queues',
    description: 'Queues under a name, as the console offers them.',
    access: 'viewer',
    answers: [{ status: 200, meaning: 'All of them.', body: 'SavedQueueList' }],
    problems: ['unauthorized', ...failures],
    example: { answer: { items: [queue] } },
  },
  {
    id: 'saveQueue',
    group: 'moderators',
    method: 'post',
    path: '/v1/admin/saved-queues',
    summary: 'Save a queue under a name',
    description:
      'Tab, filters and order are kept; the place in the list is not. Somebody who has 50 already gets a conflict.',
    access: 'viewer',
    body: 'NewSavedQueue',
    answers: [{ status: 201, meaning: 'It is kept.', body: 'SavedQueue' }],
    problems: ['unauthorized', 'not-found', 'conflict', ...badBodies, ...failures],
    example: {
      body: { name: queue.name, address: queue.address, isShared: true },
      answer: queue,
    },
  },
  {
    id: 'forgetSavedQueue',
    group: 'moderators',
    method: 'delete',
    path: '/v1/admin/saved-queues/{id}',
    summary: 'Forget a saved queue',
    description: 'One’s own; editors may forget those that others share, too.',
    access: 'viewer',
    pathParams: [{ name: 'id', kind: 'uuid', isRequired: true, meaning: 'The saved queue.' }],
    answers: [{ status: 204, meaning: 'It is gone.', body: null }],
    problems: ['unauthorized', 'not-found', 'invalid', ...failures],
    example: { path: { id: queue.id } },
  },
  {
    id: 'listAssignees',
    group: 'moderators',
    method: 'get',
    path: '/v1/admin/assignees',
    summary: 'List whom items can be assigned to',
    description: 'The people who may decide on the site, and the desks of its settings.',
    access: 'moderator',
    query: 'AssigneeParams',
    answers: [{ status: 200, meaning: 'All of them.', body: 'AssigneeList' }],
    problems: [...problems, 'invalid'],
    example: {
      query: { site: 'bao' },
      answer: {
        items: [
          { to: 'person:0197a2a0-0100-7a00-8000-5b6d7e8f9a10', label: 'Lê Thu Hà' },
          { to: 'desk:Ban Bạn đọc', label: 'Ban Bạn đọc' },
        ],
      },
    },
  },
  {
    id: 'assignItem',
    group: 'moderators',
    method: 'put',
    path: '/v1/admin/assignments',
    summary: 'Assign an item, or take it back',
    description:
      'Gives a comment or a share to a person or a desk of its site; the queue shows it as `assigned` and can be narrowed by `assignee`. Recorded in the audit.',
    access: 'moderator',
    body: 'NewAssignment',
    answers: [{ status: 204, meaning: 'It is so now.', body: null }],
    problems: [...problems, ...badBodies],
    example: { body: { kind: 'comment', id: examples.commentId, to: 'desk:Ban Bạn đọc' } },
  },
  {
    id: 'tryText',
    group: 'moderators',
    method: 'post',
    path: '/v1/admin/sites/{key}/words/try',
    summary: 'Try what would become of a text',
    description:
      'Runs the checks that every comment goes through, as if it came from a form that a person filled in on the site’s own page. Nothing is stored, nobody outside is asked.',
    access: 'editor',
    pathParams: [{ name: 'key', kind: 'site-key', isRequired: true, meaning: 'The site.' }],
    body: 'NewTrial',
    answers: [{ status: 200, meaning: 'What would become of it.', body: 'Trial' }],
    problems: [...problems, ...badBodies],
    example: {
      path: { key: 'bao' },
      body: { text: 'Xem mua-re.example nhé', words: [{ entry: 'mua rẻ', level: 'spam' }] },
      answer: {
        text: 'Xem mua-re.example nhé',
        verdict: 'pending',
        sentence: '',
        reasons: [{ check: 'links', verdict: 'hold', detail: 'Có đường dẫn', spans: [[4, 18]] }],
      },
    },
  },
]

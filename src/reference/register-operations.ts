import { articleKey, savedArticle } from './examples.ts'
import * as examples from './item-examples.ts'
import { badBodies, failures, type Operation, type Parameter } from './operation.ts'

const ban: Parameter = { name: 'id', kind: 'uuid', isRequired: true, meaning: 'The ban.' }
const takedown: Parameter = { name: 'id', kind: 'uuid', isRequired: true, meaning: 'The entry.' }

/** Bans, the register of takedown requests, and closing articles. */
export const registerOperations: Operation[] = [
  {
    id: 'listBans',
    group: 'moderators',
    method: 'get',
    path: '/v1/admin/bans',
    summary: 'List the bans',
    description:
      'The newest first, with those that have been lifted or have run out. Bans on every site are listed for callers of every site.',
    access: 'moderator',
    query: 'BanParams',
    answers: [{ status: 200, meaning: 'A page of bans.', body: 'BanList' }],
    problems: ['unauthorized', 'forbidden', 'not-found', 'invalid', ...failures],
    example: { query: { site: 'bao' }, answer: { items: [examples.ban], next: null } },
  },
  {
    id: 'addBan',
    group: 'moderators',
    method: 'post',
    path: '/v1/admin/bans',
    summary: 'Ban somebody or a word',
    description:
      'A person is named by one of their comments or by an address. Banning anew renews the ban that stands. What waits of the same sender can be rejected with it, as one decision that can be undone.',
    access: 'moderator',
    body: 'NewBan',
    answers: [{ status: 201, meaning: 'The ban.', body: 'BanReceipt' }],
    problems: ['unauthorized', 'forbidden', 'not-found', 'conflict', ...badBodies, ...failures],
    example: { body: examples.newBan, answer: { ban: examples.ban, decision: null } },
  },
  {
    id: 'liftBan',
    group: 'moderators',
    method: 'delete',
    path: '/v1/admin/bans/{id}',
    summary: 'Lift a ban',
    description: 'It stays in the list for the record.',
    access: 'moderator',
    pathParams: [ban],
    answers: [{ status: 204, meaning: 'It is lifted.', body: null }],
    problems: ['unauthorized', 'forbidden', 'not-found', 'conflict', 'invalid', ...failures],
    example: { path: { id: examples.banId } },
  },
  {
    id: 'listTakedowns',
    group: 'moderators',
    method: 'get',
    path: '/v1/admin/takedowns',
    summary: 'Read the takedown register',
    description: 'What is open comes by due time.',
    access: 'moderator',
    query: 'TakedownParams',
    answers: [{ status: 200, meaning: 'A page of the register.', body: 'TakedownList' }],
    problems: ['unauthorized', 'forbidden', 'not-found', 'invalid', ...failures],
    example: { query: { status: 'open' }, answer: { items: [examples.takedown], next: null } },
  },
  {
    id: 'registerTakedown',
    group: 'moderators',
    method: 'post',
    path: '/v1/admin/takedowns',
    summary: 'Enter a takedown request',
    description: 'Starts the legal clock from when the request came in.',
    access: 'moderator',
    body: 'NewTakedown',
    answers: [{ status: 201, meaning: 'The entry.', body: 'Takedown' }],
    problems: ['unauthorized', 'forbidden', 'not-found', ...badBodies, ...failures],
    example: { body: examples.newTakedown, answer: examples.takedown },
  },
  {
    id: 'closeTakedown',
    group: 'moderators',
    method: 'patch',
    path: '/v1/admin/takedowns/{id}',
    summary: 'Act on a takedown request',
    description:
      'A removal hides the comment by a decision and seals what it said for inspection. Until the seal ends no decision moves the comment, and its reader’s withdrawal does not erase the sealed copy.',
    access: 'moderator',
    pathParams: [takedown],
    body: 'TakedownPatch',
    answers: [{ status: 200, meaning: 'The entry.', body: 'Takedown' }],
    problems: ['unauthorized', 'forbidden', 'not-found', 'conflict', ...badBodies, ...failures],
    example: {
      path: { id: examples.takedownId },
      body: examples.takedownPatch,
      answer: examples.closedTakedown,
    },
  },
  {
    id: 'changeArticle',
    group: 'moderators',
    method: 'patch',
    path: '/v1/admin/articles',
    summary: 'Open or close an article',
    description:
      'Also for articles that nobody has confirmed yet. Everything that is left out stays.',
    access: 'editor',
    body: 'ArticlePatch',
    answers: [{ status: 200, meaning: 'The article as it now is.', body: 'Article' }],
    problems: ['unauthorized', 'forbidden', 'not-found', ...badBodies, ...failures],
    example: {
      body: { site: 'bao', key: articleKey, isOpen: false },
      answer: { ...savedArticle, isOpen: false },
    },
  },
]

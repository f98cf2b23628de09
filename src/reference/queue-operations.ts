import * as examples from './examples.ts'
import { badBodies, failures, type Operation } from './operation.ts'

/** What works on a whole queue at once. */
export const queueOperations: Operation[] = [
  {
    id: 'decideMatching',
    group: 'moderators',
    method: 'post',
    path: '/v1/admin/decisions/matching',
    summary: 'Decide about everything that matches',
    description:
      'Up to 500 items a call, each compared and set on its own. Repeat the call with `after` until `next` is null; every call that found something is a decision of its own, which can be taken back.',
    access: 'moderator',
    body: 'MatchingDecision',
    answers: [{ status: 200, meaning: 'What became of each item.', body: 'MatchingReceipt' }],
    problems: ['unauthorized', 'forbidden', 'not-found', ...badBodies, ...failures],
    itemProblems: ['not-found', 'invalid-transition'],
    example: {
      body: {
        kind: 'comment',
        filters: { site: 'bao', state: 'pending', link: 'quang-cao.example' },
        before: '2025-06-24T03:00:00Z',
        to: 'spam',
      },
      answer: {
        id: examples.decisionId,
        results: [{ id: examples.commentId, ok: true, state: 'spam' }],
        next: null,
      },
    },
  },
]

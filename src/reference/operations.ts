import { adminOperations } from './administration.ts'
import { defenceOperations } from './defence.ts'
import { moderatorOperations } from './moderators.ts'
import { deskOperations } from './desk-operations.ts'
import { queueOperations } from './queue-operations.ts'
import { itemOperations } from './item-operations.ts'
import { registerOperations } from './register-operations.ts'
import type { Group, Operation } from './operation.ts'
import { peopleOperations } from './people.ts'
import { readerOperations } from './readers.ts'
import { outboxOperations } from './outbox.ts'
import { secretOperations } from './secrets.ts'
import { intakeOperations } from './intake.ts'
import type { ProblemCode } from '../problem.ts'

const serviceOperations: Operation[] = [
  {
    id: 'checkHealth',
    group: 'operations',
    method: 'get',
    path: '/healthz',
    summary: 'Ask whether the process runs',
    description: 'Touches nothing: for whoever restarts the process.',
    access: 'none',
    answers: [{ status: 200, meaning: 'It runs.', body: 'Health' }],
    problems: ['internal'],
    example: { answer: { status: 'ok' } },
  },
  {
    id: 'checkReadiness',
    group: 'operations',
    method: 'get',
    path: '/readyz',
    summary: 'Ask whether the service can work',
    description:
      'The database answers, its tables are those of this version, and how long the oldest due mail has waited: for load balancers and alerts.',
    access: 'none',
    answers: [{ status: 200, meaning: 'It can.', body: 'Readiness' }],
    problems: ['internal', 'unavailable'],
    example: { answer: { status: 'ok', outboxAgeSeconds: 0 } },
  },
  ...intakeOperations,
]

/** Every call of the API, in the order in which the reference shows them. */
export const operations: readonly Operation[] = [
  ...readerOperations,
  ...itemOperations,
  ...registerOperations,
  ...defenceOperations,
  ...moderatorOperations,
  ...queueOperations,
  ...deskOperations,
  ...outboxOperations,
  ...secretOperations,
  ...adminOperations,
  ...peopleOperations,
  ...serviceOperations,
]

/** Headings of the reference, also the tags of the OpenAPI document. */
export const groups: readonly { id: Group; title: string; description: string }[] = [
  {
    id: 'readers',
    title: 'Readers',
    description:
      'What a page calls for its readers. No account, no cookie; what is one’s own is opened by the token made with it.',
  },
  {
    id: 'moderators',
    title: 'Moderators',
    description:
      'What the newsroom’s own programs call, with a bearer token. A token sees the sites it was made for; everything else does not exist for it.',
  },
  {
    id: 'operations',
    title: 'Operations',
    description: 'What whoever runs the service asks it.',
  },
]

/** The calls that can answer this problem, as a whole or for a single item. */
export function operationsAnswering(code: ProblemCode): Operation[] {
  return operations.filter(
    ({ problems, itemProblems = [] }) => problems.includes(code) || itemProblems.includes(code),
  )
}

import * as v from 'valibot'
import { siteKey } from '../fields.ts'
import { outbox, outboxStates } from '../schema.ts'
import type { Note } from './note.ts'
import { badBodies, failures, type Operation, type Parameter } from './operation.ts'

const time = v.pipe(v.string(), v.isoTimestamp())

const OutboxRow = v.strictObject({
  id: v.string(),
  kind: v.picklist(outbox.kind.enumValues),
  site: v.nullable(siteKey),
  state: v.picklist(outboxStates),
  attempts: v.pipe(v.number(), v.integer(), v.minValue(0)),
  isRunning: v.boolean(),
  error: v.nullable(v.string()),
  dueAt: time,
  createdAt: time,
  doneAt: v.nullable(time),
})

/** Objects that the outbox's calls answer. */
export const outboxAnswers = {
  MadeWebhookSecret: v.strictObject({ url: v.string(), secret: v.string() }),
  OutboxPage: v.strictObject({ items: v.array(OutboxRow), next: v.nullable(v.string()) }),
  OutboxRow,
}

/** Their meanings, by object and path. */
export const outboxNotes: Record<string, Record<string, Note>> = {
  NewWebhookSecret: { url: 'As it stands in the site’s `webhooks` or in `outside.webhook`.' },
  MadeWebhookSecret: {
    url: 'The webhook.',
    secret: 'The key, in the form of Standard Webhooks. It is never shown again.',
  },
  OutboxParams: {
    site: 'Only what belongs to this site.',
    state:
      'Only this state: `dead` has failed too often or for good, `dropped` was given up by a person.',
    kind: 'Only this kind.',
  },
  OutboxPage: { items: 'The page.' },
  OutboxRow: {
    kind: 'What is to be done.',
    site: 'Key of the site; null where it concerns none.',
    state: 'How far it is.',
    attempts: 'How often it was begun.',
    isRunning: 'Whether it is being worked on now.',
    error: 'Why the last attempt failed, without addresses; null if none has.',
    dueAt: 'When it is tried next.',
    createdAt: 'When it was caused.',
    doneAt: 'When it was done or dropped, or null.',
  },
}

const row: Parameter = {
  name: 'id',
  kind: 'outbox-id',
  isRequired: true,
  meaning: 'The row of the outbox.',
}
const rowId = '019c1f2e7b1a7cc08a5e1d2f3a4b5c6d'

export const outboxOperations: Operation[] = [
  {
    id: 'renewWebhookSecret',
    group: 'moderators',
    method: 'post',
    path: '/v1/admin/sites/{key}/webhook-secrets',
    summary: 'Make the key that signs a webhook',
    description:
      'Calls are signed by the Standard Webhooks scheme: verify `webhook-id`, `webhook-timestamp` and `webhook-signature` with this key, and recognise a repeated call by `webhook-id`. The key stands in this one answer and nowhere else. The former one signs along for a day. Until a webhook has a key, its calls wait.',
    access: 'admin',
    pathParams: [{ name: 'key', kind: 'site-key', isRequired: true, meaning: 'The site.' }],
    body: 'NewWebhookSecret',
    answers: [{ status: 201, meaning: 'The new key.', body: 'MadeWebhookSecret' }],
    problems: ['unauthorized', 'forbidden', 'not-found', ...badBodies, ...failures],
    example: {
      path: { key: 'bao' },
      body: { url: 'https://cms.bao.example/phan-hoi' },
      answer: {
        url: 'https://cms.bao.example/phan-hoi',
        secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw5vY7uJx0kC4=',
      },
    },
  },
  {
    id: 'listOutbox',
    group: 'moderators',
    method: 'get',
    path: '/v1/admin/outbox',
    summary: 'List mails, webhooks and other work to be done',
    description:
      'What waits or is dead comes by age, everything else newest first. No row says whom it is about. What is done or dropped is kept for 30 days.',
    access: 'admin',
    query: 'OutboxParams',
    answers: [{ status: 200, meaning: 'A page of the outbox.', body: 'OutboxPage' }],
    problems: ['unauthorized', 'forbidden', 'not-found', 'invalid', ...failures],
    example: {
      query: { state: 'dead', limit: '20' },
      answer: {
        items: [
          {
            id: rowId,
            kind: 'mail.share',
            site: 'bao',
            state: 'dead',
            attempts: 6,
            isRunning: false,
            error: 'ECONNECTION: connect ECONNREFUSED',
            dueAt: '2026-11-22T09:00:00.000Z',
            createdAt: '2026-11-21T20:14:00.000Z',
            doneAt: null,
          },
        ],
        next: null,
      },
    },
  },
  {
    id: 'retryOutboxRow',
    group: 'moderators',
    method: 'post',
    path: '/v1/admin/outbox/{id}/retry',
    summary: 'Try again at once',
    description:
      'For a dead row, or one that waits for its next attempt: it becomes due now and has all attempts before it. One that is being worked on, done or dropped is a conflict.',
    access: 'admin',
    pathParams: [row],
    answers: [{ status: 204, meaning: 'It is due.', body: null }],
    problems: ['unauthorized', 'forbidden', 'not-found', 'conflict', 'invalid', ...failures],
    example: { path: { id: rowId } },
  },
  {
    id: 'dropOutboxRow',
    group: 'moderators',
    method: 'delete',
    path: '/v1/admin/outbox/{id}',
    summary: 'Give a row up',
    description:
      'It is never tried again; a friend’s mail counts as failed. The row stays on record for 30 days.',
    access: 'admin',
    pathParams: [row],
    answers: [{ status: 204, meaning: 'It is dropped.', body: null }],
    problems: ['unauthorized', 'forbidden', 'not-found', 'conflict', 'invalid', ...failures],
    example: { path: { id: rowId } },
  },
]

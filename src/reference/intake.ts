import type { Operation } from './operation.ts'

/** What monitoring and mail providers call. */
export const intakeOperations: Operation[] = [
  {
    id: 'readMetrics',
    group: 'operations',
    method: 'get',
    path: '/metrics',
    summary: 'Read the metrics',
    description:
      'Prometheus text, with METRICS_TOKEN as bearer token; without that setting there is nothing here. The outbox, the queues and, on Node, requests and the process. No label names a site or a person.',
    access: 'none',
    answers: [{ status: 200, meaning: 'The metrics, as text.', body: null }],
    problems: ['unauthorized', 'not-found', 'internal', 'unavailable'],
    example: {},
  },
  {
    id: 'takeMailEvent',
    group: 'operations',
    method: 'post',
    path: '/v1/intake/{provider}',
    summary: 'Tell what became of a mail',
    description:
      'For mail providers: `ses` (SNS, signature version 2), `postmark`, `resend`, or `generic`, which is a Standard Webhooks call with `type` (`bounced`, `complained`, `delivered`), `address`, `messageId` and, for a bounce that may pass, `isPermanent: false`. A hard bounce or a complaint ends all mail to the address. Each event counts once; what is unsigned, older than five minutes or an exact copy is refused. A provider whose setting is missing is not there.',
    access: 'none',
    pathParams: [
      { name: 'provider', kind: 'site-key', isRequired: true, meaning: 'The provider.' },
    ],
    answers: [{ status: 204, meaning: 'Taken.', body: null }],
    problems: [
      'unauthorized',
      'not-found',
      'bad-json',
      'too-large',
      'invalid',
      'internal',
      'unavailable',
    ],
    example: { path: { provider: 'generic' } },
  },
]

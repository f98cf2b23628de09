import * as v from 'valibot'
import { secretNames } from '../schema.ts'
import { badBodies, failures, type Operation } from './operation.ts'

/** Objects that the calls about a site's keys answer. */
export const secretAnswers = {
  SiteSecrets: v.strictObject({
    items: v.array(
      v.strictObject({
        name: v.picklist(secretNames),
        changedAt: v.pipe(v.string(), v.isoTimestamp()),
      }),
    ),
  }),
}

/** Their meanings, by object and path. */
export const secretNotes: Record<string, Record<string, string>> = {
  NewSiteSecret: {
    secret: 'The key itself; of HS256 at least 32 bytes.',
    key: 'Instead of it the public key of ES256 or EdDSA as a JWK, for `member` only.',
    'key.kty': 'Its kind.',
    'key.crv': 'Its curve.',
    'key.x': 'Its first coordinate, base64url.',
    'key.y': 'Its second coordinate, base64url.',
    'key.kid': 'Its name; tokens that name a key must name this one.',
    'key.use': 'What it is for.',
    'key.key_ops': 'What it is for.',
    'key.alg': 'How it signs.',
  },
  SiteSecrets: {
    items: 'Keys that are set; their values stand in no answer.',
    'items[].name': '`akismet` or `member`.',
    'items[].changedAt': 'When it was set.',
  },
}

const path = [{ name: 'key', kind: 'site-key' as const, isRequired: true, meaning: 'The site.' }]
const named = [
  ...path,
  {
    name: 'name',
    kind: 'secret-name' as const,
    isRequired: true,
    meaning:
      'Which key: `akismet` for the outside check, `member` for the tokens of signed-in readers.',
  },
]
const problems: Operation['problems'] = ['unauthorized', 'forbidden', 'not-found', ...failures]

export const secretOperations: Operation[] = [
  {
    id: 'listSiteSecrets',
    group: 'moderators',
    method: 'get',
    path: '/v1/admin/sites/{key}/secrets',
    summary: 'See which keys a site has',
    description: 'Names and times only.',
    access: 'admin',
    pathParams: path,
    answers: [{ status: 200, meaning: 'The keys that are set.', body: 'SiteSecrets' }],
    problems: ['invalid', ...problems],
    example: {
      path: { key: 'bao' },
      answer: { items: [{ name: 'member', changedAt: '2026-05-04T02:10:00.000Z' }] },
    },
  },
  {
    id: 'setSiteSecret',
    group: 'moderators',
    method: 'put',
    path: '/v1/admin/sites/{key}/secrets/{name}',
    summary: 'Set a key of a site',
    description:
      'Nobody can read it back. The former key of `member` counts for a day more; remove it to end both at once.',
    access: 'admin',
    pathParams: named,
    body: 'NewSiteSecret',
    answers: [{ status: 204, meaning: 'It is set.', body: null }],
    problems: [...problems, ...badBodies],
    example: {
      path: { key: 'bao', name: 'member' },
      body: { secret: 'a-long-random-secret-of-32-bytes-or-more' },
    },
  },
  {
    id: 'removeSiteSecret',
    group: 'moderators',
    method: 'delete',
    path: '/v1/admin/sites/{key}/secrets/{name}',
    summary: 'Remove a key of a site',
    description: 'With the former one. What needs it fails from now on.',
    access: 'admin',
    pathParams: named,
    answers: [{ status: 204, meaning: 'It is gone.', body: null }],
    problems: ['invalid', ...problems],
    example: { path: { key: 'bao', name: 'member' } },
  },
]

import * as v from 'valibot'
import { failures, type Operation } from './operation.ts'

/** A challenge of ALTCHA's version 1, as its widgets and libraries read it. */
export const Challenge = v.strictObject({
  algorithm: v.literal('SHA-256'),
  challenge: v.string(),
  maxnumber: v.pipe(v.number(), v.integer(), v.minValue(1)),
  salt: v.string(),
  signature: v.string(),
})

export const challengeNotes = {
  ChallengeParams: {
    action: 'What it will be handed in with; it is good for nothing else.',
  },
  Challenge: {
    algorithm: 'The hash to use.',
    challenge: 'SHA-256 of the salt followed by the number to be found, in hex.',
    maxnumber: 'The number lies between 0 and this.',
    salt: 'Hash it as it stands. Says until when the challenge can be handed in.',
    signature: 'Goes back unchanged.',
  },
}

/** Calls of the defence that readers' clients make. */
export const defenceOperations: Operation[] = [
  {
    id: 'getChallenge',
    group: 'readers',
    method: 'get',
    path: '/v1/challenge',
    summary: 'Get a proof of work to solve',
    description:
      'An ALTCHA challenge (version 1) for one comment or share of one site, good for ten minutes and once. Hand the solution in as `proof`: base64 of the JSON `{ algorithm, challenge, number, salt, signature }`. A client that gives up sends the number -1, and what it sends waits for a moderator.',
    access: 'none',
    query: 'ChallengeParams',
    limit: 'challenge',
    answers: [{ status: 200, meaning: 'A new challenge.', body: 'Challenge' }],
    problems: ['not-found', 'invalid', 'rate-limited', ...failures],
    example: {
      query: { site: 'bao', action: 'comment' },
      answer: {
        algorithm: 'SHA-256',
        challenge: '4d9b1c6f0a7e52d8e3b94c2f6a81d7053ce9f4b2178a60d5f3c1e7928b4a0d6e',
        maxnumber: 50_000,
        salt: '8f2c4b0d1e6a7395c0b2?of=MTc1MDkyMzYwMDAwMDo.c2lnbmF0dXJl&expires=1750923600&',
        signature: 'b17e3a9d5c8240f6e1d2b3c4a5968778695a4b3c2d1e0f9e8d7c6b5a49382716',
      },
    },
  },
]

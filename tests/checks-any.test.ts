import fc from 'fast-check'
import * as v from 'valibot'
import { expect, it } from 'vitest'
import { checks, judge, nothingKnown, readText, type Submission } from '../src/defence/checks.ts'
import { Problem } from '../src/problem.ts'
import { SiteSettings } from '../src/sites/settings.ts'
import { normaliseText } from '../src/text/normalise.ts'

/** Pieces that checks look for, split up or repeat, besides whatever the library thinks of. */
const piece = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.constantFrom(
    ...[
      'đ.ụ m.á',
      'óc cặc',
      'hèn chi',
      'https://la.example/x?y=1',
      'www.',
      'a@b.vn',
      '0912 345 678',
    ],
    ...[
      '\u202e',
      '\u200b',
      '\u0301',
      '\ud800',
      'ﬃ',
      '𝐀𝐝𝐦𝐢𝐧',
      'Ａ',
      '(((',
      '....',
      '----',
      'lllll',
      '\n\n',
    ],
  ),
)
/** Up to the longest text that any site may allow. */
const longText = fc.tuple(fc.array(piece, { maxLength: 30 }), fc.nat(400)).map(([pieces, times]) =>
  pieces
    .join('')
    .repeat(times + 1)
    .slice(0, 10_000),
)

const submissions = fc
  .record({
    text: longText,
    authorName: fc.oneof(piece, fc.constantFrom('Tòa soạn', 'Аdmin', '')),
    bodyOffset: fc.nat(200),
    isTrapped: fc.boolean(),
    formAgeMs: fc.oneof(
      fc.constant(null),
      fc.double(),
      fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, -1),
    ),
    hasOrigin: fc.boolean(),
    proof: fc.constantFrom('none' as const, 'solved' as const, 'unsolved' as const),
  })
  .map((given): Submission => {
    return { ...given, ...readText(normaliseText(given.text)) }
  })

const knowns = fc.record({
  bans: fc.array(
    fc.record({
      kind: fc.constantFrom('email' as const, 'address' as const, 'word' as const),
      label: piece,
    }),
    { maxLength: 5 },
  ),
  names: fc.array(piece, { maxLength: 5 }).map((names) => names.join('\n')),
  tide: fc.constant(nothingKnown.tide),
  echoes: fc.record({ own: fc.nat(3), others: fc.nat(9), isWave: fc.boolean() }),
  standing: fc.oneof(
    fc.constantFrom({ kind: 'unknown' as const }, { kind: 'trusted' as const }),
    fc.record({ kind: fc.constant('new' as const), approved: fc.nat(9), needed: fc.nat(9) }),
  ),
})

const settings = v.parse(SiteSettings, {
  words: [
    { entry: 'quán ma', level: 'spam' },
    { entry: 'a', level: 'tag' },
  ],
})

const contextOf = (known: typeof nothingKnown) => ({
  siteKey: 'bao',
  settings,
  pointers: { text: '/body', name: '/author/name' },
  language: 'vi' as const,
  known,
  outside: [],
})

it('no check throws, whatever is sent: what could not be judged would be held in vain', () =>
  fc.assert(
    fc.asyncProperty(submissions, knowns, async (submission, known) => {
      for (const { run } of checks) await run(submission, contextOf(known))
    }),
    { numRuns: 150 },
  ))

it('every verdict is of its reasons, whose places lie in the body; only a refusal ends it', () =>
  fc.assert(
    fc.asyncProperty(submissions, knowns, async (submission, known) => {
      const judged = await judge(submission, contextOf(known)).catch((error: unknown) => {
        if (error instanceof Problem && error.code === 'invalid') return null
        throw error
      })
      if (judged === null) return
      const verdicts = judged.reasons.map(({ verdict }) => verdict)
      const worst = verdicts.includes('spam')
        ? 'spam'
        : verdicts.includes('hold')
          ? 'pending'
          : 'approved'
      expect(judged.state).toBe(worst)
      const length = submission.text.length - submission.bodyOffset
      for (const [start, end] of judged.reasons.flatMap(({ spans }) => spans)) {
        expect(start).toBeGreaterThanOrEqual(0)
        expect(end).toBeGreaterThan(start)
        expect(end).toBeLessThanOrEqual(length)
      }
    }),
    { numRuns: 150 },
  ))

/** Shapes that cost text rules most, at any length. */
const shapes: [string, (length: number) => string][] = [
  ['one letter', (n) => 'a'.repeat(n)],
  ['separated letters', (n) => 'đ.'.repeat(n / 2)],
  ['marks', (n) => 'a\u0301\u0323'.repeat(n / 3)],
  ['dots', (n) => '.'.repeat(n)],
  ['almost links', (n) => 'a.b@'.repeat(n / 4)],
  ['links', (n) => 'http://a.vn '.repeat(n / 12)],
  ['numbers', (n) => '0912 '.repeat(n / 5)],
  ['invisible', (n) => 'l\u200bồ'.repeat(n / 3)],
  ['words of the lists', (n) => 'óc chó '.repeat(n / 7)],
]

it.each(shapes)('the time for %s grows with the text, not with its square', async (_, make) => {
  const timeOf = async (length: number) => {
    const text = normaliseText(make(length))
    const times = []
    for (let i = 0; i < 7; i++) {
      const startedAt = performance.now()
      const submission = { ...readText(text), authorName: 'Lan', bodyOffset: 0 }
      await judge(
        { ...submission, isTrapped: false, formAgeMs: 10_000, hasOrigin: true, proof: 'none' },
        contextOf(nothingKnown),
      ).catch(() => null)
      times.push(performance.now() - startedAt)
    }
    return Math.min(...times)
  }
  await timeOf(2500)
  const short = await timeOf(2500)
  const long = await timeOf(10_000)
  // Four times the text: quadratic work would be sixteen times. A tenth of a millisecond is the clock's own noise.
  expect(long).toBeLessThan(9 * Math.max(short, 0.1))
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as v from 'valibot'
import { tryText } from '../src/defence/try.ts'
import { SiteSettings } from '../src/sites/settings.ts'
import { findTextFault } from '../src/text/bounds.ts'
import { normaliseText } from '../src/text/normalise.ts'

const MAX_LENGTH = 10_000
const site = { key: 'bao', settings: v.parse(SiteSettings, { moderation: { mode: 'none' } }) }
const words = Array.from({ length: 200 }, (_, i) => ({
  entry: ['a', 'đm', 'hoà', 'a b', 'x.y'][i % 5]?.repeat(1 + (i % 7)) ?? '',
  level: 'hold' as const,
}))
const judgeText = (text: string) => tryText(site, words, { text, authorName: 'Minh' }, 'vi')

/** Pieces that mean something to one check or another, repeated up to the longest text allowed. */
const piece = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
  fc.constantFrom(
    'a',
    'a ',
    'đ.m ',
    'f*',
    'kj',
    'hoà',
    'e\u0302\u0301',
    '\u0323',
    '👩‍👩‍👧',
    '🇻',
    '@',
    'www.',
  ),
  fc.constantFrom(
    '“',
    '"',
    '> ',
    '\n',
    'http://',
    'a.com ',
    '0912 ',
    '(',
    ' chấm com',
    'Ðường',
    'ﷺ',
    '\u200B',
  ),
  fc.constantFrom('địt mẹ', 'l ồ n', '1|!', '****', 'ς', 'İ', '\u3164', '𝓯𝓾𝓬𝓴', '9', 'ａｂ'),
)
const atLimits = fc
  .tuple(fc.array(piece, { minLength: 1, maxLength: 8 }), fc.constantFrom(0, 100, MAX_LENGTH))
  .map(([pieces, length]) => {
    const text = pieces.join('')
    return text === '' ? '' : text.repeat(Math.max(1, Math.floor(length / text.length)))
  })
  .filter((text) => findTextFault(text, MAX_LENGTH) === null)

describe('any text at the limits', () => {
  test('S03 F29 F32 is judged without a throw, alike composed and decomposed', async () => {
    await fc.assert(
      fc.asyncProperty(atLimits, async (text) => {
        const composed = await judgeText(text.normalize('NFC'))
        const decomposed = await judgeText(text.normalize('NFD'))
        expect(composed.reasons.map((it) => it.detail)).not.toContain('Không kiểm tra được')
        expect(decomposed.verdict).toBe(composed.verdict)
        for (const { spans } of composed.reasons)
          for (const [start, end] of spans) {
            expect(start < end && end <= composed.text.length).toBe(true)
            expect(composed.text.slice(start, end)).not.toMatch(/\p{Surrogate}/u)
          }
      }),
      { numRuns: 150 },
    )
  }, 120_000)

  test.each([
    'a',
    'a ',
    'đ.m ',
    'kj',
    'f*',
    'www.',
    'a.com ',
    '0 ',
    'e\u0302\u0301',
    '“',
    '"',
    '> ',
    'l ồ n ',
    '👩‍👩‍👧',
    '1|!',
  ])('S03 costs all checks together under 20 ms of the processor: %j', async (unit) => {
    const text = unit.repeat(MAX_LENGTH / 2 / unit.length)
    expect(normaliseText(text).length).toBeLessThanOrEqual(MAX_LENGTH)
    let best = Infinity
    // The best of many runs: the first ones are slow, and what else the machine does only adds.
    for (let round = 0; round < 60 && best > MAX_CHECK_MS; round += 1) {
      const before = process.cpuUsage()
      await judgeText(text)
      best = Math.min(best, process.cpuUsage(before).user / 1000)
    }
    expect(best).toBeLessThanOrEqual(MAX_CHECK_MS)
  })
})

const MAX_CHECK_MS = 20

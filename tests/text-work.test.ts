import { expect, test } from 'vitest'
import { findTextFault } from '../src/text/bounds.ts'
import { parseEmail } from '../src/text/email.ts'
import { fold } from '../src/text/fold.ts'
import { countGraphemes } from '../src/text/graphemes.ts'
import { findContacts, findLinks, hasHostLook } from '../src/text/links.ts'
import { normaliseLine, normaliseText } from '../src/text/normalise.ts'
import { parsePhone } from '../src/text/phone.ts'
import { skeleton } from '../src/text/skeleton.ts'
import { isUnmarkedVietnamese } from '../src/text/unmarked.ts'
import { englishWords } from '../src/text/words-en.ts'
import { vietnameseWords } from '../src/text/words-vi.ts'
import { compileWords } from '../src/text/words.ts'

const { match } = compileWords([...vietnameseWords, ...englishWords])
const functions = {
  findTextFault: (text: string) => findTextFault(text, 1_000_000),
  ...{ normaliseText, normaliseLine, countGraphemes, fold, skeleton, findLinks, findContacts },
  ...{ hasHostLook, isUnmarkedVietnamese, parseEmail, parsePhone, match },
}

/** Forty times the longest text allowed. Whatever is quadratic takes 2 to 200 seconds here, the rest some 50 ms. */
const UNITS = 200_000
const GENEROUS_MS = 1500

test.each([
  ...[
    'a',
    'a ',
    'a.',
    '(',
    '[',
    'h',
    'http://',
    'www.',
    '@',
    'a@',
    '0 ',
    '1-',
    '. ',
    '\n',
    ' ',
    ' \n',
    '“',
    '"',
    '>',
  ],
  ...[
    '\u0301\u0323',
    '\u200B',
    '\u0301\u200B\u0323',
    '👩\u200D',
    '🇻',
    '1\uFE0F\u20E3',
    'a . com ',
    'a[',
    'Ð',
    'ð',
    'e\u0302\u0301',
  ],
  ...['\uD800', 'ﷺ', ' chấm', 'a.com/', 'f*', '!|@$', 'k j z ', 'đ ', 'l.ồ.n.'],
])('S03 F32 %j without end costs every function in proportion only', (unit) => {
  const text = unit.repeat(UNITS / unit.length)
  const slow = Object.entries(functions).filter(([, run]) => {
    const started = performance.now()
    run(text)
    return performance.now() - started > GENEROUS_MS
  })
  expect(slow.map(([name]) => name)).toEqual([])
})

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

const words = compileWords([...vietnameseWords, ...englishWords])
const match = (text: string) => words.match(text)
const functions = {
  findTextFault: (text: string) => findTextFault(text, 1_000_000),
  ...{ normaliseText, normaliseLine, countGraphemes, fold, skeleton, findLinks, findContacts },
  ...{ hasHostLook, isUnmarkedVietnamese, parseEmail, parsePhone, match },
}

/** Up to forty times the longest text allowed, where whatever is quadratic shows. */
const UNITS = 200_000
/** Four times the text takes four times as long, sixteen times if the time is quadratic. */
const MAX_GROWTH = 9
/** Below this nothing can be told from the noise of a busy machine, and nothing is wrong. */
const NOTHING_MS = 60

/** The best of a few runs: what else the machine does only ever adds. */
function growth(run: (text: string) => unknown, text: string): number {
  let [whole, quarter] = [Infinity, Infinity]
  for (let round = 0; round < 4; round += 1) {
    quarter = Math.min(quarter, time(run, text.slice(0, text.length / 4)))
    whole = Math.min(whole, time(run, text))
    if (whole < NOTHING_MS || whole < quarter * MAX_GROWTH) return 1
  }
  return whole / quarter
}

/** Milliseconds of this process's own: a busy machine makes a run late, not longer. */
function time(run: (text: string) => unknown, text: string): number {
  const before = process.cpuUsage()
  run(text)
  return process.cpuUsage(before).user / 1000
}

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
  const slow = Object.entries(functions).filter(([, run]) => growth(run, text) > MAX_GROWTH)
  expect(slow.map(([name]) => name)).toEqual([])
})

import { describe, expect, test } from 'vitest'
import { tryText } from '../src/defence/try.ts'
import * as v from 'valibot'
import { SiteSettings } from '../src/sites/settings.ts'
import { civil } from './corpus/civil-vi.ts'
import { disguised } from './corpus/disguised-vi.ts'
import { civilEnglish, disguisedEnglish, rudeEnglish, spamEnglish } from './corpus/english.ts'
import { quotes } from './corpus/quotes-vi.ts'
import { rude } from './corpus/rude-vi.ts'
import { spam } from './corpus/spam-vi.ts'
import { unmarked } from './corpus/unmarked-vi.ts'

/** One line each; `\n` within a line is written as two signs. */
const linesOf = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => line.replaceAll('\\n', '\n'))

const classes = {
  'civil, Vietnamese': linesOf(civil),
  'civil, without marks': linesOf(unmarked),
  'civil, English': linesOf(civilEnglish),
  'news quotes': linesOf(quotes),
  'rude, Vietnamese': linesOf(rude),
  'rude, English': linesOf(rudeEnglish),
  'disguised, Vietnamese': linesOf(disguised),
  'disguised, English': linesOf(disguisedEnglish),
  'spam, Vietnamese': linesOf(spam),
  'spam, English': linesOf(spamEnglish),
}
type Class = keyof typeof classes
const isCivil = (name: Class) => name.startsWith('civil')

/** A site that publishes at once: only the checks of the text hold anything back. */
const site = { key: 'bao', settings: v.parse(SiteSettings, { moderation: { mode: 'none' } }) }
const names = Object.keys(classes) as Class[]
const judged = await Promise.all(
  names.map(async (name) => ({
    name,
    lines: await Promise.all(
      classes[name].map(async (text) => ({
        ...(await tryText(site, [], { text, authorName: 'Minh' }, 'vi')),
        text,
      })),
    ),
  })),
)
const linesIn = (test: (name: Class) => boolean) =>
  judged.filter(({ name }) => test(name)).flatMap(({ lines }) => lines)
const isCaught = ({ verdict }: { verdict: string }) => verdict !== 'approved'
const share = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)} %`
const shown = (lines: { text: string; verdict: string; reasons: { detail: string }[] }[]) =>
  lines.map(({ text, verdict, reasons }) => [verdict, text, reasons.map((it) => it.detail).join()])

describe('the corpus', () => {
  test('prints what the rules make of each class', () => {
    const rows = judged.map(({ name, lines }) => {
      const caught = lines.filter(isCaught).length
      const wrong = linesIn(isCivil).filter(isCaught).length
      return {
        class: name,
        lines: lines.length,
        caught,
        refused: lines.filter(({ verdict }) => verdict === 'refused').length,
        recall: isCivil(name) ? '–' : share(caught, lines.length),
        // Of what is caught here and among all civil lines, so much belongs here.
        precision: isCivil(name) ? '–' : share(caught, caught + wrong),
      }
    })
    console.table(rows)
    const vietnamese = names.filter((name) => !name.endsWith('English'))
    const count = (given: Class[]) => given.reduce((sum, name) => sum + classes[name].length, 0)
    expect(count(vietnamese)).toBeGreaterThanOrEqual(300)
    expect(count(names) - count(vietnamese)).toBeGreaterThanOrEqual(100)
    const all = linesIn(() => true).map(({ text }) => text)
    expect(new Set(all).size).toBe(all.length)
  })

  test('no civil line is refused or taken for spam', () => {
    const bad = linesIn(isCivil).filter(({ verdict }) => ['refused', 'spam'].includes(verdict))
    expect(shown(bad)).toEqual([])
  })

  test('of the civil lines at most 3 % are held', () => {
    const held = linesIn(isCivil).filter(isCaught)
    expect(
      held.length / linesIn(isCivil).length,
      JSON.stringify(shown(held), null, 1),
    ).toBeLessThan(0.03)
  })

  test('a quotation of rude words waits for a moderator at worst', () => {
    const bad = linesIn((name) => name === 'news quotes').filter(
      ({ verdict }) => verdict === 'refused' || verdict === 'spam',
    )
    expect(shown(bad)).toEqual([])
  })

  test.each([
    ['rude', 0.95],
    ['disguised', 0.95],
    ['spam', 0.95],
  ])('of %s lines at least %d are caught', (kind, least) => {
    const lines = linesIn((name) => name.startsWith(kind))
    const missed = lines.filter((line) => !isCaught(line))
    const caught = 1 - missed.length / lines.length
    expect(caught, JSON.stringify(missed.map(({ text }) => text))).toBeGreaterThanOrEqual(least)
  })
})

import { Hono } from 'hono'
import * as v from 'valibot'
import { tryText } from '../../defence/try.ts'
import { line, text } from '../../fields.ts'
import { parse } from '../../http.ts'
import { Problem } from '../../problem.ts'
import { patchSite } from '../../sites/admin.ts'
import type { LoadedSite } from '../../sites/origin.ts'
import { readWords, writeWords } from '../../sites/word-lines.ts'
import { type DeskEnv, readForm, requirePerson } from '../guard.ts'
import { viewOf } from '../view.ts'
import { faultsOf } from './form.ts'
import { ownSite } from './routes.tsx'
import { speakSettings } from './texts.ts'
import { type Tried, WordsPage } from './words-page.tsx'

type Vars = DeskEnv['Variables']
type Words = LoadedSite['settings']['words']

const words = v.pipe(v.string(), v.maxLength(2 * 1024 * 1024))
const Address = v.object({
  q: v.optional(v.pipe(v.string(), v.maxLength(200), v.trim()), ''),
  told: v.exactOptional(v.literal('saved')),
})
const shared = {
  version: v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number)),
}
const WordsForm = v.variant('act', [
  v.strictObject({
    ...shared,
    act: v.literal('add'),
    entry: line(100),
    level: v.picklist(['refuse', 'spam', 'hold', 'tag']),
    except: v.optional(v.pipe(v.string(), v.maxLength(4000)), ''),
    exact: v.exactOptional(v.literal('1')),
  }),
  v.strictObject({
    ...shared,
    act: v.literal('remove'),
    gone: v.optional(v.array(v.string()), []),
  }),
  v.strictObject({ ...shared, act: v.literal('replace'), list: words }),
])
const TryForm = v.strictObject({
  text: text(10_000),
  name: v.optional(v.union([v.literal(''), line(100)]), ''),
  words: v.optional(words, ''),
})

const untried: Tried = { text: '', name: '', words: '', trial: null }

/** The words of a site in the console. */
export const wordPages = new Hono<DeskEnv>()
  .get('/sites/:key/words', requirePerson('editor'), async (c) => {
    const site = await ownSite(c.var, c.req.param('key'))
    const { q, told } = parse(Address, c.req.query(), c.var.language)
    return c.html(page(c.var, site, { q, told }))
  })
  .get('/sites/:key/words.txt', requirePerson('editor'), async (c) => {
    const { key, settings } = await ownSite(c.var, c.req.param('key'))
    c.header('Content-Type', 'text/plain; charset=utf-8')
    c.header('Content-Disposition', `attachment; filename="${key}-words.txt"`)
    return c.body(writeWords(settings.words))
  })
  .post('/sites/:key/words', requirePerson('editor'), async (c) => {
    const { ports, caller, language } = c.var
    const site = await ownSite(c.var, c.req.param('key'))
    const form = await readForm(c.req.raw, WordsForm, language, ['gone'])
    const say = speakSettings(language)
    const typed = form.act === 'replace' ? form.list : undefined
    const { list, faults } = changed(site.settings.words, form)
    if (faults.length > 0) {
      const told = faults.slice(0, 20).map((n) => say('lineFault', { n }))
      return c.html(page(c.var, site, { typed, faults: told }), 422)
    }
    try {
      await patchSite(
        ports,
        caller,
        site.key,
        form.version,
        { settings: { words: list } },
        language,
      )
    } catch (error) {
      const isLate = error instanceof Problem && error.code === 'conflict'
      const told = isLate ? [say('wordsConflict')] : [...faultsOf(error)].map(wordFault)
      return c.html(page(c.var, site, { typed, faults: told }), isLate ? 409 : 422)
    }
    return c.redirect(`/admin/sites/${site.key}/words?told=saved`, 303)
  })
  .post('/sites/:key/words/try', requirePerson('editor'), async (c) => {
    const { language } = c.var
    const site = await ownSite(c.var, c.req.param('key'))
    const form = await readForm(c.req.raw, TryForm, language)
    const added = readWords(form.words)
    const trial = await tryText(
      site,
      [...site.settings.words, ...added.words],
      { text: form.text, authorName: form.name },
      language,
    )
    const faults = added.faults.map((n) => speakSettings(language)('lineFault', { n }))
    return c.html(page(c.var, site, { tried: { ...form, trial }, faults }))
  })

function page(
  vars: Vars,
  site: LoadedSite,
  shown: {
    q?: string
    told?: 'saved' | undefined
    tried?: Tried
    faults?: string[]
    typed?: string | undefined
  },
) {
  const { q = '', tried = untried, faults = [], told, typed } = shown
  return (
    <WordsPage
      view={viewOf(vars)}
      caller={vars.caller}
      {...{ site, q, tried, faults, told, typed }}
    />
  )
}

function changed(current: Words, form: v.InferOutput<typeof WordsForm>) {
  if (form.act === 'replace') {
    const { words: list, faults } = readWords(form.list)
    return { list, faults }
  }
  if (form.act === 'remove')
    return { list: current.filter(({ entry }) => !form.gone.includes(entry)), faults: [] }
  const except = form.except
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '')
  const word: Words[number] = {
    entry: form.entry,
    level: form.level,
    ...(form.exact !== undefined && { exact: true }),
    ...(except.length > 0 && { except }),
  }
  return { list: [...current.filter(({ entry }) => entry !== form.entry), word], faults: [] }
}

/** `words.12.entry` names the thirteenth word. */
function wordFault([path, fault]: [string, string]): string {
  const place = /^words\.(\d+)/.exec(path)?.[1]
  return place === undefined ? fault : `${Number(place) + 1}: ${fault}`
}

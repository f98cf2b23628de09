import { Hono } from 'hono'
import * as v from 'valibot'
import { type CallerEnv, requireModerator, requireSite } from '../auth/caller.ts'
import { line, siteKey, text } from '../fields.ts'
import { parse, valid } from '../http.ts'
import { Problem } from '../problem.ts'
import { loadSite } from '../sites/origin.ts'
import { SiteSettings } from '../sites/settings.ts'

/** 5,000 words with exceptions stay below this. */
const TRIAL_BYTES = 2 * 1024 * 1024

export const NewTrial = v.strictObject({
  text: text(10_000),
  name: v.optional(v.union([v.literal(''), line(100)]), ''),
  words: SiteSettings.entries.words,
})

/** What would become of a text: the same trial as in the console. */
export const trials = new Hono<CallerEnv>().post(
  '/sites/:key/words/try',
  requireModerator('editor'),
  valid(NewTrial, TRIAL_BYTES),
  async (c) => {
    const key = parse(siteKey, c.req.param('key'), c.var.language)
    requireSite(c.var.caller, key)
    const [site] = await loadSite(c.var.ports.db, key)
    if (site === undefined) throw new Problem('not-found')
    // Word lists are loaded when first needed.
    const { tryText } = await import('./try.ts')
    const { text: given, name, words } = c.var.body
    const all = [...site.settings.words, ...words]
    return c.json(await tryText(site, all, { text: given, authorName: name }, c.var.language))
  },
)

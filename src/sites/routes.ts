import { Hono } from 'hono'
import * as v from 'valibot'
import { type CallerEnv, requireEverySite, requireModerator, requireSite } from '../auth/caller.ts'
import { pageLimit, siteKey } from '../fields.ts'
import { invalid, parse, parseQuery, valid } from '../http.ts'
import { createSite, listSites, NewSite, patchSite, SitePatch, viewSite } from './admin.ts'
import { loadSite } from './origin.ts'
import { Problem } from '../problem.ts'

/** 5,000 words with exceptions stay below this. */
const SETTINGS_BYTES = 2 * 1024 * 1024

export const SitesParams = v.strictObject({ after: v.exactOptional(siteKey), limit: pageLimit })

export const sites = new Hono<CallerEnv>()
  .get('/sites', requireModerator('viewer'), async (c) => {
    const { after, limit } = parseQuery(c, SitesParams)
    const items = await listSites(c.var.ports.db, c.var.caller, after ?? '', limit)
    return c.json({ items, next: items.length < limit ? null : (items.at(-1)?.key ?? null) })
  })
  .post(
    '/sites',
    requireModerator('admin'),
    requireEverySite,
    valid(NewSite, SETTINGS_BYTES),
    async (c) => {
      const { ports, caller, body, language } = c.var
      const made = await createSite(ports, caller, body, language)
      c.header('ETag', `"${made.version}"`)
      return c.json(made, 201)
    },
  )
  .get('/sites/:key', requireModerator('viewer'), async (c) => {
    const key = parse(siteKey, c.req.param('key'), c.var.language)
    requireSite(c.var.caller, key)
    const [found] = await loadSite(c.var.ports.db, key)
    if (found === undefined) throw new Problem('not-found')
    c.header('ETag', `"${found.version}"`)
    return c.json(viewSite(found))
  })
  .patch('/sites/:key', requireModerator('editor'), valid(SitePatch, SETTINGS_BYTES), async (c) => {
    const key = parse(siteKey, c.req.param('key'), c.var.language)
    requireSite(c.var.caller, key)
    const version = /^"(\d{1,15})"$/.exec(c.req.header('If-Match') ?? '')?.[1]
    if (version === undefined) throw invalid('', 'If-Match')
    const { ports, caller, body, language } = c.var
    const made = await patchSite(ports, caller, key, Number(version), body, language)
    c.header('ETag', `"${made.version}"`)
    return c.json(made)
  })

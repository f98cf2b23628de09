import { Hono } from 'hono'
import * as v from 'valibot'
import { siteKey } from '../../fields.ts'
import { parse } from '../../http.ts'
import { Problem } from '../../problem.ts'
import { MAX_DAYS, readStats, type StatsQuery } from '../../stats/read.ts'
import { type DeskEnv, requirePerson } from '../guard.ts'
import { selectSites } from '../queues.ts'
import { viewOf } from '../view.ts'
import { dayOf } from '../../zone.ts'
import { chartPath, chartScript } from './chart-script.ts'
import { StatsPage } from './page.tsx'
import { speakStats } from './texts.ts'

/** What a form leaves empty is not asked for. */
const optional = (schema: v.GenericSchema<string, string>) =>
  v.optional(v.union([v.literal(''), schema]), '')
const day = v.pipe(v.string(), v.isoDate())
const Address = v.object({ site: optional(siteKey), from: optional(day), to: optional(day) })

/** The statistics in the console. */
export const statsPages = new Hono<DeskEnv>()
  .get(chartPath.slice('/admin'.length), (c) =>
    c.body(chartScript, 200, {
      'Content-Type': 'text/javascript; charset=utf-8',
      'Cache-Control': 'private, max-age=31536000, immutable',
    }),
  )
  .get('/stats', requirePerson('viewer'), async (c) => {
    const { ports, caller, language } = c.var
    const { site, from, to } = parse(Address, c.req.query(), language)
    const query: StatsQuery = { ...(site && { site }), ...(from && { from }), ...(to && { to }) }
    const sites = await selectSites(ports, caller)
    let fault: string | null = null
    const stats = await readStats(ports, caller, query, language).catch((error: unknown) => {
      if (!(error instanceof Problem) || error.code !== 'invalid') throw error
      fault = speakStats(language)('tooLong', { n: MAX_DAYS })
      return readStats(ports, caller, site ? { site } : {}, language)
    })
    const zone = sites.find(({ key }) => key === site)?.settings.timeZone
    const view = viewOf(c.var, zone)
    return c.html(
      <StatsPage
        {...{ view, caller, sites, stats, fault }}
        today={dayOf(view.now, view.timeZone)}
        site={site || undefined}
      />,
    )
  })

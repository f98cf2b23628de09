import { Hono } from 'hono'
import * as v from 'valibot'
import { type Caller, requireEverySite, requireSite } from '../../auth/caller.ts'
import { siteKey } from '../../fields.ts'
import { parse } from '../../http.ts'
import { Problem } from '../../problem.ts'
import { createSite, listSites, NewSite, patchSite, SitePatch } from '../../sites/admin.ts'
import { type LoadedSite, loadSite } from '../../sites/origin.ts'
import { SiteSettings } from '../../sites/settings.ts'
import { type DeskEnv, requirePerson } from '../guard.ts'
import { viewOf } from '../view.ts'
import {
  type Draft,
  differences,
  draftFaults,
  draftOf,
  faultsOf,
  patchOf,
  readDraft,
} from './form.ts'
import { previewPath, previewScript } from './preview-script.ts'
import { Preview, previewPolicy } from './preview.tsx'
import { readSent } from './read.ts'
import { SitePage } from './site-page.tsx'
import { SitesPage } from './sites-page.tsx'

type Vars = DeskEnv['Variables']

const PAGE = 100
const emptyDraft: Draft = { version: 0, name: '', origins: [], settings: {} }
const Told = v.object({ told: v.exactOptional(v.picklist(['saved', 'added'])) })

/** The sites in the console: list, new site, settings of one with a preview. */
export const sitePages = new Hono<DeskEnv>()
  .get(previewPath.slice('/admin'.length), (c) =>
    c.body(previewScript, 200, {
      'Content-Type': 'text/javascript; charset=utf-8',
      'Cache-Control': 'private, max-age=31536000, immutable',
    }),
  )
  .get('/sites', requirePerson('editor'), async (c) =>
    c.html(await sitesPage(c.var, c.req.query('after') ?? '', '', emptyDraft, new Map())),
  )
  .post('/sites', requirePerson('admin'), requireEverySite, async (c) => {
    const { ports, caller, language } = c.var
    const sent = await readSent(c.req.raw)
    const key = (sent.get('key')?.[0] ?? '').trim()
    const { name, origins } = readDraft(sent, { settings: v.parse(SiteSettings, {}) })
    try {
      await createSite(ports, caller, parse(NewSite, { key, name, origins }, language), language)
    } catch (error) {
      const draft = { ...emptyDraft, name, origins }
      const { speakSettings } = await import('./texts.ts')
      const isTaken = error instanceof Problem && error.code === 'conflict'
      const faults = isTaken
        ? new Map([['key', speakSettings(language)('taken')]])
        : faultsOf(error)
      return c.html(await sitesPage(c.var, '', key, draft, faults), isTaken ? 409 : 422)
    }
    return c.redirect(`/admin/sites/${key}?told=added`, 303)
  })
  .get('/sites/:key', requirePerson('editor'), async (c) => {
    const site = await ownSite(c.var, c.req.param('key'))
    const { told } = parse(Told, c.req.query(), c.var.language)
    return c.html(sitePage(c.var, site.key, { draft: draftOf(site), faults: new Map(), told }))
  })
  .post('/sites/:key', requirePerson('editor'), async (c) => {
    const { ports, caller, language } = c.var
    const site = await ownSite(c.var, c.req.param('key'))
    const draft = readDraft(await readSent(c.req.raw), site)
    if (draft.version !== site.version) return c.html(conflictPage(c.var, site, draft), 409)
    try {
      const patch = parse(SitePatch, patchOf(draft, site), language)
      await patchSite(ports, caller, site.key, site.version, patch, language)
    } catch (error) {
      if (error instanceof Problem && error.code === 'conflict')
        return c.html(conflictPage(c.var, await ownSite(c.var, site.key), draft), 409)
      const faults = draftFaults(draft, error, language)
      return c.html(sitePage(c.var, site.key, { draft, faults }), 422)
    }
    return c.redirect(`/admin/sites/${site.key}?told=saved`, 303)
  })
  .get('/sites/:key/preview', requirePerson('editor'), async (c) => {
    c.header('Content-Security-Policy', previewPolicy)
    const site = await ownSite(c.var, c.req.param('key'))
    return c.html(<Preview site={site} hasMail={c.var.ports.config.mailUrl !== null} />)
  })
  .post('/sites/:key/preview', requirePerson('editor'), async (c) => {
    c.header('Content-Security-Policy', previewPolicy)
    const site = await ownSite(c.var, c.req.param('key'))
    const draft = readDraft(await readSent(c.req.raw), site)
    const settings = v.safeParse(SiteSettings, draft.settings)
    // What cannot be saved cannot be shown either; the form says why once it is saved.
    return c.html(
      <Preview
        hasMail={c.var.ports.config.mailUrl !== null}
        site={{
          ...site,
          name: draft.name,
          settings: settings.success ? settings.output : site.settings,
        }}
      />,
      settings.success ? 200 : 422,
    )
  })

/** A site of the caller. Throws `not-found`. */
export async function ownSite({ ports, caller, language }: Vars, raw: string): Promise<LoadedSite> {
  const key = parse(siteKey, raw, language)
  requireSite(caller, key)
  const [found] = await loadSite(ports.db, key)
  if (found === undefined) throw new Problem('not-found')
  return found
}

async function sitesPage(
  vars: Vars,
  after: string,
  key: string,
  draft: Draft,
  faults: ReadonlyMap<string, string>,
) {
  const { ports, caller } = vars
  const sites = await listSites(ports.db, caller, after, PAGE)
  const next = sites.length < PAGE ? null : (sites.at(-1)?.key ?? null)
  return <SitesPage view={viewOf(vars)} siteKey={key} {...{ caller, sites, next, draft, faults }} />
}

interface Shown {
  draft: Draft
  faults: ReadonlyMap<string, string>
  told?: 'saved' | 'added' | undefined
  conflict?: string[]
}

function sitePage(
  vars: { ports: Vars['ports']; caller: Caller } & Vars,
  key: string,
  shown: Shown,
) {
  const { publicUrl } = vars.ports.config
  return (
    <SitePage
      view={viewOf(vars)}
      caller={vars.caller}
      siteKey={key}
      publicUrl={publicUrl}
      {...shown}
    />
  )
}

/** What was entered stays; saving it again is then a choice. */
function conflictPage(vars: Vars, site: LoadedSite, draft: Draft) {
  return sitePage(vars, site.key, {
    draft: { ...draft, version: site.version },
    faults: new Map(),
    conflict: differences(draft, site),
  })
}

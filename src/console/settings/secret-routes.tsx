import { Hono } from 'hono'
import * as v from 'valibot'
import { httpUrl } from '../../fields.ts'
import { invalid, parse } from '../../http.ts'
import { sentence } from '../../messages.ts'
import { Problem } from '../../problem.ts'
import { secretNames, type SecretName } from '../../schema.ts'
import type { LoadedSite } from '../../sites/origin.ts'
import { listSecrets, NewSiteSecret, removeSecret, setSecret } from '../../sites/secrets.ts'
import { listHooks, renewSecret } from '../../webhooks/secrets.ts'
import { type DeskEnv, readForm, requirePassword, requirePerson } from '../guard.ts'
import { viewOf } from '../view.ts'
import { ownSite } from './routes.tsx'
import { speakSecrets } from './secret-texts.ts'
import { type SecretsProps, SecretsPage } from './secrets-page.tsx'

type Vars = DeskEnv['Variables']

const Address = v.object({ told: v.exactOptional(v.picklist(['saved', 'removed'])) })
const ValueForm = v.strictObject({ value: v.pipe(v.string(), v.maxLength(2000), v.trim()) })
const HookForm = v.strictObject({ url: httpUrl })

/** A site's keys in the console, write-only as in the API. */
export const secretPages = new Hono<DeskEnv>()
  .get('/sites/:key/secrets', requirePerson('admin'), requirePassword, async (c) => {
    const site = await ownSite(c.var, c.req.param('key'))
    return c.html(await page(c.var, site, parse(Address, c.req.query(), c.var.language)))
  })
  .post('/sites/:key/secrets/webhook', requirePerson('admin'), requirePassword, async (c) => {
    const { ports, caller, language } = c.var
    const site = await ownSite(c.var, c.req.param('key'))
    const { url } = await readForm(c.req.raw, HookForm, language)
    const secret = await renewSecret(ports, caller.id, site.key, url)
    if (secret === null) throw invalid('/url', sentence('url', language))
    return c.html(await page(c.var, site, { made: { url, secret } }))
  })
  .post('/sites/:key/secrets/:name', requirePerson('admin'), requirePassword, async (c) => {
    const site = await ownSite(c.var, c.req.param('key'))
    const name = secretName(c.req.param('name'))
    const { value } = await readForm(c.req.raw, ValueForm, c.var.language)
    const fault = await faultOf(c.var, async () => {
      await setSecret(c.var, site, name, givenOf(value, c.var.language))
    })
    if (fault !== null)
      return c.html(await page(c.var, site, { fault: { name, text: fault } }), 422)
    return c.redirect(`/admin/sites/${site.key}/secrets?told=saved`, 303)
  })
  .post('/sites/:key/secrets/:name/remove', requirePerson('admin'), requirePassword, async (c) => {
    const site = await ownSite(c.var, c.req.param('key'))
    await removeSecret(c.var, site, secretName(c.req.param('name')))
    return c.redirect(`/admin/sites/${site.key}/secrets?told=removed`, 303)
  })

async function page(
  vars: Vars,
  site: LoadedSite,
  more: Pick<SecretsProps, 'told' | 'fault' | 'made'>,
) {
  const { ports, caller } = vars
  const [known, hooks] = await Promise.all([listSecrets(ports, site), listHooks(ports, site)])
  return <SecretsPage view={viewOf(vars)} {...{ caller, site, known, hooks }} {...more} />
}

/** What starts as JSON does is a public key. Throws `invalid`. */
function givenOf(value: string, language: 'vi' | 'en') {
  const input = value.startsWith('{') ? { key: readJson(value) } : { secret: value }
  return parse(NewSiteSecret, input, language)
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

async function faultOf(vars: Vars, work: () => Promise<void>): Promise<string | null> {
  try {
    await work()
    return null
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'invalid') throw error
    const [first] = error.options.errors ?? []
    if (first?.pointer.startsWith('/key') === true) return speakSecrets(vars.language)('notJson')
    return first?.detail ?? sentence('missing', vars.language)
  }
}

function secretName(given: string): SecretName {
  const name = secretNames.find((one) => one === given)
  if (name === undefined) throw new Problem('not-found')
  return name
}

import { Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import * as v from 'valibot'
import { createToken, listTokens, revokeToken } from '../../auth/tokens.ts'
import { line, siteKey, uuid } from '../../fields.ts'
import { parse } from '../../http.ts'
import { Problem } from '../../problem.ts'
import { roles } from '../../schema.ts'
import { listSites } from '../../sites/admin.ts'
import { type DeskEnv, readForm, requirePassword, requirePerson } from '../guard.ts'
import { viewOf } from '../view.ts'
import { voiceOf } from './say.ts'
import { MadeTokenPage, TokensPage } from './tokens-pages.tsx'

const TokenForm = v.strictObject({
  name: v.pipe(v.string(), v.maxLength(1000)),
  role: v.picklist(roles),
  reach: v.picklist(['all', 'some']),
  site: v.optional(v.pipe(v.array(siteKey), v.maxLength(100)), []),
  /** A day, `2027-01-31`; the token ends with it in the newsroom's zone. */
  until: v.pipe(v.string(), v.regex(/^(?:\d{4}-\d{2}-\d{2})?$/)),
})
const Address = v.object({
  told: v.exactOptional(v.pipe(v.string(), v.maxLength(40))),
  after: v.exactOptional(uuid),
})
const PAGE = 50
/** Vietnam has no summer time, and console pages show its time. */
const DAY_END = 'T23:59:59+07:00'

/** Tokens reach every site they name, so only admins of every site make them. */
const requireAll = createMiddleware<DeskEnv>(async (c, next) => {
  if (c.var.caller.sites !== null) throw new Problem('forbidden')
  return next()
})

/** API tokens, for admins of every site. */
export const tokenPages = new Hono<DeskEnv>()
  .get('/tokens', requirePerson('admin'), requireAll, requirePassword, async (c) =>
    c.html(await answerList(c.var, parse(Address, c.req.query(), c.var.language))),
  )
  .post('/tokens', requirePerson('admin'), requireAll, requirePassword, async (c) => {
    const form = await readForm(c.req.raw, TokenForm, c.var.language, ['site'])
    const name = v.safeParse(line(100), form.name)
    const expiresAt = form.until === '' ? null : new Date(form.until + DAY_END)
    const isBad = form.reach === 'some' && form.site.length === 0
    const isOver = expiresAt !== null && !(expiresAt > c.var.ports.now())
    if (!name.success || isBad || isOver)
      return c.html(await answerList(c.var, {}, voiceOf(viewOf(c.var))('faultForm')), 422)
    const made = await createToken(c.var.ports, c.var.caller.id, {
      name: name.output,
      role: form.role,
      sites: form.reach === 'all' ? null : form.site,
      ...(expiresAt !== null && { expiresAt }),
    })
    const { caller } = c.var
    return c.html(<MadeTokenPage view={viewOf(c.var)} caller={caller} made={made} />, 201)
  })
  .post('/tokens/:id/revoke', requirePerson('admin'), requireAll, requirePassword, async (c) => {
    const id = parse(uuid, c.req.param('id'), c.var.language)
    await revokeToken(c.var.ports, c.var.caller.id, id)
    return c.redirect('/admin/tokens?told=toldToken', 303)
  })

async function answerList(
  vars: DeskEnv['Variables'],
  { told, after }: v.InferOutput<typeof Address>,
  fault?: string,
) {
  const { caller } = vars
  const [tokens, sites] = await Promise.all([
    listTokens(vars.ports.db, after ?? '', PAGE),
    listSites(vars.ports.db, caller, '', 100),
  ])
  const next = tokens.length < PAGE ? null : (tokens.at(-1)?.id ?? null)
  return (
    <TokensPage
      view={viewOf(vars)}
      {...{ caller, tokens, sites, next }}
      {...(told !== undefined && { told })}
      {...(fault !== undefined && { fault })}
    />
  )
}

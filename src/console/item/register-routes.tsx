import { type Context, Hono } from 'hono'
import * as v from 'valibot'
import { uuid } from '../../fields.ts'
import { parse } from '../../http.ts'
import { addBan, liftBan, listBans, NewBan } from '../../moderation/bans.ts'
import { closeTakedown, listTakedowns, TakedownPatch } from '../../moderation/takedowns.ts'
import { Problem } from '../../problem.ts'
import { type DeskEnv, readForm, requirePerson } from '../guard.ts'
import { selectSites } from '../queues.ts'
import { viewOf } from '../view.ts'
import { daysOf, type Done, doneBy, doneQuery, type Fields } from './acts.ts'
import { BansPage, TakedownsPage } from './register-pages.tsx'
import { speakItem } from './texts.ts'
import { faultText, Told } from './told.tsx'

const PAGE_SIZE = 50
const Address = v.object({
  status: v.optional(v.picklist(['open', 'all']), 'open'),
  after: v.exactOptional(v.pipe(v.string(), v.maxLength(500))),
  told: v.exactOptional(v.literal('done')),
  /** A decision to tell about, with the way to take it back. */
  done: v.exactOptional(uuid),
  rejected: v.exactOptional(v.pipe(v.string(), v.regex(/^\d{1,3}$/))),
})
const AnyForm = v.record(v.string(), v.string())
type Desk = Context<DeskEnv>

/** The list of bans and the register of takedown requests as pages. */
export const registerPages = new Hono<DeskEnv>()
  .get('/bans', requirePerson('moderator'), (c) => showBans(c, {}))
  .post('/bans', requirePerson('moderator'), async (c) => {
    const fields = await readForm(c.req.raw, AnyForm, c.var.language)
    return tryOr(
      c,
      '/admin/bans',
      async () => {
        const { decision } = await addBan(c.var, parse(NewBan, banOf(fields), c.var.language))
        return doneBy(decision)
      },
      (fault) => showBans(c, fields, fault),
    )
  })
  .post('/bans/:id/lift', requirePerson('moderator'), (c) =>
    tryOr(
      c,
      '/admin/bans',
      async () => {
        await liftBan(c.var, idOf(c))
        return {}
      },
      (fault) => showBans(c, {}, fault),
    ),
  )
  .get('/takedowns', requirePerson('moderator'), (c) => showTakedowns(c))
  .post('/takedowns/:id/close', requirePerson('moderator'), async (c) => {
    const { outcome, note = '', holdDays = '' } = await readForm(c.req.raw, AnyForm, c.var.language)
    const patch = {
      outcome,
      ...(note !== '' && { note }),
      ...(holdDays !== '' && { holdDays: Number(holdDays) }),
    }
    return tryOr(
      c,
      '/admin/takedowns',
      async () => {
        await closeTakedown(c.var, idOf(c), parse(TakedownPatch, patch, c.var.language))
        return {}
      },
      (fault) => showTakedowns(c, fault),
    )
  })

/** What is typed is an address if it has an at sign, else a word. */
function banOf(fields: Fields) {
  const { value = '', site = '', reason = '', rejectPending } = fields
  return {
    site: site === '*' ? null : site,
    ...(value.includes('@')
      ? { kind: 'email', email: value.trim() }
      : { kind: 'word', word: value }),
    ...daysOf(fields),
    ...(reason !== '' && { reason }),
    rejectPending: rejectPending === 'on',
  }
}

async function showBans(c: Desk, draft: Fields, fault?: Problem) {
  const { after, told, done, rejected } = addressOf(c)
  const page = await listBans(c.var, { limit: PAGE_SIZE, ...(after !== undefined && { after }) })
  const sites = await selectSites(c.var.ports, c.var.caller)
  const context = contextOf(c, '/admin/bans', draft)
  const next = page.next === null ? null : `/admin/bans?after=${page.next}`
  return c.html(
    <BansPage
      {...{ context, caller: c.var.caller, items: page.items, sites, next }}
      told={<Told context={context} address={{ told, done, rejected }} fault={fault} />}
    />,
    fault?.status ?? 200,
  )
}

async function showTakedowns(c: Desk, fault?: Problem) {
  const { status, after, told } = addressOf(c)
  const query = { status, limit: PAGE_SIZE, ...(after !== undefined && { after }) }
  const page = await listTakedowns(c.var, query)
  const context = contextOf(c, '/admin/takedowns', {})
  const next = page.next === null ? null : `/admin/takedowns?status=${status}&after=${page.next}`
  return c.html(
    <TakedownsPage
      {...{ context, caller: c.var.caller, items: page.items, status, next }}
      told={<Told context={context} address={{ told }} fault={fault} />}
    />,
    fault?.status ?? 200,
  )
}

async function tryOr(
  c: Desk,
  back: string,
  act: () => Promise<Done>,
  show: (fault: Problem) => Promise<Response>,
): Promise<Response> {
  try {
    return c.redirect(`${back}?${doneQuery(await act())}`, 303)
  } catch (error) {
    if (error instanceof Problem && faultText(error) !== null) return show(error)
    throw error
  }
}

function idOf(c: Desk): string {
  return parse(uuid, c.req.param('id'), c.var.language)
}

function addressOf(c: Desk) {
  return parse(Address, c.req.query(), c.var.language)
}

function contextOf(c: Desk, path: string, draft: Fields) {
  return { view: viewOf(c.var), say: speakItem(c.var.language), path, draft }
}

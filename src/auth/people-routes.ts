import { Hono } from 'hono'
import * as v from 'valibot'
import { pageLimit, uuid } from '../fields.ts'
import { parse, parseQuery, valid } from '../http.ts'
import { type CallerEnv, requireModerator, requireProof } from './caller.ts'
import {
  changePerson,
  endSessionsOf,
  invitePerson,
  listPeople,
  mailLink,
  NewPerson,
  PersonPatch,
  readPerson,
  resetFactor,
  revokeLink,
} from './people.ts'

export const PeopleParams = v.strictObject({ after: v.exactOptional(uuid), limit: pageLimit })

const admin = requireModerator('admin')

/** The people who sign in: admins manage those whose sites are all among their own. */
export const people = new Hono<CallerEnv>()
  .get('/moderators', admin, async (c) => {
    const { after, limit } = parseQuery(c, PeopleParams)
    const items = await listPeople(c.var.ports.db, c.var.caller, after ?? '', limit)
    return c.json({ items, next: items.length < limit ? null : (items.at(-1)?.id ?? null) })
  })
  .post('/moderators', admin, requireProof, valid(NewPerson), async (c) =>
    c.json(await invitePerson(c.var, c.var.caller, c.var.body), 201),
  )
  .get('/moderators/:id', admin, async (c) =>
    c.json(await readPerson(c.var.ports.db, c.var.caller, idOf(c))),
  )
  .patch('/moderators/:id', admin, requireProof, valid(PersonPatch), async (c) =>
    c.json(await changePerson(c.var, c.var.caller, idOf(c), c.var.body)),
  )
  .delete('/moderators/:id', admin, requireProof, async (c) => {
    await changePerson(c.var, c.var.caller, idOf(c), { isDisabled: true })
    return c.body(null, 204)
  })
  .post('/moderators/:id/link', admin, requireProof, async (c) =>
    c.json(await mailLink(c.var, c.var.caller, idOf(c)), 202),
  )
  .delete('/moderators/:id/link', admin, requireProof, async (c) => {
    await revokeLink(c.var, c.var.caller, idOf(c))
    return c.body(null, 204)
  })
  .delete('/moderators/:id/factor', admin, requireProof, async (c) => {
    await resetFactor(c.var, c.var.caller, idOf(c))
    return c.body(null, 204)
  })
  .delete('/moderators/:id/sessions', admin, requireProof, async (c) => {
    await endSessionsOf(c.var, c.var.caller, idOf(c))
    return c.body(null, 204)
  })

/** The id in the path. Throws `invalid`. */
function idOf(c: { req: { param(name: 'id'): string }; var: CallerEnv['Variables'] }): string {
  return parse(uuid, c.req.param('id'), c.var.language)
}

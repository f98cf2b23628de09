import { Hono } from 'hono'
import * as v from 'valibot'
import { type CallerEnv, requireModerator } from '../auth/caller.ts'
import { siteKey, uuid } from '../fields.ts'
import { parseQuery, valid } from '../http.ts'
import { assign, assigneeName, listAssignees } from './assignments.ts'

export const AssigneeParams = v.strictObject({ site: siteKey })

/** For whom one item is from now on; null for nobody. */
export const NewAssignment = v.strictObject({
  kind: v.picklist(['comment', 'share']),
  id: uuid,
  to: v.nullable(assigneeName),
})

/** Who takes care of which item. */
export const assignments = new Hono<CallerEnv>()
  .get('/assignees', requireModerator('moderator'), async (c) => {
    const { site } = parseQuery(c, AssigneeParams)
    return c.json({ items: await listAssignees(c.var.ports, c.var.caller, site) })
  })
  .put('/assignments', requireModerator('moderator'), valid(NewAssignment), async (c) => {
    const { to, ...item } = c.var.body
    await assign(c.var.ports, c.var.caller, item, to)
    return c.body(null, 204)
  })

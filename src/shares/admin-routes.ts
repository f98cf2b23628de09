import { Hono } from 'hono'
import { sql } from 'drizzle-orm'
import { type Caller, type CallerEnv, requireModerator, withinSites } from '../auth/caller.ts'
import { uuid } from '../fields.ts'
import { parse } from '../http.ts'
import type { Ports } from '../ports.ts'
import { Problem } from '../problem.ts'
import { uuidv7 } from '../uuid.ts'
import { revokeSenders } from './sender-revocation.ts'

export const adminShares = new Hono<CallerEnv>().delete(
  '/shares/:id/sender-token',
  requireModerator('moderator'),
  async (c) => {
    await revokeSenderOf(c.var.ports, c.var.caller, parse(uuid, c.req.param('id'), c.var.language))
    return c.body(null, 204)
  },
)

/** Has the sender of a share confirm again on every device. Throws `not-found`. */
async function revokeSenderOf({ db, now }: Ports, caller: Caller, id: string) {
  const time = now()
  const found = sql`FROM share s WHERE s.id = ${id} AND ${withinSites(caller, sql`s.site_seq`)}`
  const [revoked] = await db.batch([
    revokeSenders(db, sql`SELECT s.site_seq, s.sender_hash ${found}`, time),
    db.run(sql`INSERT INTO audit (id, actor, action, site_seq, subject, detail, at)
      SELECT ${uuidv7(time)}, ${caller.id}, 'sender.revoked', s.site_seq, s.id, '{}', ${time.getTime()} ${found}`),
  ])
  if (revoked.rowsAffected === 0) throw new Problem('not-found')
}

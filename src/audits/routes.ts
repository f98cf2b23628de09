import { Hono } from 'hono'
import { type CallerEnv, requireModerator, requireProof } from '../auth/caller.ts'
import { parseQuery, valid } from '../http.ts'
import { exportAudit } from './export.ts'
import { listAudit } from './read.ts'
import { AuditExport, AuditParams } from './schemas.ts'

export const audits = new Hono<CallerEnv>()
  .get('/audit', requireModerator('moderator'), async (c) =>
    c.json(await listAudit(c.var, parseQuery(c, AuditParams))),
  )
  // Taking the file is itself recorded, so it is no GET.
  .post('/audit/exports', requireModerator('editor'), requireProof, valid(AuditExport), async (c) =>
    exportAudit(c.var.ports, c.var.caller, c.var.body),
  )

import { sql } from 'drizzle-orm'
import journal from '../../migrations/meta/_journal.json' with { type: 'json' }
import build from '../../package.json' with { type: 'json' }
import type { Ports } from '../ports.ts'
import { Problem } from '../problem.ts'
import { isEqual, sha256 } from '../signing.ts'

/**
 * Prometheus text for whoever holds METRICS_TOKEN: the outbox, the queues, and on Node the requests and the
 * process. Nothing in it names a site, a person or an address. Throws `not-found` where no token is set, and
 * `unauthorized`.
 */
export async function renderMetrics(ports: Ports, authorization: string): Promise<string> {
  const { metricsToken } = ports.config
  if (metricsToken === null) throw new Problem('not-found')
  if (!isEqual(await sha256(authorization), await sha256(`Bearer ${metricsToken}`)))
    throw new Problem('unauthorized')
  const [open, oldest, queues] = await ports.db.batch([
    ports.db.all<{ state: string; n: number }>(
      sql`SELECT state, count(*) AS n FROM outbox WHERE state IN ('waiting', 'dead') GROUP BY state`,
    ),
    ports.db.all<{ due_at: number }>(
      sql`SELECT due_at FROM outbox WHERE state = 'waiting' ORDER BY due_at LIMIT 1`,
    ),
    ports.db.all<{ kind: string; queue: string; n: number }>(
      sql`SELECT kind, queue, sum(size) AS n FROM tally GROUP BY kind, queue`,
    ),
  ])
  const count = (state: string) => open.find((row) => row.state === state)?.n ?? 0
  const lateMs = ports.now().getTime() - (oldest[0]?.due_at ?? Number.POSITIVE_INFINITY)
  const lines = [
    '# TYPE phanhoi_build_info gauge',
    `phanhoi_build_info{version="${build.version}",schema="${journal.entries.length}"} 1`,
    '# TYPE phanhoi_outbox_rows gauge',
    `phanhoi_outbox_rows{state="waiting"} ${count('waiting')}`,
    `phanhoi_outbox_rows{state="dead"} ${count('dead')}`,
    '# TYPE phanhoi_outbox_age_seconds gauge',
    `phanhoi_outbox_age_seconds ${Math.max(0, Math.round(lateMs / 1000))}`,
    '# TYPE phanhoi_queue_items gauge',
    ...queues.map((q) => `phanhoi_queue_items{kind="${q.kind}",queue="${q.queue}"} ${q.n}`),
    ...(ports.meter?.lines() ?? []),
  ]
  return `${lines.join('\n')}\n`
}

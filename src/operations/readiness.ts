import { sql } from 'drizzle-orm'
import journal from '../../migrations/meta/_journal.json' with { type: 'json' }
import type { Database } from '../ports.ts'
import { Problem } from '../problem.ts'

/** Database answers, schema is this code's, age of the oldest due mail. Throws `unavailable`. */
export async function readiness(db: Database, now: Date) {
  const wanted = journal.entries.at(-1)?.when ?? 0
  const [migrations, oldest] = await db.batch([
    db.all<{ at: number }>(sql`SELECT max(created_at) AS at FROM __drizzle_migrations`),
    db.all<{ due_at: number }>(
      sql`SELECT due_at FROM outbox WHERE state = 'waiting' ORDER BY due_at LIMIT 1`,
    ),
  ])
  if (Number(migrations[0]?.at) < wanted)
    throw new Problem('unavailable', {
      detail: 'Migrations are missing: run npm run migrate',
      retryAfterSeconds: 30,
    })
  const dueAt = oldest[0]?.due_at
  const age = dueAt === undefined ? 0 : Math.max(0, Math.round((now.getTime() - dueAt) / 1000))
  return { status: 'ok', outboxAgeSeconds: age }
}

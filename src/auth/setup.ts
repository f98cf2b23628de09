import { eq, sql } from 'drizzle-orm'
import type { AppEnv } from '../http.ts'
import type { Database } from '../ports.ts'
import { account, moderator } from '../schema.ts'
import type { Keyring } from '../signing.ts'
import { insertWhere } from '../sql.ts'
import { uuidv7 } from '../uuid.ts'
import { hashPassword } from './password.ts'

/** How long the link of the first start works; the next start prints a new one. */
const SETUP_HOURS = 24
const PURPOSE = 'setup'

export interface FirstModerator {
  name: string
  /** As `parseEmail` gives it. */
  email: string
  password: string
}

/** Link by which the first moderator makes an account, valid for 24 hours; null once there is a moderator. */
export async function createSetupLink(
  db: Database,
  keyring: Keyring,
  publicUrl: string,
  now: Date,
): Promise<string | null> {
  if (await hasModerator(db)) return null
  const until = now.getTime() + SETUP_HOURS * 60 * 60 * 1000
  return `${publicUrl}/admin/setup/${await keyring.seal(PURPOSE, String(until))}`
}

/** Whether the link's token opens the set-up: ours, in time, and nobody was faster. */
export async function isSetupOpen(vars: AppEnv['Variables'], token: string): Promise<boolean> {
  const until = await vars.keyring.open(PURPOSE, token)
  if (until === null || Number(until) <= vars.ports.now().getTime()) return false
  return !(await hasModerator(vars.ports.db))
}

/** Makes the first moderator, an admin. False when there is one already: of two at once, one wins. */
export async function createFirstModerator(
  { ports }: AppEnv['Variables'],
  person: FirstModerator,
): Promise<boolean> {
  const { db } = ports
  const now = ports.now()
  const id = uuidv7(now)
  const email = person.email.toLowerCase()
  const [, , made] = await db.batch([
    insertWhere(
      db,
      moderator,
      { id, name: person.name, email, role: 'admin', createdAt: now, updatedAt: now },
      sql`NOT EXISTS (SELECT 1 FROM moderator)`,
    ),
    insertWhere(
      db,
      account,
      {
        id: uuidv7(now),
        accountId: id,
        providerId: 'credential',
        userId: id,
        password: await hashPassword(person.password),
        createdAt: now,
        updatedAt: now,
      },
      sql`EXISTS (SELECT 1 FROM moderator WHERE id = ${id})`,
    ),
    db.select({ id: moderator.id }).from(moderator).where(eq(moderator.id, id)),
  ])
  return made.length === 1
}

/** Whether anybody can sign in at all. */
export async function hasModerator(db: Database): Promise<boolean> {
  const rows = await db.select({ id: moderator.id }).from(moderator).limit(1)
  return rows.length > 0
}

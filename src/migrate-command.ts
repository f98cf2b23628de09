import { type Client, createClient } from '@libsql/client'
import { drizzle } from 'drizzle-orm/libsql'
import { createSetupLink } from './auth/setup.ts'
import { migrateDatabase } from './migrate.ts'
import { createKeyring } from './signing.ts'

/** `npm run migrate`: brings the database named by DATABASE_URL to this code's schema, before a deploy. */
const url = process.env['DATABASE_URL'] ?? `file:${process.env['DATA_DIR'] ?? './data'}/phanhoi.db`
const authToken = process.env['DATABASE_AUTH_TOKEN']

try {
  const client = createClient({ url, ...(authToken === undefined ? {} : { authToken }) })
  await migrateDatabase(client)
  process.stdout.write('phanhoi: the database is up to date\n')
  const link = await setupLink(client)
  if (link !== null) process.stdout.write(`First moderator, within 24 hours: ${link}\n`)
  client.close()
} catch (error) {
  process.stderr.write(`phanhoi: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}

/** The link that a Worker cannot print; null once there is a moderator, or without what signs it. */
async function setupLink(client: Client): Promise<string | null> {
  const { SECRET: secret, PUBLIC_URL: publicUrl } = process.env
  if (secret === undefined || publicUrl === undefined) return null
  return createSetupLink(drizzle(client), createKeyring(secret, null), publicUrl, new Date())
}

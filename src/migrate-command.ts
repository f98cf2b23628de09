import { createClient } from '@libsql/client'
import { migrateDatabase } from './migrate.ts'

/** `npm run migrate`: brings the database named by DATABASE_URL to this code's schema, before a deploy. */
const url = process.env['DATABASE_URL'] ?? `file:${process.env['DATA_DIR'] ?? './data'}/phanhoi.db`
const authToken = process.env['DATABASE_AUTH_TOKEN']
try {
  const client = createClient({ url, ...(authToken === undefined ? {} : { authToken }) })
  await migrateDatabase(client)
  client.close()
  process.stdout.write('phanhoi: the database is up to date\n')
} catch (error) {
  process.stderr.write(`phanhoi: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}

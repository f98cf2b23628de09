import { fileURLToPath } from 'node:url'
import type { Client } from '@libsql/client'
import { drizzle } from 'drizzle-orm/libsql'
import { migrate } from 'drizzle-orm/libsql/migrator'

/** Brings the database to this code's schema. Safe to run again; a step that fails leaves nothing behind. */
export async function migrateDatabase(client: Client): Promise<void> {
  const migrationsFolder = fileURLToPath(new URL('../migrations', import.meta.url))
  await migrate(drizzle(client), { migrationsFolder })
}

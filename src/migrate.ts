import { fileURLToPath } from 'node:url'
import type { Client } from '@libsql/client'
import { drizzle } from 'drizzle-orm/libsql'
import { migrate } from 'drizzle-orm/libsql/migrator'
import { upgradeSettings } from './sites/upgrade.ts'

/** Brings the database, and the sites' settings in it, to this code's shape. Safe to run again; a step that fails leaves nothing behind. */
export async function migrateDatabase(client: Client): Promise<void> {
  const migrationsFolder = fileURLToPath(new URL('../migrations', import.meta.url))
  await migrate(drizzle(client), { migrationsFolder })
  await upgradeSettings(client)
}

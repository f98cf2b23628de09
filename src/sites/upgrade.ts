import type { Client } from '@libsql/client'
import * as v from 'valibot'
import { groups, type SiteSettings } from './settings.ts'

/**
 * Brings every stored site's settings to this code's shape, once after the migrations: absent members take their
 * defaults, and a group that is no longer valid is replaced by its default. Safe to run again, and beside writers.
 */
export async function upgradeSettings(client: Client): Promise<void> {
  const { rows } = await client.execute('SELECT seq, version, settings FROM site ORDER BY seq')
  for (const { seq, version, settings } of rows) {
    // Written by this service as JSON of an object, and read back as the text it is.
    const before = settings as string
    const after = JSON.stringify(completeSettings(JSON.parse(before) as Record<string, unknown>))
    if (after === before) continue
    await client.execute({
      sql: 'UPDATE site SET settings = ?, version = version + 1 WHERE seq = ? AND version = ?',
      args: [after, Number(seq), Number(version)],
    })
  }
}

function completeSettings(stored: Record<string, unknown>): SiteSettings {
  const complete = Object.entries(groups).map(([name, schema]) => {
    const kept = v.safeParse(schema, stored[name])
    return [name, kept.success ? kept.output : v.parse(schema, undefined)]
  })
  // Each group has just been parsed by its own schema.
  return Object.fromEntries(complete) as SiteSettings
}

import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createClient } from '@libsql/client'
import { drizzle } from 'drizzle-orm/libsql'
import { migrate } from 'drizzle-orm/libsql/migrator'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openHttpClient } from '../src/adapters/http-client.ts'
import { migrateDatabase } from '../src/migrate.ts'
import { indexPending } from '../src/search.ts'
import { SiteSettings } from '../src/sites/settings.ts'
import * as v from 'valibot'
import { startSqld } from './runtime/sqld.ts'
import { createTestApp, json, newComment } from './support.ts'

describe('a database of an earlier release', () => {
  let t: Awaited<ReturnType<typeof createTestApp>>
  beforeEach(async () => {
    t = await createTestApp()
  })
  afterEach(() => t.close())

  it('gives its sites the settings that came later, keeps theirs, and takes comments', async () => {
    await store({
      language: 'vi',
      undoSeconds: 25,
      share: { isEnabled: true, limits: { senderPerHour: 3 } },
      webhooks: [{ url: 'https://cms.bao.example/', events: ['no such event'] }],
    })
    await migrateDatabase(t.client)
    const { settings } = await json(await t.admin('GET', '/v1/admin/sites/bao'))
    const defaults = v.parse(SiteSettings, {})
    expect(settings).toEqual({
      ...defaults,
      undoSeconds: 25,
      share: { ...defaults.share, limits: { ...defaults.share.limits, senderPerHour: 3 } },
    })
    expect((await t.send('POST', '/v1/comments', newComment())).status).toBe(202)
  })

  it('is left alone the second time', async () => {
    await store({})
    await migrateDatabase(t.client)
    const once = await t.client.execute('SELECT version, settings FROM site')
    await migrateDatabase(t.client)
    expect((await t.client.execute('SELECT version, settings FROM site')).rows).toEqual(once.rows)
  })

  it.each(['a file', 'a libSQL server'])(
    'in %s finds what it had indexed before',
    async (place) => {
      const dir = await mkdtemp(join(tmpdir(), 'phanhoi-'))
      const sqld = place === 'a file' ? null : await startSqld()
      const client =
        sqld === null
          ? createClient({ url: pathToFileURL(join(dir, 'old.db')).href })
          : openHttpClient({ url: sqld.url })
      try {
        await migrate(drizzle(client), { migrationsFolder: await earlierMigrations(dir, 4) })
        await client.executeMultiple(`
        INSERT INTO site (seq, key, name, settings, created_at, updated_at) VALUES (1, 'bao', 'Báo', '{}', 0, 0);
        INSERT INTO article (seq, id, site_seq, key, claimed_url, published_at, created_at) VALUES (1, 'a', 1, '/a', '', 0, 0);
        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2100)
        INSERT INTO comment (id, site_seq, article_seq, audience, state, first_state, author_name, author_hash,
          address_hash, body, text_hash, fingerprint, token_hash, reasons, consent_version, created_at, editable_until)
          SELECT i, 1, 1, 'public', 'pending', 'pending', 'Lan', '', '', 'Điều hòa', '', i, '', '[]', '1', i, i FROM n;
        DELETE FROM search_pending;`)
        await migrateDatabase(client)
        // The newest first.
        expect(await indexPending(drizzle(client))).toBe(2000)
        const found = await client.execute(
          "SELECT rowid FROM comment_search WHERE comment_search MATCH 'dieu AND ho*' ORDER BY rowid",
        )
        expect(found.rows.map((row) => Number(row['rowid']))).toEqual(
          Array.from({ length: 2000 }, (_, i) => 101 + i),
        )
      } finally {
        client.close()
        await sqld?.stop()
        await rm(dir, { recursive: true })
      }
    },
  )

  const store = (settings: object) =>
    t.client.execute({
      sql: `UPDATE site SET settings = ? WHERE key = 'bao'`,
      args: [JSON.stringify(settings)],
    })
})

/** The first migrations alone, as an earlier release had them. */
async function earlierMigrations(dir: string, count: number): Promise<string> {
  const folder = join(dir, 'migrations')
  await cp(new URL('../migrations', import.meta.url), folder, { recursive: true })
  const path = join(folder, 'meta', '_journal.json')
  const journal = JSON.parse(await readFile(path, 'utf8')) as { entries: unknown[] }
  await writeFile(path, JSON.stringify({ ...journal, entries: journal.entries.slice(0, count) }))
  return folder
}

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { migrateDatabase } from '../src/migrate.ts'
import { SiteSettings } from '../src/sites/settings.ts'
import * as v from 'valibot'
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

  const store = (settings: object) =>
    t.client.execute({
      sql: `UPDATE site SET settings = ? WHERE key = 'bao'`,
      args: [JSON.stringify(settings)],
    })
})

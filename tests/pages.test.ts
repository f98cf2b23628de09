import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { memoryPages } from '../src/adapters/memory-pages.ts'
import type { CachedPage } from '../src/ports.ts'
import { join } from 'node:path'
import type { Client } from '@libsql/client'
import { openFileClient } from '../src/adapters/file-client.ts'
import { Problem } from '../src/problem.ts'
import { createTestApp, newComment, type TestApp } from './support.ts'

describe('pages in memory', () => {
  it('a stampede on a missing page renders it once', async () => {
    const { pages, render, renderings } = setUp()
    const answers = await Promise.all(
      Array.from({ length: 1000 }, () => pages.load(request('a'), render)),
    )
    expect(renderings()).toBe(1)
    expect(new Set(answers).size).toBe(1)
  })

  it('a page is rendered anew after 30 seconds', async () => {
    const { pages, render, renderings, clock } = setUp()
    await pages.load(request('a'), render)
    clock.now += 29_999
    await pages.load(request('a'), render)
    expect(renderings()).toBe(1)
    clock.now += 1
    await pages.load(request('a'), render)
    expect(renderings()).toBe(2)
  })

  it('a page whose rendering a purge has overtaken is given to nobody who comes after it', async () => {
    const { pages, render, renderings } = setUp()
    const before = pages.load(request('a'), render)
    pages.purge(['tag:a'])
    const after = await pages.load(request('a'), render)
    expect(renderings()).toBe(2)
    expect(await before).not.toBe(after)
    expect(await pages.load(request('a'), render)).toBe(after)
  })

  it('a purge of one tag leaves the pages of others', async () => {
    const { pages, render, renderings } = setUp()
    await pages.load(request('a'), render)
    await pages.load(request('b'), render)
    pages.purge(['tag:a'])
    await pages.load(request('b'), render)
    expect(renderings()).toBe(2)
    await pages.load(request('a'), render)
    expect(renderings()).toBe(3)
  })

  it('F08: an older page is given while the database is away, but never one that was purged', async () => {
    const { pages, render, clock } = setUp()
    const away = () => Promise.reject(new Problem('unavailable'))
    const page = await pages.load(request('a'), render)
    clock.now += 31_000
    expect(await pages.load(request('a'), away)).toBe(page)
    pages.purge(['tag:a'])
    await expect(pages.load(request('a'), away)).rejects.toThrow(Problem)
  })

  it('an error of ours is never hidden by an older page', async () => {
    const { pages, render, clock } = setUp()
    await pages.load(request('a'), render)
    clock.now += 31_000
    await expect(
      pages.load(request('a'), () => Promise.reject(new Error('broken'))),
    ).rejects.toThrow('broken')
  })

  it('a change that is merely new is shown at once, and four times a second under many', async () => {
    const { pages, render, renderings, clock } = setUp()
    await pages.load(request('a'), render)
    pages.invalidate(['tag:a'])
    await pages.load(request('a'), render)
    expect(renderings()).toBe(2)
    for (let change = 0; change < 50; change++) {
      pages.invalidate(['tag:a'])
      await pages.load(request('a'), render)
      clock.now += 15
    }
    expect(renderings()).toBeLessThan(12)
    clock.now += 250
    const count = renderings()
    await pages.load(request('a'), render)
    expect(renderings()).toBe(count + 1)
  })

  it('the page unused for longest makes room', async () => {
    const { pages, render, renderings } = setUp(9000)
    for (const name of ['a', 'b', 'a', 'c']) await pages.load(request(name), render)
    await pages.load(request('a'), render)
    expect(renderings()).toBe(3)
    await pages.load(request('b'), render)
    expect(renderings()).toBe(4)
  })

  it('all that is kept counts: tags, request lines and compressed forms as well as bodies', async () => {
    const kept = async (more: { tags?: string[]; address?: string; form?: number }) => {
      const { pages, render, renderings } = setUp(300_000)
      for (let n = 0; n < 200; n++) {
        const { form = 0, tags = [], address = '' } = more
        const asked = { key: String(n), address: `/${n}${address}`, tags }
        pages.charge(await pages.load(asked, render), form)
      }
      const before = renderings()
      for (let n = 199; n >= 0 && renderings() === before; n--)
        if (pages.find(`/${n}${more.address ?? ''}`) === undefined) return 199 - n
      return 200
    }
    const plain = await kept({})
    expect(plain).toBeGreaterThan(50)
    expect(await kept({ tags: ['t'.repeat(4000)] })).toBeLessThan(plain * 0.6)
    expect(await kept({ address: 'a'.repeat(2000) })).toBeLessThan(plain * 0.75)
    expect(await kept({ form: 10_000 })).toBeLessThan(plain * 0.4)
  })

  it('a request line that was answered before finds its page until the page goes', async () => {
    const { pages, render } = setUp()
    expect(pages.find('/v1/comments?a')).toBeUndefined()
    const page = await pages.load(request('a'), render)
    expect(pages.find('/v1/comments?a')).toBe(page)
    pages.purge(['tag:a'])
    expect(pages.find('/v1/comments?a')).toBeUndefined()
  })
})

describe('thread pages of a service', () => {
  const THREAD = '/v1/comments?site=bao&article=%2Fbai%2Fmot'
  let t: TestApp
  let isAway = false
  let requests = 0
  afterEach(() => t.close())

  async function open() {
    isAway = false
    t = await createTestApp({ moderation: { mode: 'none' } }, async (dir) => {
      const file = await openFileClient({ path: join(dir, 'test.db') })
      const batch: Client['batch'] = (statements, mode) => {
        requests += 1
        return isAway ? Promise.reject(new Problem('unavailable')) : file.batch(statements, mode)
      }
      return { ...file, batch }
    })
    await t.send('POST', '/v1/comments', newComment())
  }

  it('a stampede of 1,000 readers makes one database request', async () => {
    await open()
    requests = 0
    const answers = await Promise.all(Array.from({ length: 1000 }, () => t.request(THREAD)))
    expect(answers.every(({ status }) => status === 200)).toBe(true)
    expect(requests).toBe(1)
  })

  it('while the database is away they are served for an hour, and say so by their Age (F08)', async () => {
    await open()
    const { body } = await t.get(THREAD)
    isAway = true
    t.pass(31_000)
    const stale = await t.get(THREAD)
    expect(stale).toMatchObject({ status: 200, body })
    expect(stale.headers.get('Age')).toBe('31')
    t.pass(60 * 60 * 1000)
    expect(await t.get(THREAD)).toMatchObject({ status: 503, body: { code: 'unavailable' } })
  })
})

function setUp(maxBytes?: number) {
  const clock = { now: 1_000_000 }
  let count = 0
  const pages = memoryPages({ now: () => clock.now, ...(maxBytes !== undefined && { maxBytes }) })
  const render = async (): Promise<CachedPage> => {
    count++
    await sleep(1)
    return {
      body: new Uint8Array(1000),
      etag: `W/"${count}"`,
      headers: [],
      renderedAt: clock.now,
    }
  }
  return { pages, render, renderings: () => count, clock }
}

function request(name: string) {
  return { key: name, address: `/v1/comments?${name}`, tags: [`tag:${name}`] }
}

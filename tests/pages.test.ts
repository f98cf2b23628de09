import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { memoryPages } from '../src/adapters/memory-pages.ts'
import type { CachedPage } from '../src/ports.ts'
import { Problem } from '../src/problem.ts'

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
    const { pages, render, renderings } = setUp(2500)
    for (const name of ['a', 'b', 'a', 'c']) await pages.load(request(name), render)
    await pages.load(request('a'), render)
    expect(renderings()).toBe(3)
    await pages.load(request('b'), render)
    expect(renderings()).toBe(4)
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

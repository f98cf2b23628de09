import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Newspaper, printNewspaper } from '../../bench/newspaper.ts'
import { openPhone, type PhonePage } from '../../bench/phone.ts'

describe('the phone of the bench', () => {
  const text = Array.from({ length: 3000 }, (_, i) => i.toString(36)).join(' ')
  let phone: Awaited<ReturnType<typeof openPhone>>
  let paper: Newspaper

  beforeAll(async () => {
    phone = await openPhone()
    const service = new URL('http://127.0.0.1:1')
    const place = { service, site: 'bao', article: '/mot', threads: 20 }
    paper = await printNewspaper({ ...place, text: () => text })
  })
  afterAll(async () => {
    await phone.close()
    paper.stop()
  })

  const visitBare = (more: Partial<PhonePage>) => phone.visit({ ...paper.bare, ...more })

  test('what comes near late counts from then on, at the pace of slow 4G', async () => {
    const visit = await visitBare({})
    expect(visit.urls.map((url) => new URL(url).pathname)).toEqual(['/text'])
    expect(visit.shownMs).toBeGreaterThan(150)
    expect(visit.bytes).toBeGreaterThan(1000)
    expect(visit.bytes).toBeLessThan(text.length)
    expect(visit.earlyBytes).toBe(0)
  })

  test('a page that stands still while it shows has a task as long as that', async () => {
    const before = `const bareText = Response.prototype.text
      Response.prototype.text = async function () {
        const text = await bareText.call(this)
        const until = performance.now() + 120
        while (performance.now() < until) {}
        return text
      }`
    const { longTasks } = await visitBare({ before })
    expect(Math.max(...longTasks)).toBeGreaterThanOrEqual(119)
  })
})

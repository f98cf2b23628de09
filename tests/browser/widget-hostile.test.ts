import { describe, expect, it } from 'vitest'
import { open, watchRequests } from './widget-page.ts'
import { nextFrames, setStage } from './widget-stage.ts'

const stage = setStage('doc-hai')
const { newArticle, onPage } = stage

const unfoldAll = `for (const button of document.querySelector('phan-hoi').shadowRoot.querySelectorAll('.text + button')) button.click()`

const hostile = [
  '<img src=x onerror=alert(1)>',
  '<details open ontoggle=alert(1)>x</details>',
  `</a><iframe srcdoc="<script>alert(1)</script>"></iframe>`,
  `x' onmouseover='alert(1)`,
  'javascript:alert(1) data:text/html,<script>alert(1)</script>',
  'https://evil.test/"onmouseover="alert(1) http://a\'onfocus=alert(1)//',
  '{{constructor.constructor("alert(1)")()}} ${alert(1)}',
  '\u202etxet desrever\u2066\u2067',
  `Z${'\u0310\u0334\u0360'.repeat(200)}algo`,
  'W'.repeat(1_000_000),
  '👨‍👩‍👧‍👦'.repeat(2000),
  '\n'.repeat(10_000),
]

describe('hostile text', () => {
  it('X01 X03 X04 F30: stays text in every place that shows it and inside the box', () =>
    onPage(async (page) => {
      const comment = (text: string, i: number) => ({
        id: `019aa000-0000-7000-8000-${String(i).padStart(12, '0')}`,
        parentId: null,
        rootId: null,
        author: { name: text.slice(0, 5000), badge: null },
        subject: text.slice(0, 5000),
        body: text,
        createdAt: new Date().toISOString(),
        editedAt: null,
        likeCount: 0,
        isFeatured: false,
        isWithdrawn: false,
        replyCount: 0,
        replies: [],
        repliesNext: null,
      })
      // The service never lets such texts through; a broken or stolen one might.
      await page.route('**/v1/comments?*', async (route) => {
        const response = await route.fetch()
        // A thread page; its own tests prove its shape.
        const body = (await response.json()) as { form: object; article: object }
        const labels = { title: hostile[0], reply: hostile[1], identity: hostile[2] }
        await route.fulfill({
          response,
          json: { ...body, form: { ...body.form, labels }, comments: hostile.map(comment) },
        })
      })
      const foreign = watchRequests(
        page,
        (request) => !request.url().startsWith('http://localhost'),
      )
      const troubles = await open(page, stage.place, { article: newArticle() })
      await page.getByText('onerror').first().waitFor()
      await page.evaluate(unfoldAll)
      await page.evaluate(nextFrames)
      const found = await page.evaluate<{
        tags: string[]
        attributes: string[]
        links: string[]
        over: number
      }>(`(() => {
        const host = document.querySelector('phan-hoi')
        const all = [...host.shadowRoot.querySelectorAll('.list *')]
        return {
          tags: [...new Set(all.map((element) => element.localName))],
          attributes: all.flatMap((element) => [...element.attributes].map(({ name }) => name)).filter((name) => /^on|srcdoc|src$/.test(name)),
          links: all.filter(({ localName }) => localName === 'a').map(({ href }) => new URL(href).protocol),
          over: Math.max(...all.map((element) => element.getBoundingClientRect().right)) - host.getBoundingClientRect().right,
        }
      })()`)
      expect(found.tags.filter((tag) => /img|iframe|details|script|svg/.test(tag))).toEqual([])
      expect(found.attributes).toEqual([])
      expect(found.links.filter((protocol) => !/^https?:$/.test(protocol))).toEqual([])
      expect(found.over).toBeLessThanOrEqual(0)
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0)
      expect(foreign).toEqual([])
      expect(troubles).toEqual([])
    }))
})

import { describe, expect, it } from 'vitest'
import { open, send, watchRequests } from './widget-page.ts'
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

/** As the service never lets them through; a broken or stolen one might. */
const later = new Date(Date.now() + 600_000).toISOString()

/** Types into a field as fast as a paste does. */
const type = (field: unknown, value: string) => {
  Object.assign(field as object, { value })
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the page's own types are unknown here
  new Function(
    'field',
    `field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }))`,
  )(field)
}

/** Elements and attributes in our shadow roots that no code of ours makes. */
const foreignIn = `(() => {
  const inside = (root) => [...root.querySelectorAll('*')].flatMap((one) =>
    [one, ...(one.shadowRoot ? inside(one.shadowRoot) : [])])
  return inside(document)
    .filter((one) => one.getRootNode() !== document)
    .flatMap((one) => [one.localName, ...[...one.attributes].map(({ name }) => name)])
    .filter((name) => /^(img|iframe|details|script|svg|object|embed|on.*|srcdoc|src)$/.test(name))
})()`

const sideways = 'document.documentElement.scrollWidth - innerWidth'

describe('hostile text', () => {
  it('X01 X03 X04 F30: stays text in every place that shows it and inside the box', () =>
    onPage(async (page) => {
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

  it(
    'X01 X03 X04: stays text in what a reader types, edits, answers and passes on',
    () =>
      onPage(async (page) => {
        const article = newArticle()
        await page.route(/\/v1\/(?:comments|shares)(?:\/[^/]+)?$/, async (route) => {
          const method = route.request().method()
          if (method === 'OPTIONS') return route.continue()
          const own = { id: 'x', state: 'pending', reference: hostile[0], editableUntil: later }
          return route.fulfill({
            status: 202,
            headers: { 'Access-Control-Allow-Origin': '*' },
            json: own,
          })
        })
        await page.route(/\/v1\/comments\?/, async (route) => {
          const response = await route.fetch()
          // A thread page; its own tests prove its shape.
          const body = (await response.json()) as object
          await route.fulfill({ response, json: { ...body, comments: hostile.map(comment) } })
        })
        const title = hostile.slice(0, 6).join(' ')
        const where = `site="bao" article="${article}" article-title="${title.replaceAll('"', '&quot;').replaceAll('<', '&lt;')}"`
        const body = `<gui-ban-be ${where}></gui-ban-be><phan-hoi ${where}></phan-hoi>`
        const troubles = await open(page, stage.place, { article, body })
        const check = async (place: string) => {
          await page.evaluate(nextFrames)
          expect(await page.evaluate(foreignIn), place).toEqual([])
          expect(await page.evaluate(sideways), place).toBeLessThanOrEqual(0)
        }
        for (const [i, text] of hostile.entries()) {
          if (i % 4 === 0)
            await page.getByRole('button', { name: 'Trả lời' }).nth(i).click({ timeout: 15_000 })
          const short = text.trim() || 'x'
          const box = page.locator('phan-hoi form.form textarea')
          await box.focus()
          await box.evaluate(type, short)
          await page.getByLabel('Họ và tên').evaluate(type, short.slice(0, 5000))
          for (const tick of [/xử lý thông tin/, /đăng công khai tên/])
            await page.getByLabel(tick).check()
          await send(page)
          await page.locator('li.comment .state').first().waitFor()
          await check(`own comment ${i}`)
          await page.getByRole('button', { name: 'Sửa' }).first().click()
          await page.locator('li.comment form:not(.form) textarea').first().evaluate(type, short)
          await check(`edit ${i}`)
          await page.locator('li.comment form:not(.form)').getByText('Hủy bỏ').first().click()
          await page.evaluate(`localStorage.removeItem('phanhoi:bao:${article}:own')`)
        }
        await page.getByRole('button', { name: 'Gửi cho bạn bè' }).click()
        const dialog = page.getByRole('dialog')
        await dialog.waitFor()
        for (const text of hostile) {
          for (const field of await dialog
            .locator('input:not([type=checkbox]):visible, textarea')
            .all())
            await field.evaluate(type, text)
          await dialog.getByRole('button', { name: 'Gửi', exact: true }).click()
          await check('the dialog')
        }
        expect(troubles).toEqual([])
      }),
    90_000,
  )

  it('X01 X03 X04: stays text in other stories and in what moderators say', () =>
    onPage(async (page) => {
      await page.route(/\/v1\/articles\?/, async (route) => {
        const articles = hostile.map((title, i) => ({
          key: `/${i}`,
          url: i % 2 ? 'javascript:alert(1)' : `${stage.place.origin}/${i}`,
          title,
          commentCount: 3,
        }))
        await route.fulfill({ headers: { 'Access-Control-Allow-Origin': '*' }, json: { articles } })
      })
      const body = '<tin-khac site="bao" limit="20"></tin-khac>'
      const troubles = await open(page, stage.place, { article: newArticle(), body })
      await page.getByRole('heading', { name: 'Các tin khác' }).waitFor()
      const links = page.locator('tin-khac a')
      expect(await links.count()).toBe(hostile.length / 2)
      for (const link of await links.all())
        expect(await link.getAttribute('href')).toMatch(/^http:\/\/localhost/)
      expect(await page.evaluate(foreignIn)).toEqual([])
      expect(await page.evaluate(sideways)).toBeLessThanOrEqual(0)
      expect(troubles).toEqual([])
    }))
})

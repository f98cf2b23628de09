import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { asModerator, decide, open, problem, publish, send, write } from './widget-page.ts'
import { auditOf, dark, setStage } from './widget-stage.ts'

const stage = setStage('dang-ve')
const { newArticle, onPage } = stage

const submitMail = async (page: Page) => {
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Tên của bạn').fill('Trần Văn Bình')
  await dialog.getByLabel('Email của bạn').fill('binh@thu.example')
  await dialog.getByLabel('Email người nhận').first().fill('lan@ban.example')
  for (const box of await dialog.getByRole('checkbox').all()) await box.check()
  await dialog.getByRole('button', { name: 'Gửi', exact: true }).click()
  await dialog.getByText(/thư xác nhận đến/).waitFor()
}

describe('in every state', () => {
  for (const [scheme, css] of [
    ['light', ''],
    ['dark', dark],
  ] as const) {
    it(`has no accessibility violations where there is little to see, ${scheme}`, () =>
      onPage(async (page) => {
        const article = newArticle()
        await page.clock.install()
        await open(page, stage.place, { article, css })
        await page.getByText('Chưa có ý kiến nào').waitFor()
        expect(await auditOf(page), 'no comment yet').toEqual([])
        await publish(stage.place, article, [{ body: 'Tin vừa tới.' }])
        await page.clock.fastForward(31_000)
        await page.getByRole('button', { name: 'Có 1 phản hồi mới' }).waitFor()
        expect(await auditOf(page), 'the bar of new comments').toEqual([])
        const closed = newArticle()
        await publish(stage.place, closed, [{ body: 'Một lời trước khi đóng.' }])
        const known = { site: 'bao', key: closed, url: stage.place.origin + closed, title: 'Bài' }
        await asModerator(stage.place, 'articles', { ...known, isOpen: false }, 'PUT')
        await open(page, stage.place, { article: closed, css, path: '/dong' })
        await page.getByText('Bài viết đã đóng bình luận.').waitFor()
        expect(await auditOf(page), 'closed').toEqual([])
        await page.route('**/v1/comments?*', problem(503, 'unavailable'))
        await page.reload()
        await page.getByText('Chưa tải được ý kiến bạn đọc.').waitFor()
        expect(await auditOf(page), 'the service is down').toEqual([])
      }))

    it(`has no accessibility violations once something was sent, ${scheme}`, () =>
      onPage(async (page) => {
        await open(page, stage.place, { article: newArticle(), css })
        await write(page, 'Câu này sẽ bị từ chối.')
        await send(page)
        await page.getByText('đang chờ duyệt').waitFor()
        await page.getByRole('button', { name: 'Rút lại' }).click()
        expect(await auditOf(page), 'before a withdrawal').toEqual([])
        const id = (await page.locator('li.comment').first().getAttribute('id'))?.slice(3) ?? ''
        await decide(stage.place, [id], 'rejected', { message: 'Xin viết rõ hơn về bài báo.' })
        await page.reload()
        await page.getByText('Xin viết rõ hơn về bài báo.').waitFor()
        expect(await auditOf(page), 'refused').toEqual([])
        await page.getByRole('button', { name: 'Gửi cho bạn bè' }).click()
        await submitMail(page)
        expect(await auditOf(page), 'the dialog when done').toEqual([])
      }))

    it(`has no accessibility violations on the pages without scripts, ${scheme}`, () =>
      onPage(
        async (page) => {
          const article = newArticle()
          const [comment = ''] = await publish(stage.place, article, [{ body: 'Một ý kiến.' }])
          const query = new URLSearchParams({ article, comment })
          for (const path of ['', '/share', '/report', '/status']) {
            const response = await page.goto(`${stage.place.api}/p/bao${path}?${query.toString()}`)
            expect(response?.status(), path).toBe(200)
            expect(await auditOf(page), path).toEqual([])
          }
        },
        { colorScheme: scheme, bypassCSP: true },
      ))
  }

  it('can be used at 200 % zoom', () =>
    onPage(
      async (page) => {
        const article = newArticle()
        await publish(stage.place, article, [{ body: 'Chữ to cho mắt kém. '.repeat(20) }])
        // What a browser window of 1280 px is at 200 %.
        await open(page, stage.place, { article, css: 'html{font-size:200%}body{font-size:1rem}' })
        await write(page, 'Tôi phóng to để đọc.')
        const over = 'document.documentElement.scrollWidth - innerWidth'
        expect(await page.evaluate(over)).toBeLessThanOrEqual(0)
        await send(page)
        await page.getByText('đang chờ duyệt').waitFor()
        await page.getByRole('button', { name: 'Gửi cho bạn bè' }).click()
        await page.getByRole('dialog').waitFor()
        expect(await page.evaluate(over)).toBeLessThanOrEqual(0)
      },
      { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 },
    ))

  it('moves nothing where motion is not wanted', () =>
    onPage(
      async (page) => {
        const article = newArticle()
        await publish(stage.place, article, [{ body: 'Đứng yên.' }])
        await open(page, stage.place, { article })
        await page.getByText('Đứng yên.').waitFor()
        await page.getByRole('button', { name: 'Gửi cho bạn bè' }).click()
        await page.getByRole('dialog').waitFor()
        const moving = await page.evaluate<string[]>(`(() => {
          const roots = [...document.querySelectorAll('phan-hoi, gui-ban-be')].map(({ shadowRoot }) => shadowRoot)
          const inner = roots.flatMap((root) => [...root.querySelectorAll('*')]).filter(({ shadowRoot }) => shadowRoot)
          return [...roots, ...inner.map(({ shadowRoot }) => shadowRoot)]
            .flatMap((root) => [...root.querySelectorAll('*')])
            .filter((element) => {
              const { animationName, transitionDuration, scrollBehavior } = getComputedStyle(element)
              return animationName !== 'none' || transitionDuration !== '0s' || scrollBehavior !== 'auto'
            })
            .map(({ className }) => className)
        })()`)
        expect(moving).toEqual([])
        expect(await page.evaluate('document.getAnimations().length')).toBe(0)
      },
      { reducedMotion: 'reduce' },
    ))

  it('gives every target 44 px, times and signs as well', () =>
    onPage(
      async (page) => {
        const article = newArticle()
        await publish(stage.place, article, [{ body: 'Ngón tay to.' }])
        await open(page, stage.place, { article })
        await page.getByText('Ngón tay to.').waitFor()
        const targets = await page.locator('phan-hoi').locator('button:visible, .when').all()
        expect(targets.length).toBeGreaterThan(3)
        for (const target of targets) {
          const { width = 0, height = 0 } = (await target.boundingBox()) ?? {}
          expect(Math.round(Math.min(width, height))).toBeGreaterThanOrEqual(44)
        }
      },
      { viewport: { width: 320, height: 640 } },
    ))

  it('speaks plain English: one comment, large numbers, consent', () =>
    onPage(async (page) => {
      const site = { key: 'english', name: 'News', origins: [stage.place.origin] }
      await asModerator(stage.place, 'sites', { ...site, settings: { language: 'en' } })
      await page.route(/\/v1\/comments\?/, async (route) => {
        const response = await route.fetch()
        // A thread page; its own tests prove its shape.
        const body = (await response.json()) as { article: object }
        await route.fulfill({
          response,
          json: { ...body, article: { ...body.article, commentCount: 12345 } },
        })
      })
      const article = newArticle()
      const body = `<phan-hoi site="english" article="${article}"></phan-hoi>
        <phan-hoi-count site="english" article="${article}"></phan-hoi-count>`
      await open(page, stage.place, { article, lang: 'en', body })
      await page.getByRole('heading', { name: 'Readers’ comments (12,345)' }).waitFor()
      await page.getByLabel('Your comment').click()
      await page.getByLabel(/I agree that the newsroom/).waitFor()
      await page.getByLabel(/I agree that my name/).waitFor()
    }))

  it('lists other stories in its own words or the page’s', () =>
    onPage(async (page) => {
      await page.route(/\/v1\/articles\?/, (route) =>
        route.fulfill({
          headers: { 'Access-Control-Allow-Origin': '*' },
          json: {
            articles: [
              { key: '/x', url: `${stage.place.origin}/x`, title: 'Story', commentCount: 1 },
            ],
          },
        }),
      )
      const body = `<tin-khac site="bao" lang="en"></tin-khac>
        <tin-khac site="bao" heading="Đọc thêm" counted="{n} lời bàn"></tin-khac>`
      await open(page, stage.place, { article: newArticle(), body })
      await page.getByRole('heading', { name: 'Other stories' }).waitFor()
      await page.getByText('1 comment', { exact: false }).waitFor()
      await page.getByRole('heading', { name: 'Đọc thêm' }).waitFor()
      await page.getByText('1 lời bàn').waitFor()
    }))
})

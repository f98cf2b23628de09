import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { open, publish, send, watchRequests, write } from './widget-page.ts'
import { isPost, nextFrames, setStage } from './widget-stage.ts'

const stage = setStage('nguoi-gui')
const { newArticle, onPage } = stage

/** Changes the form's rules in the service's answer. */
const setRules = (page: Page, rules: object) =>
  page.route(/\/v1\/comments\?/, async (route) => {
    const response = await route.fetch()
    // A thread page; its own tests prove its shape.
    const body = (await response.json()) as { form: object }
    await route.fulfill({ response, json: { ...body, form: { ...body.form, ...rules } } })
  })

describe('who writes', () => {
  it('is remembered only if asked to, and forgotten when no longer', () =>
    onPage(async (page) => {
      const name = page.getByLabel('Họ và tên')
      const remember = page.getByLabel(/Ghi nhớ tên/)
      const kept = [
        ['Lời thứ nhất.', false],
        ['Lời thứ hai nhớ tên.', true],
        ['Lời thứ ba quên tên.', false],
      ] as const
      for (const [body, isKept] of kept) {
        await open(page, stage.place, { article: newArticle() })
        await write(page, body)
        await remember.setChecked(isKept)
        await send(page)
        await page.getByText('Gửi thành công').waitFor()
        await page.reload()
        await page.getByLabel('Ý kiến của bạn').click()
        expect(await name.inputValue()).toBe(isKept ? 'Nguyễn Thị Hoà' : '')
        expect(await remember.isChecked()).toBe(isKept)
      }
    }))

  it('can ask for a mail about answers where the site sends them, once there is an address', () =>
    onPage(async (page) => {
      const posts = watchRequests(page, isPost('/v1/comments'))
      await setRules(page, { notify: true })
      await open(page, stage.place, { article: newArticle() })
      await write(page, 'Mong tòa soạn trả lời.')
      const notify = page.getByLabel('Báo cho tôi qua email khi có trả lời')
      expect(await notify.isVisible()).toBe(false)
      await page.getByLabel('Email', { exact: true }).fill('hoa@thu.example')
      expect(await notify.isChecked()).toBe(false)
      await notify.check()
      await send(page)
      await expect.poll(() => posts.length).toBe(1)
      expect(posts[0]?.postDataJSON()).toMatchObject({ notify: true })
    }))

  it('is not offered mails that the site does not send', () =>
    onPage(async (page) => {
      await setRules(page, { notify: false })
      await open(page, stage.place, { article: newArticle() })
      await write(page, 'Không cần thư.')
      await page.getByLabel('Email', { exact: true }).fill('hoa@thu.example')
      expect(await page.getByLabel('Báo cho tôi qua email khi có trả lời').isVisible()).toBe(false)
    }))

  it('may be a member whom the page has signed in, also later', () =>
    onPage(async (page) => {
      const posts = watchRequests(page, isPost('/v1/comments'))
      await page.route('**/v1/comments', (route) =>
        route.request().method() === 'POST' ? route.abort() : route.continue(),
      )
      await open(page, stage.place, { article: newArticle() })
      await write(page, 'Tôi là bạn đọc lâu năm.')
      await page.evaluate(`document.querySelector('phan-hoi').setAttribute('member', 'a.b.c')`)
      const text = page.getByLabel('Ý kiến của bạn')
      await expect.poll(() => text.inputValue()).toBe('Tôi là bạn đọc lâu năm.')
      for (const tick of [/xử lý thông tin/, /đăng công khai tên/])
        await page.getByLabel(tick).check()
      await send(page)
      await expect.poll(() => posts.length).toBe(1)
      expect(posts[0]?.postDataJSON()).toMatchObject({ member: 'a.b.c' })
    }))

  it('is never interrupted while composing a word, whatever arrives meanwhile', () =>
    onPage(async (page) => {
      const article = newArticle()
      await publish(stage.place, article, [{ body: 'Một ý kiến.' }])
      await page.clock.install()
      await open(page, stage.place, { article })
      const text = page.getByLabel('Ý kiến của bạn')
      await text.click()
      await page.evaluate(`window.ends = 0
        document.querySelector('phan-hoi').shadowRoot.addEventListener('compositionend', () => window.ends++)`)
      const input = await page.context().newCDPSession(page)
      const compose = (words: string) =>
        input.send('Input.imeSetComposition', {
          text: words,
          selectionStart: words.length,
          selectionEnd: words.length,
        })
      for (const words of ['t', 'ti', 'tie', 'tiê', 'tiêng']) await compose(words)
      await publish(stage.place, article, [{ body: 'Tin vừa tới.' }])
      await page.clock.fastForward(31_000)
      await page.getByRole('button', { name: 'Có 1 phản hồi mới' }).waitFor()
      await page.evaluate(nextFrames)
      expect(await page.evaluate('window.ends')).toBe(0)
      await compose('tiếng')
      await input.send('Input.insertText', { text: 'tiếng ' })
      expect(await text.inputValue()).toBe('tiếng ')
    }))
})

import { describe, expect, it } from 'vitest'
import { open, publish, send, watchRequests, write } from './widget-page.ts'
import { nextFrames, setStage } from './widget-stage.ts'

const stage = setStage('khach')
const { newArticle, onPage } = stage

describe('a good guest', () => {
  it('works under a strict content security policy with trusted types, and breaks none of its rules', () =>
    onPage(async (page) => {
      await page.addInitScript(`
        window.broken = []
        addEventListener('securitypolicyviolation', (event) => window.broken.push(event.violatedDirective))`)
      const csp = `default-src 'none'; script-src ${stage.place.api}; connect-src ${stage.place.api}; style-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'`
      const article = newArticle()
      await publish(stage.place, article, [{ body: 'Xem https://vi.wikipedia.org/ nhé.' }])
      const troubles = await open(page, stage.place, { article, csp })
      await page.getByRole('link', { name: 'https://vi.wikipedia.org/' }).waitFor()
      await write(page, 'Trang này rất chặt chẽ.')
      await send(page)
      await page.getByText('đang chờ duyệt').waitFor()
      await page.getByRole('button', { name: 'Gửi cho bạn bè' }).click()
      await page.getByRole('dialog').waitFor()
      const display = `getComputedStyle(document.querySelector('phan-hoi').shadowRoot.querySelector('.row')).display`
      expect(await page.evaluate(display)).toBe('flex')
      expect(await page.evaluate('window.broken')).toEqual([])
      expect(troubles).toEqual([])
    }))

  it('leaves no global, no cookie and no request to anybody else', () =>
    onPage(async (page) => {
      const foreign = watchRequests(
        page,
        (request) => ![stage.place.api, stage.place.origin].includes(new URL(request.url()).origin),
      )
      await page.addInitScript('window.known = new Set(Object.keys(window))')
      await open(page, stage.place, { article: newArticle() })
      await write(page, 'Không để lại dấu vết.')
      await send(page)
      await page.getByText('đang chờ duyệt').waitFor()
      const added = `Object.keys(window).filter((name) => !window.known.has(name) && name !== 'known')`
      expect(await page.evaluate(added)).toEqual([])
      expect(await page.evaluate('document.cookie')).toBe('')
      expect(foreign.map((request) => request.url())).toEqual([])
    }))

  it('bears being included twice', () =>
    onPage(async (page) => {
      const article = newArticle()
      const again = `<script type="module" src="${stage.place.api}/widget.js?lan-hai"></script>`
      const body = `<phan-hoi site="bao" article="${article}"></phan-hoi>${again}`
      const troubles = await open(page, stage.place, { article, body })
      await page.getByLabel('Ý kiến của bạn').waitFor()
      expect(await page.getByLabel('Ý kiến của bạn').count()).toBe(1)
      expect(troubles).toEqual([])
    }))

  it('bears being removed and moved while it waits for an answer', () =>
    onPage(async (page) => {
      let release = () => {}
      const held = new Promise<void>((resolve) => (release = resolve))
      await page.route('**/v1/comments?*', async (route) => {
        await held
        await route.continue()
      })
      const asked = page.waitForRequest('**/v1/comments?*')
      const troubles = await open(page, stage.place, { article: newArticle() })
      await asked
      await page.evaluate('window.kept = document.querySelector("phan-hoi"); window.kept.remove()')
      release()
      await page.evaluate(nextFrames)
      await page.evaluate('document.body.prepend(window.kept)')
      await page.getByLabel('Ý kiến của bạn').waitFor()
      expect(troubles).toEqual([])
    }))

  it('shows another article when the page changes its attributes', () =>
    onPage(async (page) => {
      const [first, second] = [newArticle(), newArticle()]
      await publish(stage.place, first, [{ body: 'Bài thứ nhất đây.' }])
      await publish(stage.place, second, [{ body: 'Bài thứ hai đây.' }])
      await open(page, stage.place, { article: first })
      await page.getByText('Bài thứ nhất đây.').waitFor()
      await page.evaluate(`document.querySelector('phan-hoi').setAttribute('article', '${second}')`)
      await page.getByText('Bài thứ hai đây.').waitFor()
      expect(await page.getByText('Bài thứ nhất đây.').count()).toBe(0)
    }))

  it("is not bent by the page's style sheet, but takes its font and colour", () =>
    onPage(async (page) => {
      const css = `* { text-transform: uppercase !important; letter-spacing: 1em !important; display: block; white-space: nowrap }
        div, p, li, button { position: fixed !important; visibility: hidden !important }
        body { font-family: Georgia; color: rgb(10, 20, 30) }`
      const article = newArticle()
      await publish(stage.place, article, [{ body: 'Vẫn đọc được.' }])
      await open(page, stage.place, { article, css })
      await page.getByText('Vẫn đọc được.').waitFor()
      const style = await page.evaluate<Record<string, string>>(`(() => {
        const text = document.querySelector('phan-hoi').shadowRoot.querySelector('.comment .text')
        const { textTransform, letterSpacing, whiteSpace, position, fontFamily, color } = getComputedStyle(text)
        return { textTransform, letterSpacing, whiteSpace, position, fontFamily, color }
      })()`)
      expect(style).toEqual({
        textTransform: 'none',
        letterSpacing: 'normal',
        whiteSpace: 'pre-line',
        position: 'static',
        fontFamily: 'Georgia',
        color: 'rgb(10, 20, 30)',
      })
    }))

  it('writes and shows own comments where storage is blocked', () =>
    onPage(async (page) => {
      await page.addInitScript(
        `Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })`,
      )
      const troubles = await open(page, stage.place, { article: newArticle() })
      await write(page, 'Trình duyệt này không nhớ gì.')
      await send(page)
      await page.getByText('đang chờ duyệt').waitFor()
      expect(troubles).toEqual([])
    }))

  it('remembers the latest words when storage was full for a while', () =>
    onPage(async (page) => {
      await page.addInitScript(`
        const { setItem } = Storage.prototype
        Storage.prototype.setItem = function (...item) {
          if (window.isFull) throw new DOMException('full', 'QuotaExceededError')
          setItem.apply(this, item)
        }`)
      await open(page, stage.place, { article: newArticle() })
      const text = page.getByLabel('Ý kiến của bạn')
      await text.waitFor()
      await page.evaluate('window.isFull = true')
      await text.fill('Lời cũ.')
      await page.evaluate('window.isFull = false')
      await text.fill('Lời mới.')
      await page.evaluate('document.body.append(document.querySelector("phan-hoi"))')
      await text.waitFor()
      await expect.poll(() => text.inputValue()).toBe('Lời mới.')
    }))

  it('troubles nobody when a piece of it cannot be had', () =>
    onPage(async (page) => {
      const troubles = await open(page, stage.place, { article: newArticle() })
      const text = page.getByLabel('Ý kiến của bạn')
      await text.waitFor()
      await page.route('**/w/unmarked*', (route) => route.abort())
      const failed = page.waitForEvent('requestfailed')
      await text.fill('bai viet nay hay qua toi rat thich doc them nua')
      await failed
      await page.evaluate(nextFrames)
      expect(troubles).toEqual([])
    }))

  it('works on http pages, without crypto.subtle, randomUUID and a clipboard', () =>
    onPage(async (page) => {
      await page.addInitScript(`
        for (const name of ['subtle', 'randomUUID']) Object.defineProperty(Crypto.prototype, name, { value: undefined })
        Object.defineProperty(Navigator.prototype, 'clipboard', { value: undefined })`)
      const troubles = await open(page, stage.place, { article: newArticle() })
      await write(page, 'Trang http vẫn gửi được.')
      await send(page)
      await page.getByText('đang chờ duyệt').waitFor()
      await page.getByRole('button', { name: 'Gửi cho bạn bè' }).click()
      await page.getByRole('button', { name: 'Sao chép liên kết' }).click()
      const link = page.getByRole('dialog').getByRole('textbox', { name: stage.place.origin })
      expect(await link.inputValue()).toBe(`${stage.place.origin}/thu`)
      expect(troubles).toEqual([])
    }))

  it('keeps its words when the connection breaks between two clicks', () =>
    onPage(async (page) => {
      await open(page, stage.place, { article: newArticle() })
      await write(page, 'Đi qua hầm nên mất sóng.')
      await page.context().setOffline(true)
      await send(page)
      await page.getByText('Không kết nối được. Nội dung của bạn vẫn được giữ').waitFor()
      await page.context().setOffline(false)
      await send(page)
      await page.getByText('Gửi thành công').waitFor()
    }))

  it('prints the thread without its controls', () =>
    onPage(async (page) => {
      const article = newArticle()
      await publish(stage.place, article, [{ body: 'In ra giấy.' }])
      await open(page, stage.place, { article })
      await page.getByText('In ra giấy.').waitFor()
      await page.emulateMedia({ media: 'print' })
      expect(await page.getByText('In ra giấy.').isVisible()).toBe(true)
      expect(await page.locator('phan-hoi button:visible, phan-hoi textarea:visible').count()).toBe(
        0,
      )
    }))

  it('prints its link where nobody has scrolled to it, and no empty page', () =>
    onPage(async (page) => {
      const before = '<h1>Bài báo</h1><div class="long">Thân bài</div>'
      await open(page, stage.place, { article: newArticle(), before, css: '.long{height:5000px}' })
      await page.evaluate('customElements.whenDefined("phan-hoi")')
      const height = 'document.querySelector("phan-hoi").getBoundingClientRect().height'
      expect(await page.evaluate(height)).toBe(800)
      await page.emulateMedia({ media: 'print' })
      expect(await page.evaluate<number>(height)).toBeLessThan(100)
      expect(await page.getByRole('link', { name: 'Xem và gửi phản hồi' }).isVisible()).toBe(true)
    }))

  it('is a link to the page of the service where there is no JavaScript', () =>
    onPage(
      async (page) => {
        const article = newArticle()
        await publish(stage.place, article, [{ body: 'Đọc không cần kịch bản.' }])
        const link = `${stage.place.api}/p/bao?article=${encodeURIComponent(article)}`
        const body = `<phan-hoi site="bao" article="${article}"><a href="${link}">Xem và gửi phản hồi</a></phan-hoi>`
        await open(page, stage.place, { article, body })
        await page.getByRole('link', { name: 'Xem và gửi phản hồi' }).click()
        await page.getByText('Đọc không cần kịch bản.').waitFor()
        await page.getByLabel(/Họ và tên/).waitFor()
      },
      { javaScriptEnabled: false },
    ))

  it('can be read and answered over slow 3G', () =>
    onPage(async (page) => {
      const article = newArticle()
      await publish(stage.place, article, [{ body: 'Đọc ở nơi sóng yếu.' }])
      page.setDefaultTimeout(25_000)
      const network = await page.context().newCDPSession(page)
      await network.send('Network.enable')
      await network.send('Network.emulateNetworkConditions', {
        offline: false,
        latency: 400,
        downloadThroughput: 50_000,
        uploadThroughput: 50_000,
      })
      const start = Date.now()
      await open(page, stage.place, { article })
      await page.getByText('Đọc ở nơi sóng yếu.').waitFor()
      expect(Date.now() - start).toBeLessThan(8000)
      await write(page, 'Gửi ở nơi sóng yếu.')
      await send(page)
      await page.getByText('đang chờ duyệt').waitFor()
    }))

  it('follows a page that goes from article to article while the first is still awaited', () =>
    onPage(async (page) => {
      const [first, second] = [newArticle(), newArticle()]
      await publish(stage.place, first, [{ body: 'Bài thứ nhất đây.' }])
      await publish(stage.place, second, [{ body: 'Bài thứ hai đây.' }])
      let release = () => {}
      const held = new Promise<void>((resolve) => (release = resolve))
      await page.route(`**/v1/comments?*${encodeURIComponent(first)}*`, async (route) => {
        await held
        await route.continue()
      })
      const asked = page.waitForRequest('**/v1/comments?*')
      const troubles = await open(page, stage.place, { article: first })
      await asked
      await page.evaluate(`document.querySelector('phan-hoi').setAttribute('article', '${second}')`)
      await page.getByText('Bài thứ hai đây.').waitFor()
      const late = page.waitForResponse(`**/v1/comments?*${encodeURIComponent(first)}*`)
      release()
      await late
      await page.evaluate(nextFrames)
      expect(await page.getByText('Bài thứ nhất đây.').count()).toBe(0)
      expect(troubles).toEqual([])
    }))

  it('is gone without a word when it is taken away in the middle of a post', () =>
    onPage(async (page) => {
      const troubles = await open(page, stage.place, { article: newArticle() })
      await write(page, 'Đang gửi thì trang đổi.')
      let release = () => {}
      const held = new Promise<void>((resolve) => (release = resolve))
      await page.route('**/v1/comments', async (route) => {
        await held
        await route.continue()
      })
      const posted = page.waitForRequest((request) => request.method() === 'POST')
      await send(page)
      await posted
      await page.evaluate('document.querySelector("phan-hoi").remove()')
      const answered = page.waitForResponse((response) => response.request().method() === 'POST')
      release()
      await answered
      await page.evaluate(nextFrames)
      expect(troubles).toEqual([])
    }))
})

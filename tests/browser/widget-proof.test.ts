import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { uuidv7 } from '../../src/uuid.ts'
import { launchChromium } from './chromium.ts'
import { asModerator, open, send, watchRequests, write } from './widget-page.ts'
import { isPost, setStage } from './widget-stage.ts'

const stage = setStage('thu-thach')

/** Members of a request as the widget sent it. */
interface Sent extends Record<string, unknown> {
  proof?: string
}

interface Payload {
  number: number
}

const readProof = ({ proof = '' }: Sent) =>
  // Our own widget's payload.
  JSON.parse(Buffer.from(proof, 'base64').toString()) as Payload

/** Opens a page of the site that always asks, and writes a comment there. */
async function writeThere(page: Page, article: string, more: { csp?: string } = {}) {
  const where = `site="canh-giac" article="${article}"`
  const body = `<gui-ban-be ${where}></gui-ban-be><phan-hoi ${where}></phan-hoi>`
  const troubles = await open(page, stage.place, { article, body, ...more })
  await write(page, `Ý kiến về thử thách ${article}.`)
  return troubles
}

/** Sends what was written and answers the request that the service took. */
async function sendSolved(page: Page) {
  const [response] = await Promise.all([
    page.waitForResponse(
      (answer) => isPost('/v1/comments')(answer.request()) && answer.status() === 202,
      { timeout: 45_000 },
    ),
    send(page),
  ])
  await page.getByText('Gửi thành công').waitFor()
  return response.request().postDataJSON() as Sent
}

/** Notes how long each turn of work on the page's own thread took. */
const watchSlices = `{
  const Plain = MessageChannel
  window.slices = []
  window.MessageChannel = class extends Plain {
    constructor() {
      super()
      const { port1, port2 } = this
      let began = 0
      port1.addEventListener('message', () => (began = performance.now()))
      const { postMessage } = port2
      port2.postMessage = (...given) => {
        if (began) slices.push(performance.now() - began)
        postMessage.apply(port2, given)
      }
    }
  }
}`

/** A worker that never begins, as some web views have it. */
const deafWorker = 'window.Worker = class { postMessage() {} terminate() {} }'

/** A real worker that hears its task only when the page calls \`begin()\`. */
const lateWorker = `{
  const Plain = Worker
  window.Worker = class extends Plain {
    postMessage(...given) {
      window.begin = () => super.postMessage(...given)
    }
  }
}`

describe('a site that asks for a proof of work', () => {
  const said = /Đang kiểm tra để tránh thư gửi tự động/

  beforeAll(() =>
    asModerator(stage.place, 'sites', {
      key: 'canh-giac',
      name: 'Báo cảnh giác',
      origins: [stage.place.origin, stage.place.origin.replace('localhost', 'bao.test')],
      settings: { comments: { proof: 'always' }, defence: { proofCost: 20_000 } },
    }),
  )

  it('gets it from a worker, unseen by the reader, for one comment only (S07)', () =>
    stage.onPage(async (page) => {
      const workers: string[] = []
      page.on('worker', (worker) => workers.push(worker.url()))
      const posts = watchRequests(page, isPost('/v1/comments'))
      const troubles = await writeThere(page, stage.newArticle())
      await page.evaluate(
        `new MutationObserver(() => (window.wasTold ||= /tự động/.test(document.querySelector('phan-hoi').shadowRoot.textContent)))
          .observe(document.querySelector('phan-hoi').shadowRoot, { childList: true, subtree: true, characterData: true })`,
      )
      const sent = await sendSolved(page)
      expect(readProof(sent).number).toBeGreaterThanOrEqual(0)
      expect(posts).toHaveLength(1)
      expect(workers).toHaveLength(1)
      expect(await page.evaluate('window.wasTold')).toBeFalsy()
      expect(troubles).toEqual([])
      const replayed = await fetch(`${stage.place.api}/v1/comments`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Origin: stage.place.origin },
        body: JSON.stringify({ ...sent, id: uuidv7(new Date()), body: 'Lời khác, lời giải cũ.' }),
      })
      expect(replayed.status).toBe(428)
    }))

  it('asks for it at the first refusal where the page knew of nothing', () =>
    stage.onPage(async (page) => {
      await page.route(/\/v1\/comments\?/, async (route) => {
        const response = await route.fetch()
        // A thread page; its own tests prove its shape.
        const body = (await response.json()) as { form: object }
        await route.fulfill({
          response,
          json: { ...body, form: { ...body.form, proof: 'none' } },
        })
      })
      const posts = watchRequests(page, isPost('/v1/comments'))
      await writeThere(page, stage.newArticle())
      await sendSolved(page)
      expect(posts.map((post) => 'proof' in (post.postDataJSON() as Sent))).toEqual([false, true])
    }))

  it.each([
    ['allows no worker', (api: string) => `script-src ${api}; worker-src 'none'`],
    ['allows scripts but no blob:', (api: string) => `default-src 'self' ${api}`],
    ['trusts no text as a script', () => "require-trusted-types-for 'script'"],
  ])('gets it where the page’s policy %s, leaving the page free', (_, policy) =>
    stage.onPage(async (page) => {
      await page.addInitScript(watchSlices)
      const csp = policy(stage.place.api)
      const troubles = await writeThere(page, stage.newArticle(), { csp })
      const sent = await sendSolved(page)
      expect(readProof(sent).number).toBeGreaterThanOrEqual(0)
      const slices = await page.evaluate<number[]>('slices')
      const sorted = slices.toSorted((a, b) => a - b)
      // Other processes of this machine may stop one slice or another.
      expect(sorted[Math.floor(sorted.length / 2)] ?? 0).toBeLessThanOrEqual(16)
      expect(troubles).toEqual([])
    }),
  )

  it('gets it where a worker never begins', () =>
    stage.onPage(async (page) => {
      await page.addInitScript(deafWorker)
      await writeThere(page, stage.newArticle())
      expect(readProof(await sendSolved(page)).number).toBeGreaterThanOrEqual(0)
    }))

  it('has the comment wait for a moderator where the device finds nothing', () =>
    stage.onPage(async (page) => {
      await page.route('**/v1/challenge?*', async (route) => {
        const response = await route.fetch()
        // A challenge; its own tests prove its shape.
        const challenge = (await response.json()) as object
        await route.fulfill({ response, json: { ...challenge, maxnumber: 0 } })
      })
      const article = stage.newArticle()
      await writeThere(page, article)
      expect(readProof(await sendSolved(page)).number).toBe(-1)
      const { items } = await asModerator(
        stage.place,
        `comments?site=canh-giac&article=${encodeURIComponent(article)}`,
      )
      expect(JSON.stringify(items)).toContain('Thiết bị không giải được thử thách')
    }))

  it('says one calm sentence when it takes more than two seconds, and no more once it is done', () =>
    stage.onPage(async (page) => {
      await page.addInitScript(lateWorker)
      await writeThere(page, stage.newArticle())
      const startedAt = performance.now()
      const sent = sendSolved(page)
      const sentence = page.getByRole('status').filter({ hasText: said })
      await sentence.waitFor()
      expect(performance.now() - startedAt).toBeGreaterThan(1900)
      await page.evaluate('begin()')
      await sent
      expect(await sentence.count()).toBe(0)
    }))

  it('gets it for a share', () =>
    stage.onPage(async (page) => {
      const posts = watchRequests(page, isPost('/v1/shares'))
      await writeThere(page, stage.newArticle())
      await page.getByRole('button', { name: 'Gửi cho bạn bè' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel('Tên của bạn').fill('Trần Văn Bình')
      await dialog.getByLabel('Email của bạn').fill('binh@thu.example')
      await dialog.getByLabel('Email người nhận').first().fill('lan@ban.example')
      for (const box of await dialog.getByRole('checkbox').all()) await box.check()
      await dialog.getByRole('button', { name: 'Gửi', exact: true }).click()
      await dialog.getByText(/thư xác nhận đến binh@thu\.example/).waitFor()
      expect(posts).toHaveLength(1)
      expect(readProof(posts[0]?.postDataJSON() as Sent).number).toBeGreaterThanOrEqual(0)
    }))

  it('gets it on a page without https, where the browser has no cryptography of its own', async () => {
    const browser = await launchChromium(['--host-resolver-rules=MAP bao.test 127.0.0.1'])
    try {
      const page = await browser.newPage({ locale: 'vi-VN' })
      const there = { ...stage.place, origin: stage.place.origin.replace('localhost', 'bao.test') }
      const article = stage.newArticle()
      const body = `<phan-hoi site="canh-giac" article="${article}"></phan-hoi>`
      await open(page, there, { article, body })
      expect(await page.evaluate('[isSecureContext, crypto.subtle]')).toEqual([false, undefined])
      await write(page, 'Ý kiến từ một trang http.')
      expect(readProof(await sendSolved(page)).number).toBeGreaterThanOrEqual(0)
    } finally {
      await browser.close()
    }
  })

  it('is answered in good time at the default cost by a device four times slower, without a worker', () =>
    stage.onPage(async (page) => {
      await asModerator(stage.place, 'sites', {
        key: 'mac-dinh',
        name: 'Báo mặc định',
        origins: [stage.place.origin],
        settings: { comments: { proof: 'always' } },
      })
      const article = stage.newArticle()
      const body = `<phan-hoi site="mac-dinh" article="${article}"></phan-hoi>`
      const csp = `script-src ${stage.place.api}; worker-src 'none'`
      await open(page, stage.place, { article, body, csp })
      await write(page, 'Ý kiến từ một máy chậm.')
      const devtools = await page.context().newCDPSession(page)
      await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 })
      const startedAt = performance.now()
      const { number } = readProof(await sendSolved(page))
      const seconds = (performance.now() - startedAt) / 1000
      console.log(
        `4x slower, no worker: number ${number} found and sent in ${seconds.toFixed(1)} s`,
      )
      expect(number).toBeGreaterThanOrEqual(0)
      expect(seconds).toBeLessThan(30)
    }))
})

describe('a device that keeps proof of its reader’s address', () => {
  it('sends it with comments from that address, so that its record counts, and with no others', () =>
    stage.onPage(async (page) => {
      const posts = watchRequests(page, isPost('/v1/comments'))
      await page.route('**/v1/comments', (route) =>
        route.request().method() === 'POST' ? route.abort() : route.continue(),
      )
      await open(page, stage.place, { article: stage.newArticle() })
      await page.evaluate(
        `localStorage.setItem('phanhoi:bao:trusted', JSON.stringify({ email: 'hoa@thu.example', token: 'x.y' }))`,
      )
      const tokens = async (email: string) => {
        await write(page, 'Ý kiến của người quen.')
        await page.getByLabel('Email', { exact: true }).fill(email)
        const before = posts.length
        await send(page)
        await expect.poll(() => posts.length).toBe(before + 1)
        await page.getByText('Không kết nối được').waitFor()
        return (posts.at(-1)?.postDataJSON() as { senderToken?: string }).senderToken
      }
      expect(await tokens('hoa@thu.example')).toBe('x.y')
      expect(await tokens('khac@thu.example')).toBeUndefined()
      expect(await tokens('')).toBeUndefined()
    }))
})

import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser, CDPSession } from 'playwright-core'
import { launchChromium } from '../tests/browser/chromium.ts'

/** What Lighthouse takes for a mid-range phone: a quarter of this machine's speed, on slow 4G. */
const CPU_SLOWDOWN = 4
const SLOW_4G = { latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8 }
const SCREEN = { viewport: { width: 412, height: 823 }, isMobile: true, hasTouch: true }
const GIVE_UP_MS = 20_000
/** What is shown may still have work to do, which counts. */
const SETTLE_MS = 300

/** What one reader's phone did on one page. */
export interface Visit {
  /** From the scroll that brings the element near until a frame that holds it was drawn. */
  shownMs: number
  /** Bytes on the wire since that scroll, headers included, and what was asked for. */
  bytes: number
  urls: string[]
  /** Bytes that came from other origins than the page's own before that scroll: the loader. */
  earlyBytes: number
  /** Milliseconds of each task over 50 ms since that scroll. */
  longTasks: number[]
}

export interface PhonePage {
  url: string
  /** JavaScript that is true once everything is in place. */
  isShown: string
  /** JavaScript that runs before the page's own. */
  before?: string
}

/** A phone whose owner opens pages with empty caches. */
export async function openPhone() {
  const browser = await launchChromium()
  return { visit: (page: PhonePage) => visit(browser, page), close: () => browser.close() }
}

async function visit(browser: Browser, { url, isShown, before = '' }: PhonePage): Promise<Visit> {
  const context = await browser.newContext(SCREEN)
  try {
    const page = await context.newPage()
    page.setDefaultTimeout(GIVE_UP_MS)
    await page.addInitScript(WATCH + before)
    const network = await slowDown(await context.newCDPSession(page))
    await page.goto(url, { waitUntil: 'load' })
    await network.quiet()
    const early = network.take().filter((file) => !file.url.startsWith(new URL(url).origin))
    const { shownMs, longTasks } = await page.evaluate<Approach>(approach(isShown))
    const late = network.take()
    return {
      shownMs,
      longTasks,
      bytes: sum(late),
      urls: late.map((file) => file.url),
      earlyBytes: sum(early),
    }
  } finally {
    await context.close()
  }
}

type Approach = Pick<Visit, 'shownMs' | 'longTasks'>

interface Loaded {
  url: string
  bytes: number
}

const sum = (files: Loaded[]) => files.reduce((total, { bytes }) => total + bytes, 0)

/** Slows one page down; `take` gives what has come over the wire since the last call. */
async function slowDown(session: CDPSession) {
  const underWay = new Map<string, string>()
  let loaded: Loaded[] = []
  session.on('Network.requestWillBeSent', ({ requestId, request }) => {
    underWay.set(requestId, request.url)
  })
  session.on('Network.loadingFailed', ({ requestId }) => underWay.delete(requestId))
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    loaded.push({ url: underWay.get(requestId) ?? '', bytes: encodedDataLength })
    underWay.delete(requestId)
  })
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', { offline: false, ...SLOW_4G })
  await session.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN })
  return {
    /** A page says that it has loaded before the network does. */
    quiet: async () => {
      while (underWay.size > 0) await sleep(5)
    },
    take: () => {
      const files = loaded
      loaded = []
      return files
    },
  }
}

/** Notes every long task of the page's life. */
const WATCH = `globalThis.longTasks = () => {
    noted.push(...observer.takeRecords())
    return noted
  }
  const noted = []
  const observer = new PerformanceObserver((list) => noted.push(...list.getEntries()))
  observer.observe({ type: 'longtask', buffered: true });`

/**
 * Scrolls until the element lies 400 px below the screen, which is near enough for it to load, and looks at every
 * frame. A message posted in the frame that has everything arrives once that frame is drawn.
 */
const approach = (isShown: string) => `new Promise((resolve, reject) => {
    const from = performance.now()
    const top = document.querySelector('[data-near]').getBoundingClientRect().top
    scrollBy({ top: top - innerHeight - 400, behavior: 'instant' })
    const drawn = new MessageChannel()
    drawn.port1.onmessage = () => {
      const shownMs = performance.now() - from
      setTimeout(() => {
        const mine = longTasks().filter((task) => task.startTime + task.duration > from)
        resolve({ shownMs, longTasks: mine.map((task) => task.duration) })
      }, ${SETTLE_MS})
    }
    const look = () => {
      if (${isShown}) drawn.port2.postMessage(0)
      else if (performance.now() - from > ${GIVE_UP_MS}) reject(Error('Nothing was shown'))
      else requestAnimationFrame(look)
    }
    look()
  })`

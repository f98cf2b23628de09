import { call, h, kit, restyle, threadPath, type Answer, type Target } from './kit.ts'
import type { ThreadPage } from './wire.ts'

const openerStyle =
  'button{font:inherit;min-height:44px;padding:0 16px;color:inherit;background:0;border:1px solid;border-radius:6px}'

/** First page of each article on this page, so that its elements share one request. */
const pages: Record<string, Promise<Answer<ThreadPage>>> = {}

/** Shows its part in a shadow root once near the viewport, again whenever an attribute changes, and stops when removed. */
abstract class Part extends HTMLElement {
  /** What a page changes when it shows another article without loading; title and url are read with it. */
  static observedAttributes = ['site', 'article', 'url', 'lang', 'member']
  private stop_: AbortController | undefined

  connectedCallback() {
    const { signal } = (this.stop_ = new AbortController())
    // The link inside is what readers without JavaScript get; its colour is the page's link colour.
    if (!this.shadowRoot) {
      const { color } = getComputedStyle(this.querySelector('a') ?? this)
      this.style.setProperty('--phanhoi-link', color)
    }
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' })
    this.prepare_(root)
    const show = () => {
      // All attributes of one change are set by then.
      Promise.resolve()
        .then(() => signal.aborted || this.show_(root, signal))
        .catch(() => showFallback(root))
    }
    if (this.isEager_()) {
      show()
      return
    }
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return
        observer.disconnect()
        show()
      },
      { rootMargin: '600px' },
    )
    // One that outlives its element's time here shows nothing.
    observer.observe(this)
  }

  disconnectedCallback() {
    this.stop_?.abort()
    this.stop_ = undefined
  }

  attributeChangedCallback(_name: string, before: string, after: string) {
    if (!this.stop_ || before === after) return
    this.disconnectedCallback()
    this.connectedCallback()
  }

  /** Whether the part is needed before it comes near the viewport. */
  isEager_(): unknown {
    return focusInAddress()
  }

  /** What stands there until the part is shown. */
  prepare_(root: ShadowRoot) {
    showFallback(root)
  }

  abstract show_(root: ShadowRoot, signal: AbortSignal): unknown
}

/** `<phan-hoi site="…">`: what readers say, and the form to say something. */
export class PhanHoi extends Part {
  /** Room enough that nothing in sight jumps when the thread arrives; on paper its link instead. */
  override prepare_(root: ShadowRoot) {
    showFallback(
      root,
      ':host{display:block}@media screen{:host{min-height:100vh}slot{display:none}}',
    )
  }

  override async show_(root: ShadowRoot, signal: AbortSignal) {
    const target = readTarget(this)
    const focus = focusInAddress()
    const page = firstPage(target, focus && `&focus=${focus}`)
    const [thread, english] = await load(target)
    if (!signal.aborted) thread.mountThread(root, kit, target, page, english, signal)
  }
}

/** `<gui-ban-be site="…">`: a button that opens the ways to pass the article on; its text may stand in the element. */
export class GuiBanBe extends Part {
  override prepare_(root: ShadowRoot) {
    const label =
      this.textContent.trim() ||
      (readTarget(this).lang === 'en' ? 'Send to friends' : 'Gửi cho bạn bè')
    const button = h('button', null, label)
    button.onclick = () => {
      // What did not load can be tried again.
      this.open_(root).catch(() => (button.textContent = label + ' ↻'))
    }
    restyle(root, openerStyle)
    root.append(button)
  }

  override show_() {
    // The button is all there is until it is pressed.
  }

  async open_(root: ShadowRoot) {
    const target = readTarget(this)
    const [[thread, english], dialog, page] = await Promise.all([
      load(target),
      import('./dialog.ts'),
      pages[pageKey(target)] ?? firstPage(target),
    ])
    // What failed can be asked for again.
    const answer = page.status === 200 ? page : await firstPage(target)
    dialog.openDialog(root, kit, thread.tools, target, answer, english)
  }
}

/** `<tin-khac site="…" sort="recent|discussed" limit="5">`: other stories with their number of comments. */
export class TinKhac extends Part {
  override async show_(root: ShadowRoot, signal: AbortSignal) {
    const { mount } = await import('./stories.ts')
    await mount(root, kit, readTarget(this), signal, this)
  }
}

/** `<phan-hoi-count site="…" article="…">`: a number, fetched for all such elements of the page in one request. */
export class PhanHoiCount extends Part {
  /** All of a page ask together. */
  override isEager_() {
    return true
  }

  override async show_(root: ShadowRoot, signal: AbortSignal) {
    const { mount } = await import('./count.ts')
    mount(root, kit, readTarget(this), signal)
  }
}

/** The page's own content of the element: its link for readers without JavaScript. */
function showFallback(root: ShadowRoot, style = '') {
  restyle(root, style)
  root.append(h('slot'))
}

const focusInAddress = () => /^#ph-([\w-]+)$/.exec(location.hash)?.[1]

function load({ lang }: Target) {
  return Promise.all([
    import('./thread.ts'),
    lang === 'en' ? import('./english.ts').then((chunk) => chunk.english) : {},
  ])
}

const pageKey = ({ api, site, key }: Target) => [api, site, key].join()

function firstPage(target: Target, more?: string) {
  const page = call<ThreadPage>(target, threadPath(target, 'newest', more))
  pages[pageKey(target)] = page
  return page
}

function readTarget(element: Element): Target {
  const read = (name: string) => element.getAttribute(name)
  const here =
    document.querySelector<HTMLLinkElement>('[rel=canonical]')?.href ??
    location.href.replace(/#.*/, '')
  const title =
    document.querySelector<HTMLMetaElement>('[property="og:title"]')?.content ?? document.title
  return {
    site: read('site') ?? '',
    key: read('article') ?? new URL(here).pathname,
    url: read('url') ?? here,
    title: read('article-title') ?? title,
    api: read('api') ?? new URL(import.meta.url).origin,
    member: read('member'),
    lang: /^en/.test(read('lang') ?? document.documentElement.lang) ? 'en' : 'vi',
  }
}

import { focus, rootView, withMore } from './comment.ts'
import { createComposer, type Composer } from './composer.ts'
import type { Context, Thread } from './context.ts'
import { button, call, h, quiet, threadPath } from './dom.ts'
import type { Kit } from './kit.ts'
import { load, save, type OwnComment } from './store.ts'
import { fill, grouped } from './strings.ts'
import type { Tools } from './thread.ts'
import type { CommentReceipt, Sort, ThreadPage } from './wire.ts'

const sorts: Sort[] = ['newest', 'oldest', 'top']

/** When to look for news first; how often afterwards is decided in watch.ts. */
const firstLookMs = 30e3

/** How long caches may hide a published comment, which its author sees at once. */
const publishedMs = 600e3

/** Title, sort, form and list of one article, drawn into `box`. */
export class ThreadView {
  private readonly thread_: Thread
  private readonly title_ = h('h2.title', null)
  private readonly home_ = h('div')
  private readonly status_ = h('p.note', { role: 'status', tabindex: -1 })
  private readonly news_ = h('div', { role: 'status' })
  private readonly own_ = h('ol')
  private readonly list_ = h('ol.list', null)
  private readonly tail_ = h('div')
  private composer_: Composer | undefined
  private page_: ThreadPage
  private sort_: Sort | undefined = 'newest'

  constructor(box: HTMLElement, context: Context, kit: Kit, tools: Tools, page: ThreadPage) {
    const { store, rules, s } = context
    const kept = load<OwnComment[]>(store + 'own', [])
    const own = new Map(kept.map((one) => [one.comment.id, one]))
    this.page_ = page
    const thread = (this.thread_ = {
      ...context,
      kit,
      tools,
      box,
      own,
      // Twenty are enough to follow; older ones have been answered long ago.
      saveOwn: () => save(store + 'own', [...own.values()].slice(-20)),
      likes: load(store + 'likes', []),
      announce: (text) => (this.status_.textContent = text),
      redraw: (fresh) => this.draw_(fresh),
      count: () => this.page_.article.commentCount,
      news: this.news_,
      reply: null,
    } as Thread)
    const head = h('div.row.head', null, this.title_, this.sorting_())
    box.append(head, this.home_, this.status_, this.news_, this.own_, this.list_, this.tail_)
    if (page.article.isOpen) {
      const composer = createComposer(thread, this.home_, (...sent) => this.sent_(...sent))
      if (rules.audiences.includes('public')) thread.reply = composer.replyTo
      this.composer_ = composer
    } else this.home_.append(quiet(s.closed))
    this.draw_()
    void this.goToHash_()
    this.listen_()
  }

  private listen_() {
    const thread = this.thread_
    const onHash = () => void this.goToHash_()
    addEventListener('hashchange', onHash)
    const timer = setTimeout(
      () => withMore(thread, (more) => more.watchForNews(thread)),
      firstLookMs,
    )
    thread.signal.addEventListener('abort', () => {
      removeEventListener('hashchange', onHash)
      clearTimeout(timer)
    })
    if (thread.own.size) void withMore(thread, (more) => more.refreshOwn(thread))
  }

  private sorting_() {
    const { s } = this.thread_
    const options = sorts.map((sort) => h('option', null, s[sort]))
    const select = h('select.sort', { 'aria-label': s.sort }, ...options)
    select.addEventListener('change', () => {
      this.sort_ = sorts[select.selectedIndex]
      void this.fetch_('').then((page) => page && this.draw_(page))
    })
    return select
  }

  /** Draws everything but the form anew from a page, by default the one at hand. */
  private draw_(page = this.page_) {
    const { s, own } = this.thread_
    this.page_ = page
    // The form may stand below a comment; it must outlive the list.
    if (this.composer_) this.home_.append(this.composer_.form)
    this.title_.textContent = `${s.title} (${grouped(page.article.commentCount)})`
    this.list_.textContent = this.own_.textContent = this.news_.textContent = ''
    this.append_(page)
    for (const one of [...own.values()].reverse()) this.drawOwn_(one)
    this.resumeReply_()
  }

  private append_({ comments, next }: ThreadPage) {
    const { s } = this.thread_
    const before = this.list_.children.length
    for (const comment of comments)
      if (!this.find_(comment.id)) this.list_.append(rootView(this.thread_, comment))
    const more = async () => {
      const page = await this.fetch_(`&after=${encodeURIComponent(next ?? '')}`)
      if (!page) return
      this.append_(page)
      focus(this.list_.children[before + comments.length])
    }
    this.tail_.textContent = ''
    if (next) this.tail_.append(button(s.more, more, 'wide'))
    else if (!this.list_.firstChild && this.composer_) this.tail_.append(quiet(s.empty))
  }

  private find_(id?: string | null) {
    return id ? this.thread_.box.querySelector(`[id="ph-${CSS.escape(id)}"]`) : null
  }

  /** Where replies to a comment stand, whether it is a root or a reply itself. */
  private insetOf_(id?: string | null) {
    const item = this.find_(id)
    return item?.querySelector('.inset') ?? item?.closest('.inset')
  }

  /** Own comments that the list does not hold (yet): a reply at its parent, any other on top. */
  private drawOwn_({ comment, state }: OwnComment) {
    const isOld = Date.now() - Date.parse(comment.createdAt) > publishedMs
    if (this.find_(comment.id) || (state === 'approved' && isOld)) return
    const place = this.insetOf_(comment.parentId)?.firstChild ?? this.own_
    place.appendChild(rootView(this.thread_, comment))
  }

  /** A reply that was being written opens where it belongs. */
  private resumeReply_() {
    const id = this.composer_?.parentId() ?? ''
    const place = this.insetOf_(id)
    const name = this.find_(id)?.querySelector('.name')?.textContent ?? ''
    if (place) this.composer_?.replyTo({ id, author: { name } }, place)
  }

  /** A page of the list; nothing when it could not be had, which is said. */
  private async fetch_(more: string) {
    const { target, s, signal, announce } = this.thread_
    const path = threadPath(target, this.sort_ ?? 'newest', more)
    const { status, body } = await call<ThreadPage>(target, path, { cache: 'no-cache' })
    if (signal.aborted) return
    if (status === 200) return body
    announce(s.errNetwork)
    return
  }

  private sent_(own: OwnComment, receipt?: CommentReceipt) {
    const thread = this.thread_
    const { s } = thread
    const isPublished = own.state === 'approved'
    thread.own.set(own.comment.id, own)
    thread.saveOwn()
    if (isPublished) this.page_.article.commentCount++
    this.draw_()
    const thanks = own.audience === 'editors' ? s.ticket : isPublished ? s.approved : s.pending
    thread.announce(receipt ? `${thanks} ${fill(s.reference, own.reference)}.` : s.errReused)
    this.status_.focus()
    if (!receipt) void withMore(thread, (more) => more.sendEdit(thread, own))
  }

  /** `#ph-<id>` in the address: from the list at hand, else from the page of the thread that holds it. */
  private async goToHash_(isFetched = false) {
    const id = /^#ph-([\w-]+)$/.exec(location.hash)?.[1]
    const item = this.find_(id)
    if (item) {
      item.scrollIntoView({ block: 'center' })
      focus(item)
    } else if (id && !isFetched) {
      const page = await this.fetch_(`&focus=${id}`)
      if (page) this.draw_(page)
      void this.goToHash_(true)
    }
  }
}

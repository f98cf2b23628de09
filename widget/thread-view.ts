import { focus, rootView, withMore } from './comment.ts'
import { createComposer, type Composer } from './composer.ts'
import type { Context, Thread } from './context.ts'
import { button, call, h, quiet, threadPath } from './dom.ts'
import type { Kit } from './kit.ts'
import { load, save, type OwnComment } from './store.ts'
import { fill, grouped } from './strings.ts'
import type { Tools } from './thread.ts'
import type { Sort, ThreadPage } from './wire.ts'

const sorts: Sort[] = ['newest', 'oldest', 'top']

/** When to look for news first; how often afterwards is decided in watch.ts. */
const firstLookMs = 30e3

/** Title, sort, form and list of one article, drawn into `box`. */
export class ThreadView {
  private readonly thread_: Thread
  private readonly title_ = h('h2.title', null)
  private readonly home_ = h('div', null)
  private readonly status_ = h('p.note', { role: 'status', tabindex: -1 })
  private readonly list_ = h('ol.list', null)
  private readonly tail_ = h('div', null)
  private composer_: Composer | undefined
  private page_: ThreadPage
  private sort_: Sort | undefined = 'newest'

  constructor(box: HTMLElement, context: Context, kit: Kit, tools: Tools, page: ThreadPage) {
    const { rules, s } = context
    this.page_ = page
    const findComment = (id?: string) => (id ? box.querySelector(`[id="ph-${id}"]`) : null)
    const thread: Thread = (this.thread_ = {
      ...context,
      kit,
      tools,
      box,
      likes: load(context.store + 'likes', []),
      announce: (text) => (this.status_.textContent = text),
      redraw: (fresh) => this.draw_(fresh),
      fetchPage: (more) => this.fetch_(more),
      findComment,
      insetOf: (id) =>
        findComment(id)?.querySelector('.inset') ?? findComment(id)?.closest('.inset'),
      count: () => this.page_.article.commentCount,
      news: h('div', { role: 'status' }),
      ownList: h('ol', null),
      reply: null,
    })
    const head = h('div.row.head', null, this.title_, this.sorting_())
    box.append(head, this.home_, this.status_, thread.news, thread.ownList, this.list_, this.tail_)
    if (page.article.isOpen) {
      const composer = createComposer(thread, this.home_, (own) => this.sent_(own))
      const reply: Thread['reply'] = (...where) => {
        composer.moveTo(...where)
        composer.form.querySelector('textarea')?.focus()
      }
      if (rules.audiences.includes('public')) thread.reply = reply
      this.composer_ = composer
    } else this.home_.append(quiet(s.closed))
    this.draw_()
    this.listen_()
  }

  private listen_() {
    const thread = this.thread_
    const onHash = () => {
      if (location.hash.startsWith('#ph-')) void withMore(thread, (more) => more.goToHash(thread))
    }
    addEventListener('hashchange', onHash)
    const timer = setTimeout(
      () => withMore(thread, (more) => more.watchForNews(thread)),
      firstLookMs,
    )
    thread.signal.addEventListener('abort', () => {
      removeEventListener('hashchange', onHash)
      clearTimeout(timer)
    })
    onHash()
  }

  private sorting_() {
    const { s } = this.thread_
    const options = sorts.map((sort) => h('option', null, s[sort]))
    const select = h('select.sort', { 'aria-label': s.sort }, ...options)
    select.onchange = async () => {
      this.sort_ = sorts[select.selectedIndex]
      this.draw_(await this.fetch_(''))
    }
    return select
  }

  /** Draws everything but the form anew from a page, by default the one at hand. */
  private draw_(page = this.page_) {
    const thread = this.thread_
    this.page_ = page
    this.title_.textContent = `${thread.s.title} (${grouped(page.article.commentCount)})`
    this.list_.textContent = thread.ownList.textContent = thread.news.textContent = ''
    this.append_(page)
    this.placeForm_()
    if (hasOwn(thread)) void withMore(thread, (more) => more.drawOwn(thread))
  }

  private append_({ comments, next }: ThreadPage) {
    const { s } = this.thread_
    const before = this.list_.children.length
    for (const comment of comments)
      if (!this.thread_.findComment(comment.id)) this.list_.append(rootView(this.thread_, comment))
    const more = async () => {
      const page = await this.fetch_(`&after=${next ?? ''}`)
      if (!page) return
      this.append_(page)
      focus(this.list_, before + comments.length)
    }
    this.tail_.textContent = ''
    if (next) this.tail_.append(button(s.more, more, 'wide'))
    else if (!this.list_.firstChild && this.composer_) this.tail_.append(quiet(s.empty))
  }

  /** The form, which may have stood in the old list, goes where it belongs: below what it answers, or home. */
  private placeForm_() {
    const { findComment, insetOf } = this.thread_
    const id = this.composer_?.parentId()
    const name = findComment(id)?.querySelector('.name')?.textContent
    this.composer_?.moveTo(id, name, insetOf(id))
  }

  private async fetch_(more: string) {
    const { target, s, signal, announce } = this.thread_
    const path = threadPath(target, this.sort_ ?? 'newest', more)
    const { status, body } = await call<ThreadPage>(target, path, { cache: 'no-cache' })
    if (status === 200 && !signal.aborted) return body
    announce(s.errNetwork)
    return
  }

  private sent_(own: OwnComment) {
    const { s, store, announce } = this.thread_
    const isPublished = own.state === 'approved'
    save(store + 'own', [...load<OwnComment[]>(store + 'own', []), own])
    if (isPublished) this.page_.article.commentCount++
    this.draw_()
    const thanks = own.audience === 'editors' ? s.ticket : isPublished ? s.approved : s.pending
    announce(`${thanks} ${fill(s.reference, own.reference)}.`)
    this.status_.focus()
  }
}

/** Whether this browser has sent something here before. */
export const hasOwn = ({ store }: Pick<Context, 'store'>) => load(store + 'own', []).length > 0

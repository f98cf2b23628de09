import { findComment, focus, insetOf, rootView, withMore } from './comment.ts'
import { createComposer } from './composer.ts'
import type { Context, Thread } from './context.ts'
import { button, call, h, quiet, threadPath } from './dom.ts'
import type { Kit } from './kit.ts'
import { load, save, type OwnComment } from './store.ts'
import type { Tools } from './thread.ts'
import { writeNumber } from './strings.ts'
import type { Sort, ThreadPage } from './wire.ts'

const sorts: Sort[] = ['newest', 'oldest', 'top']

/** Title, sort, form and list of one article, drawn into `box`. */
export function showThread(
  box: HTMLElement,
  context: Context,
  kit: Kit,
  tools: Tools,
  page: ThreadPage,
) {
  const { rules, s } = context
  const options = sorts.map((value) => h('option', { value }, s[value]))
  const select_ = h('select.sort', { 'aria-label': s.sort }, ...options)
  const title_ = h('h2.title')
  const home = h('div')
  const thread: Thread = {
    ...context,
    kit,
    tools,
    // The box lies in the shadow root.
    root: box.parentNode as ShadowRoot,
    likes: load(context.store + 'likes', []),
    reply: null,
    composer_: null,
    page_: page,
    sort_: 'newest',
    turn_: 0,
    select_,
    title_,
    status_: h('p.note', { role: 'status', tabindex: -1 }),
    news: h('div', { role: 'status' }),
    ownList: h('ol'),
    list_: h('ol.list'),
    tail_: h('div'),
  }
  const { status_, news, ownList, list_, tail_ } = thread
  box.append(h('div.row.head', null, title_, select_), home, status_, news, ownList, list_, tail_)
  if (page.article.isOpen) {
    const composer = (thread.composer_ = createComposer(thread, home, (own) => keep(thread, own)))
    if (rules.audiences.includes('public'))
      thread.reply = (...where) => {
        composer.moveTo(...where)
        composer.form.querySelector('textarea')?.focus()
      }
  } else home.append(quiet(s.closed))
  draw(thread, page)
  listen(thread)
}

function listen(thread: Thread) {
  const { select_, signal } = thread
  select_.onchange = async () => {
    // The options' values.
    const sort = select_.value as Sort
    const page = await fetchPage(thread, '', sort)
    if (page) draw(thread, page, sort)
  }
  const onHash = (event?: Event) => {
    if (location.hash.startsWith('#ph-'))
      void withMore(thread, (more) => more.goToHash(thread, !event))
  }
  addEventListener('hashchange', onHash)
  // In half a minute; watch.ts decides how often afterwards. Nobody asked, so nobody is told when it cannot be had.
  const timer = setTimeout(() => withMore(thread, (more) => more.watchForNews(thread), true), 30e3)
  signal.addEventListener('abort', () => {
    removeEventListener('hashchange', onHash)
    clearTimeout(timer)
  })
  onHash()
}

/** Draws the list from a page asked for in this order; the form and what is typed in it stay. */
export function draw(thread: Thread, page: ThreadPage, sort = thread.sort_) {
  const { root, list_, ownList, news, select_ } = thread
  // Everything in there is HTML.
  const focused = root.activeElement as HTMLElement | null
  thread.turn_++
  thread.page_ = page
  select_.value = thread.sort_ = sort
  list_.textContent = ownList.textContent = news.textContent = ''
  append(thread, page)
  drawRest(thread)
  focused?.focus({ preventScroll: true })
}

function append(thread: Thread, { comments, next }: ThreadPage) {
  const { s, list_, tail_ } = thread
  for (const comment of comments)
    if (!findComment(thread, comment.id)) list_.append(rootView(thread, comment))
  const more = async () => {
    const page = await fetchPage(thread, `&after=${next ?? ''}`)
    if (!page) return
    const first = list_.children.length
    append(thread, page)
    focus(list_, first)
  }
  tail_.textContent = ''
  if (next) tail_.append(button(s.more, more, 'button.wide'))
  else if (!list_.firstChild && thread.composer_) tail_.append(quiet(s.empty))
}

/**
 * What stands around the list: the title's number, own comments, and the form, which may have stood in the old
 * list, where it belongs: below what it answers, or home.
 */
function drawRest(thread: Thread, sent?: OwnComment) {
  const { composer_, s, target, page_ } = thread
  const id = composer_?.parentId()
  const name = findComment(thread, id)?.querySelector('.name')?.textContent
  composer_?.moveTo(id, name, insetOf(thread, id))
  const count = writeNumber(page_.article.commentCount, target)
  thread.title_.textContent = `${s.title} (${count})`
  if (hasOwn(thread)) void withMore(thread, (more) => more.drawOwn(thread, sent), true)
}

/** A page of the list; nothing when it could not be had, which is said, or when another was asked for or drawn since. */
export async function fetchPage(thread: Thread, more: string, sort = thread.sort_) {
  const { target, s, signal, select_ } = thread
  const turn = ++thread.turn_
  const path = threadPath(target, sort, more)
  const { status, body } = await call<ThreadPage>(target, path, { cache: 'no-cache' })
  if (turn !== thread.turn_ || signal.aborted) return
  if (status === 200) return body
  select_.value = thread.sort_
  thread.status_.textContent = s.errNetwork
  return
}

/** Remembers a comment that was sent, and says so; the fuller words come with it, from the next chunk. */
function keep(thread: Thread, own: OwnComment) {
  const { s, store, status_ } = thread
  save(store + 'own', [...load<OwnComment[]>(store + 'own', []), own])
  if (own.state === 'approved') thread.page_.article.commentCount++
  status_.textContent = s.approved
  drawRest(thread, own)
  status_.focus()
}

/** Whether this browser has sent something here before. */
export const hasOwn = ({ store }: Pick<Context, 'store'>) => load(store + 'own', []).length > 0

import type { Thread } from './context.ts'
import type { ThreadPage } from './wire.ts'

const shortestMs = 30e3
const longestMs = 300e3

/**
 * Looks for new comments now and again, 30 s apart, growing to 5 min while nothing comes; never in a hidden tab.
 * The request is the first page's own, so that the browser revalidates it by ETag without a preflight.
 */
export function watchForNews(thread: Thread) {
  const { kit, target, signal } = thread
  let waitMs = shortestMs
  let timer: ReturnType<typeof setTimeout>
  const plan = () => {
    clearTimeout(timer)
    if (!document.hidden && !signal.aborted) timer = setTimeout(() => void look(), waitMs)
  }
  const look = async () => {
    if (document.hidden || signal.aborted) return
    const path = kit.threadPath(target, 'newest')
    const { status, body } = await kit.call<ThreadPage>(target, path, { cache: 'no-cache' })
    const fresh = status === 200 ? body.article.commentCount - thread.page_.article.commentCount : 0
    waitMs = fresh > 0 ? shortestMs : Math.min(waitMs * 1.5, longestMs)
    if (fresh > 0) offer(thread, body, fresh)
    refreshTimes(thread)
    plan()
  }
  const wake = () => {
    waitMs = shortestMs
    void look()
  }
  document.addEventListener('visibilitychange', wake)
  signal.addEventListener('abort', () => {
    clearTimeout(timer)
    document.removeEventListener('visibilitychange', wake)
  })
  void look()
}

/** A bar instead of moving what is being read. */
function offer(thread: Thread, page: ThreadPage, fresh: number) {
  const { tools, news, root } = thread
  const show = () => {
    // They are the newest, whatever the order was.
    tools.draw(thread, page, 'newest')
    root.querySelector<HTMLElement>('.list > li')?.focus({ preventScroll: true })
  }
  news.textContent = ''
  news.append(tools.button(tools.fill(thread, 'fresh', fresh), show, 'button.wide'))
}

/** “Vừa xong” does not stay true. */
function refreshTimes(thread: Thread) {
  for (const time of thread.root.querySelectorAll('time'))
    time.textContent = thread.tools.relativeTime(thread, time.dateTime)
}

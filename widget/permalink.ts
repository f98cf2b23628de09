import type { Thread } from './context.ts'
import { moreVietnamese } from './words.ts'

/**
 * `#ph-<id>` in the address: from the list at hand, else from the page of the thread that holds it. The list begins
 * with that comment then, which `isFirst` says of the page that came first, so there is a way back to the top.
 */
export async function goToHash(thread: Thread, isFirst: boolean) {
  const id = /^#ph-([\w-]+)$/.exec(location.hash)?.[1]
  if (!id) return
  if (!thread.tools.findComment(thread, id)) {
    const page = await thread.tools.fetchPage(thread, `&focus=${id}`)
    if (page) thread.tools.draw(thread, page)
    isFirst = !!page
  }
  const item = thread.tools.findComment(thread, id)
  if (!(item instanceof HTMLElement)) return
  if (isFirst && item.closest('.list')) offerStart(thread)
  item.scrollIntoView({ block: 'center' })
  item.focus({ preventScroll: true })
}

function offerStart(thread: Thread) {
  const show = async () => {
    const page = await thread.tools.fetchPage(thread, '')
    if (!page) return
    thread.tools.draw(thread, page)
    thread.root.querySelector<HTMLElement>('.list > li')?.focus({ preventScroll: true })
  }
  thread.news.append(thread.tools.button(thread.words(moreVietnamese).start, show, 'button.wide'))
}

import type { Thread } from './context.ts'

/** `#ph-<id>` in the address: from the list at hand, else from the page of the thread that holds it. */
export async function goToHash(thread: Thread) {
  const id = /^#ph-([\w-]+)$/.exec(location.hash)?.[1]
  if (!id) return
  if (!thread.findComment(id)) {
    const page = await thread.fetchPage(`&focus=${id}`)
    if (page) thread.redraw(page)
  }
  const item = thread.findComment(id)
  if (!(item instanceof HTMLElement)) return
  item.scrollIntoView({ block: 'center' })
  item.focus({ preventScroll: true })
}

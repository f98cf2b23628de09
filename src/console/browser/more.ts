import { currentItem } from './current.ts'
import { isOpen, items, list } from './page.ts'

/** When fewer are left ahead than this, the next page is fetched, so that nobody waits for it. */
const LEFT = 12

let isLoading = false

/** Appends the queue's next page before the moderator gets to the end of this one. */
export async function appendSoon() {
  if (isLoading || ahead() >= LEFT) return
  const link = document.querySelector<HTMLAnchorElement>('#more')
  if (link !== null) await append(link.href)
}

/** Open items from the current one on, whether those before it were decided or only read. */
function ahead(): number {
  const all = items()
  const current = currentItem()
  const at = current === null ? 0 : Math.max(0, all.indexOf(current))
  return all.slice(at).filter(isOpen).length
}

/**
 * Appends the items of another page of the same queue below the ones that are there. Gives the address at which that
 * page would ask for news, or undefined where it could not be fetched.
 */
export async function append(href: string): Promise<string | undefined> {
  isLoading = true
  const page = await fetchPage(href).finally(() => (isLoading = false))
  const known = new Set(items().map(({ id }) => id))
  const fresh = [...(page?.querySelectorAll<HTMLElement>('.item') ?? [])].filter(
    ({ id }) => !known.has(id),
  )
  const end = list?.querySelector('.onward')
  const after = new URL(href, location.href).searchParams.get('after') ?? ''
  for (const item of fresh) {
    item.classList.remove('current')
    item.dataset['after'] = after
    end?.before(document.adoptNode(item))
  }
  const next = page?.querySelector('#more')
  if (page !== null) document.querySelector('#more')?.remove()
  if (next) document.querySelector('.onward')?.prepend(document.adoptNode(next))
  if (fresh.length > 0) document.querySelector('.empty')?.remove()
  return page?.querySelector<HTMLElement>('main.queue')?.dataset['live']
}

/** A page as a document of its own, in which nothing runs. */
function fetchPage(href: string): Promise<Document | null> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest()
    request.responseType = 'document'
    request.onload = () => resolve(request.status === 200 ? request.responseXML : null)
    request.onerror = () => resolve(null)
    request.open('GET', href)
    request.send()
  })
}

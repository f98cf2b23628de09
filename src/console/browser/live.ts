import { collapse, setState } from './cards.ts'
import { currentItem, go, nearest, onCurrent } from './current.ts'
import { append } from './more.ts'
import { byId, isOpen, items, list, say, tell } from './page.ts'
import { isBusy } from './send.ts'

/** Shape of `/admin/live`. */
interface News {
  counts: Record<string, number>
  /** What has waited longest; without text nothing waits. */
  oldest: { queue: string; text: string }
  /** Items that have come since the page was made; `isMore` if that is only the least. */
  fresh: number
  isMore: boolean
  items: { id: string; state: string; by: string | null }[]
  seen: { id: string; name: string }[]
}

const EVERY_MS = 8000
const SLOWEST_MS = 120_000
/** Asked about at once: those around the current item. */
const WATCHED = 60

let etag = ''
/** As the service last said; what it says again (304) still corrects what the page has counted along. */
let counts: Record<string, number> = {}
let waitMs = EVERY_MS
let timer = 0

/** Counts, news and colleagues, asked for while the page is seen; less often when nothing answers. */
export function watch() {
  if (list?.dataset['live'] === undefined) return
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) clearTimeout(timer)
    else schedule(0)
  })
  onCurrent(() => schedulePresence())
  schedulePresence()
  byId('news')?.addEventListener('click', (event) => void showNews(event))
  schedule(EVERY_MS)
}

function schedule(ms: number) {
  clearTimeout(timer)
  if (!document.hidden) timer = window.setTimeout(() => void ask(), ms)
}

async function ask() {
  const url = new URL(list?.dataset['live'] ?? '', location.href)
  url.searchParams.set('items', watched().join())
  try {
    const response = await fetch(url, { headers: etag === '' ? {} : { 'If-None-Match': etag } })
    if (response.status === 200) {
      etag = response.headers.get('ETag') ?? ''
      // The service's own answer; `live.ts` on its side writes it.
      show((await response.json()) as News)
    }
    showCounts()
    const isWell = response.ok || response.status === 304
    waitMs = isWell ? EVERY_MS : Math.min(waitMs * 2, SLOWEST_MS)
  } catch {
    waitMs = Math.min(waitMs * 2, SLOWEST_MS)
  }
  schedule(waitMs)
}

function watched(): string[] {
  const open = items().filter(isOpen)
  const current = currentItem()
  const at = Math.max(0, current === null ? 0 : open.indexOf(current) - 10)
  return open
    .slice(at, at + WATCHED)
    .map(({ dataset }) => `${dataset['kind'] ?? ''}:${dataset['id'] ?? ''}`)
}

function showCounts() {
  if (isBusy()) return
  for (const [name, size] of Object.entries(counts)) {
    const place = document.querySelector(`[data-count="${name}"]`)
    if (place !== null) place.textContent = String(size)
  }
}

function show({ counts: sizes, oldest, fresh, isMore, items: states, seen }: News) {
  counts = sizes
  showOldest(oldest)
  const news = byId('news')
  if (news !== null) {
    news.hidden = fresh === 0
    news.textContent = say('news', { n: isMore ? `${fresh}+` : fresh })
  }
  const known = new Map(items().map((item) => [item.dataset['id'], item]))
  for (const { id, state, by } of states) {
    const item = known.get(id)
    if (item !== undefined && isOpen(item) && item.dataset['state'] !== state) fade(item, state, by)
  }
  showSeen(seen)
}

function showOldest({ queue, text }: News['oldest']) {
  const link = byId('oldest')
  if (!(link instanceof HTMLAnchorElement)) return
  link.hidden = text === ''
  link.textContent = text
  link.href = `/admin/${queue}?sort=oldest`
}

/** What a colleague has decided folds where it stands. */
function fade(item: HTMLElement, state: string, by: string | null) {
  const wasCurrent = item === currentItem()
  const hadFocus = item.contains(document.activeElement)
  setState(item, state)
  collapse(item, state, null, by ?? '–')
  if (wasCurrent && hadFocus) go(nearest(item))
}

function showSeen(seen: News['seen']) {
  for (const item of items()) {
    const names = seen.filter(({ id }) => id === item.dataset['id']).map(({ name }) => name)
    const place = item.querySelector<HTMLElement>('.seen')
    if (place === null) continue
    place.hidden = names.length === 0
    place.textContent = names.length === 0 ? '' : say('seen', { name: names.join(', ') })
  }
}

/** Where the page ends with the queue, what is new stands right behind it; else it is a page of its own. */
async function showNews(event: MouseEvent) {
  const tail = list?.dataset['tail']
  if (tail === undefined || document.querySelector('#more') !== null) return
  event.preventDefault()
  const live = await append(tail)
  if (live === undefined) {
    tell(say('failed'))
    return
  }
  const link = byId('news')
  if (link !== null) link.hidden = true
  // From now on only what comes later is new, by the service's clock.
  if (list !== null) list.dataset['live'] = live
  etag = ''
  schedule(EVERY_MS)
}

const PRESENCE_MS = 20_000
let presenceTimer = 0

/** Tells colleagues which item is open: soon after it is opened, then as long as it stays. */
function schedulePresence(ms = 1000) {
  clearTimeout(presenceTimer)
  presenceTimer = window.setTimeout(() => {
    void tellPresence()
    schedulePresence(PRESENCE_MS)
  }, ms)
}

async function tellPresence() {
  const item = currentItem()
  if (document.hidden || item === null || !isOpen(item)) return
  const body = new URLSearchParams({
    item: `${item.dataset['kind'] ?? ''}:${item.dataset['id'] ?? ''}`,
  })
  await fetch('/admin/presence', { method: 'POST', body }).catch(() => null)
}

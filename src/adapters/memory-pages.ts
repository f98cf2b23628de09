import type { CachedPage, PageCache, PageRequest } from '../ports.ts'
import { Problem } from '../problem.ts'

export interface MemoryPagesOptions {
  /** Of all that is kept, headers and compressed forms included; the page unused for longest goes first. Default 32 MB. */
  maxBytes?: number
  /** Milliseconds since the epoch. */
  now?: () => number
}

/** What Node has beyond the port: an answer for a request line that it has answered before. */
export interface MemoryPages extends PageCache {
  find(address: string): CachedPage | undefined
  /** Counts what somebody keeps beside a page for as long as the page is kept. */
  charge(page: CachedPage, bytes: number): void
  /** Drops everything. */
  clear(): void
}

interface Entry {
  page: CachedPage
  tags: string[]
  addresses: Set<string>
  freshUntil: number
  bytes: number
}

interface Rendering {
  page: Promise<CachedPage>
  tags: string[]
  /** Something it shows has changed since it began. */
  isOvertaken: boolean
}

const DEFAULT_BYTES = 32 * 1024 * 1024
/** How long a page is served without asking the database; changes end it earlier. */
const FRESH_MS = 30_000
/** Oldest page that is given while the database is away. */
const STALE_MS = 60 * 60 * 1000
/** What a page takes beside its body and its texts: entries of maps and sets, its headers, its answer made ready. */
const ENTRY_BYTES = 3000
/** Spellings of one request that are recognised without parsing. */
const MAX_ADDRESSES = 8
/** From so many changes a second on, a page is rendered at most once in `HOT_MS`. */
const HOT_CHANGES = 5
const HOT_MS = 250

/** Pages in this process's memory. */
export function memoryPages(options: MemoryPagesOptions = {}): MemoryPages {
  const { maxBytes = DEFAULT_BYTES, now = Date.now } = options
  const entries = new Map<string, Entry>()
  const byPage = new WeakMap<CachedPage, Entry>()
  const keysByAddress = new Map<string, string>()
  const keysByTag = new Map<string, Set<string>>()
  const renderings = new Map<string, Rendering>()
  const countChange = changeCounter(now)
  /** The last in `entries`: the hot page mostly, which then stays where it is. */
  let youngest: Entry | undefined
  let bytes = 0

  const drop = (key: string) => {
    const entry = entries.get(key)
    if (entry === undefined) return
    entries.delete(key)
    if (entry === youngest) youngest = undefined
    byPage.delete(entry.page)
    bytes -= entry.bytes
    for (const address of entry.addresses) keysByAddress.delete(address)
    for (const tag of entry.tags) {
      const keys = keysByTag.get(tag)
      keys?.delete(key)
      if (keys?.size === 0) keysByTag.delete(tag)
    }
  }

  const keep = ({ key, tags }: PageRequest, page: CachedPage, freshUntil: number) => {
    drop(key)
    const entry: Entry = { page, tags, addresses: new Set(), freshUntil, bytes: 0 }
    entries.set(key, entry)
    youngest = entry
    byPage.set(page, entry)
    for (const tag of tags) keysByTag.set(tag, (keysByTag.get(tag) ?? new Set()).add(key))
    grow(entry, weigh(key, tags, page))
  }

  const grow = (entry: Entry, by: number) => {
    entry.bytes += by
    bytes += by
    for (const oldest of entries.keys()) {
      if (bytes <= maxBytes) break
      drop(oldest)
    }
  }

  const fresh = (key: string) => {
    const entry = entries.get(key)
    if (entry === undefined || entry.freshUntil <= now()) return undefined
    if (entry === youngest) return entry
    // A Map keeps the order of insertion: putting it back makes it the youngest.
    entries.delete(key)
    entries.set(key, entry)
    youngest = entry
    return entry
  }

  const remember = (key: string, address: string) => {
    const entry = entries.get(key)
    if (entry === undefined || address === '' || entry.addresses.size >= MAX_ADDRESSES) return
    if (entry.addresses.has(address)) return
    entry.addresses.add(address)
    keysByAddress.set(address, key)
    grow(entry, address.length)
  }

  const render = (request: PageRequest, work: () => Promise<CachedPage>) => {
    const { key, tags } = request
    const rendering: Rendering = { page: work(), tags, isOvertaken: false }
    renderings.set(key, rendering)
    const settle = () => {
      // A purge has taken it out already, so that nobody joins it and nobody keeps its result.
      if (renderings.get(key) !== rendering) return false
      return renderings.delete(key)
    }
    rendering.page.then(
      (page) => {
        if (settle()) keep(request, page, rendering.isOvertaken ? 0 : page.renderedAt + FRESH_MS)
      },
      () => settle(),
    )
    return rendering.page
  }

  return {
    clear() {
      renderings.clear()
      for (const key of [...entries.keys()]) drop(key)
    },
    find(address) {
      const key = keysByAddress.get(address)
      return key === undefined ? undefined : fresh(key)?.page
    },
    charge(page, by) {
      const entry = byPage.get(page)
      if (entry !== undefined) grow(entry, by)
    },
    async load(request, work) {
      const { key, address } = request
      const found = fresh(key)
      if (found !== undefined) {
        remember(key, address)
        return found.page
      }
      try {
        const page = await (renderings.get(key)?.page ?? render(request, work))
        remember(key, address)
        return page
      } catch (error) {
        const old = isOutage(error) ? entries.get(key)?.page : undefined
        if (old === undefined || old.renderedAt + STALE_MS < now()) throw error
        return old
      }
    },
    purge(tags) {
      for (const tag of tags) for (const key of [...(keysByTag.get(tag) ?? [])]) drop(key)
      for (const [key, rendering] of renderings)
        if (rendering.tags.some((tag) => tags.includes(tag))) renderings.delete(key)
    },
    invalidate(tags) {
      for (const tag of tags) {
        const isHot = countChange(tag) > HOT_CHANGES
        for (const key of keysByTag.get(tag) ?? []) {
          const entry = entries.get(key)
          if (entry === undefined) continue
          const until = isHot ? entry.page.renderedAt + HOT_MS : 0
          entry.freshUntil = Math.min(entry.freshUntil, until)
        }
      }
      for (const rendering of renderings.values())
        rendering.isOvertaken ||= rendering.tags.some((tag) => tags.includes(tag))
    },
  }
}

function weigh(key: string, tags: string[], { body, headers }: CachedPage): number {
  const texts = [key, ...tags, ...headers.flat()]
  return body.length + texts.reduce((sum, text) => sum + text.length, ENTRY_BYTES)
}

/** Counts the changes of each tag within the current second. */
function changeCounter(now: () => number) {
  const counts = new Map<string, number>()
  let second = 0
  return (tag: string) => {
    const current = Math.floor(now() / 1000)
    if (current !== second) counts.clear()
    second = current
    const count = (counts.get(tag) ?? 0) + 1
    counts.set(tag, count)
    return count
  }
}

function isOutage(error: unknown): boolean {
  if (error instanceof Problem) return error.code === 'unavailable'
  return error instanceof Error && isOutage(error.cause)
}

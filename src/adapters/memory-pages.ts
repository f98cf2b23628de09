import type { CachedPage, PageCache } from '../ports.ts'

const DEFAULT_BYTES = 32 * 1024 * 1024

const MAX_PURGED_TAGS = 10_000

interface Entry {
  page: CachedPage
  tags: string[]
}

/** Pages in this process's memory, at most `maxBytes` of them; the one unused for longest goes first. */
export function memoryPages(maxBytes = DEFAULT_BYTES): PageCache {
  const entries = new Map<string, Entry>()
  const keysByTag = new Map<string, Set<string>>()
  let bytes = 0
  let purges = 0
  /** When each tag was purged last; tags forgotten from here count as purged when they were. */
  const purgedAt = new Map<string, number>()
  let forgottenAt = 0

  const drop = (key: string) => {
    const entry = entries.get(key)
    if (entry === undefined) return
    entries.delete(key)
    bytes -= entry.page.body.length
    for (const tag of entry.tags) {
      const keys = keysByTag.get(tag)
      keys?.delete(key)
      if (keys?.size === 0) keysByTag.delete(tag)
    }
  }

  return {
    get(key) {
      const entry = entries.get(key)
      if (entry === undefined) return undefined
      // A Map keeps the order of insertion: putting it back makes it the youngest.
      entries.delete(key)
      entries.set(key, entry)
      return entry.page
    },
    moment: () => purges,
    put(key, tags, page, since) {
      if (since < forgottenAt || tags.some((tag) => (purgedAt.get(tag) ?? 0) > since)) return
      drop(key)
      entries.set(key, { page, tags })
      bytes += page.body.length
      for (const tag of tags) keysByTag.set(tag, (keysByTag.get(tag) ?? new Set()).add(key))
      for (const oldest of entries.keys()) {
        if (bytes <= maxBytes) break
        drop(oldest)
      }
    },
    purge(tags) {
      purges++
      if (purgedAt.size > MAX_PURGED_TAGS) {
        purgedAt.clear()
        forgottenAt = purges
      }
      for (const tag of tags) purgedAt.set(tag, purges)
      for (const tag of tags) for (const key of [...(keysByTag.get(tag) ?? [])]) drop(key)
    },
  }
}

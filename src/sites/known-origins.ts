import type { Ports } from '../ports.ts'
import { isKnownOrigin } from './origin.ts'

/** A site that was just added is served at once; one that was taken away, a minute later. */
const KNOWN_MS = 60_000
const UNKNOWN_MS = 2000
const MAX_ORIGINS = 1000

export interface OriginList {
  /** The origin itself if any site lists it, else null: what `Access-Control-Allow-Origin` may say. */
  allow(ports: Ports, origin: string): Promise<string | null>
  /** The origin if it is remembered as a site's, without asking the database. */
  recall(ports: Ports, origin: string): string | null
  /** Notes an origin that a site has just been seen to list. */
  remember(ports: Ports, origin: string): void
}

/** Remembers for a while which origins belong to a site, so that preflights seldom reach the database. */
export function createOriginList(): OriginList {
  const known = new Map<string, { isKnown: boolean; until: number }>()
  const note = ({ now }: Ports, origin: string, isKnown: boolean) => {
    if (known.size >= MAX_ORIGINS) known.clear()
    known.set(origin, {
      isKnown,
      until: now().getTime() + (isKnown ? KNOWN_MS : UNKNOWN_MS),
    })
  }
  return {
    async allow(ports, origin) {
      if (!/^https?:\/\/[^/\s]{1,250}$/.test(origin)) return null
      if (origin === ports.config.publicUrl) return origin
      const hit = known.get(origin)
      if (hit !== undefined && hit.until > ports.now().getTime()) return hit.isKnown ? origin : null
      const isKnown = await isKnownOrigin(ports.db, origin)
      note(ports, origin, isKnown)
      return isKnown ? origin : null
    },
    recall: ({ now }, origin) => {
      const hit = known.get(origin)
      return hit?.isKnown === true && hit.until > now().getTime() ? origin : null
    },
    remember: (ports, origin) => note(ports, origin, true),
  }
}

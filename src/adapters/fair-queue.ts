/** What waits, in lanes that take turns, so that the longest lane holds up nobody but itself. */
export interface FairQueue<T> {
  /** Behind all others of its lane. False, and nothing is added, where the lane holds as many places as are still free. */
  add(lane: string, item: T): boolean
  /** Whose turn it is. */
  peek(): T | undefined
  /** Takes that one out; the next lane has its turn. */
  take(): T | undefined
  /** Puts items before everything else, in this order. */
  putBack(items: T[]): void
  /** Empties it. */
  takeAll(): T[]
}

/** One item a turn, in the order in which the lanes began to wait. Holds nothing of lanes in which nobody waits. */
export function createFairQueue<T>(maxWaiting: number): FairQueue<T> {
  // A map keeps the order in which its keys were set: the first lane is the one whose turn it is.
  const lanes = new Map<string, T[]>()
  let first: T[] = []
  let size = 0

  function take(): T | undefined {
    const again = first.shift()
    if (again !== undefined) return again
    for (const [lane, items] of lanes) {
      const item = items.shift()
      lanes.delete(lane)
      if (items.length > 0) lanes.set(lane, items)
      size -= 1
      return item
    }
    return undefined
  }

  return {
    add(lane, item) {
      const items = lanes.get(lane)
      if ((items?.length ?? 0) >= maxWaiting - size) return false
      size += 1
      if (items === undefined) lanes.set(lane, [item])
      else items.push(item)
      return true
    },
    peek() {
      if (first.length > 0) return first[0]
      for (const items of lanes.values()) return items[0]
      return undefined
    },
    take,
    putBack: (items) => {
      first = [...items, ...first]
    },
    takeAll() {
      const all = [...first, ...[...lanes.values()].flat()]
      first = []
      lanes.clear()
      size = 0
      return all
    },
  }
}

import { setTimeout as sleep } from 'node:timers/promises'
import { type Connection, openConnection } from './connection.ts'

/** Gives the bytes of the next request. */
export type NextRequest = () => Uint8Array

export interface Load {
  url: URL
  connections: number
  ms: number
  next: NextRequest
  /** Ends it earlier. */
  signal?: AbortSignal
}

/** Every connection asks again as soon as it is answered. Answers per second; throws on any that is not 2xx. */
export async function loadFully({ url, connections, ms, next, signal }: Load): Promise<number> {
  return withConnections(url, connections, async (open) => {
    let answered = 0
    const startedAt = performance.now()
    const endsAt = startedAt + ms
    const ask = async (connection: Connection) => {
      while (performance.now() < endsAt && signal?.aborted !== true) {
        expectSuccess(await connection.send(next()))
        answered += 1
      }
    }
    await Promise.all(open.map(ask))
    return (answered * 1000) / (performance.now() - startedAt)
  })
}

/**
 * Sends `perSecond` requests evenly, however long the answers take, and gives each one's milliseconds from
 * the moment it was due: a server that stands still is charged for all who would have come meanwhile.
 */
export async function loadEvenly({
  url,
  connections,
  ms,
  next,
  perSecond,
}: Load & { perSecond: number }): Promise<number[]> {
  return withConnections(url, connections, async (open) => {
    const latencies: number[] = []
    const startedAt = performance.now()
    let due = startedAt
    const ask = async (connection: Connection) => {
      while (due < startedAt + ms) {
        const mine = due
        due += 1000 / perSecond
        const early = mine - performance.now()
        if (early > 0) await sleep(early)
        // A timer has whole milliseconds, so it can be late; that is the client's fault, not the server's.
        const from = early > 0 ? performance.now() : mine
        expectSuccess(await connection.send(next()))
        latencies.push(performance.now() - from)
      }
    }
    await Promise.all(open.map(ask))
    return latencies
  })
}

/**
 * Runs every contender once per round, one after the other, so that a machine that becomes slower meets all
 * of them; the first round only warms up. Rates by contender, in the order of the rounds.
 */
export async function inRounds<Name extends string>(
  rounds: number,
  contenders: Record<Name, () => Promise<number>>,
): Promise<Record<Name, number[]>> {
  // `Object.keys` of a record has exactly its keys.
  const names = Object.keys(contenders) as Name[]
  const rates = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<
    Name,
    number[]
  >
  for (const name of names) await contenders[name]()
  for (let round = 0; round < rounds; round++) {
    for (const name of names) rates[name].push(await contenders[name]())
  }
  return rates
}

async function withConnections<T>(
  url: URL,
  count: number,
  use: (connections: Connection[]) => Promise<T>,
): Promise<T> {
  const open = await Promise.all(Array.from({ length: count }, () => openConnection(url)))
  try {
    return await use(open)
  } finally {
    for (const connection of open) connection.close()
  }
}

function expectSuccess(status: number): void {
  if (status < 200 || status > 299) throw new Error(`A measured request was answered ${status}`)
}

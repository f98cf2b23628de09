import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { uuidv7 } from '../../src/uuid.ts'
import { encodeRequest } from '../connection.ts'
import { inRounds, loadFully, type NextRequest } from '../load.ts'
import { always, bareInserts } from '../requests.ts'
import type { Bench } from '../run.ts'
import { type Server, startBare } from '../service.ts'
import { compareRates, type Result } from '../stats.ts'

const CONNECTIONS = [1, 16, 64]

/** Any other server by the same client: one page against bare Hono with its bytes, one POST against one INSERT. */
export async function measureStranger(
  bench: Bench,
  url: URL,
  post: { url: URL; body: string } | null,
): Promise<Result[]> {
  const bytes = join(bench.dir, 'stranger')
  await writeFile(bytes, new Uint8Array(await (await fetch(url)).arrayBuffer()))
  const bare = await startBare(join(bench.dir, 'bare'), bytes)
  try {
    const reads = [always('GET', url), always('GET', new URL('/bytes', bare.url))] as const
    const results = await compareAll(bench, 'GET', url, bare, reads)
    if (post === null) return results
    const writes = [repeatBody(post.url, post.body), bareInserts(bare.url)] as const
    return [...results, ...(await compareAll(bench, 'POST', post.url, bare, writes))]
  } finally {
    await bare.stop()
  }
}

async function compareAll(
  { rounds, ms }: Bench,
  method: string,
  url: URL,
  bare: Server,
  [theirs, ours]: readonly [NextRequest, NextRequest],
): Promise<Result[]> {
  const results: Result[] = []
  for (const connections of CONNECTIONS) {
    const rates = await inRounds(rounds, {
      theirs: () => loadFully({ url, connections, ms, next: theirs }),
      bare: () => loadFully({ url: bare.url, connections, ms, next: ours }),
    })
    const name = `${method} ${url.pathname}, ${connections} connections ÷ bare Hono`
    results.push(compareRates(name, { values: rates.theirs, limits: rates.bare }, null))
  }
  return results
}

function repeatBody(url: URL, template: string): NextRequest {
  let number = 0
  const headers = { 'Content-Type': 'application/json' }
  return () => {
    number += 1
    const body = template.replaceAll('{id}', uuidv7(new Date())).replaceAll('{n}', String(number))
    return encodeRequest('POST', url, headers, body)
  }
}

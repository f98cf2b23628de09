// Stands where Workers Cache stands in production, which workerd does not have here: before the Worker, keeping what
// its headers allow by workerd's own cache, and dropping what the Worker purges by tag.
import worker from './worker.js'

const urlsByTag = new Map()

export default {
  ...worker,
  async fetch(request, env, context) {
    const kept = request.method === 'GET' ? await caches.default.match(request) : undefined
    if (kept !== undefined) return kept
    const cache = { purge: drop, invalidate: drop }
    const waitUntil = (work) => context.waitUntil(work)
    const answer = await worker.fetch(request, env, { waitUntil, cache })
    if (request.method === 'GET' && answer.status === 200) await keep(request, answer.clone())
    return answer
  },
}

async function keep(request, answer) {
  for (const tag of (answer.headers.get('Cache-Tag') ?? '').split(','))
    urlsByTag.set(tag, (urlsByTag.get(tag) ?? new Set()).add(request.url))
  await caches.default.put(request, answer)
}

async function drop({ tags }) {
  for (const tag of tags)
    for (const url of urlsByTag.get(tag) ?? []) await caches.default.delete(url)
}

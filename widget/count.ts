import type { Kit, Target } from './kit.ts'

interface Waiting {
  target: Target
  show: (count: number) => void
}

let waiting: Waiting[] = []

/** Shows an article's number of comments instead of the element's content. All elements of a page ask together. */
export function mount(root: ShadowRoot, kit: Kit, target: Target, signal: AbortSignal) {
  if (!waiting.length) setTimeout(() => askAll(kit))
  const show = (count: number) => {
    if (!signal.aborted) root.textContent = count.toLocaleString(target.lang)
  }
  waiting.push({ target, show })
}

/** One request per service and site, for at most 100 articles each. */
function askAll(kit: Kit) {
  const groups = new Map<string, Waiting[]>()
  for (const one of waiting) {
    const name = one.target.api + ' ' + one.target.site
    groups.set(name, [...(groups.get(name) ?? []), one])
  }
  waiting = []
  for (const group of groups.values())
    for (let start = 0; start < group.length; start += 100)
      void ask(kit, group.slice(start, start + 100))
}

async function ask(kit: Kit, group: Waiting[]) {
  const target = group[0]?.target
  if (!target) return
  const query = new URLSearchParams({ site: target.site })
  for (const key of new Set(group.map((one) => one.target.key))) query.append('article', key)
  const path = `counts?${query.toString()}`
  const { status, body } = await kit.call<{ counts: Record<string, number> }>(target, path)
  if (status !== 200) return
  for (const one of group) one.show(body.counts[one.target.key] ?? 0)
}

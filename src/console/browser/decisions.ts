import { collapse, count, restore, setState, tickOf } from './cards.ts'
import { currentItem, go, nearest } from './current.ts'
import { isOpen, say, tell } from './page.ts'
import { type Answer, receiptIn, type Result, send } from './send.ts'

/** What a decision says besides where to. */
export interface Told {
  reason?: string
  message?: string
}

interface Done {
  items: HTMLElement[]
  from: Map<HTMLElement, string>
  /** Ids of the decisions, once the service has them; several for what was decided by filter. */
  ids: Promise<string[]>
}

/** What can be taken back, the last on top. */
const done: Done[] = []

/** Moves items at once and tells the service in the background; what it refuses comes back with the reason. */
export function decide(chosen: HTMLElement[], to: string, told: Told = {}) {
  const moved = chosen.filter((item) => isOpen(item) && canMove(item, to))
  const first = moved[0]
  if (first === undefined) return
  const from = new Map(moved.map((item) => [item, item.dataset['state'] ?? '']))
  const entry: Done = { items: moved, from, ids: Promise.resolve([]) }
  const isCurrent = moved.some((item) => item === currentItem())
  for (const item of moved) {
    untick(item)
    collapse(item, to, () => void undo(entry))
    count(item, from.get(item) ?? '', to)
  }
  if (isCurrent) go(nearest(moved.at(-1) ?? first))
  const items = moved.map((item) => ({
    kind: item.dataset['kind'],
    id: item.dataset['id'],
    from: from.get(item),
  }))
  entry.ids = send('POST', '/v1/admin/decisions', { items, to, ...told }).then((answer) =>
    settle(entry, to, answer),
  )
  done.push(entry)
  if (moved.length > 1) tell(say(`done_${to}`, { n: moved.length }), () => void undo(entry))
}

/** What was decided elsewhere on the page can be taken back like the rest, and by what this gives. */
export function remember(ids: string[]): () => void {
  const entry = { items: [], from: new Map(), ids: Promise.resolve(ids) }
  done.push(entry)
  return () => void undo(entry)
}

/** Takes the last decision back, or this one, whole. */
export async function undo(entry: Done | undefined = done.at(-1)) {
  if (entry === undefined) tell(say('nothingToUndo'))
  if (entry === undefined || !done.includes(entry)) return
  done.splice(done.indexOf(entry), 1)
  const ids = await entry.ids
  const answers = await Promise.all(ids.map((id) => send('DELETE', `/v1/admin/decisions/${id}`)))
  const results = answers.flatMap((answer) => receiptIn(answer)?.results ?? [])
  const back = results.filter(({ ok }) => ok)
  const byId = new Map(entry.items.map((item) => [item.dataset['id'], item]))
  let last: HTMLElement | undefined
  for (const { id, state } of back) {
    const item = byId.get(id)
    if (item === undefined || state === null) continue
    count(item, item.dataset['state'] ?? '', state)
    setState(item, state)
    restore(item)
    last ??= item
  }
  go(last)
  if (ids.length === 0) return
  const isOver = answers.some(({ status }) => status === 401)
  tell(
    isOver
      ? say('session')
      : back.length === 0
        ? say('undoFailed')
        : say('undone', { n: back.length }),
  )
  if (back.length > 0 && entry.items.length === 0) location.reload()
}

/** Approving what readers have reported answers them, though it stays where it is. */
function canMove(item: HTMLElement, to: string): boolean {
  if (item.querySelector('.actions') === null) return false
  return item.dataset['state'] !== to || item.dataset['reported'] !== undefined
}

function settle(entry: Done, to: string, answer: Answer): string[] {
  const receipt = receiptIn(answer)
  const results = new Map((receipt?.results ?? []).map((result) => [result.id, result]))
  for (const item of entry.items) {
    const result = results.get(item.dataset['id'] ?? '')
    // Where it already is where it should be, an earlier try has arrived without being heard.
    if (result?.ok === true || result?.state === to) setState(item, to)
    else comeBack(item, to, entry.from.get(item) ?? '', result, answer)
  }
  const isKept = receipt?.results.some(({ ok }) => ok) === true
  if (!isKept && done.includes(entry)) done.splice(done.indexOf(entry), 1)
  return isKept && receipt.id !== null ? [receipt.id] : []
}

function comeBack(
  item: HTMLElement,
  to: string,
  from: string,
  result: Result | undefined,
  answer: Answer,
) {
  count(item, to, from)
  const why = reasonOf(result, answer)
  restore(item, why)
  tell(why)
  if (result?.state) {
    setState(item, result.state)
    item.classList.add('stale')
  }
}

function reasonOf(result: Result | undefined, { status }: Answer): string {
  if (result !== undefined)
    return result.state === null ? say('gone') : takenBy(result.by, say(`is_${result.state}`))
  if (status === 401) return say('session')
  if (status === 403) return say('forbidden')
  return status === 0 || status >= 500 ? say('offline') : say('failed')
}

const takenBy = (name: string | undefined, state: string) =>
  name === undefined ? say('taken', { state }) : say('takenBy', { name, state })

function untick(item: HTMLElement) {
  const tick = tickOf(item)
  if (tick?.checked !== true) return
  tick.checked = false
  tick.dispatchEvent(new Event('change', { bubbles: true }))
}

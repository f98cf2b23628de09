/** On anything but a terminal, progress is a line of its own, at most so often. */
const LINE_MS = 60_000
const MIN_MS = 1000

/** Where a long step is: `done` of `total`, which may grow less steadily than it is told. */
export type Progress = (what: string, done: number, total: number) => void

/** Writes a line over the former one on a terminal, else a new one a minute, with the rate and the time that is left. */
export function showProgress(
  write: (text: string) => void,
  isTerminal: boolean,
  now: () => number = () => performance.now(),
): Progress {
  let step = { what: '', from: 0, startedAt: 0 }
  let shownAt = 0
  return (what, done, total) => {
    if (what !== step.what) {
      step = { what, from: done, startedAt: now() }
      shownAt = isTerminal ? 0 : now()
    }
    const isLast = done >= total
    if (!isLast && !isTerminal && now() - shownAt < LINE_MS) return
    shownAt = now()
    const text = describe(what, done, total, done - step.from, now() - step.startedAt)
    write(isTerminal ? `\r\x1b[K${text}` : `${text}\n`)
  }
}

function describe(what: string, done: number, total: number, made: number, ms: number): string {
  const count = `${done.toLocaleString('en')} of ${total.toLocaleString('en')} ${what}`
  if (ms < MIN_MS || made === 0) return count
  const perSecond = (made * 1000) / ms
  const minutes = Math.ceil((total - done) / perSecond / 60)
  return `${count}, ${Math.round(perSecond).toLocaleString('en')}/s, ${minutes} min left`
}

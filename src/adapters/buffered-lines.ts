/** How long a line may wait for others: one system call each would cost more than all the rest of a cached answer. */
const FLUSH_MS = 50
const MAX_BUFFERED = 1000

/** Collects lines and writes them together. `flush` writes at once what is waiting. */
export function bufferedLines(write: (text: string) => void) {
  let lines: string[] = []
  let timer: NodeJS.Timeout | undefined
  const flush = () => {
    clearTimeout(timer)
    timer = undefined
    if (lines.length === 0) return
    const text = `${lines.join('\n')}\n`
    lines = []
    write(text)
  }
  const add = (line: string) => {
    lines.push(line)
    if (lines.length >= MAX_BUFFERED) flush()
    else timer ??= setTimeout(flush, FLUSH_MS)
  }
  return { add, flush }
}

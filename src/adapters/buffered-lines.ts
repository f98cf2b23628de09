import { Buffer } from 'node:buffer'

/** How long a line may wait for others: one system call each would cost more than all the rest of a cached answer. */
const FLUSH_MS = 50
const CAPACITY_BYTES = 64 * 1024
/** UTF-8 needs at most so many bytes for a UTF-16 unit. */
const UNIT_BYTES = 3
const LINE_FEED = 0x0a

/**
 * Collects lines as bytes and writes them together; `write` owns what it is given. `flush` writes at once what is
 * waiting. Kept as strings, a thousand lines would outlive the young generation and fill the old one with litter.
 */
export function bufferedLines(write: (bytes: Uint8Array) => void) {
  const buffer = Buffer.allocUnsafeSlow(CAPACITY_BYTES)
  let used = 0
  let timer: NodeJS.Timeout | undefined
  const flush = () => {
    clearTimeout(timer)
    timer = undefined
    if (used === 0) return
    const bytes = Buffer.from(buffer.subarray(0, used))
    used = 0
    write(bytes)
  }
  const add = (line: string) => {
    const most = line.length * UNIT_BYTES + 1
    if (most > CAPACITY_BYTES - used) flush()
    if (most > CAPACITY_BYTES) {
      write(Buffer.from(`${line}\n`))
      return
    }
    used += buffer.write(line, used)
    buffer[used++] = LINE_FEED
    timer ??= setTimeout(flush, FLUSH_MS)
  }
  return { add, flush }
}

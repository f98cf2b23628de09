import type { Log, LogFields } from '../ports.ts'

/** One JSON object a line through `write`; JSON escapes line breaks and control characters. */
export function jsonLog(write: (line: string) => void, now: () => Date = () => new Date()): Log {
  const stamp = stampOf(now)
  const line = (level: string, event: string, fields?: LogFields) => {
    const head = `{"at":"${stamp()}","level":"${level}","event":${JSON.stringify(event)}`
    const rest = fields === undefined ? '{}' : JSON.stringify(fields)
    write(rest === '{}' ? `${head}}` : `${head},${rest.slice(1)}`)
  }
  return {
    info: (event, fields) => line('info', event, fields),
    error: (event, fields) => line('error', event, fields),
  }
}

/** The time as text, which is written once for all lines of a millisecond. */
function stampOf(now: () => Date): () => string {
  let last = Number.NaN
  let text = ''
  return () => {
    const date = now()
    if (date.getTime() === last) return text
    last = date.getTime()
    return (text = date.toISOString())
  }
}

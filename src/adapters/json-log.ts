import type { Log, LogFields } from '../ports.ts'

/** One JSON object a line through `write`; JSON escapes line breaks and control characters. */
export function jsonLog(write: (line: string) => void, now: () => Date = () => new Date()): Log {
  const line = (level: string, event: string, fields: LogFields = {}) =>
    write(JSON.stringify({ at: now().toISOString(), level, event, ...fields }))
  return {
    info: (event, fields) => line('info', event, fields),
    error: (event, fields) => line('error', event, fields),
  }
}

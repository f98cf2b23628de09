import type { Context } from './context.ts'
import { fill } from './strings.ts'

// Intl.Segmenter is missing in the ES2020 typings and in older browsers.
const { Segmenter } = Intl as unknown as {
  Segmenter?: new () => { segment: (text: string) => Iterable<unknown> }
}

/** Characters as a reader counts them (graphemes). Above 20,000 units an upper bound is enough. */
export function countCharacters(text: string) {
  if (text.length > 20000) return text.length
  const composed = text.normalize('NFC')
  return Array.from(Segmenter ? new Segmenter().segment(composed) : composed).length
}

/** Making one takes longer than drawing a comment. */
const formats: Record<string, Intl.DateTimeFormat> = {}

/** dd/MM/yyyy HH:mm where the site is. Browsers that do not know these styles show seconds as well. */
export const absoluteTime = ({ rules: { timeZone } }: Context, time: string) =>
  (formats[timeZone] ??= new Intl.DateTimeFormat('en-GB', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
  }))
    .format(new Date(time))
    .replace(',', '')

/** “5 phút trước” for a week, the date afterwards. */
export function relativeTime(context: Context, time: string) {
  const minutes = (Date.now() - Date.parse(time)) / 60e3
  const steps = [
    [1, 'now', 1],
    [60, 'minutes', 1],
    [1440, 'hours', 60],
    [2880, 'yesterday', 1],
    [10080, 'days', 1440],
  ] as const
  for (const [end, name, unit] of steps)
    if (minutes < end) return fill(context, name, Math.floor(minutes / unit))
  return absoluteTime(context, time)
}

/** “Nguyễn Thị Hoà” → “NH”. */
export const initials = (name: string) =>
  (/^(.)(?:.*\s(.))?/su.exec(name.trim()) ?? []).slice(1).join('').toUpperCase()

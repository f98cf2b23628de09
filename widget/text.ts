import { fill, type Strings } from './strings.ts'

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

/** dd/MM/yyyy HH:mm in Vietnam's time, which is UTC+7 all year. */
export function absoluteTime(time: string) {
  const local = new Date(Date.parse(time) + 252e5).toISOString()
  return local.replace(/^(\d+)-(\d+)-(\d+)T(.{5}).*/, '$3/$2/$1 $4')
}

/** “5 phút trước” for a week, the date afterwards. */
export function relativeTime(time: string, s: Strings) {
  const minutes = (Date.now() - Date.parse(time)) / 60e3
  const steps = [
    [1, s.now, 1],
    [60, s.minutes, 1],
    [1440, s.hours, 60],
    [2880, s.yesterday, 1],
    [10080, s.days, 1440],
  ] as const
  for (const [end, text, unit] of steps)
    if (minutes < end) return fill(text, Math.floor(minutes / unit))
  return absoluteTime(time)
}

/** “Nguyễn Thị Hoà” → “NH”. */
export const initials = (name: string) =>
  (/^(.)(?:.*\s(.))?/su.exec(name.trim()) ?? []).slice(1).join('').toUpperCase()

/** A hue that belongs to a name. */
export const hueOf = (name: string) => (name.charCodeAt(0) * 7 + name.length * 47) % 360

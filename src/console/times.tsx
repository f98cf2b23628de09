import type { Say } from './texts.ts'
import type { View } from './view.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** A moment as an absolute time in the newsroom's zone, with how long ago it was beside it. */
export function Moment({ view, at }: { view: View; at: string }) {
  const date = new Date(at)
  return (
    <time datetime={at}>
      {absolute(view, date)} <span class="ago">({ago(view.say, view.now, date)})</span>
    </time>
  )
}

/** `22/11/2026 16:03`, in the zone of the view. */
export function absolute({ language, timeZone }: View, date: Date): string {
  const format = new Intl.DateTimeFormat(language === 'vi' ? 'vi-VN' : 'en-GB', {
    timeZone,
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const parts = new Map(format.formatToParts(date).map(({ type, value }) => [type, value]))
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? ''
  return `${part('day')}/${part('month')}/${part('year')} ${part('hour')}:${part('minute')}`
}

/** How long ago, in the largest unit that fits. */
export function ago(say: Say, now: Date, date: Date): string {
  const ms = Math.max(0, now.getTime() - date.getTime())
  if (ms < MINUTE) return say('justNow')
  if (ms < HOUR) return say('minutesAgo', { n: Math.floor(ms / MINUTE) })
  if (ms < DAY) return say('hoursAgo', { n: Math.floor(ms / HOUR) })
  return say('daysAgo', { n: Math.floor(ms / DAY) })
}

/** A waiting time such as `4 phút`, rounded up. */
export function duration(say: Say, seconds: number): string {
  return seconds < 90
    ? say('seconds', { n: seconds })
    : say('minutes', { n: Math.ceil(seconds / 60) })
}

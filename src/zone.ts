/** Midnight at which a day (`2026-11-22`) begins in a zone; `days` later if asked. */
export function startOfDay(day: string, timeZone: string, days = 0): Date {
  const noon = new Date(`${day}T12:00:00Z`)
  noon.setUTCDate(noon.getUTCDate() + days)
  const wall = Date.UTC(noon.getUTCFullYear(), noon.getUTCMonth(), noon.getUTCDate())
  // Twice, because the first guess may lie on the other side of a change of the clocks.
  const guess = wall - offsetOf(new Date(wall), timeZone)
  return new Date(wall - offsetOf(new Date(guess), timeZone))
}

/** The day (`2026-11-22`) that a moment belongs to in a zone. */
export function dayOf(date: Date, timeZone: string): string {
  return new Date(date.getTime() + offsetOf(date, timeZone)).toISOString().slice(0, 10)
}

/** How far a zone's clocks are ahead of UTC at a moment, in milliseconds. */
export function offsetOf(date: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(date)
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((one) => one.type === type)?.value ?? 0)
  const [year, month, day] = [part('year'), part('month'), part('day')]
  const wall = Date.UTC(year, month - 1, day, part('hour'), part('minute'), part('second'))
  return wall - Math.floor(date.getTime() / 1000) * 1000
}

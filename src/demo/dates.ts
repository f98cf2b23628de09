const days = ['Chủ Nhật', 'Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy'] as const

// Vietnam keeps UTC+7 all year, and what Intl prints for vi-VN changes between ICU versions.
const vietnamOffsetMs = 7 * 3_600_000
const dayMs = 24 * 3_600_000

/** `Thứ Bảy, 21/11/2026` in Vietnam's time. */
export function vietnameseDate(date: Date): string {
  const local = inVietnam(date)
  return `${days[local.getUTCDay()] ?? ''}, ${dayOf(local)}`
}

/** `Thứ Bảy, 21/11/2026, 08:30 (GMT+7)`, the date line Vietnamese papers print. */
export function vietnameseDateTime(date: Date): string {
  return `${vietnameseDate(date)}, ${timeOf(inVietnam(date))} (GMT+7)`
}

/** `21/11/2026 08:30` in Vietnam's time, for lists. */
export function shortDateTime(date: Date): string {
  const local = inVietnam(date)
  return `${dayOf(local)} ${timeOf(local)}`
}

/** The latest 08:30 in Vietnam that is not after `now`: the moment this morning's edition went out. */
export function editionOf(now: Date): Date {
  const localMs = now.getTime() + vietnamOffsetMs
  const todayMs = Math.floor(localMs / dayMs) * dayMs + 8.5 * 3_600_000
  return new Date((todayMs <= localMs ? todayMs : todayMs - dayMs) - vietnamOffsetMs)
}

/** A date whose UTC fields read as Vietnam's clock. */
function inVietnam(date: Date): Date {
  return new Date(date.getTime() + vietnamOffsetMs)
}

function dayOf(local: Date): string {
  const [day, month] = [local.getUTCDate(), local.getUTCMonth() + 1].map(twoDigits)
  return `${day}/${month}/${local.getUTCFullYear()}`
}

function timeOf(local: Date): string {
  return [local.getUTCHours(), local.getUTCMinutes()].map(twoDigits).join(':')
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}

import { type LimitedRoute, type LimitRule, limits } from '../defence/limits.ts'

/** How often one network address may make a call, as a sentence. */
export function limitWords(route: LimitedRoute): string {
  const rules: readonly LimitRule[] = limits[route]
  const counts = rules.map(({ limit, windowMs }) => `${limit} times ${spanWords(windowMs)}`)
  return `One network address may call it ${counts.join(' and ')}.`
}

function spanWords(windowMs: number): string {
  const minutes = windowMs / 60_000
  if (minutes === 1) return 'a minute'
  if (minutes === 60) return 'an hour'
  return minutes === 1440 ? 'a day' : `in ${minutes} minutes`
}

/** Waiting times are counted by the steps of this scale, each 15 % longer than the one before: from a second to a month. */
const RATIO = 1.15
const STEPS = 106

/** Where each step begins, in milliseconds. */
export const waitSteps: readonly number[] = Array.from({ length: STEPS }, (_, i) =>
  Math.round(1000 * RATIO ** i),
)

/** The time below which this share of the waits lies, in seconds and to within 8 %; null without any. */
export function quantile(counts: ReadonlyMap<number, number>, share: number): number | null {
  const total = [...counts.values()].reduce((sum, n) => sum + n, 0)
  if (total === 0) return null
  let seen = 0
  for (const [step, n] of [...counts].sort(([a], [b]) => a - b)) {
    seen += n
    if (seen >= share * total) return Math.round(RATIO ** (step - 0.5))
  }
  return null
}

/** One line of the report: what was measured, beside the limit measured in the same run. */
export interface Result {
  name: string
  /** Ours, in `unit`; null where only a ratio makes sense. */
  value: number
  /** What it is held against: the bare server or driver in the same rounds, or a fixed bound. */
  limit: number | null
  ratio: number | null
  /** Null for lines that only inform. */
  target: number | null
  ok: boolean
  unit: string
  /** Whether the ratio must stay above or below its target. */
  bound: 'at least' | 'at most'
}

/** Middle value; of an even number the mean of the two in the middle. Throws without any. */
export function median(values: readonly number[]): number {
  return percentile(values, 50)
}

/** Linear interpolation between the closest ranks; `p` from 0 to 100. Throws without values. */
export function percentile(values: readonly number[], p: number): number {
  if (values.length === 0) throw new Error('No values were measured')
  const sorted = Float64Array.from(values).sort()
  const rank = (p / 100) * (sorted.length - 1)
  const below = sorted[Math.floor(rank)] ?? 0
  const above = sorted[Math.ceil(rank)] ?? below
  return below + (above - below) * (rank - Math.floor(rank))
}

/**
 * Median of the ratios of rounds that ran one after the other, so that what slows the whole machine
 * for a while slows both sides of a pair.
 */
export function pairedRatio(values: readonly number[], limits: readonly number[]): number {
  if (values.length !== limits.length) throw new Error('Rounds must come in pairs')
  return median(values.map((value, round) => value / (limits[round] ?? Number.NaN)))
}

/** A rate against the rate of its limit, measured in pairs of rounds. */
export function compareRates(
  name: string,
  rounds: { values: readonly number[]; limits: readonly number[] },
  target: number | null,
): Result {
  return judge({
    name,
    value: median(rounds.values),
    limit: median(rounds.limits),
    ratio: pairedRatio(rounds.values, rounds.limits),
    target,
    unit: '/s',
    bound: 'at least',
  })
}

/** Adds whether the target is met; a line without one is always in order. */
export function judge(line: Omit<Result, 'ok'>): Result {
  const { ratio, target, bound } = line
  if (target === null) return { ...line, ok: true }
  if (ratio === null) return { ...line, ok: false }
  return { ...line, ok: bound === 'at least' ? ratio >= target : ratio <= target }
}

/** A value that must stay below a fixed limit. */
export function bounded(name: string, value: number, limit: number, unit: string): Result {
  return judge({ name, value, limit, ratio: value / limit, target: 1, unit, bound: 'at most' })
}

/** The report as a table for a terminal, one line per result. */
export function formatTable(results: readonly Result[]): string {
  const rows = results.map((result) => [
    result.name,
    formatAmount(result.value, result.unit),
    result.limit === null ? '' : formatAmount(result.limit, result.unit),
    result.ratio === null ? '' : result.ratio.toFixed(2),
    result.target === null ? '' : `${result.bound === 'at least' ? '≥' : '≤'} ${result.target}`,
    result.target === null ? '' : result.ok ? 'ok' : 'MISSED',
  ])
  const head = ['what', 'ours', 'limit', 'ratio', 'target', '']
  const widths = head.map((cell, i) =>
    Math.max(cell.length, ...rows.map((row) => row[i]?.length ?? 0)),
  )
  return [head, ...rows].map((row) => formatRow(row, widths)).join('\n')
}

/** The report for programs: exactly one line of JSON. */
export function formatJson(results: readonly Result[], node: string, cores: number): string {
  const lines = results.map(({ name, value, limit, ratio, target, ok }) => ({
    name,
    value: round(value),
    limit: limit === null ? null : round(limit),
    ratio: ratio === null ? null : round(ratio),
    target,
    ok,
  }))
  return JSON.stringify({ node, cores, results: lines })
}

function formatRow(row: readonly string[], widths: readonly number[]): string {
  return row
    .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
    .join('  ')
    .trimEnd()
}

function formatAmount(amount: number, unit: string): string {
  const digits = amount < 10 ? 2 : amount < 100 ? 1 : 0
  const number = amount.toLocaleString('en', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
  return unit === '/s' ? `${number}/s` : `${number} ${unit}`
}

const round = (value: number) => Math.round(value * 1000) / 1000

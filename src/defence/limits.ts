const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** One fixed window; `limit` counts attempts of one address prefix. */
export interface LimitRule {
  windowMs: number
  limit: number
}

/**
 * Every limited route with its windows, the shortest first. Carriers put many readers behind one address
 * (CGNAT), so these only stop machines; limits on people count senders and recipients.
 */
export const limits = {
  comment: [
    { windowMs: MINUTE, limit: 10 },
    { windowMs: DAY, limit: 300 },
  ],
  // Over all sites; each site has limits of its own for senders, addresses and recipients.
  share: [
    { windowMs: HOUR, limit: 60 },
    { windowMs: DAY, limit: 300 },
  ],
  // The pages without a script ask for no proof of work, so they take less.
  plainComment: [
    { windowMs: MINUTE, limit: 5 },
    { windowMs: DAY, limit: 100 },
  ],
  plainShare: [
    { windowMs: HOUR, limit: 10 },
    { windowMs: DAY, limit: 40 },
  ],
  like: [
    { windowMs: MINUTE, limit: 60 },
    { windowMs: DAY, limit: 2000 },
  ],
  report: [
    { windowMs: MINUTE, limit: 10 },
    { windowMs: DAY, limit: 100 },
  ],
  challenge: [
    { windowMs: MINUTE, limit: 30 },
    { windowMs: DAY, limit: 1000 },
  ],
  own: [{ windowMs: MINUTE, limit: 20 }],
  link: [{ windowMs: MINUTE, limit: 30 }],
  signIn: [
    { windowMs: MINUTE, limit: 10 },
    { windowMs: HOUR, limit: 60 },
  ],
} as const satisfies Record<string, readonly [LimitRule, ...LimitRule[]]>

export type LimitedRoute = keyof typeof limits

/** The rules with every count multiplied by `LIMIT_FACTOR`. */
export function scaleLimits(
  [first, ...rest]: readonly [LimitRule, ...LimitRule[]],
  factor: number,
): [LimitRule, ...LimitRule[]] {
  const scale = (rule: LimitRule) => ({ ...rule, limit: Math.ceil(rule.limit * factor) })
  return [scale(first), ...rest.map(scale)]
}

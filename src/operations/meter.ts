/** Upper bounds of the latency buckets, in seconds. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const

/** Which part of the service a request belongs to: the only words about it that metrics hold. */
export type RouteClass = 'read' | 'write' | 'admin' | 'console' | 'page' | 'operations'

/** What one long-lived process has counted. Workers have none: their isolates come and go. */
export interface Meter {
  observe(route: RouteClass, status: number, seconds: number): void
  /** Prometheus lines of the requests, and of the process itself. */
  lines(): string[]
}

/** The class of a request by its path and method. */
export function routeClass(method: string, path: string): RouteClass {
  if (path.startsWith('/v1/admin/')) return 'admin'
  if (path.startsWith('/v1/')) return method === 'GET' || method === 'HEAD' ? 'read' : 'write'
  if (path === '/admin' || path.startsWith('/admin/')) return 'console'
  return ['/healthz', '/readyz', '/metrics'].includes(path) ? 'operations' : 'page'
}

interface Histogram {
  counts: number[]
  sum: number
  total: number
}

/** Counts in memory. `process` gives what the runtime knows about itself, as gauges by name. */
export function createMeter(process: () => Record<string, number>): Meter {
  const statuses = new Map<string, number>()
  const latencies = new Map<RouteClass, Histogram>()
  return {
    observe(route, status, seconds) {
      const key = `route="${route}",status="${status}"`
      statuses.set(key, (statuses.get(key) ?? 0) + 1)
      const histogram = latencies.get(route) ?? { counts: BUCKETS.map(() => 0), sum: 0, total: 0 }
      latencies.set(route, histogram)
      const bucket = BUCKETS.findIndex((bound) => seconds <= bound)
      if (bucket >= 0) histogram.counts[bucket] = (histogram.counts[bucket] ?? 0) + 1
      histogram.sum += seconds
      histogram.total++
    },
    lines: () => [
      '# TYPE phanhoi_requests_total counter',
      ...[...statuses].map(([labels, n]) => `phanhoi_requests_total{${labels}} ${n}`),
      '# TYPE phanhoi_request_seconds histogram',
      ...[...latencies].flatMap(([route, histogram]) => histogramLines(route, histogram)),
      ...Object.entries(process()).flatMap(([name, value]) => [
        `# TYPE ${name} gauge`,
        `${name} ${value}`,
      ]),
    ],
  }
}

function histogramLines(route: RouteClass, { counts, sum, total }: Histogram): string[] {
  const name = 'phanhoi_request_seconds'
  let below = 0
  const buckets = BUCKETS.map((bound, i) => {
    below += counts[i] ?? 0
    return `${name}_bucket{route="${route}",le="${bound}"} ${below}`
  })
  return [
    ...buckets,
    `${name}_bucket{route="${route}",le="+Inf"} ${total}`,
    `${name}_sum{route="${route}"} ${sum.toFixed(6)}`,
    `${name}_count{route="${route}"} ${total}`,
  ]
}

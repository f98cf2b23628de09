import chartScript from 'browser:chart'
import { fingerprint } from '../fingerprint.ts'

/** Draws the charts of the statistics; without it their tables stand open. */
export { chartScript }

/** Where the page finds it. */
export const chartPath = `/admin/chart.${fingerprint(chartScript)}.js`

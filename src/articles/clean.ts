import { findTextFault } from '../text/bounds.ts'
import { normaliseLine } from '../text/normalise.ts'

/** One line within our bounds, or '' where a page's or a feed's text breaks them. */
export function clean(raw: string, max: number): string {
  const line = raw.replace(/\s+/g, ' ').trim().slice(0, max)
  return findTextFault(line, max) === null ? normaliseLine(line) : ''
}

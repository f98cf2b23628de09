import * as v from 'valibot'
import { line, uuid } from '../fields.ts'

/** What the address of a page says. Others may be there: campaigns add their own. */
export const PlainParams = v.object({
  article: line(200),
  sort: v.optional(v.picklist(['newest', 'oldest', 'top']), 'newest'),
  after: v.exactOptional(v.string()),
  /** Root whose replies are wanted. */
  thread: v.exactOptional(uuid),
  /** Comment to be answered. */
  reply: v.exactOptional(uuid),
  /** Comment to be reported. */
  comment: v.exactOptional(uuid),
})
export type PlainParams = v.InferOutput<typeof PlainParams>

/** Address of a page about an article, below our own origin. */
export function pageAddress(
  site: string,
  { article, sort, ...rest }: Partial<PlainParams> & { article: string },
  page = '',
): string {
  const params = new URLSearchParams({ article })
  if (sort !== undefined && sort !== 'newest') params.set('sort', sort)
  for (const [name, value] of Object.entries(rest)) params.set(name, value)
  return `/p/${site}${page}?${params.toString()}`
}

import type { Kit, Target } from './kit.ts'
import type { Strings } from './strings.ts'
import type { Tools } from './thread.ts'
import type { FormRules, ThreadPage } from './wire.ts'

/** What every piece of one thread works with. */
export interface Context {
  target: Target
  rules: FormRules
  s: Strings
  /** The strings together with more defaults, in the site's wording. */
  words: <More extends Record<string, string>>(more: More) => Strings & More
  /** Aborts when the element leaves the page or shows something else. */
  signal: AbortSignal
  /** Prefix of this article's keys in storage. */
  store: string
}

/** What a comment asks of the thread around it. */
export interface Thread extends Context {
  kit: Kit
  tools: Tools
  box: HTMLElement
  /** Ids of the comments liked from this browser. */
  likes: string[]
  /** Opens the form at `place`; null where nothing can be answered. */
  reply: ((id: string, name: string, place: Element) => void) | null
  /** Draws the list again, from another page if given. */
  redraw: (page?: ThreadPage) => void
  /** A page of the list; nothing when it could not be had, which is said. */
  fetchPage: (more: string) => Promise<ThreadPage | undefined>
  /** The comment with an id, where it is shown. */
  findComment: (id?: string) => Element | null
  /** Where replies to a comment stand, whether it is a root or a reply itself. */
  insetOf: (id?: string) => Element | null | undefined
  /** Where own comments stand that the list does not hold. */
  ownList: Element
  /** How many comments are known of. */
  count: () => number
  /** Where news is offered. */
  news: HTMLElement
  /** Says something below the form, aloud for screen readers. */
  announce: (text: string) => void
}

import type { Composer } from './composer.ts'
import type { Kit, Target } from './kit.ts'
import type { Strings } from './strings.ts'
import type { Tools } from './thread.ts'
import type { FormRules, Sort, ThreadPage } from './wire.ts'

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
  /** The shadow root, which holds nothing but this thread. */
  root: ShadowRoot
  /** Ids of the comments liked from this browser. */
  likes: string[]
  /** Opens the form at `place`; null where nothing can be answered. */
  reply: ((id: string, name: string, place: Element) => void) | null
  composer_: Composer | null
  /** The page drawn last: how many comments are known of. */
  page_: ThreadPage
  sort_: Sort
  /** Number of the latest page asked for or drawn: answers to earlier questions are dropped. */
  turn_: number
  select_: HTMLSelectElement
  title_: HTMLElement
  /** Says something below the form, aloud for screen readers. */
  status_: HTMLElement
  /** Where news is offered. */
  news: HTMLElement
  /** Where own comments stand that the list does not hold. */
  ownList: HTMLElement
  list_: HTMLElement
  tail_: HTMLElement
}

import type { Caller } from '../auth/caller.ts'
import { type Role, roles } from '../schema.ts'
import type { TextKey } from './texts.ts'

/** One page of the console that the navigation leads to. */
export interface NavPage {
  /** Starts with `/admin/`; pages below it belong to it. */
  path: string
  text: TextKey
  /** The least role that may open it. */
  role: Role
  /** It concerns the whole deployment: only for callers of every site. */
  isForEverySite?: true
}

/** Every page that the navigation lists, in its order. */
const navPages: readonly NavPage[] = [
  { path: '/admin/pending', text: 'queues', role: 'viewer' },
  { path: '/admin/stats', text: 'stats', role: 'viewer' },
  { path: '/admin/audit', text: 'audit', role: 'moderator' },
  { path: '/admin/sites', text: 'sites', role: 'editor' },
  { path: '/admin/takedowns', text: 'takedowns', role: 'moderator' },
  { path: '/admin/bans', text: 'bans', role: 'moderator' },
  { path: '/admin/outbox', text: 'outbox', role: 'admin' },
  { path: '/admin/people', text: 'people', role: 'admin' },
  { path: '/admin/tokens', text: 'tokens', role: 'admin', isForEverySite: true },
  { path: '/admin/account', text: 'account', role: 'viewer' },
]

/** The pages that this caller may open. */
export function navPagesFor(caller: Caller): NavPage[] {
  return navPages.filter(
    ({ role, isForEverySite }) =>
      roles.indexOf(caller.role) >= roles.indexOf(role) &&
      (isForEverySite !== true || caller.sites === null),
  )
}

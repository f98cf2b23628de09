import type { Caller } from '../auth/caller.ts'
import type { AppEnv } from '../http.ts'
import { roles } from '../schema.ts'
import { speak, type Say } from './texts.ts'

/** What every page needs to be written: language, clock, zone. */
export interface View {
  say: Say
  language: 'vi' | 'en'
  now: Date
  timeZone: string
}

/** The view of a request. The zone is that of the newsroom, not of the browser. */
export function viewOf(vars: AppEnv['Variables'], timeZone = 'Asia/Ho_Chi_Minh'): View {
  const { language } = vars
  return { say: speak(language), language, now: vars.ports.now(), timeZone }
}

/** Whether the caller may move items. */
export function mayDecide(caller: Caller): boolean {
  return roles.indexOf(caller.role) >= roles.indexOf('moderator')
}

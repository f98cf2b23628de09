import { fillIn, type TextKey } from '../texts.ts'
import type { View } from '../view.ts'
import { peopleTexts } from './texts.ts'

export type PeopleKey = keyof typeof peopleTexts

/** The console's voice with the sentences about people, which win where both have one. */
export function voiceOf({ say, language }: View) {
  return (key: PeopleKey | TextKey, values: Record<string, string | number> = {}): string =>
    isOurs(key) ? fillIn(peopleTexts[key][language === 'vi' ? 0 : 1], values) : say(key, values)
}

/** Whether an address may ask for this sentence. */
export function isOurs(key: string): key is PeopleKey {
  return Object.hasOwn(peopleTexts, key)
}

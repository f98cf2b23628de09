import { speakItem } from './texts.ts'

/** Why something was rejected, as the site calls it. A reason that the site has dropped goes by its key. */
export function reasonLabel(
  key: string,
  reasons: readonly { key: string; label: string }[],
  language: 'vi' | 'en',
): string {
  const known = reasons.find((one) => one.key === key)
  if (known !== undefined) return known.label
  return key === 'ban' ? speakItem(language)('reason_ban') : key
}

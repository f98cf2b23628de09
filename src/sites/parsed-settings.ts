import type { SiteSettings } from './settings.ts'

/** Texts of settings that are kept with what they say, in UTF-16 units of all together; with 5,000 words one has 300,000. */
const MAX_KEPT_UNITS = 2_000_000

const kept = new Map<string, SiteSettings>()
let units = 0

/** Settings as they are stored: asked for by every request, changed once a month. All requests share one frozen object. */
export function parseSettings(text: string): SiteSettings {
  const known = kept.get(text)
  if (known !== undefined) return known
  // Nothing is stored but what `settings.ts` has checked.
  const settings = JSON.parse(text, (_, value: unknown) => Object.freeze(value)) as SiteSettings
  if (units + text.length > MAX_KEPT_UNITS) {
    kept.clear()
    units = 0
  }
  kept.set(text, settings)
  units += text.length
  return settings
}

/** The parsed address, or null. (`URL.parse` needs Node 22; this runs on 20.) */
export function parseUrl(raw: string): URL | null {
  return URL.canParse(raw) ? new URL(raw) : null
}

/** First match wins: browsers name those they descend from, and telephones the systems they descend from. */
const BROWSERS: [RegExp, string][] = [
  [/Edg[A/i]/, 'Edge'],
  [/OPR\/|Opera/, 'Opera'],
  [/coc_coc/i, 'Cốc Cốc'],
  [/SamsungBrowser/, 'Samsung Internet'],
  [/Firefox|FxiOS/, 'Firefox'],
  [/Chrome|CriOS/, 'Chrome'],
  [/Safari/, 'Safari'],
]
const SYSTEMS: [RegExp, string][] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'Mac'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
]

/** Browser and system as people call them, null when the browser says neither. Only a hint: anybody can say anything. */
export function deviceName(userAgent: string | null): string | null {
  const named = [BROWSERS, SYSTEMS].flatMap(
    (names) => names.find(([pattern]) => pattern.test(userAgent ?? ''))?.[1] ?? [],
  )
  return named.length === 0 ? null : named.join(' · ')
}

/** Sites as people call them, by their keys; one that the caller may not see goes by its key. */
export function siteNames(
  keys: readonly string[],
  sites: readonly { key: string; name: string }[],
) {
  return keys.map((key) => sites.find((one) => one.key === key)?.name ?? key).join(', ')
}

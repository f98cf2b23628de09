/**
 * What counts as one client: an IPv4 address, or the /64 of an IPv6 address, because a household or a
 * machine commonly owns a whole /64. IPv4-mapped IPv6 (RFC 4291 §2.5.5.2) counts as the IPv4 address. A zone, and the
 * port and brackets that some proxies write into X-Forwarded-For, do not count.
 */
export function addressPrefix(address: string): string {
  const [given = ''] = address.trim().toLowerCase().split('%', 1)
  const bare = /^\[([^\]]*)\]/.exec(given)?.[1] ?? given
  const dotted = /^(?:[0:]*:ffff:)?(\d+\.\d+\.\d+\.\d+)(?::\d+)?$/.exec(bare)?.[1]
  if (dotted !== undefined) return dotted
  if (!bare.includes(':')) return bare
  const groups = expandIpv6(bare)
  if (groups.slice(0, 5).every((group) => group === '0') && groups[5] === 'ffff')
    return dottedOf(groups[6] ?? '0', groups[7] ?? '0')
  return `${groups.slice(0, 4).join(':')}::/64`
}

function expandIpv6(address: string): string[] {
  const [head = '', tail] = address.split('::', 2)
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length)
  return [...left, ...Array<string>(zeros).fill('0'), ...right].map(
    (group) => group.replace(/^0+(?=.)/, '') || '0',
  )
}

function dottedOf(high: string, low: string): string {
  const bits = parseInt(high, 16) * 0x10000 + parseInt(low, 16)
  return [24, 16, 8, 0].map((shift) => Math.floor(bits / 2 ** shift) % 256).join('.')
}

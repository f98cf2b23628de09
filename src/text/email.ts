/** Longest address that SMTP carries (RFC 5321 §4.5.3.1.3 with erratum 1690). */
const MAX_ADDRESS = 254

/**
 * One plain address in the form we mail to (domain lower case, IDN as punycode), or null. Refused on purpose: quoted
 * local parts, comments, groups, lists, line breaks, addresses of hosts without a dot, IP literals, SMTPUTF8 local parts
 * and the routing characters `%` and `!`.
 */
export function parseEmail(raw: string): string | null {
  if (raw.length > MAX_ADDRESS + 16) return null
  const [local, domain, ...rest] = trimBlanks(raw).split('@')
  if (local === undefined || domain === undefined || rest.length > 0) return null
  if (local.length > 64 || !LOCAL_PART.test(local)) return null
  const host = parseHost(domain)
  if (host === null) return null
  const address = `${local}@${host}`
  return address.length > MAX_ADDRESS ? null : address
}

/**
 * Key under which limits, trust and suppression count an address: lower case, no +tag, and Gmail's dots ignored.
 * Never mail to it. Takes what `parseEmail` returned.
 */
export function emailIdentity(address: string): string {
  const [local = '', domain = ''] = address.toLowerCase().split('@')
  const plus = local.indexOf('+', 1)
  const untagged = plus === -1 ? local : local.slice(0, plus)
  if (!GMAIL.has(domain)) return `${untagged}@${domain}`
  return `${untagged.replaceAll('.', '')}@gmail.com`
}

const GMAIL: ReadonlySet<string> = new Set(['gmail.com', 'googlemail.com'])
const LOCAL_PART = /^[\w#$&'*+/=?^`{|}~-]+(?:\.[\w#$&'*+/=?^`{|}~-]+)*$/
const RAW_DOMAIN = /^[\p{L}\p{M}\p{N}.-]+$/u
const LABEL = /^[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/
const TOP_LEVEL = /^(?:[a-z]{2,63}|xn--[a-z\d-]{1,59})$/

/** Only blanks: a line break at the end is an attack, not a slip of the keyboard. */
function trimBlanks(raw: string): string {
  let start = 0
  let end = raw.length
  while (start < end && raw[start] === ' ') start += 1
  while (end > start && raw[end - 1] === ' ') end -= 1
  return raw.slice(start, end)
}

function parseHost(domain: string): string | null {
  if (!RAW_DOMAIN.test(domain) || !URL.canParse(`http://${domain}/`)) return null
  const host = new URL(`http://${domain}/`).hostname
  const labels = host.split('.')
  if (host.length > 253 || labels.length < 2 || !labels.every((label) => LABEL.test(label)))
    return null
  return TOP_LEVEL.test(labels.at(-1) ?? '') ? host : null
}

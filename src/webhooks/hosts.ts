import type { Config } from '../config.ts'
import { parseUrl } from '../url.ts'

/** Names of our own machine, for development. */
const loopback = /^(?:localhost|127\.0\.0\.1)$/

/** Whether a host is this machine. */
export function isLoopbackHost(hostname: string): boolean {
  return loopback.test(hostname) || hostname === '[::1]'
}

/**
 * Whether an entry of WEBHOOK_HOSTS is a name that a webhook may go to. Addresses never are; this machine, by name
 * and port, only where the service itself is served from it.
 */
export function isHookHost(entry: string, publicUrl: string): boolean {
  if (isDevHost(entry, publicUrl)) return true
  const url = parseUrl(`https://${entry}`)
  return url?.host === entry && url.hostname.includes('.') && !isAddress(url.hostname)
}

/** Whether calls to this address leave: https to a listed host, and nothing that only looks like one. */
export function isHookAllowed({ webhookHosts, publicUrl }: HookConfig, address: string): boolean {
  const url = parseUrl(address)
  if (url === null || url.username !== '' || url.password !== '') return false
  if (!webhookHosts.includes(url.host)) return false
  if (url.protocol === 'https:' && !isAddress(url.hostname)) return isHookHost(url.host, publicUrl)
  return url.protocol === 'http:' && isDevHost(url.host, publicUrl)
}

type HookConfig = Pick<Config, 'webhookHosts' | 'publicUrl'>

/** Any IPv4 or IPv6 address: parsing has brought `0x7f.1` and the like into their plain form. */
function isAddress(hostname: string): boolean {
  return hostname.startsWith('[') || /^\d{1,3}(?:\.\d{1,3}){3}$/.test(hostname)
}

function isDevHost(host: string, publicUrl: string): boolean {
  const [name = '', port = ''] = host.split(':')
  return (
    /^\d{1,5}$/.test(port) && loopback.test(name) && isLoopbackHost(new URL(publicUrl).hostname)
  )
}

import { lookup, type LookupAddress } from 'node:dns'
import { type IncomingMessage, request as requestPlain } from 'node:http'
import { request } from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { type CallHook, HOOK_TIMEOUT_MS, type HookAnswer, TOO_LONG } from '../webhooks/call.ts'
import { isLoopbackHost } from '../webhooks/hosts.ts'

/**
 * Calls webhooks from Node. The address that a name resolves to is checked where the connection is made, so that
 * no second answer of the DNS can lead anywhere else. Only this machine by name (allowed for development by
 * WEBHOOK_HOSTS) is exempt.
 */
export const callHook: CallHook = ({ url, headers, body, answer: wanted }) => {
  const target = new URL(url)
  const isDev = isLoopbackHost(target.hostname) && target.protocol === 'http:'
  if (isIP(target.hostname.replace(/[[\]]/g, '')) !== 0 && !isDev)
    return Promise.reject(new Error('Webhooks go to names, not to addresses'))
  const options = {
    method: 'POST',
    agent: false as const,
    signal: AbortSignal.timeout(wanted?.timeoutMs ?? HOOK_TIMEOUT_MS),
    headers: { ...headers, 'Content-Length': Buffer.byteLength(body) },
  }
  return new Promise<HookAnswer>((resolve, reject) => {
    const call = isDev
      ? requestPlain(url, options)
      : request(url, { ...options, lookup: lookupPublic })
    call.on('error', reject)
    call.on('response', (answer) => {
      const status = answer.statusCode ?? 0
      const head = { status, retryAfter: answer.headers['retry-after'] ?? null }
      if (wanted === undefined || status !== 200) {
        resolve(head)
        answer.destroy()
        return
      }
      const proTip = answer.headersDistinct['x-akismet-pro-tip']?.[0] ?? null
      readWhole(answer, wanted.maxBytes).then((text) => {
        resolve({ ...head, text, proTip })
      }, reject)
    })
    call.end(body)
  })
}

/** Throws where the answer is cut short, comes too late or is too long. */
async function readWhole(answer: IncomingMessage, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  // Without an encoding set, a message gives buffers.
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > maxBytes) throw new Error(TOO_LONG)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** `dns.lookup` that refuses a name as soon as one of its addresses is not public. */
export function publicLookup(resolve: typeof lookup): LookupFunction {
  return (hostname, options, done) => {
    resolve(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      const [first] = error === null ? addresses : []
      const isOpen =
        first !== undefined && addresses.every(({ address }) => isPublicAddress(address))
      if (error !== null) done(error, '')
      else if (!isOpen) done(new Error('The name leads to an address that is not public'), '')
      else if (options.all === true) done(null, addresses)
      else done(null, first.address, first.family)
    })
  }
}

const lookupPublic = publicLookup(lookup)

/** Whether an address is on the public internet: private, shared, local, reserved and tunnelled ones are not. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return !closed.check(address, 'ipv4')
  return family === 6 && global.check(address, 'ipv6') && !closed.check(address, 'ipv6')
}

/** IANA's special-purpose registries (RFC 6890 and its successors); tunnels lead to embedded IPv4 addresses. */
const closed = new BlockList()
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  closed.addSubnet(network, bits, 'ipv4')
for (const [network, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  closed.addSubnet(network, bits, 'ipv6')

const global = new BlockList()
global.addSubnet('2000::', 3, 'ipv6')

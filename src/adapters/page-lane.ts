import { Buffer } from 'node:buffer'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { ageOf, matchesTag } from '../pages.ts'
import { type RouteClass, routeClass } from '../operations/meter.ts'
import type { CachedPage, Ports } from '../ports.ts'
import { uuidv7 } from '../uuid.ts'
import type { MemoryPages } from './memory-pages.ts'

type Encoding = 'br' | 'gzip'
type Bytes = Uint8Array<ArrayBuffer>

/** A page made ready for the socket: flat header lists, and the compressed forms that somebody has asked for. */
interface Ready {
  route: string
  routeClass: RouteClass
  headers: string[]
  /** The page's own bytes, as the socket takes them. */
  plain: Buffer<ArrayBuffer>
  forms: Partial<Record<Encoding, Bytes | Promise<void>>>
  /** Counts a form that is kept. */
  charge: (bytes: number) => void
}

/** Below this a compressed answer saves no packet. */
const MIN_COMPRESSED_BYTES = 1400
/** On a thread page a thirtieth of the time of full effort (1.9 ms for 55), for a tenth more bytes. */
const BROTLI_QUALITY = 5

/**
 * Answers requests for pages in memory before anything is parsed, with the headers, the log line and the count that
 * the app gives; leaves all others to `otherwise`. Four times the rate of the way through the app.
 */
export function pageLane(
  pages: MemoryPages,
  { log, meter }: Pick<Ports, 'log' | 'meter'>,
  otherwise: RequestListener,
): RequestListener {
  const made = new WeakMap<CachedPage, Ready>()
  return (request, response) => {
    const page = isPlainGet(request) ? pages.find(request.url ?? '') : undefined
    if (page === undefined) {
      otherwise(request, response)
      return
    }
    let ready = made.get(page)
    if (ready === undefined) {
      ready = prepare(page, request.url ?? '', (bytes) => pages.charge(page, bytes))
      made.set(page, ready)
    }
    const now = new Date()
    const id = uuidv7(now)
    const status = answer(request, response, page, ready, [
      'X-Request-Id',
      id,
      'Age',
      ageOf(page, now.getTime()),
    ])
    // Far below the first bucket, and asking for the time costs more than counting.
    meter?.observe(ready.routeClass, status, 0)
    log.info('request', { id, method: 'GET', route: ready.route, status, ms: 0 })
  }
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  page: CachedPage,
  ready: Ready,
  own: string[],
): number {
  const { headers } = request
  if (matchesTag(headers['if-none-match'], page.etag)) {
    response.writeHead(304, ready.headers.concat(own))
    response.end()
    return 304
  }
  const encoding = chooseEncoding(headers['accept-encoding'], page)
  const form = encoding === null ? null : compressed(page, ready, encoding)
  const body = form ?? ready.plain
  own.push('Content-Length', String(body.length))
  if (form !== null && encoding !== null) own.push('Content-Encoding', encoding)
  response.writeHead(200, ready.headers.concat(own))
  response.end(body)
  return 200
}

/** Without a body, which the app would have to look at. */
function isPlainGet({ method, headers }: IncomingMessage): boolean {
  return (
    method === 'GET' &&
    headers['content-length'] === undefined &&
    headers['transfer-encoding'] === undefined
  )
}

function prepare(page: CachedPage, address: string, charge: Ready['charge']): Ready {
  const route = address.split('?', 1)[0] ?? ''
  return {
    route,
    routeClass: routeClass('GET', route),
    headers: page.headers.flat(),
    plain: Buffer.from(page.body.buffer, page.body.byteOffset, page.body.byteLength),
    forms: {},
    charge,
  }
}

function chooseEncoding(accepted: string | undefined, page: CachedPage): Encoding | null {
  if (accepted === undefined || page.body.length < MIN_COMPRESSED_BYTES) return null
  if (/\bbr\b(?!;q=0(?:\.0*)?(?:,|$))/.test(accepted)) return 'br'
  return /\bgzip\b(?!;q=0(?:\.0*)?(?:,|$))/.test(accepted) ? 'gzip' : null
}

/** The compressed form, or null while it is being made: nobody waits for it. */
function compressed(page: CachedPage, { forms, charge }: Ready, encoding: Encoding): Bytes | null {
  const known = forms[encoding]
  if (known instanceof Uint8Array) return known
  forms[encoding] ??= compress[encoding](page.body).then(
    (form) => {
      forms[encoding] = new Uint8Array(form)
      charge(form.length)
    },
    () => undefined,
  )
  return null
}

const brotli = promisify(brotliCompress)
const compress = {
  br: (body: Bytes) =>
    brotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } }),
  gzip: promisify<Bytes, Buffer>(gzip),
}

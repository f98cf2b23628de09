import { readdir, readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import type { MiddlewareHandler } from 'hono'

const TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
}

type Bytes = Uint8Array<ArrayBuffer>
type Encoding = 'br' | 'gzip'

interface StaticFile {
  type: string
  cacheControl: string
  plain: Bytes
  /** The compressed forms that somebody has asked for. */
  forms: Partial<Record<Encoding, Promise<Bytes>>>
}

/**
 * Serves the built widget from memory, each file compressed when first asked for. File names below `w/` carry a hash of their
 * content and never change; the rest is asked for again every five minutes.
 */
export async function staticFiles(dir: string): Promise<MiddlewareHandler> {
  const files = new Map<string, StaticFile>()
  for (const entry of await readdir(dir, { recursive: true, withFileTypes: true })) {
    const type = TYPES[extname(entry.name)]
    if (!entry.isFile() || type === undefined) continue
    const path = join(entry.parentPath, entry.name)
    const url = `/${relative(dir, path).split(sep).join('/')}`
    files.set(url, prepare(new Uint8Array(await readFile(path)), url, type))
  }
  return async (c, next) => {
    const file = files.get(c.req.path)
    if (file === undefined || !['GET', 'HEAD'].includes(c.req.method)) return next()
    const encoding = chooseEncoding(c.req.header('Accept-Encoding') ?? '')
    c.header('Content-Type', file.type)
    c.header('Cache-Control', file.cacheControl)
    c.header('Access-Control-Allow-Origin', '*')
    c.header('Cross-Origin-Resource-Policy', 'cross-origin')
    c.header('X-Content-Type-Options', 'nosniff')
    c.header('Vary', 'Accept-Encoding')
    if (encoding === null) return c.body(file.plain)
    c.header('Content-Encoding', encoding)
    return c.body(await (file.forms[encoding] ??= compress[encoding](file.plain)))
  }
}

function prepare(plain: Bytes, url: string, type: string): StaticFile {
  const isHashed = url.startsWith('/w/')
  return {
    type,
    cacheControl: isHashed ? 'public, max-age=31536000, immutable' : 'public, max-age=300',
    plain,
    forms: {},
  }
}

function chooseEncoding(accepted: string): Encoding | null {
  if (/\bbr\b/.test(accepted)) return 'br'
  return /\bgzip\b/.test(accepted) ? 'gzip' : null
}

const gzipAsync = promisify<Bytes, { level: number }, Buffer>(gzip)
const brotliAsync = promisify<Bytes, Buffer>(brotliCompress)
const compress: Record<Encoding, (plain: Bytes) => Promise<Bytes>> = {
  br: async (plain) => new Uint8Array(await brotliAsync(plain)),
  gzip: async (plain) => new Uint8Array(await gzipAsync(plain, { level: 9 })),
}

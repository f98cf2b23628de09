import { readdir, readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import type { MiddlewareHandler } from 'hono'

const TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
}

interface StaticFile {
  type: string
  cacheControl: string
  plain: Uint8Array<ArrayBuffer>
  gzip: Uint8Array<ArrayBuffer>
  br: Uint8Array<ArrayBuffer>
}

/**
 * Serves the built widget from memory, in the forms that the build has made. File names below `w/` carry a hash of their
 * content and never change; the rest is asked for again every five minutes.
 */
export async function staticFiles(dist: string): Promise<MiddlewareHandler> {
  const dir = join(dist, 'public')
  const files = new Map<string, StaticFile>()
  for (const entry of await readdir(dir, { recursive: true, withFileTypes: true })) {
    const type = TYPES[extname(entry.name)]
    if (!entry.isFile() || type === undefined) continue
    const path = join(entry.parentPath, entry.name)
    const url = `/${relative(dir, path).split(sep).join('/')}`
    const form = (ending: string) => readBytes(join(dist, 'compressed', `${url}.${ending}`))
    files.set(url, {
      type,
      cacheControl: url.startsWith('/w/')
        ? 'public, max-age=31536000, immutable'
        : 'public, max-age=300',
      plain: await readBytes(path),
      gzip: await form('gz'),
      br: await form('br'),
    })
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
    if (encoding !== 'plain') c.header('Content-Encoding', encoding)
    return c.body(file[encoding])
  }
}

async function readBytes(path: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await readFile(path))
}

function chooseEncoding(accepted: string): 'br' | 'gzip' | 'plain' {
  if (/\bbr\b/.test(accepted)) return 'br'
  return /\bgzip\b/.test(accepted) ? 'gzip' : 'plain'
}

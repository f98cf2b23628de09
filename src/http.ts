import type { BatchItem, BatchResponse } from 'drizzle-orm/batch'
import type { HonoRequest, MiddlewareHandler } from 'hono'
import { createMiddleware } from 'hono/factory'
import { rateLimiter } from 'hono-rate-limiter'
import * as v from 'valibot'
import { type LimitedRoute, limits, scaleLimits } from './defence/limits.ts'
import { readStart } from './bytes.ts'
import { createCounters } from './defence/counters.ts'
import { addressPrefix } from './defence/address.ts'
import { describeIssue } from './messages.ts'
import type { Ports } from './ports.ts'
import { type FieldError, Problem } from './problem.ts'
import type { Keyring } from './signing.ts'

/** What every handler finds in `c.var`. */
export interface AppEnv {
  Variables: {
    ports: Ports
    keyring: Keyring
    requestId: string
    /** Language of sentences in problems, from `Accept-Language`. */
    language: 'vi' | 'en'
    /** Keyed hash of the client's address prefix (IPv6 by /64). */
    addressHash: () => Promise<string>
    /** The same under every accepted secret, current first: what a ban may have been made of. */
    addressHashes: () => Promise<string[]>
  }
}

/** Period of the binding FLOOD_LIMITER in wrangler.toml, which does not tell what is left of it. */
const FLOOD_SECONDS = 60

/** Largest body of a reader's request. A comment of 10,000 characters with its proof stays well below. */
export const READER_BODY_BYTES = 96 * 1024

/**
 * Parses the JSON body by a schema into `c.var.body`. Throws `unsupported-media-type`, `too-large`
 * (before reading it all), `bad-json` or `invalid` with a pointer for each field.
 */
export const valid = <S extends v.GenericSchema>(schema: S, maxBytes = READER_BODY_BYTES) =>
  createMiddleware<AppEnv & { Variables: { body: v.InferOutput<S> } }>(async (c, next) => {
    const type = c.req.header('Content-Type') ?? ''
    if (!/^application\/json *(?:; *charset="?utf-8"?)?$/i.test(type.trim()))
      throw new Problem('unsupported-media-type')
    const text = decode(await readBytes(c.req.raw, maxBytes))
    c.set('body', parse(schema, parseJson(text), c.get('language')))
    await next()
  })

/** Parses query parameters by a schema of strings. Unknown ones are refused; `many` names those that may repeat. */
export function parseQuery<S extends v.GenericSchema>(
  c: { req: HonoRequest; var: { language: 'vi' | 'en' } },
  schema: S,
  many: string[] = [],
): v.InferOutput<S> {
  const query = Object.fromEntries(
    Object.entries(c.req.queries()).map(([name, values]) =>
      many.includes(name) ? [name, values] : [name, values.length === 1 ? values[0] : values],
    ),
  )
  return parse(schema, query, c.var.language)
}

/** Output of a schema, or `invalid` with pointers and sentences. */
export function parse<S extends v.GenericSchema>(
  schema: S,
  input: unknown,
  language: 'vi' | 'en',
): v.InferOutput<S> {
  const result = v.safeParse(schema, input)
  if (result.success) return result.output
  throw new Problem('invalid', {
    errors: result.issues.map((issue) => fieldError(issue, language)),
  })
}

/** The token of a reader's own comment or share. Throws `unauthorized` without one. */
export function readBearer(request: HonoRequest): string {
  const token = /^Bearer ([\w-]{43})$/.exec(request.header('Authorization') ?? '')?.[1]
  if (token === undefined) throw new Problem('unauthorized')
  return token
}

/** A pointer error of our own making, for rules that no schema can state. */
export function invalid(pointer: string, detail: string): Problem {
  return new Problem('invalid', { errors: [{ pointer, detail }] })
}

export type Statements = [BatchItem<'sqlite'>, ...BatchItem<'sqlite'>[]]
type Limited<Vars extends object, T extends Statements> = {
  Variables: AppEnv['Variables'] & Vars & { loaded: BatchResponse<T> }
}

/**
 * Counts a write against its route's limits, in one upsert, and reads in the same database request what
 * the handler needs to decide, into `c.var.loaded`. Throws `rate-limited`; a store that is away is `unavailable`.
 */
export const limit =
  <Vars extends object, T extends Statements>(
    route: LimitedRoute,
    load: (vars: AppEnv['Variables'] & Vars) => T,
  ): MiddlewareHandler<Limited<Vars, T>> =>
  async (c, next) => {
    // Hono's types cannot look into generic variables; these two are what `Limited` says.
    const vars = c.var as unknown as AppEnv['Variables'] & Vars
    const setLoaded = c.set as (name: 'loaded', value: BatchResponse<T>) => void
    const { db, now, config, floodLimiter } = vars.ports
    const client = `${route}:${await vars.addressHash()}`
    const rules = scaleLimits(limits[route], config.limitFactor)
    const store = createCounters(db, rules, now(), load(vars), (loaded) => {
      // The counters ran exactly these statements, in this order.
      setLoaded('loaded', loaded as BatchResponse<T>)
    })
    const refuse = () => {
      throw new Problem('rate-limited', { retryAfterSeconds: store.retryAfterSeconds() })
    }
    const exact = rateLimiter<Limited<Vars, T>>({
      windowMs: rules[0].windowMs,
      limit: rules[0].limit,
      standardHeaders: 'draft-7',
      keyGenerator: () => client,
      store,
      handler: refuse,
    })
    if (floodLimiter === null) return exact(c, next)
    const flood = rateLimiter<Limited<Vars, T>>({
      binding: floodLimiter,
      keyGenerator: () => client,
      handler: () => {
        throw new Problem('rate-limited', { retryAfterSeconds: FLOOD_SECONDS })
      },
    })
    return flood(c, async () => {
      await exact(c, next)
    })
  }

/** The client's address as limits and bans know it, under every accepted secret. */
export async function hashAddress(ports: Ports, keyring: Keyring): Promise<string[]> {
  return keyring.pseudonyms('address', addressPrefix(ports.clientAddress()))
}

function fieldError(issue: v.BaseIssue<unknown>, language: 'vi' | 'en'): FieldError {
  const pointer = (issue.path ?? [])
    .map(({ key }) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('')
  return { pointer: pointer.slice(0, 300), detail: describeIssue(issue, language) }
}

async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array> {
  const length = request.headers.get('Content-Length')
  if (Number(length ?? 0) > maxBytes) throw new Problem('too-large')
  // Both runtimes end a body at its stated length; taken whole it costs less than as a stream.
  if (length !== null) return new Uint8Array(await request.arrayBuffer())
  const { bytes, isWhole } = await readStart(request.body, maxBytes)
  if (!isWhole) throw new Problem('too-large')
  return bytes
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function decode(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes)
  } catch {
    throw invalid('', 'UTF-8')
  }
}

/** Every body of this API is an object; anything else is no request at all. */
function parseJson(text: string): object {
  const value = parseAny(text)
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Problem('bad-json')
  return value
}

function parseAny(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Problem('bad-json')
  }
}

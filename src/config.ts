import * as v from 'valibot'
import { type Role, roles } from './schema.ts'
import type { settings } from './settings.ts'
import { parseUrl } from './url.ts'
import { isHookHost } from './webhooks/hosts.ts'

/** Every setting of the deployment, parsed once. Only this file and `settings.ts` know the variables' names. */
export interface Config {
  port: number
  host: string
  /** Origin of this service in every link, without a trailing slash. */
  publicUrl: string
  dataDir: string
  /** `file:` path, or the address of a libSQL server. */
  databaseUrl: string
  databaseAuthToken: string | null
  /** Remote database to write to and to follow with a replica that serves public reads; null without one. */
  databaseSyncUrl: string | null
  secret: string
  /** Accepted beside `secret` while it is being rotated. */
  secretPrevious: string | null
  /** `smtp://`, `smtps://` or a `file:` folder; null switches mail off. */
  mailUrl: string | null
  mailFrom: string | null
  adminToken: string | null
  metricsToken: string | null
  /** How mail providers prove that bounces and complaints are theirs; null closes a provider's door. */
  intake: {
    generic: string | null
    resend: string | null
    postmark: string | null
    ses: string | null
  }
  /** Hosts, with a port where it is not 443, to which sites may send webhooks. */
  webhookHosts: string[]
  /** How many proxies in front are ours; the client address is taken that many hops from the right. */
  trustProxyHops: number
  /** Multiplies every time-based limit. */
  limitFactor: number
  /** The lowest role that needs a second factor beside its password; null asks nobody. */
  secondFactorFrom: Role | null
  /** Who signs the assertions of a sign-in proxy; null where there is none. */
  access: AccessConfig | null
  demo: boolean
  demoPort: number
}

/** A sign-in proxy in front of `/admin`, such as Cloudflare Access. */
export interface AccessConfig {
  /** `iss` of its assertions; its keys are at `/cdn-cgi/access/certs` below. */
  issuer: string
  /** `aud` of this service's application. */
  audience: string
}

export type SettingName = keyof typeof settings
export type Environment = Partial<Record<SettingName, string | undefined>>

/** Thrown at start; lists every bad variable by name, never by value. */
export class ConfigError extends Error {
  override name = 'ConfigError'
}

/** Parses the environment of Node or the vars and secrets of a Worker. Throws `ConfigError`. */
export function parseConfig(environment: Environment, runtime: 'node' | 'workers'): Config {
  const given = Object.fromEntries(
    Object.keys(variables.entries).flatMap((name) => {
      const value = environment[name as SettingName] // `satisfies` below says that it is one
      return value === undefined || value === '' ? [] : [[name, value]]
    }),
  )
  const result = v.safeParse(variables, given)
  if (!result.success) {
    const problems = result.issues.map((issue) => `${v.getDotPath(issue) ?? ''} ${issue.message}`)
    throw new ConfigError(problems.join('\n'))
  }
  const config = withDefaults(result.output, runtime)
  const missing = missingSettings(config, runtime, result.output)
  if (missing.length > 0) throw new ConfigError(missing.join('\n'))
  return config
}

const integer = (min: number, max: number) =>
  v.pipe(
    v.string(),
    v.regex(/^\d{1,6}$/, 'must be a whole number'),
    v.transform(Number),
    v.minValue(min, `must be at least ${min}`),
    v.maxValue(max, `must be at most ${max}`),
  )

const secret = v.pipe(
  v.string(),
  v.check((value) => new TextEncoder().encode(value).length >= 32, 'must be at least 32 bytes'),
)

/** As Standard Webhooks and Svix write it. */
const webhookKey = v.pipe(
  v.string(),
  v.regex(/^whsec_[A-Za-z0-9+/]{32,}={0,2}$/, 'must be whsec_ and at least 24 bytes in base64'),
)

const urlOf = (protocols: string[], message: string) =>
  v.pipe(
    v.string(),
    v.check((value) => {
      const url = parseUrl(value)
      return url !== null && protocols.includes(url.protocol)
    }, message),
  )

const onOff = v.pipe(
  v.picklist(['on', 'off', '1', '0', 'true', 'false'], 'must be on or off'),
  v.transform((value) => ['on', '1', 'true'].includes(value)),
)

const variables = v.object({
  PORT: v.optional(integer(0, 65535)),
  HOST: v.optional(v.string()),
  PUBLIC_URL: v.optional(
    v.pipe(
      urlOf(['http:', 'https:'], 'must be an http(s) origin'),
      v.check((value) => parseUrl(value)?.pathname === '/', 'must be an origin, without a path'),
      v.transform((value) => new URL(value).origin),
    ),
  ),
  DATA_DIR: v.optional(v.string()),
  DATABASE_URL: v.optional(
    urlOf(['file:', 'libsql:', 'https:', 'http:'], 'must be a file:, libsql:, https: or http: URL'),
  ),
  DATABASE_AUTH_TOKEN: v.optional(v.string()),
  DATABASE_SYNC_URL: v.optional(
    urlOf(['libsql:', 'https:', 'http:'], 'must be a libsql:, https: or http: URL'),
  ),
  SECRET: v.optional(secret),
  SECRET_PREVIOUS: v.optional(secret),
  MAIL_URL: v.optional(
    urlOf(['smtp:', 'smtps:', 'file:'], 'must be an smtp:, smtps: or file: URL'),
  ),
  MAIL_FROM: v.optional(v.pipe(v.string(), v.email('must be an e-mail address'))),
  ADMIN_TOKEN: v.optional(v.pipe(v.string(), v.minLength(32, 'must be at least 32 characters'))),
  METRICS_TOKEN: v.optional(v.pipe(v.string(), v.minLength(32, 'must be at least 32 characters'))),
  INTAKE_SECRET: v.optional(webhookKey),
  INTAKE_RESEND_SECRET: v.optional(webhookKey),
  INTAKE_POSTMARK_LOGIN: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^[^:]+:.+$/, 'must be user:password'),
      v.minLength(24, 'must be at least 24 characters'),
    ),
  ),
  INTAKE_SES_TOPIC: v.optional(
    v.pipe(v.string(), v.regex(/^arn:aws[a-z-]*:sns:[\w:.-]+$/, 'must be the ARN of an SNS topic')),
  ),
  WEBHOOK_HOSTS: v.optional(
    v.pipe(
      v.string(),
      v.maxLength(10_000, 'is too long'),
      v.transform((value) =>
        value
          .toLowerCase()
          .split(',')
          .map((host) => host.trim())
          .filter((host) => host !== ''),
      ),
    ),
  ),
  TRUST_PROXY_HOPS: v.optional(integer(0, 10)),
  LIMIT_FACTOR: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d{1,6}(?:\.\d{1,3})?$/, 'must be a positive number'),
      v.transform(Number),
      v.minValue(0.001, 'must be a positive number'),
    ),
  ),
  SECOND_FACTOR: v.optional(v.picklist(['off', ...roles], 'must be a role or off')),
  ACCESS_ISSUER: v.optional(
    v.pipe(
      urlOf(['https:'], 'must be an https origin'),
      v.transform((value) => new URL(value).origin),
    ),
  ),
  ACCESS_AUDIENCE: v.optional(v.pipe(v.string(), v.maxLength(200, 'is too long'))),
  DEMO: v.optional(onOff),
  DEMO_PORT: v.optional(integer(0, 65535)),
} satisfies Record<SettingName, v.GenericSchema>)

function withDefaults(given: v.InferOutput<typeof variables>, runtime: 'node' | 'workers'): Config {
  const port = given.PORT ?? 8787
  const host = given.HOST ?? '127.0.0.1'
  const dataDir = given.DATA_DIR ?? './data'
  const onNode = runtime === 'node'
  const ownFile =
    onNode && given.DATABASE_SYNC_URL === undefined ? `file:${dataDir}/phanhoi.db` : ''
  const databaseUrl = given.DATABASE_URL ?? given.DATABASE_SYNC_URL ?? ownFile
  const isLocal =
    ['127.0.0.1', 'localhost', '::1'].includes(host) && databaseUrl.startsWith('file:')
  return {
    port,
    host,
    publicUrl: given.PUBLIC_URL ?? `http://localhost:${port}`,
    dataDir,
    databaseUrl,
    databaseAuthToken: given.DATABASE_AUTH_TOKEN ?? null,
    databaseSyncUrl: given.DATABASE_SYNC_URL ?? null,
    secret: given.SECRET ?? '',
    secretPrevious: given.SECRET_PREVIOUS ?? null,
    mailUrl: given.MAIL_URL ?? (onNode ? `file:${dataDir}/mail` : null),
    mailFrom: given.MAIL_FROM ?? null,
    adminToken: given.ADMIN_TOKEN ?? null,
    metricsToken: given.METRICS_TOKEN ?? null,
    intake: {
      generic: given.INTAKE_SECRET ?? null,
      resend: given.INTAKE_RESEND_SECRET ?? null,
      postmark: given.INTAKE_POSTMARK_LOGIN ?? null,
      ses: given.INTAKE_SES_TOPIC ?? null,
    },
    webhookHosts: given.WEBHOOK_HOSTS ?? [],
    trustProxyHops: given.TRUST_PROXY_HOPS ?? 0,
    limitFactor: given.LIMIT_FACTOR ?? 1,
    secondFactorFrom:
      given.SECOND_FACTOR === undefined || given.SECOND_FACTOR === 'off'
        ? null
        : given.SECOND_FACTOR,
    access:
      given.ACCESS_ISSUER === undefined || given.ACCESS_AUDIENCE === undefined
        ? null
        : { issuer: given.ACCESS_ISSUER, audience: given.ACCESS_AUDIENCE },
    demo: given.DEMO ?? (onNode && isLocal),
    demoPort: given.DEMO_PORT ?? (port === 0 ? 0 : port + 1),
  }
}

function missingSettings(
  config: Config,
  runtime: 'node' | 'workers',
  given: v.InferOutput<typeof variables>,
) {
  const missing: string[] = []
  if (config.secret === '') missing.push('SECRET is required')
  if (runtime === 'workers' && given.PUBLIC_URL === undefined)
    missing.push('PUBLIC_URL is required')
  if (!config.webhookHosts.every((host) => isHookHost(host, config.publicUrl)))
    missing.push('WEBHOOK_HOSTS must be host names, never addresses')
  if (config.databaseUrl === '') missing.push('DATABASE_URL is required')
  if (given.DATABASE_SYNC_URL !== undefined && given.DATABASE_URL !== undefined)
    missing.push('DATABASE_SYNC_URL stands instead of DATABASE_URL: set one of them')
  if (runtime === 'workers' && given.DATABASE_SYNC_URL !== undefined)
    missing.push('DATABASE_SYNC_URL is for Node only')
  if (runtime === 'workers' && config.databaseUrl.startsWith('file:'))
    missing.push('DATABASE_URL must be a remote database on Workers')
  if (config.mailUrl?.startsWith('smtp') === true && config.mailFrom === null)
    missing.push('MAIL_FROM is required with SMTP')
  if ((given.ACCESS_ISSUER === undefined) !== (given.ACCESS_AUDIENCE === undefined))
    missing.push('ACCESS_ISSUER and ACCESS_AUDIENCE belong together')
  if (runtime === 'workers' && config.mailUrl?.startsWith('file:') === true)
    missing.push('MAIL_URL must be smtp: or smtps: on Workers')
  return missing
}

import { type ConversionConfig, toJsonSchema, toJsonSchemaDefs } from '@valibot/to-json-schema'
import type * as v from 'valibot'
import { pageLimit, siteKey, uuid } from '../fields.ts'
import { outboxId } from '../outbox/admin.ts'
import { secretNames } from '../schema.ts'
import { SiteSettings } from '../sites/settings.ts'
import { answers } from './answers.ts'
import { noteOn } from './notes.ts'
import type { ParameterKind } from './operation.ts'
import { bodies, queries, type QueryName } from './requests.ts'

/** The part of JSON Schema (draft 2020-12) that our schemas use. */
export interface JsonSchema {
  $ref?: string
  type?: string
  const?: unknown
  enum?: unknown[]
  format?: string
  pattern?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  minItems?: number
  maxItems?: number
  default?: unknown
  description?: string
  /** Longest text in characters as people count them, which JSON Schema cannot state. */
  'x-maxGraphemes'?: number
  items?: JsonSchema | false
  prefixItems?: JsonSchema[]
  anyOf?: JsonSchema[]
  properties?: Record<string, JsonSchema>
  required?: string[]
  additionalProperties?: JsonSchema | false
}

/** All named schemas: bodies as they are sent, answers as they come. */
export function componentSchemas(): Record<string, JsonSchema> {
  const sent = { ...bodies, SiteSettingsInput: SiteSettings }
  const schemas = {
    ...toJsonSchemaDefs(sent, { ...shared, typeMode: 'input' }),
    ...toJsonSchemaDefs(answers, {
      ...shared,
      typeMode: 'output',
      overrideSchema: requireDefaults,
    }),
  }
  return Object.fromEntries(
    // The converter's own type is wider: it knows every keyword.
    Object.entries(schemas).map(([name, schema]) => [
      name,
      explain(name, schema as JsonSchema, ''),
    ]),
  )
}

/** The query parameters of one route. */
export function querySchema(name: QueryName): JsonSchema {
  return explain(name, plain(queries[name]), '')
}

/** Schemas of path and header parameters. */
export function parameterSchema(kind: ParameterKind): JsonSchema {
  if (kind === 'etag') return { type: 'string' }
  if (kind === 'reader') return { type: 'string', pattern: '^[\\w-]{22}$' }
  if (kind === 'outbox-id') return plain(outboxId)
  if (kind === 'secret-name') return { type: 'string', enum: [...secretNames] }
  return plain(kind === 'uuid' ? uuid : siteKey)
}

/** Formats by the sentence that a rule of fields.ts answers with; what else it checks, words must say. */
const formats: Record<string, string> = { uuid: 'uuid', email: 'email', url: 'uri' }

const shared: ConversionConfig = {
  target: 'draft-2020-12',
  // Checks and transformations in code have no counterpart; the notes say what they do.
  errorMode: 'ignore',
  overrideRef: ({ referenceId }) => `#/components/schemas/${referenceId}`,
  overrideAction: ({ valibotAction, jsonSchema }) => {
    const message = 'message' in valibotAction ? valibotAction.message : undefined
    const format = typeof message === 'string' ? formats[message] : undefined
    return format === undefined ? undefined : { ...jsonSchema, format }
  },
  overrideSchema: ({ valibotSchema }) =>
    valibotSchema === pageLimit
      ? { type: 'integer', minimum: 1, maximum: 100, default: 20 }
      : undefined,
}

/** What has a default may be left out of a request but always stands in an answer. */
const requireDefaults: NonNullable<ConversionConfig['overrideSchema']> = ({
  valibotSchema,
  jsonSchema,
}) => {
  if (!('entries' in valibotSchema)) return undefined
  // Only object schemas have entries.
  const entries = valibotSchema.entries as Record<string, v.GenericSchema & { default?: unknown }>
  const required = Object.keys(entries).filter((key) => {
    const entry = entries[key]
    return entry?.type !== 'exact_optional' && (entry?.type !== 'optional' || 'default' in entry)
  })
  return { ...jsonSchema, required }
}

function plain(schema: v.GenericSchema): JsonSchema {
  const converted = toJsonSchema(schema, { ...shared, typeMode: 'input' })
  delete converted.$schema
  return converted as JsonSchema // see `componentSchemas`
}

/** Adds to every field what it means. */
function explain(object: string, schema: JsonSchema, path: string): JsonSchema {
  const { properties, items, anyOf } = schema
  return {
    ...schema,
    ...(path === '' ? {} : note(object, path)),
    ...(items ? { items: explain(object, items, `${path}[]`) } : {}),
    ...(anyOf === undefined
      ? {}
      : { anyOf: anyOf.map((one) => explainMembers(object, one, path)) }),
    ...(properties === undefined ? {} : { properties: explainAll(object, properties, path) }),
  }
}

function explainAll(object: string, properties: Record<string, JsonSchema>, path: string) {
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [
      name,
      explain(object, schema, path === '' ? name : `${path}.${name}`),
    ]),
  )
}

/** Alternatives have no meaning of their own, only their members do. */
function explainMembers(object: string, schema: JsonSchema, path: string): JsonSchema {
  const { properties } = schema
  return properties === undefined
    ? schema
    : { ...schema, properties: explainAll(object, properties, path) }
}

function note(object: string, path: string): JsonSchema {
  const found = noteOn(object, path)
  if (found === undefined) return {}
  if (typeof found === 'string') return { description: found }
  const { meaning, maxGraphemes } = found
  return { description: meaning, 'x-maxGraphemes': maxGraphemes }
}

import type { JsonSchema } from './json-schema.ts'

/** One field as a reader of the reference sees it. */
export interface FieldRow {
  /** Dotted path; `[]` stands for the items of a list. */
  name: string
  isRequired: boolean
  /** Its type in words; a piece with `object` is the name of another object of the reference. */
  type: ({ text: string } | { object: string })[]
  bounds: string[]
  meaning: string
}

/** The fields of an object, those of objects inside it after them. */
export function fieldRows(schema: JsonSchema, prefix = ''): FieldRow[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const path = `${prefix}${name}`
    const row: FieldRow = {
      name: path,
      isRequired: schema.required?.includes(name) ?? false,
      type: typeOf(field),
      bounds: boundsOf(field),
      meaning: field.description ?? '',
    }
    return [row, ...membersOf(field, path)]
  })
}

/** Name of the object that a reference points to; what is sent and what comes back are explained together. */
export function objectName(ref: string): string {
  return (ref.split('/').at(-1) ?? '').replace(/Input$/, '')
}

function membersOf(field: JsonSchema, path: string): FieldRow[] {
  if (field.properties !== undefined) return fieldRows(field, `${path}.`)
  if (field.items) return membersOf(field.items, `${path}[]`)
  const object = field.anyOf?.find((one) => one.properties !== undefined)
  return object === undefined ? [] : fieldRows(object, `${path}.`)
}

function typeOf(schema: JsonSchema): FieldRow['type'] {
  if (schema.$ref !== undefined) return [{ object: objectName(schema.$ref) }]
  if (schema.anyOf !== undefined) return joined(alternatives(schema.anyOf).map(typeOf), ' or ')
  if (schema.enum !== undefined) return [{ text: schema.enum.map(String).join(' | ') }]
  if ('const' in schema) return [{ text: JSON.stringify(schema.const) }]
  if (schema.prefixItems !== undefined) return [{ text: 'pair of integers' }]
  if (schema.items) return [{ text: 'list of ' }, ...typeOf(schema.items)]
  if (schema.additionalProperties) return mapType(schema.additionalProperties)
  return [{ text: formats[schema.format ?? ''] ?? schema.type ?? 'anything' }]
}

const formats: Record<string, string> = {
  uuid: 'UUIDv7',
  email: 'e-mail address',
  uri: 'http(s) address',
  'date-time': 'time',
}

function mapType(values: JsonSchema): FieldRow['type'] {
  if (Object.keys(values).length === 0) return [{ text: 'object' }]
  return [{ text: 'object of ' }, ...typeOf(values)]
}

/** An empty string beside any string says nothing more than the string. */
function alternatives(schemas: JsonSchema[]): JsonSchema[] {
  return schemas.filter((one) => one.const !== '')
}

function joined(types: FieldRow['type'][], by: string): FieldRow['type'] {
  return types.flatMap((type, i) => (i === 0 ? type : [{ text: by }, ...type]))
}

function boundsOf(schema: JsonSchema): string[] {
  const inner = schema.anyOf?.find(({ type }) => type !== 'null') ?? schema
  return [
    range(inner.minimum, inner.maximum, ''),
    range(inner.minItems, inner.maxItems, ' items'),
    lengthOf(schema, inner),
    schema.default === undefined ? '' : defaultOf(schema.default),
  ].filter((bound) => bound !== '')
}

function lengthOf(outer: JsonSchema, inner: JsonSchema): string {
  const items = inner.items ? inner.items : {}
  const max = outer['x-maxGraphemes'] ?? items['x-maxGraphemes'] ?? inner.maxLength
  return range(undefined, max, ' characters')
}

function range(min: number | undefined, max: number | undefined, unit: string): string {
  if (max === undefined) return min === undefined || min === 0 ? '' : `at least ${min}${unit}`
  return min === undefined ? `at most ${spaced(max)}${unit}` : `${min}–${spaced(max)}${unit}`
}

function spaced(value: number): string {
  return value.toLocaleString('en')
}

/** Groups of settings default to all their defaults; long texts are told by their field alone. */
function defaultOf(value: unknown): string {
  const json = JSON.stringify(value)
  return json === '{}' || json.length > 40 ? '' : `default ${json}`
}

/** What a setting is, as a form shows it. */
export type Shape =
  | { kind: 'choice'; options: readonly string[] }
  | { kind: 'choices'; options: readonly string[] }
  | { kind: 'flag' }
  | { kind: 'number'; min: number | undefined; max: number | undefined; isNullable: boolean }
  | { kind: 'text'; isLong: boolean; isNullable: boolean }
  | { kind: 'list' }
  | { kind: 'group'; members: [name: string, shape: Shape][] }
  | { kind: 'rows'; columns: [name: string, shape: Shape][]; max: number }
  | { kind: 'map' }

/** As much of a valibot schema as a form needs to know. */
interface Schema {
  type: string
  wrapped?: Schema
  entries?: Record<string, Schema>
  options?: readonly string[]
  item?: Schema
  pipe?: readonly { type: string; requirement?: unknown }[]
}

/** The form of a setting by its schema; null for what no form can show. So a new setting has its field at once. */
export function shapeOf(given: object, isNullable = false): Shape | null {
  // Every valibot schema has these members where its type has them.
  const schema = given as Schema
  if (schema.wrapped !== undefined)
    return shapeOf(schema.wrapped, isNullable || schema.type === 'nullable')
  switch (schema.type) {
    case 'picklist':
      return { kind: 'choice', options: schema.options ?? [] }
    case 'boolean':
      return { kind: 'flag' }
    case 'number':
      return {
        kind: 'number',
        min: boundOf(schema, 'min_value'),
        max: boundOf(schema, 'max_value'),
        isNullable,
      }
    case 'string':
      return { kind: 'text', isLong: isSentences(schema), isNullable }
    case 'strict_object':
      return { kind: 'group', members: membersOf(schema) }
    case 'array':
      return arrayShape(schema)
    case 'record':
      return { kind: 'map' }
    default:
      return null
  }
}

function arrayShape({ item, ...schema }: Schema): Shape | null {
  const shape = item === undefined ? null : shapeOf(item)
  if (shape?.kind === 'choice') return { kind: 'choices', options: shape.options }
  if (shape?.kind === 'text') return { kind: 'list' }
  if (shape?.kind !== 'group') return null
  return { kind: 'rows', columns: shape.members, max: boundOf(schema, 'max_length') ?? 100 }
}

function membersOf({ entries = {} }: Schema): [string, Shape][] {
  return Object.entries(entries).flatMap(([name, entry]): [string, Shape][] => {
    const shape = shapeOf(entry)
    return shape === null ? [] : [[name, shape]]
  })
}

/** Addresses may be long too, but stay on one line; what people write is trimmed. */
function isSentences(schema: Schema): boolean {
  const isTrimmed = schema.pipe?.some(({ type }) => type === 'trim') ?? false
  return isTrimmed && (boundOf(schema, 'max_length') ?? 0) >= 500
}

function boundOf({ pipe = [] }: Pick<Schema, 'pipe'>, type: string): number | undefined {
  const bound = pipe.find((action) => action.type === type)?.requirement
  return typeof bound === 'number' ? bound : undefined
}

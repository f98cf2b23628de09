import { Problem } from '../../problem.ts'
import type { Shape } from './shape.ts'

/** The form of a request. Throws `unsupported-media-type`. */
export async function readSent(request: Request): Promise<Sent> {
  const type = request.headers.get('Content-Type') ?? ''
  if (!/^application\/x-www-form-urlencoded *(?:;|$)/i.test(type.trim()))
    throw new Problem('unsupported-media-type')
  const params = new URLSearchParams(await request.text())
  return new Map([...new Set(params.keys())].map((name) => [name, params.getAll(name)]))
}

/** A form as it was sent: names are dotted paths of settings. */
export type Sent = ReadonlyMap<string, string[]>

/**
 * The value of a setting out of a form, not yet checked; undefined where an empty field asks for the default. What
 * cannot be read stays text, so that the schema refuses it at its own place.
 */
export function readSetting(shape: Shape, path: string, sent: Sent): unknown {
  const raw = (sent.get(path)?.[0] ?? '').replaceAll('\r\n', '\n')
  switch (shape.kind) {
    case 'choice':
      return raw === '' ? undefined : raw
    case 'choices':
      return sent.get(path) ?? []
    case 'flag':
      return sent.has(path)
    case 'number':
      if (raw.trim() === '') return shape.isNullable ? null : undefined
      return /^\s*-?\d{1,9}\s*$/.test(raw) ? Number(raw) : raw
    case 'text':
      if (raw.trim() === '') return shape.isNullable ? null : undefined
      return raw.trim()
    case 'list':
      return split(raw, '\n')
    case 'group':
      return Object.fromEntries(
        shape.members.map(([name, member]) => [name, readSetting(member, `${path}.${name}`, sent)]),
      )
    case 'rows':
      return readRows(shape.columns, path, sent)
    case 'map':
      return readMap(path, sent)
  }
}

/** The rows that are not empty. */
function readRows(columns: [string, Shape][], path: string, sent: Sent) {
  return placesOf(path, sent).flatMap((place) => {
    const row = Object.fromEntries(
      columns.flatMap(([name, shape]) => {
        const value = readCell(shape, `${path}.${place}.${name}`, sent)
        return value === undefined ? [] : [[name, value]]
      }),
    )
    const isEmpty = columns.every(
      ([name, { kind }]) => kind === 'choice' || kind === 'flag' || row[name] === undefined,
    )
    return isEmpty ? [] : [row]
  })
}

/** In a row, what is empty is left out, and lists stand in one line. */
function readCell(shape: Shape, path: string, sent: Sent): unknown {
  if (shape.kind === 'list' || shape.kind === 'choices') {
    const items = split(sent.get(path)?.[0] ?? '', ',')
    return items.length === 0 ? undefined : items
  }
  const value = readSetting(shape, path, sent)
  return value === null || value === false ? undefined : value
}

function readMap(path: string, sent: Sent): Record<string, string> {
  return Object.fromEntries(
    placesOf(path, sent).flatMap((place): [string, string][] => {
      const key = (sent.get(`${path}.${place}.key`)?.[0] ?? '').trim()
      const value = (sent.get(`${path}.${place}.value`)?.[0] ?? '').trim()
      return key === '' || value === '' || key === '__proto__' ? [] : [[key, value]]
    }),
  )
}

function placesOf(path: string, sent: Sent): number[] {
  const places = [...sent.keys()].flatMap((name) => {
    if (!name.startsWith(`${path}.`)) return []
    const place = /^\d{1,4}(?=\.)/.exec(name.slice(path.length + 1))?.[0]
    return place === undefined ? [] : [Number(place)]
  })
  return [...new Set(places)].sort((a, b) => a - b)
}

function split(text: string, at: string): string[] {
  return text
    .split(at)
    .map((item) => item.trim())
    .filter((item) => item !== '')
}

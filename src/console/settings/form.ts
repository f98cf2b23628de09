import { parse } from '../../http.ts'
import { Problem } from '../../problem.ts'
import type { LoadedSite } from '../../sites/origin.ts'
import { groups, SiteSettings } from '../../sites/settings.ts'
import * as v from 'valibot'
import { readSetting, type Sent } from './read.ts'
import { type Shape, shapeOf } from './shape.ts'

/** Words have a page of their own. */
const ELSEWHERE = ['words']

/** Every group of settings that a form can show, in the order of the schema. */
export function settingShapes(): [name: string, shape: Shape][] {
  return Object.entries(groups).flatMap(([name, schema]): [string, Shape][] => {
    const shape = ELSEWHERE.includes(name) ? null : shapeOf(schema)
    return shape === null ? [] : [[name, shape]]
  })
}

/** A site as somebody has edited it, not yet checked. */
export interface Draft {
  version: number
  name: string
  origins: string[]
  settings: Record<string, unknown>
}

/** What a form says about a site; what it does not show keeps its value. */
export function readDraft(sent: Sent, { settings }: Pick<LoadedSite, 'settings'>): Draft {
  const current: Record<string, unknown> = { ...settings }
  for (const [name, shape] of settingShapes()) current[name] = readSetting(shape, name, sent)
  return {
    version: Number(sent.get('version')?.[0] ?? 0),
    name: sent.get('name')?.[0] ?? '',
    origins: (sent.get('origins')?.[0] ?? '')
      .split(/\s+/)
      .map((line) => line.replace(/\/$/, ''))
      .filter((line) => line !== ''),
    settings: current,
  }
}

/** As the site is stored now. */
export function draftOf({ version, name, origins, settings }: LoadedSite): Draft {
  return { version, name, origins, settings: { ...settings } }
}

/** The patch that makes a site what the draft says: in a map, what is gone must be named (RFC 7396). */
export function patchOf({ name, origins, settings }: Draft, stored: LoadedSite) {
  const shown = settingShapes().map(([group, shape]): [string, unknown] => {
    const value = settings[group]
    return [group, shape.kind === 'map' ? withRemovals(value, stored.settings, group) : value]
  })
  return { name, origins, settings: Object.fromEntries(shown) }
}

function withRemovals(value: unknown, settings: SiteSettings, group: string): unknown {
  const before: unknown = Object.entries(settings).find(([name]) => name === group)?.[1]
  const gone = Object.keys(before ?? {}).map((key): [string, null] => [key, null])
  return { ...Object.fromEntries(gone), ...(value as object) } // `readSetting` makes an object of a map
}

/** The names of the groups in which two versions of a site differ. */
export function differences(draft: Draft, stored: LoadedSite): string[] {
  const checked = v.safeParse(SiteSettings, draft.settings)
  const mine: Record<string, unknown> = checked.success ? checked.output : draft.settings
  return [
    ...(draft.name === stored.name ? [] : ['name']),
    ...(draft.origins.toSorted().join() === stored.origins.toSorted().join() ? [] : ['origins']),
    ...Object.entries(stored.settings)
      .filter(([group, value]) => JSON.stringify(mine[group]) !== JSON.stringify(value))
      .map(([group]) => group),
  ]
}

/** Everything that is wrong with a draft, not only what was refused first. */
export function draftFaults(draft: Draft, error: unknown, language: 'vi' | 'en') {
  const faults = faultsOf(error)
  try {
    const { settings } = draft
    parse(v.strictObject({ settings: SiteSettings }), { settings }, language)
  } catch (also) {
    for (const [path, fault] of faultsOf(also)) faults.set(path, fault)
  }
  return faults
}

/** What a refusal says, by the name of the field it is about. */
export function faultsOf(error: unknown): Map<string, string> {
  if (!(error instanceof Problem) || error.code !== 'invalid') throw error
  return new Map(
    (error.options.errors ?? []).map(({ pointer, detail }) => [fieldOf(pointer), detail]),
  )
}

function fieldOf(pointer: string): string {
  const parts = pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
  const path = parts[0] === 'settings' ? parts.slice(1) : parts
  return path[0] === 'origins' ? 'origins' : path.join('.')
}

import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
// @ts-expect-error: a build script without types
import { buildWidget, chunkGroups } from '../../widget/build.mjs'

/** What readers pay: bytes of gzip -9, summed over the files that a use of the widget loads. */
describe('the weight of the widget', () => {
  let outdir = ''
  let groups: Record<string, string[]> = {}

  beforeAll(async () => {
    outdir = await mkdtemp(join(tmpdir(), 'phanhoi-widget-'))
    // Untyped script: both are functions, see the file.
    groups = (chunkGroups as (meta: unknown) => Record<string, string[]>)(
      await (buildWidget as (options: object) => Promise<unknown>)({ outdir }),
    )
  })
  afterAll(() => rm(outdir, { recursive: true, force: true }))

  const weigh = async (...names: string[]) => {
    const files = new Set(names.flatMap((name) => groups[name] ?? []).map((file) => basename(file)))
    let bytes = 0
    for (const file of files) {
      const path = join(outdir, file === 'widget.js' ? '' : 'w', file)
      bytes += gzipSync(await readFile(path), { level: 9 }).length
    }
    return bytes
  }
  const isBetween = (bytes: number, most: number) => {
    expect(bytes).toBeGreaterThan(400)
    expect(bytes).toBeLessThanOrEqual(most)
  }

  it('is at most 2,000 bytes for the loader', async () => isBetween(await weigh('loader'), 2000))

  it('is at most 10,000 bytes for all that reading and posting needs', async () =>
    isBetween(await weigh('loader', 'thread'), 10_000))

  it('is at most 4,000 bytes more for the dialog, when it is opened', async () =>
    isBetween(await weigh('share'), 4000))

  it('is at most 3,000 bytes more for solving a challenge, when one is asked', async () =>
    isBetween(await weigh('proof'), 3000))

  it('is one file for the thread, so that nothing loads in a row', () =>
    expect(groups['thread']).toHaveLength(1))

  it('has no file name that content blockers know', () => {
    const names = Object.values(groups)
      .flat()
      .map((file) => basename(file))
    expect(names.filter((name) => /share|social|track|\bads?\b|comment/i.test(name))).toEqual([])
  })
})

import { describe, expect, it, vi } from 'vitest'
import { bufferedLines } from '../src/adapters/buffered-lines.ts'
import { jsonLog } from '../src/adapters/json-log.ts'

describe('lines of the log', () => {
  const open = () => {
    const writes: Uint8Array[] = []
    return { writes, lines: bufferedLines((bytes) => writes.push(bytes)) }
  }
  const textOf = (writes: Uint8Array[]) =>
    writes.map((bytes) => new TextDecoder().decode(bytes)).join('')

  it('are written together after a moment', () => {
    vi.useFakeTimers()
    const { writes, lines } = open()
    lines.add('một')
    lines.add('hai')
    expect(writes).toHaveLength(0)
    vi.advanceTimersByTime(50)
    vi.useRealTimers()
    expect(writes).toHaveLength(1)
    expect(textOf(writes)).toBe('một\nhai\n')
  })

  it('keep their order and every byte, however many and however long they are', () => {
    const { writes, lines } = open()
    const all = Array.from({ length: 5000 }, (_, i) => `${i} ${'ệ'.repeat(i % 50)}`)
    all.splice(2500, 0, 'ữ'.repeat(100_000))
    for (const line of all) lines.add(line)
    lines.flush()
    expect(textOf(writes)).toBe(all.map((line) => `${line}\n`).join(''))
    expect(writes.length).toBeLessThan(50)
  })

  it('stay as they were when more lines come', () => {
    const { writes, lines } = open()
    lines.add('first')
    lines.flush()
    lines.add('other')
    lines.flush()
    expect(textOf(writes)).toBe('first\nother\n')
  })
})

describe('a line of the log', () => {
  it('is one JSON object with its own time, whatever its fields hold', () => {
    const written: string[] = []
    let time = 0
    const log = jsonLog(
      (line) => written.push(line),
      () => new Date((time += 1)),
    )
    log.info('request', { route: '/a\n"b"', status: 200, none: undefined })
    log.error('failed', {})
    log.info('ready')
    expect(written.map((line): unknown => JSON.parse(line))).toEqual([
      {
        at: '1970-01-01T00:00:00.001Z',
        level: 'info',
        event: 'request',
        route: '/a\n"b"',
        status: 200,
      },
      { at: '1970-01-01T00:00:00.002Z', level: 'error', event: 'failed' },
      { at: '1970-01-01T00:00:00.003Z', level: 'info', event: 'ready' },
    ])
    expect(written.join()).not.toContain('\n')
  })
})

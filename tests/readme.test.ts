import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { settings } from '../src/settings.ts'
import { demoPath } from '../src/demo/seed.ts'
import { snippet } from '../src/demo/snippet.ts'
import { problems } from '../src/problem.ts'
import { groups } from '../src/sites/settings.ts'

describe('the README', async () => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8')
  const { scripts } = JSON.parse(
    await readFile(new URL('../package.json', import.meta.url), 'utf8'),
  ) as { scripts: Record<string, string> }

  it.each(Object.entries(settings))('documents %s', (name, meaning) => {
    expect(readme).toContain(`| \`${name}\``)
    expect(readme.replaceAll('\\', '')).toContain(meaning)
  })

  it.each(Object.entries(problems))('documents the problem %s', (code, { status, title }) => {
    const row = readme.split('\n').find((line) => line.startsWith(`| \`${code}\``)) ?? ''
    expect(row).toContain(String(status))
    expect(row).toContain(title)
  })

  it.each(Object.keys(groups))('names the site setting %s', (group) => {
    expect(readme).toContain(`\`${group}\``)
  })

  it('gives the snippet that the demo uses', () => {
    const lines = snippet({ publicUrl: 'https://phanhoi.example', site: 'demo', article: demoPath })
    expect(readme).toContain(lines)
  })

  it('names only commands that exist', () => {
    const named = [...readme.matchAll(/npm (?:run )?(start|test|(?<=run )[a-z:]+)/g)].map(
      ([, name]) => name ?? '',
    )
    expect(named.length).toBeGreaterThan(4)
    for (const name of named) expect(Object.keys(scripts)).toContain(name)
  })
})

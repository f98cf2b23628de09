// Prints what readers load, compressed, and fails when the widget is above its budgets. The tests hold the
// Worker to its own.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { chunkGroups } from '../widget/build.mjs'

const root = fileURLToPath(new URL('../', import.meta.url))
const metafile = (name) => JSON.parse(readFileSync(`${root}dist/meta-${name}.json`, 'utf8'))
const gzipBytes = (path) => gzipSync(readFileSync(path), { level: 9 }).length

const groups = Object.fromEntries(
  Object.entries(chunkGroups(metafile('widget'))).map(([name, files]) => [
    name,
    new Map(
      files.map((file) => [file, gzipBytes(fileURLToPath(new URL(file, `file://${root}widget/`)))]),
    ),
  ]),
)
/** Bytes of these groups together, without what the groups of `loaded` have brought already. */
const bytesOf = (names, loaded = []) => {
  const known = new Set(loaded.flatMap((name) => [...groups[name].keys()]))
  const files = new Map(names.flatMap((name) => [...groups[name]]))
  return [...files].reduce((sum, [file, bytes]) => sum + (known.has(file) ? 0 : bytes), 0)
}
const budgets = [
  ['the loader', bytesOf(['loader']), 2000],
  ['reading and posting', bytesOf(['loader', 'thread']), 10_000],
  ['the share dialog, on top', bytesOf(['share'], ['loader', 'thread']), 4000],
]

console.log('Worker chunk, gzip bytes')
for (const file of Object.keys(metafile('worker').outputs).sort())
  console.log(
    `  ${file.slice('dist/worker/'.length).padEnd(36)} ${String(gzipBytes(root + file)).padStart(8)}`,
  )
console.log('Widget group, gzip bytes')
for (const name of Object.keys(groups))
  console.log(`  ${name.padEnd(36)} ${String(bytesOf([name])).padStart(8)}`)
console.log('Widget budgets, gzip bytes')
for (const [name, bytes, limit] of budgets)
  console.log(`  ${name.padEnd(36)} ${String(bytes).padStart(8)} of ${limit}`)
process.exitCode = budgets.every(([, bytes, limit]) => bytes > 0 && bytes <= limit) ? 0 : 1

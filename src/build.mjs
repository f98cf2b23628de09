// Builds everything that runs: the widget into dist/public and, compressed, into dist/compressed, the Node service and
// the migration command into dist, the Worker into dist/worker with sign-in and mail in chunks that the public path
// never loads.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { browserScripts } from './console/bundle.ts'
import { buildWorker } from './worker-bundle.mjs'
import { libsqlErrors } from './worker-lean.mjs'
import { buildWidget } from '../widget/build.mjs'

const root = fileURLToPath(new URL('../', import.meta.url))
const out = `${root}dist/`

const shared = {
  absWorkingDir: root,
  bundle: true,
  format: 'esm',
  splitting: true,
  jsx: 'automatic',
  jsxImportSource: 'hono/jsx',
  metafile: true,
  logLevel: 'warning',
}

/** What the asset server of Workers says about the widget's files: what the Node service says too. */
const headers = `/widget.js
  Access-Control-Allow-Origin: *
  Cross-Origin-Resource-Policy: cross-origin
  X-Content-Type-Options: nosniff
  Cache-Control: public, max-age=300
/w/*
  Access-Control-Allow-Origin: *
  Cross-Origin-Resource-Policy: cross-origin
  X-Content-Type-Options: nosniff
  Cache-Control: public, max-age=31536000, immutable
`

async function widget() {
  const metafile = await buildWidget({ outdir: `${out}public`, minify: true })
  await writeFile(`${out}meta-widget.json`, JSON.stringify(metafile))
  await compress(`${out}public`, `${out}compressed`)
  await writeFile(`${out}public/_headers`, headers)
}

/** What Node serves beside the plain files. Done here, it takes a service neither time nor memory. */
async function compress(from, to) {
  for (const entry of await readdir(from, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const plain = await readFile(join(entry.parentPath, entry.name))
    const folder = join(to, relative(from, entry.parentPath))
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, `${entry.name}.br`), brotliCompressSync(plain))
    await writeFile(join(folder, `${entry.name}.gz`), gzipSync(plain, { level: 9 }))
  }
}

async function node() {
  const { metafile } = await build({
    ...shared,
    entryPoints: {
      node: 'src/node.ts',
      migrate: 'src/migrate-command.ts',
      'replica-sync': 'src/adapters/replica-sync.ts',
      'mail-test': 'src/adapters/mail-test.ts',
    },
    outdir: out,
    platform: 'node',
    target: 'node20',
    // Bundled, packages start in a tenth of the time and half of the memory (Drizzle's package.json alone is
    // read for each of its modules). What is native or rarely needed stays outside.
    plugins: [browserScripts, libsqlErrors],
    external: ['libsql', 'nodemailer', 'kysely', '@opentelemetry/api'],
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  })
  await writeFile(`${out}meta-node.json`, JSON.stringify(metafile))
}

async function worker() {
  const options = { ...shared, plugins: [browserScripts] }
  const metafile = await buildWorker(options, `${out}worker`)
  await writeFile(`${out}meta-worker.json`, JSON.stringify(metafile))
}

await rm(out, { recursive: true, force: true })
await mkdir(out)
await Promise.all([widget(), node(), worker()])

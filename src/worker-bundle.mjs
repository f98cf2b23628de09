// Builds the Worker: what its public path loads as one small file, sign-in, mail and the console in chunks
// that are loaded when they are first asked for.
import { writeFile } from 'node:fs/promises'
import { builtinModules } from 'node:module'
import { basename, dirname, resolve } from 'node:path'
import { build } from 'esbuild'
import { copiesForLater, leanSchema, leaveOut, libsqlErrors, oneRouter } from './worker-lean.mjs'

/** Writes the Worker to `outdir` and gives esbuild's account of what each file holds. */
export async function buildWorker(options, outdir) {
  const shared = {
    ...options,
    platform: 'neutral',
    conditions: ['workerd', 'worker', 'browser'],
    mainFields: ['browser', 'module', 'main'],
    target: 'es2024',
    minify: true,
    outdir,
  }
  const whole = {
    ...shared,
    entryPoints: { worker: 'src/worker.ts' },
    define: { 'process.env.NODE_ENV': '"production"' },
  }
  const plugins = [nodeModules, libsqlErrors, oneRouter, leaveOut, leanSchema, ...options.plugins]
  const publicSources = await listPublicSources({ ...whole, plugins: [laterSources, ...plugins] })
  const { metafile } = await build({
    ...whole,
    plugins: [copiesForLater(publicSources), ...plugins],
  })
  return joinPublicPath(metafile, shared)
}

/** Every file that the entry reaches without a dynamic import. */
async function listPublicSources(options) {
  const { metafile } = await build({ ...options, splitting: false, write: false })
  const { absWorkingDir: root } = options
  return new Set(Object.keys(metafile.inputs).map((file) => resolve(root, file)))
}

const laterSources = {
  name: 'later-sources',
  setup(plugins) {
    plugins.onResolve({ filter: /./ }, ({ path, kind }) =>
      kind === 'dynamic-import' ? { path, external: true } : undefined,
    )
  },
}

/**
 * esbuild makes a chunk of its own for what any two chunks share: some fifty files on the public path, each
 * compressed by itself and full of imports. They are bundled again as one, `core.js`; under their own names remain
 * files that hand out what later chunks ask them for.
 */
async function joinPublicPath({ inputs, outputs }, options) {
  const { absWorkingDir: root } = options
  const entry = Object.keys(outputs).find((file) => basename(file) === 'worker.js')
  const files = [...staticImports(outputs, entry)]
  const shared = files.flatMap((file) => outputs[file].exports.map((name) => ({ file, name })))
  const handOut = async (file, from, write) => {
    const names = shared.flatMap((item, index) => (item.file === file ? write(item, index) : []))
    return `export{${names.join(',')}}from'./${from}'\n`
  }
  const contents = await Promise.all(
    files.map((file) =>
      handOut(file, basename(file), ({ name }, index) => `${name} as ${aliasOf(index)}`),
    ),
  )
  await build({
    ...options,
    splitting: false,
    outdir: undefined,
    outfile: `${root}${dirname(entry)}/core.js`,
    stdin: { contents: contents.join(''), resolveDir: `${root}${dirname(entry)}` },
    external: ['node:*'],
    plugins: [laterChunks],
  })
  for (const file of files)
    await writeFile(
      `${root}${file}`,
      await handOut(file, 'core.js', ({ name }, index) => `${aliasOf(index)} as ${name}`),
    )
  return { inputs, outputs: { ...outputs, ...joinedOutputs(outputs, files) } }
}

/** Names in a minified file are shorter, or at least never begin so. */
const aliasOf = (index) => `$${index.toString(36)}`

/** What is loaded later stays a file of its own. */
const laterChunks = {
  name: 'later-chunks',
  setup(plugins) {
    plugins.onResolve({ filter: /^\.\// }, ({ path, kind }) =>
      kind === 'dynamic-import' ? { path, external: true } : undefined,
    )
  },
}

function staticImports(outputs, file, seen = new Set()) {
  if (seen.has(file)) return seen
  seen.add(file)
  for (const { path, kind, external } of outputs[file].imports)
    if (kind === 'import-statement' && !external) staticImports(outputs, path, seen)
  return seen
}

/** esbuild's account as it is after joining: every source stands under `core.js`. */
function joinedOutputs(outputs, files) {
  const core = `${dirname(files[0])}/core.js`
  const handsOut = { imports: [{ path: core, kind: 'import-statement' }], inputs: {} }
  const elsewhere = files.flatMap((file) =>
    outputs[file].imports.filter(({ path }) => !files.includes(path)),
  )
  const inputs = Object.assign({}, ...files.map((file) => outputs[file].inputs))
  return {
    ...Object.fromEntries(files.map((file) => [file, { ...outputs[file], ...handsOut }])),
    [core]: { imports: elsewhere, exports: [], inputs },
  }
}

/**
 * workerd knows Node's modules by `node:` names and by `import` only, while packages say `require('net')`.
 */
const nodeModules = {
  name: 'node-modules',
  setup(plugins) {
    const names = builtinModules.filter((name) => !name.startsWith('_')).join('|')
    plugins.onResolve({ filter: new RegExp(`^(?:node:)?(?:${names})$`) }, ({ path, kind }) => {
      const name = `node:${path.replace(/^node:/, '')}`
      return kind === 'require-call'
        ? { path: name, namespace: 'required-node-module' }
        : { path: name, external: true, sideEffects: false }
    })
    plugins.onLoad({ filter: /./, namespace: 'required-node-module' }, ({ path }) => ({
      contents: `import module_ from '${path}'\nmodule.exports = module_`,
      loader: 'js',
    }))
  },
}

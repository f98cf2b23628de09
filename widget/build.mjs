import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, transform } from 'esbuild'

const folder = fileURLToPath(new URL('.', import.meta.url))
/** The oldest browsers that must work: ES2020, Chromium 80, Safari 13.1. */
const target = ['es2020', 'chrome80', 'safari13.1']

/** Style sheets reach the shadow roots as text. */
const styleText = {
  name: 'style-text',
  setup(plugins) {
    plugins.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8')
      const options = { loader: 'css', minify: true, target, charset: 'utf8' }
      const { code } = await transform(source, options)
      return { contents: shorten(code.trim()), loader: 'text' }
    })
  },
}

/** Our own custom properties get short names; those of themes, `--phanhoi-…`, stay. */
const shorten = (css) =>
  css.replace(/--(?!phanhoi)(\w)\w*/g, '--$1').replace(/(--(?:\w|phanhoi-\w+):|,) /g, '$1')

/**
 * Names of our own objects that neither the DOM nor the wire nor the strings know: they get shortened, as names
 * that end in `_` do. Exports stay as they are.
 */
const privateNames =
  /[a-z]_$|^(?:restyle|chooseStrings|countCharacters|createField|createSender|findColours|likeLabel|newUuid|randomToken|relativeTime|tickField|threadPath|useKit|button|quiet|fill|load|save|valueOf|css|box|draw|findComment|fetchPage|complain|moveTo|needsProof|secret|rules|words|likes|row|inset|news|rootView|withMore|ownList|insetOf|input|label|check|missing|note|send|deliver|renew|rest|tooMany|store|kit|memory)$/

/**
 * A browser remembers for the life of the page that a module did not arrive. After a failure, what is asked for next
 * gets another query, so that it is fetched again once the connection is back.
 */
const again = (code) => {
  const text = code.replace(/\bimport\(("[^"]+")\)/g, 'i$$($1)')
  return text === code ? code : 'let q$="",i$=t=>import(t+q$).catch(t=>{q$+="?";throw t});' + text
}

/**
 * Writes `widget.js` and the chunks it loads, `w/<name>-<hash>.js`, into `outdir`; answers esbuild's metafile.
 */
export async function buildWidget({ outdir, minify = true }) {
  const { metafile, outputFiles } = await build({
    write: false,
    entryPoints: [folder + 'widget.ts'],
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    target,
    // Both browsers know these; esbuild rules them out for exotic cases that are not used here.
    supported: {
      destructuring: true,
      'optional-chain': true,
      'regexp-unicode-property-escapes': true,
    },
    minify,
    mangleProps: privateNames,
    charset: 'utf8',
    legalComments: 'none',
    entryNames: '[name]',
    chunkNames: 'w/[name]-[hash]',
    metafile: true,
    logLevel: 'silent',
    absWorkingDir: folder,
    plugins: [styleText],
  })
  for (const { path, text } of outputFiles) {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, again(text))
  }
  return metafile
}

/**
 * Which output files each use of the widget loads, from the metafile of `buildWidget`. Every group but `loader`
 * comes on top of the loader; `share` comes on top of `thread` as well.
 */
export function chunkGroups(metafile) {
  const outputs = Object.entries(metafile.outputs)
  const fileOf = (source) => outputs.find(([, output]) => output.entryPoint === source)?.[0]
  const withImports = (file, seen = new Set()) => {
    if (file === undefined || seen.has(file)) return seen
    seen.add(file)
    for (const { path, kind } of metafile.outputs[file].imports)
      if (kind === 'import-statement') withImports(path, seen)
    return seen
  }
  const group = (source) => [...withImports(fileOf(source))]
  return {
    loader: group('widget.ts'),
    thread: group('thread.ts'),
    share: group('dialog.ts'),
    count: group('count.ts'),
    stories: group('stories.ts'),
    english: group('english.ts'),
    more: group('more.ts'),
    refusals: group('refusals.ts'),
    proof: group('proof.ts'),
  }
}

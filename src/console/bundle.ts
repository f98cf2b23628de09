import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'esbuild'

const PREFIX = 'browser:'

/** The console's browser script `browser/<name>.ts`, whole and small, as text. Only at build time and in tests. */
async function bundle(name: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`browser/${name}.ts`, import.meta.url))],
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    target: ['es2022', 'chrome100', 'safari15.4', 'firefox100'],
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'silent',
  })
  return outputFiles[0]?.text ?? ''
}

/** For esbuild: `import text from 'browser:<name>'` gives the bundled script as text. */
export const browserScripts: Plugin = {
  name: 'browser-scripts',
  setup(plugins) {
    plugins.onResolve({ filter: /^browser:/ }, ({ path }) => ({
      path: path.slice(PREFIX.length),
      namespace: 'browser-script',
    }))
    plugins.onLoad({ filter: /./, namespace: 'browser-script' }, async ({ path }) => ({
      contents: await bundle(path),
      loader: 'text',
    }))
  },
}

/** The same for Vitest. */
export const browserScriptsInTests = {
  name: 'browser-scripts',
  enforce: 'pre' as const,
  resolveId: (id: string) => (id.startsWith(PREFIX) ? `\0${id}` : null),
  load: async (id: string) =>
    id.startsWith(`\0${PREFIX}`)
      ? `export default ${JSON.stringify(await bundle(id.slice(PREFIX.length + 1)))}`
      : null,
}

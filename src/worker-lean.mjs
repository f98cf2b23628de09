// Plugins that keep out of a service what packages and the schema hold for others; most are for the Worker's public path.
import { readFile } from 'node:fs/promises'
import ts from 'typescript'

/** These run the libSQL client itself; all others speak to the database by `adapters/{hrana,file-connection}.ts`. */
const CLIENTS = /\/src\/(?:migrate-command|adapters\/replica-sync)\.ts$/

/** Of the libSQL client the services need the errors alone: its 50 files, with WebSockets, stay unloaded. */
export const libsqlErrors = {
  name: 'libsql-errors',
  setup(plugins) {
    plugins.onResolve(
      { filter: /^@libsql\/client(?:\/web)?$/ },
      ({ path, importer, resolveDir }) =>
        CLIENTS.test(importer)
          ? { path, external: true }
          : { path, namespace: 'libsql-errors', pluginData: resolveDir },
    )
    plugins.onLoad({ filter: /./, namespace: 'libsql-errors' }, ({ pluginData }) => ({
      contents: "export * from '@libsql/core/api'\nexport class createClient {}",
      resolveDir: pluginData,
    }))
  },
}

/** Hono compiles all routes into one expression at an isolate's first request; most isolates are too short-lived to earn that back. */
export const oneRouter = {
  name: 'one-router',
  setup(plugins) {
    plugins.onLoad({ filter: /\/hono\/dist\/hono\.js$/ }, () => ({
      contents: `
        import { HonoBase } from './hono-base.js'
        import { TrieRouter } from './router/trie-router/router.js'
        export class Hono extends HonoBase {
          constructor(options = {}) {
            super(options)
            this.router = options.router ?? new TrieRouter()
          }
        }`,
    }))
  },
}

/** Parts of Drizzle that its core imports and nothing of ours uses: relational queries, PostgreSQL, what only migrations ask. */
const leftOut = new RegExp(
  `/drizzle-orm/(?:${[
    'relations',
    'pg-core/.+',
    'sqlite-core/query-builders/(?:query|count)',
    'sqlite-core/columns/(?:blob|custom|numeric|real)',
    'sqlite-core/(?:checks|foreign-keys|indexes|primary-keys)',
  ].join('|')})\\.js$`,
)

/** Members of Drizzle's SQLite dialect that write relational queries, unions and migrations. */
const leftOutMembers =
  'buildRelationalQuery buildSetOperationQuery buildSetOperations migrate'.split(' ')

/** Puts an empty class in the place of everything that such a module exports, and nothing in that of a member: using one throws. */
export const leaveOut = {
  name: 'leave-out',
  setup(plugins) {
    plugins.onLoad({ filter: leftOut }, async ({ path }) => {
      const [, exported = ''] = /export \{([^}]+)\}/.exec(await readFile(path, 'utf8')) ?? []
      const names = exported.split(',').map((name) => name.trim())
      return { contents: names.map(emptyExport).join('\n') }
    })
    plugins.onLoad({ filter: /\/drizzle-orm\/sqlite-core\/dialect\.js$/ }, async ({ path }) => ({
      contents: edit(await readFile(path, 'utf8'), (node) =>
        ts.isClassElement(node) && leftOutMembers.includes(node.name?.getText())
          ? [[node, '']]
          : [],
      ),
    }))
  },
}

function emptyExport(name) {
  // Asked about every value in a statement; there is no such value here.
  if (name === 'isPgEnum') return 'export const isPgEnum = () => false'
  return `export class ${name} { constructor() { throw Error('${name} is left out') } }`
}

/** Of the schema, each side gets the tables that it names, without the indexes and references that only migrations ask for. */
export const leanSchema = {
  name: 'lean-schema',
  setup(plugins) {
    plugins.onLoad({ filter: /\/src\/schema\.ts$/ }, async ({ path }) => ({
      contents: edit(await readFile(path, 'utf8'), leanTable),
      loader: 'ts',
    }))
  },
}

function leanTable(node) {
  if (!ts.isCallExpression(node)) return []
  const {
    expression,
    arguments: [, columns, more],
  } = node
  if (ts.isPropertyAccessExpression(expression) && expression.name.text === 'references')
    return [[{ pos: expression.expression.end, end: node.end }, '']]
  if (expression.getText() !== 'sqliteTable') return []
  // Told that a call changes nothing else, esbuild drops the table that nobody names.
  return [
    [{ pos: node.getStart(), end: node.getStart() }, '/* @__PURE__ */ (() => '],
    ...(more === undefined ? [] : [[{ pos: columns.end, end: more.end }, '']]),
    [{ pos: node.end, end: node.end }, ')()'],
  ]
}

/** The text with some stretches of it replaced: `choose` gives them for each node; what is cut is not looked into. */
function edit(text, choose) {
  const file = ts.createSourceFile('x.ts', text, ts.ScriptTarget.Latest, true)
  const edits = []
  const visit = (node) => {
    if (edits.some(([cut]) => cut.pos <= node.pos && node.end <= cut.end)) return
    edits.push(...choose(node))
    ts.forEachChild(node, visit)
  }
  visit(file)
  return edits
    .sort(([a], [b]) => b.pos - a.pos)
    .reduce((left, [{ pos, end }, put]) => left.slice(0, pos) + put + left.slice(end), text)
}

/**
 * A module belongs to one chunk as a whole: with what later chunks alone use of valibot, the schema and Hono's pages,
 * core would be that much bigger. So they get copies of their own; none of them keeps any state.
 */
export const copiesForLater = (publicSources) => ({
  name: 'copies-for-later',
  setup(plugins) {
    plugins.onResolve(
      { filter: /^valibot$|\/schema\.ts$|\/utils\/html(?:\.js)?$/ },
      async ({ path, importer, ...more }) => {
        if (more.pluginData === 'asked' || publicSources.has(importer)) return undefined
        const found = await plugins.resolve(path, { ...more, importer, pluginData: 'asked' })
        return { ...found, suffix: '?later' }
      },
    )
  },
})

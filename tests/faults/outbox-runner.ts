// Works through the outbox of the libSQL server argv[2] with a clock that is argv[3] ms off, argv[5] rows at once, and
// adds a line `pid row message-id` to the file argv[4] for each mail that leaves. Made to be killed.
import { appendFileSync } from 'node:fs'
import { drizzle } from 'drizzle-orm/libsql'
import { groupCommit } from '../../src/adapters/group-commit.ts'
import { openHttpClient } from '../../src/adapters/http-client.ts'
import { jsonLog } from '../../src/adapters/json-log.ts'
import { memoryPages } from '../../src/adapters/memory-pages.ts'
import { parseConfig } from '../../src/config.ts'
import { composeMessage } from '../../src/mail/message.ts'
import { runLane, type Work } from '../../src/outbox/run.ts'
import { createKeyring } from '../../src/signing.ts'

const [url = '', skewMs = '0', file = '', atOnce = '1'] = process.argv.slice(2)
const trueNow = Date.now
Date.now = () => trueNow() + Number(skewMs)

const config = parseConfig({ SECRET: 's'.repeat(32) }, 'node')
// Marks that come together are one request, so that ten thousand rows are a matter of seconds.
const db = drizzle(groupCommit(openHttpClient({ url, deadlineMs: 30_000 })))
const ports = {
  config,
  db,
  reads: db,
  mailer: () => Promise.resolve(null),
  floodLimiter: null,
  pages: memoryPages(),
  now: () => new Date(Date.now()),
  log: jsonLog(() => undefined),
  clientAddress: () => '',
  defer: () => undefined,
  fetch,
  callHook: () => Promise.reject(new Error('No webhook')),
}
const send: Work = {
  run: (_, row) => {
    const { messageId } = composeMessage(
      {
        id: `${row.id}@bao.example`,
        from: { name: '', address: 'bao@bao.example' },
        to: { name: '', address: 'lan@ban.example' },
        subject: 'Bài',
        text: '',
        html: '',
      },
      ports.now(),
    )
    // The moment at which a mail server would have it; between this and the mark any kill may fall.
    appendFileSync(file, `${process.pid} ${row.id} ${messageId}\n`)
    return Promise.resolve({ effects: [] })
  },
}
const lane = { name: 'mail', kinds: ['mail.share'], concurrency: Number(atOnce) } as const
// Long enough for a busy machine: whoever is slower than its lease sends what another has sent.
const limits = { rows: 160, leaseSeconds: 30, neededSeconds: 26 }

process.stdout.write(`ready ${process.pid}\n`)
for (;;) {
  const context = { ports, keyring: createKeyring(config.secret, null) }
  // As the service does: a run that fails, on a machine too busy for the database's lock, is tried again.
  await runLane(context, lane, limits, { 'mail.share': send }).catch(() => undefined)
  // Not all eight at once when nothing is due.
  await new Promise((resolve) => setTimeout(resolve, 20))
}

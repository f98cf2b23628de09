// Writes each line it reads, as one batch, into the database file argv[2] the way the service does, and
// answers it with `stored ID` or `refused ID`. Made to be killed.
import { createInterface } from 'node:readline'
import { groupCommit } from '../../src/adapters/group-commit.ts'
import { openFileClient } from '../../src/adapters/file-client.ts'

const client = groupCommit(await openFileClient({ path: process.argv[2] ?? '' }))
process.stdout.write('ready\n')

createInterface({ input: process.stdin }).on('line', (id) => {
  const statements = [
    { sql: 'INSERT INTO comments (id) VALUES (?)', args: [id] },
    { sql: 'INSERT INTO outbox (cause) VALUES (?)', args: [id] },
    'UPDATE counters SET comments = comments + 1',
  ]
  client.batch(statements).then(
    () => process.stdout.write(`stored ${id}\n`),
    () => process.stdout.write(`refused ${id}\n`),
  )
})

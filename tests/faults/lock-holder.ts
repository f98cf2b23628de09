// A foreign process that holds the write lock of the database file argv[2] from the line `held` until it reads a line.
import { once } from 'node:events'
import { pathToFileURL } from 'node:url'
import { createClient } from '@libsql/client'

const client = createClient({ url: pathToFileURL(process.argv[2] ?? '').href, timeout: 5000 })
const transaction = await client.transaction('write')
process.stdout.write('held\n')
await once(process.stdin, 'data')
await transaction.commit()
process.stdout.write('released\n')
process.exit()

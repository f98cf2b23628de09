import { createClient } from '@libsql/client'

/** What the process is told in its environment. */
export interface ReplicaEnvironment {
  /** `file:` URL of the replica. */
  REPLICA_URL: string
  SYNC_URL: string
  AUTH_TOKEN: string
}

/** The answer to each message: whether what the primary had when it was sent is in the file now. */
export type SyncResult = { isDone: true } | { isDone: false; error: string }

// A process of its own: a primary that accepts and never answers blocks whoever syncs, and a thread that is
// ended in the middle of a sync takes the whole process with it.
const { REPLICA_URL = '', SYNC_URL = '', AUTH_TOKEN = '' } = process.env
const client = createClient({
  url: REPLICA_URL,
  syncUrl: SYNC_URL,
  ...(AUTH_TOKEN !== '' && { authToken: AUTH_TOKEN }),
})

const answer = (result: SyncResult) => process.send?.(result)

process.on('message', () => {
  client.sync().then(
    () => answer({ isDone: true }),
    (error: unknown) =>
      answer({ isDone: false, error: error instanceof Error ? error.name : 'unknown' }),
  )
})
// Nothing to sync for once the service is gone.
process.on('disconnect', () => process.exit(0))

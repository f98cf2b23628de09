import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Client } from '@libsql/client'
import type { Config } from '../config.ts'
import type { Log } from '../ports.ts'
import { openFileClient } from './file-client.ts'
import { groupCommit } from './group-commit.ts'
import { openHttpClient } from './http-client.ts'

/** Calls to a server at a time: more than one answers at once, fewer than what would fill our memory while it hangs. */
const MAX_CALLS = 1000

export interface NodeDatabase {
  client: Client
  /** For public pages; may lag by a second. */
  reads: Client
  /** The client for callers who wait in a lane of their own; null where writes do not wait for each other. */
  lane: ((name: string) => Client) | null
  close: () => void
}

export interface NodeDatabaseOptions {
  log: Log
  /** Folder of the built files. */
  dist: string
  /** Public pages may have been rendered from a lagging replica. */
  onCaughtUp: () => void
}

/** The database that the settings name: a file of this machine, a server, or a server with a replica here. */
export async function openDatabase(
  config: Config,
  options: NodeDatabaseOptions,
): Promise<NodeDatabase> {
  if (config.databaseSyncUrl !== null)
    return openReplicated(config, config.databaseSyncUrl, options)
  if (!config.databaseUrl.startsWith('file:')) {
    const client = openServer(config, config.databaseUrl)
    return { client, reads: client, lane: null, close: () => client.close() }
  }
  const file = await openFileClient({
    path: filePath(config.databaseUrl),
    onPoisoned: () => process.exit(75),
  })
  const client = groupCommit(file)
  return { client, reads: client, lane: client.lane, close: () => file.close() }
}

/** `file:./relative`, `file:/absolute` and `file:///absolute` alike. */
export function filePath(url: string): string {
  return url.startsWith('file://') ? fileURLToPath(url) : url.slice('file:'.length)
}

async function openReplicated(
  config: Config,
  syncUrl: string,
  { log, dist, onCaughtUp }: NodeDatabaseOptions,
): Promise<NodeDatabase> {
  const { openReplica } = await import('./replica-client.ts')
  const primary = openServer(config, syncUrl)
  const replica = openReplica({
    path: join(config.dataDir, 'replica.db'),
    primary,
    syncUrl,
    authToken: config.databaseAuthToken,
    script: join(dist, 'replica-sync.js'),
    onCaughtUp,
    onFailure: (error) => log.error('replica.failed', { error }),
  })
  return {
    client: replica.writes,
    reads: replica.reads,
    lane: null,
    close: () => {
      replica.close()
      primary.close()
    },
  }
}

function openServer({ databaseAuthToken }: Config, url: string): Client {
  return openHttpClient({ url, authToken: databaseAuthToken ?? undefined, maxCalls: MAX_CALLS })
}

import { type ChildProcess, fork } from 'node:child_process'
import { pathToFileURL } from 'node:url'
import type { Client } from '@libsql/client'
import { wrapClient } from './client-wrapper.ts'
import { type FileConnection, openConnection } from './file-connection.ts'
import type { ReplicaEnvironment, SyncResult } from './replica-sync.ts'
import { areReadOnly, statementKind } from './statements.ts'

export interface ReplicaOptions {
  /** File of the replica; made by the first sync. */
  path: string
  /** Where writes go, and reads until the first sync is done. */
  primary: Client
  syncUrl: string
  authToken: string | null
  /** The built `replica-sync` file. */
  script: string
  /** Called when reads that were given while the replica lagged may be wrong no longer. */
  onCaughtUp: () => void
  /** Called with the error's name when a sync fails, once until one succeeds again. */
  onFailure: (error: string) => void
}

export interface Replica {
  /** The primary, whose writes are noticed. */
  writes: Client
  /** Reads from the file; refuses everything else. */
  reads: Client
  close(): void
}

/** How old other machines' writes may be. */
const SYNC_MS = 500
/** How long a read waits for this process's own last write to arrive; a sync takes a few milliseconds and the way there. */
const PATIENCE_MS = 300

/**
 * An embedded replica that is only read, kept up to date by a process of its own: a slow or half-open primary
 * never stalls a read. Writing through a replica would block the whole process for the length of the round trips.
 */
export function openReplica(options: ReplicaOptions): Replica {
  const url = pathToFileURL(options.path).href
  const sync = startSync(url, options)
  const { primary } = options
  let file: FileConnection | undefined
  /** The file once it follows the primary; before, undefined. */
  const local = async () => {
    if (!sync.hasBegun()) return undefined
    await sync.settled()
    return (file ??= openConnection(options.path, 0))
  }
  const noting = async <T>(isWrite: boolean, call: Promise<T>): Promise<T> => {
    if (!isWrite) return call
    try {
      return await call
    } finally {
      // A call that failed may have been committed all the same.
      sync.noteWrite()
    }
  }
  return {
    writes: wrapClient(primary, {
      execute: (statement) =>
        noting(statementKind(statement) !== 'read', primary.execute(statement)),
      batch: (statements, mode) =>
        noting(!areReadOnly(statements), primary.batch(statements, mode)),
      migrate: (statements) => noting(true, primary.migrate(statements)),
      executeMultiple: (sql) => noting(true, primary.executeMultiple(sql)),
    }),
    reads: wrapClient(primary, {
      execute: async (statement) => {
        if (statementKind(statement) !== 'read') throw new Error('A replica is only read')
        const replica = await local()
        return replica?.run(statement) ?? primary.execute(statement)
      },
      batch: async (statements) => {
        if (!areReadOnly(statements)) throw new Error('A replica is only read')
        const replica = await local()
        return replica?.batch(statements, 'read') ?? primary.batch(statements, 'read')
      },
      migrate: refuse,
      executeMultiple: refuse,
    }),
    close: () => {
      sync.stop()
      file?.close()
    },
  }
}

/** Keeps the file following the primary, and knows whether this process's own writes have arrived in it. */
function startSync(url: string, options: ReplicaOptions) {
  const { onCaughtUp, onFailure } = options
  let child: ChildProcess | undefined
  let hasBegun = false
  let isBusy = false
  let isFailing = false
  let hasLagged = false
  let wroteAt = 0
  let askedAt = 0
  let syncedFrom = 0
  let waiting: (() => void)[] = []
  let isStopped = false

  const isCaughtUp = () => syncedFrom > wroteAt
  const ask = () => {
    if (isBusy) return
    isBusy = true
    askedAt = performance.now()
    child ??= startProcess(url, options, receive, () => {
      child = undefined
      isBusy = false
      if (!isStopped) fail('exited')
    })
    child.send('sync')
  }
  const succeed = () => {
    hasBegun = true
    isFailing = false
    syncedFrom = askedAt
    if (!isCaughtUp()) {
      ask()
      return
    }
    for (const resolve of waiting) resolve()
    waiting = []
    if (hasLagged) onCaughtUp()
    hasLagged = false
  }
  const fail = (error: string) => {
    if (!isFailing) onFailure(error)
    isFailing = true
  }
  const receive = (result: SyncResult) => {
    isBusy = false
    if (result.isDone) succeed()
    else fail(result.error)
  }
  const timer = setInterval(ask, SYNC_MS)
  ask()

  return {
    hasBegun: () => hasBegun,
    noteWrite: () => {
      wroteAt = performance.now()
      ask()
    },
    /** Resolves once own writes can be read, or when waiting longer would stall the reader. */
    settled: async () => {
      if (isCaughtUp() || hasLagged) return
      let timeout: NodeJS.Timeout | undefined
      const inTime = await Promise.race([
        new Promise<boolean>((resolve) => waiting.push(() => resolve(true))),
        new Promise<boolean>((resolve) => {
          timeout = setTimeout(() => resolve(false), PATIENCE_MS)
        }),
      ])
      clearTimeout(timeout)
      if (!inTime && !isCaughtUp()) hasLagged = true
    },
    stop: () => {
      isStopped = true
      clearInterval(timer)
      // It may be waiting for a primary that never answers.
      child?.kill('SIGKILL')
    },
  }
}

function startProcess(
  url: string,
  { script, syncUrl, authToken }: ReplicaOptions,
  onResult: (result: SyncResult) => void,
  onExit: () => void,
): ChildProcess {
  const child = fork(script, {
    env: {
      REPLICA_URL: url,
      SYNC_URL: syncUrl,
      AUTH_TOKEN: authToken ?? '',
    } satisfies ReplicaEnvironment,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  child.on('message', onResult)
  child.once('exit', onExit)
  return child
}

function refuse(): Promise<never> {
  return Promise.reject(new Error('A replica is only read'))
}

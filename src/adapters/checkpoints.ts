import Database from 'libsql/promise'

/** Moves what has been committed from the write-ahead log into the database file, in a thread of the driver's. */
export interface Checkpoints {
  /** Something was committed. After a hundred of them a checkpoint is due within a second. */
  noteCommit(): void
  close(): void
}

/**
 * How long commits are gathered: the pages that all of them change are then moved once. A large newspaper's second is
 * a megabyte of log, a flood's some thirty.
 */
const EVERY_MS = 1000
/** So many commits are some 4 MB of log, which SQLite by itself would take as the time for a checkpoint. */
const MIN_COMMITS = 100

/** The driver's own typings say `any`. */
interface AsyncConnection {
  exec(sql: string): Promise<void>
  close(): void
}

/**
 * Checkpoints by a connection of their own, so that no commit has to make one: a thousand pages keep the serving
 * connection, and with it every request, waiting for 7 ms. What fails is tried again a hundred commits later; what never
 * succeeds the serving connection does itself once its log has grown (`wal_autocheckpoint`). `isThere` tells whether
 * the file is still the one that is served.
 */
export function startCheckpoints(path: string, isThere: () => boolean): Checkpoints {
  let connection: AsyncConnection | undefined
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined
  let commits = 0
  let isClosed = false

  const run = async () => {
    try {
      // Opening what is gone would make an empty file in its place. Opened at rest it would take half a megabyte.
      if (connection === undefined && isThere()) connection = new Database(path, {})
      await connection?.exec('PRAGMA wal_checkpoint(PASSIVE)')
    } catch {
      // The log keeps all that was committed, and the next checkpoint moves it.
    }
    running = undefined
    if (isClosed) connection?.close()
  }
  return {
    noteCommit() {
      commits += 1
      if (isClosed || commits < MIN_COMMITS) return
      timer ??= setTimeout(() => {
        timer = undefined
        commits = 0
        running ??= run()
      }, EVERY_MS).unref()
    },
    close() {
      isClosed = true
      clearTimeout(timer)
      if (running === undefined) connection?.close()
    },
  }
}

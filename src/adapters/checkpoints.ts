import Database from 'libsql/promise'

/** Moves what has been committed from the write-ahead log into the database file, in a thread of the driver's. */
export interface Checkpoints {
  /** Something was committed: a checkpoint is due within a second. */
  due(): void
  close(): void
}

/**
 * How long commits are gathered: the pages that all of them change are then moved once. A large newspaper's second is
 * a megabyte of log, a flood's some thirty.
 */
const EVERY_MS = 1000

/**
 * Checkpoints by a connection of their own, so that no commit has to make one: a thousand pages keep the serving
 * connection, and with it every request, waiting for 7 ms. What fails is tried again after the next commit; what never
 * succeeds the serving connection does itself once its log has grown (`wal_autocheckpoint`).
 */
export async function openCheckpoints(path: string): Promise<Checkpoints> {
  // The driver's own typings say `any`.
  const connection = new Database(path, {}) as { exec(sql: string): Promise<void>; close(): void }
  // SQLite opens the file at the first statement; later another one might lie there.
  await connection.exec('PRAGMA schema_version')
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined
  let isClosed = false

  const run = async () => {
    await connection.exec('PRAGMA wal_checkpoint(PASSIVE)').catch(() => undefined)
    running = undefined
    if (isClosed) connection.close()
  }
  return {
    due() {
      if (isClosed) return
      timer ??= setTimeout(() => {
        timer = undefined
        running ??= run()
      }, EVERY_MS).unref()
    },
    close() {
      isClosed = true
      clearTimeout(timer)
      if (running === undefined) connection.close()
    },
  }
}

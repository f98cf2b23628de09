import { join } from 'node:path'
import { type FileConnection, openConnection } from './file-connection.ts'
import { isBusy } from './outages.ts'

export interface DataLock {
  release(): void
}

/** Keeps the lock where the caller drops it: a collected connection would close its file, and with it the lock. */
const held = new Set<FileConnection>()

/**
 * Claims the data folder for this process, for life: an exclusive SQLite lock on `phanhoi.lock`, which
 * the kernel frees however the process ends. Throws at once where another process has the folder.
 * Nothing in this process may open that file by other means: closing it would drop the lock (fcntl).
 */
export function lockData(dir: string): DataLock {
  try {
    const connection = claim(join(dir, 'phanhoi.lock'))
    held.add(connection)
    return { release: () => release(connection) }
  } catch (cause) {
    if (isBusy(cause)) throw new Error(`${dir} is in use by another phanhoi process`, { cause })
    throw new Error(`Cannot lock the data folder ${dir}`, { cause })
  }
}

function claim(path: string): FileConnection {
  const connection = openConnection(path, 0)
  try {
    connection.script('PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT')
  } catch (error) {
    connection.close()
    throw error
  }
  return connection
}

/** `close` alone keeps the lock until garbage collection (libsql-js#230); leaving the locking mode frees it. */
function release(connection: FileConnection): void {
  if (!held.delete(connection)) return
  try {
    connection.script('PRAGMA locking_mode=NORMAL; SELECT count(*) FROM sqlite_schema')
  } finally {
    connection.close()
  }
}

import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Client, createClient } from '@libsql/client'
import { isBusy } from './outages.ts'

export interface DataLock {
  release(): void
}

/** Keeps the lock where the caller drops it: a collected client would close its file, and with it the lock. */
const held = new Set<Client>()

/**
 * Claims the data folder for this process, for life: an exclusive SQLite lock on `phanhoi.lock`, which
 * the kernel frees however the process ends. Throws at once where another process has the folder.
 * Nothing in this process may open that file by other means: closing it would drop the lock (fcntl).
 */
export async function lockData(dir: string): Promise<DataLock> {
  try {
    const client = await claim(join(dir, 'phanhoi.lock'))
    held.add(client)
    return { release: () => void release(client) }
  } catch (cause) {
    if (isBusy(cause)) throw new Error(`${dir} is in use by another phanhoi process`, { cause })
    throw new Error(`Cannot lock the data folder ${dir}`, { cause })
  }
}

async function claim(path: string): Promise<Client> {
  const client = createClient({ url: pathToFileURL(path).href, concurrency: 1 })
  try {
    await client.executeMultiple('PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT')
  } catch (error) {
    client.close()
    throw error
  }
  return client
}

/** `close` alone keeps the lock until garbage collection (libsql-js#230); leaving the locking mode frees it. */
async function release(client: Client): Promise<void> {
  if (!held.delete(client)) return
  try {
    await client.executeMultiple('PRAGMA locking_mode=NORMAL; SELECT count(*) FROM sqlite_schema')
  } finally {
    client.close()
  }
}

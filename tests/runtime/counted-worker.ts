import { ADMIN_TOKEN, type Client, openClient, ORIGIN, PAGES } from '../contract/client.ts'
import { startCountingProxy } from './proxy.ts'
import { startSqld } from './sqld.ts'
import { migrateServer, startWorker, type WorkerOptions } from './worker.ts'

/** A Worker with the site `bao`, whose requests to its database are counted. */
export interface CountedWorker {
  client: Client
  /** Of the libSQL server itself, around the count. */
  databaseUrl: string
  /** How a call was answered, after how many requests to the database. */
  statusAndTrips: (call: () => Promise<{ status: number }>) => Promise<Counted>
  stop: () => Promise<void>
}

export interface Counted {
  status: number
  trips: number
}

/** Starts a libSQL server, the proxy that counts, and the Worker. */
export async function startCountedWorker(
  options: Pick<WorkerOptions, 'isCached'> = {},
): Promise<CountedWorker> {
  const sqld = await startSqld()
  await migrateServer(sqld.url)
  const proxy = await startCountingProxy(sqld.url)
  const worker = await startWorker({
    databaseUrl: proxy.url,
    mailUrl: 'smtp://127.0.0.1:1',
    vars: { ADMIN_TOKEN },
    ...options,
  })
  const { url, stdout, stop } = worker
  const work = () => Promise.resolve()
  const client = openClient({ url, log: stdout, stop, secrets: [], work, mail: noMail })
  await client.admin('POST', '/v1/admin/sites', {
    key: 'bao',
    name: 'Báo',
    origins: [ORIGIN, PAGES],
  })
  return {
    client,
    databaseUrl: sqld.url,
    statusAndTrips: async (call) => {
      let status = 0
      const bodies = await proxy.record(async () => ({ status } = await call()))
      // Work that goes on after the answer begins by leasing rows of the outbox; no reader waits for it.
      const afterwards = bodies.findIndex((body) => body.includes('lease_owner'))
      return { status, trips: afterwards === -1 ? bodies.length : afterwards }
    },
    stop: async () => {
      await worker.stop()
      await proxy.stop()
      await sqld.stop()
    },
  }
}

function noMail(): Promise<never> {
  return Promise.reject(new Error('Nobody reads mail here'))
}

import type { Client, InStatement, ResultSet } from '@libsql/client'
import { Problem } from '../problem.ts'
import { wrapClient } from './client-wrapper.ts'
import { createFairQueue, type FairQueue } from './fair-queue.ts'
import { firstOf } from './rows.ts'
import { areReadOnly, type BatchStatement, statementKind } from './statements.ts'

export interface GroupCommitOptions {
  /** Callers whose writes share one commit. Default 64. */
  maxGroup?: number
  /**
   * Callers that may wait, default 2,000. A lane may hold as many places as are still free, so one alone at most
   * half of them; its next caller gets `Problem('unavailable')`.
   */
  maxWaiting?: number
}

export interface GroupedClient extends Client {
  /** The same database for callers who wait in a lane of their own. Keeps nothing; `''` is the client's own lane. */
  lane: (name: string) => Client
}

/** Bounds how long one group keeps the synchronous driver, and with it the event loop, busy. */
const maxGroupStatements = 1000

interface Write {
  statements: BatchStatement[]
  /** How the write runs by itself, with errors that speak of nobody else's statements. */
  runAlone: () => Promise<ResultSet[]>
  /** False for what may not share a transaction: scripts, migrations, and a group's members once it has failed. */
  isSociable: boolean
  resolve: (results: ResultSet[]) => void
  reject: (error: unknown) => void
}

/**
 * A `Client` whose writes that arrive together commit together, each caller with its own results: one disk
 * flush instead of one each. Lanes take turns, and within a lane the first to come is served first, so one
 * lane's flood delays and refuses nobody else's writes. A group that fails runs again caller by
 * caller, so that one's bad row never costs another's. An outage refuses all who wait, as they would
 * only wait for it again. Reads go straight through. Batches are forced to `read` or `write`,
 * because Drizzle names no mode and `deferred` upgrades into SQLITE_BUSY.
 */
export function groupCommit(client: Client, options: GroupCommitOptions = {}): GroupedClient {
  const enqueue = startQueue(client, options)
  const lane = (name: string) =>
    inLane(client, (statements, runAlone, isSociable) =>
      enqueue(name, { statements, runAlone, isSociable }),
    )
  return Object.assign(lane(''), { lane })
}

type Enqueue = (
  statements: BatchStatement[],
  runAlone: Write['runAlone'],
  isSociable: boolean,
) => Promise<ResultSet[]>

function inLane(client: Client, enqueue: Enqueue): Client {
  return wrapClient(client, {
    execute: async (statement) => {
      const kind = statementKind(statement)
      if (kind === 'read') return client.execute(statement)
      refuseControl([statement])
      const runAlone = async () => [await client.execute(statement)]
      const results = await enqueue([statement], runAlone, kind === 'write')
      return firstOf(results)
    },
    batch: async (statements) => {
      if (areReadOnly(statements)) return client.batch(statements, 'read')
      refuseControl(statements)
      return enqueue(statements, () => client.batch(statements, 'write'), true)
    },
    migrate: (statements: InStatement[]) =>
      enqueue(statements, () => client.migrate(statements), false),
    executeMultiple: async (sql) => {
      await enqueue([], () => client.executeMultiple(sql).then(() => []), false)
    },
  })
}

function startQueue(client: Client, { maxGroup = 64, maxWaiting = 2000 }: GroupCommitOptions) {
  const waiting = createFairQueue<Write>(maxWaiting)
  let isWorking = false

  async function work(): Promise<void> {
    while (waiting.peek() !== undefined) {
      await nextTurn()
      await commit(takeGroup(waiting, maxGroup))
    }
    isWorking = false
  }

  async function commit(group: Write[]): Promise<void> {
    try {
      shareOut(group, await runTogether(client, group))
    } catch (error) {
      if (error instanceof Problem) refuse([...group, ...waiting.takeAll()], error)
      else if (group.length === 1) refuse(group, error)
      else waiting.putBack(group.map((write) => ({ ...write, isSociable: false })))
    }
  }

  return (lane: string, write: Omit<Write, 'resolve' | 'reject'>) =>
    new Promise<ResultSet[]>((resolve, reject) => {
      if (!waiting.add(lane, { ...write, resolve, reject })) {
        reject(new Problem('unavailable', { retryAfterSeconds: 1 }))
        return
      }
      if (isWorking) return
      isWorking = true
      void work()
    })
}

/** Lets every request of this turn of the event loop, and those that have come in meanwhile, join. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

/** Those whose turn it is, as many as go together; at least one. */
function takeGroup(waiting: FairQueue<Write>, maxGroup: number): Write[] {
  const group: Write[] = []
  let statements = 0
  for (let next = waiting.peek(); next !== undefined; next = waiting.peek()) {
    statements += next.statements.length
    const isFull = group.length === maxGroup || statements > maxGroupStatements
    if (group.length > 0 && (!next.isSociable || isFull)) break
    group.push(next)
    waiting.take()
    if (!next.isSociable) break
  }
  return group
}

function runTogether(client: Client, group: Write[]): Promise<ResultSet[]> {
  const [only, second] = group
  if (only !== undefined && second === undefined) return only.runAlone()
  return client.batch(
    group.flatMap((write) => write.statements),
    'write',
  )
}

function shareOut(group: Write[], results: ResultSet[]): void {
  let from = 0
  for (const { statements, resolve } of group) {
    const to = group.length === 1 ? results.length : from + statements.length
    resolve(results.slice(from, to))
    from = to
  }
}

function refuse(writes: Write[], error: unknown): void {
  for (const write of writes) write.reject(error)
}

/** A COMMIT or ROLLBACK inside a group would end the transaction of all its members. */
function refuseControl(statements: BatchStatement[]): void {
  if (statements.some((statement) => statementKind(statement) === 'control')) {
    throw new Error('A batch is one transaction: it cannot begin, end or nest transactions')
  }
}

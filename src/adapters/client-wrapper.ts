import type { Client, InArgs, InStatement, ResultSet } from '@libsql/client/web'

/** The calls through which statements run: what our adapters change. */
export interface Calls extends Pick<Client, 'batch' | 'migrate' | 'executeMultiple'> {
  execute(statement: InStatement): Promise<ResultSet>
}

/** What is left of a client beside its calls. */
export type Lifecycle = Pick<Client, 'sync' | 'close' | 'reconnect' | 'closed' | 'protocol'>

/**
 * A `Client` that runs statements by `calls` and leaves the rest to `inner`. Interactive transactions
 * are refused: in file mode one of them beside a write stops the process, over HTTP they expire.
 */
export function wrapClient(inner: Lifecycle, calls: Calls): Client {
  return {
    ...calls,
    execute: (statement: InStatement, args?: InArgs) =>
      calls.execute(
        typeof statement === 'string' && args !== undefined ? { sql: statement, args } : statement,
      ),
    ...refused,
    sync: () => inner.sync(),
    close: () => inner.close(),
    reconnect: () => inner.reconnect(),
    get closed() {
      return inner.closed
    },
    protocol: inner.protocol,
  }
}

const refused = {
  transaction: (): Promise<never> =>
    Promise.reject(new Error('Interactive transactions are forbidden: write by one batch')),
}

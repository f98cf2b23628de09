import type { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { sha256 } from '../signing.ts'

type AdapterFactory = ReturnType<typeof drizzleAdapter>
type Where = Parameters<ReturnType<AdapterFactory>['findOne']>[0]['where'][number]

interface Query {
  model: string
  where?: Where[] | undefined
  data?: object
  update?: Record<string, unknown>
}

/**
 * better-auth keeps session tokens in clear. This keeps their SHA-256 instead: tokens are hashed on the way to
 * the rows and in look-ups, and given back only to whoever brought them.
 */
export function hashSessions(createAdapter: AdapterFactory): AdapterFactory {
  return (options) => {
    const inner = createAdapter(options)
    const adapter: typeof inner = {
      ...inner,
      create: async (query) => withToken(query, await inner.create(await hashTokens(query))),
      findOne: async (query) => withToken(query, await inner.findOne(await hashTokens(query))),
      findMany: async (query) => inner.findMany(await hashTokens(query)),
      count: async (query) => inner.count(await hashTokens(query)),
      update: async (query) => withToken(query, await inner.update(await hashTokens(query))),
      updateMany: async (query) => inner.updateMany(await hashTokens(query)),
      delete: async (query) => inner.delete(await hashTokens(query)),
      deleteMany: async (query) => inner.deleteMany(await hashTokens(query)),
      consumeOne: async (query) =>
        withToken(query, await inner.consumeOne(await hashTokens(query))),
      transaction: (work) => work(adapter),
    }
    return adapter
  }
}

async function hashTokens<Q extends Query>(query: Q): Promise<Q> {
  if (query.model !== 'session') return query
  return {
    ...query,
    ...(query.where && { where: await Promise.all(query.where.map(hashCondition)) }),
    ...(query.data && { data: await hashField(query.data) }),
    ...(query.update && { update: await hashField(query.update) }),
  }
}

async function hashCondition(condition: Where): Promise<Where> {
  const { field, value } = condition
  if (field !== 'token') return condition
  // What this does not understand would be compared with the hashes in clear and must not pass unseen.
  if (typeof value !== 'string') throw new Error('Sessions are found by one token only')
  return { ...condition, value: await sha256(value) }
}

async function hashField(row: object): Promise<object> {
  if (!('token' in row) || typeof row.token !== 'string') return row
  return { ...row, token: await sha256(row.token) }
}

/** The found row with the token by which it was made or asked for. */
function withToken<R>(query: Query, row: R): R {
  if (query.model !== 'session' || row === null) return row
  const token = tokenOf(query)
  return token === undefined ? row : { ...row, token }
}

function tokenOf({ data, where }: Query): unknown {
  if (data !== undefined) return 'token' in data ? data.token : undefined
  return where?.find(({ field }) => field === 'token')?.value
}

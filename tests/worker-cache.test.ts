import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, articleAt, type Client } from './contract/client.ts'
import { type CountedWorker, startCountedWorker } from './runtime/counted-worker.ts'

/**
 * workerd has no Workers Cache here. What stands in for it is `runtime/cache-front.mjs`: workerd's own cache, which
 * follows the headers of our answers, and the purges that the Worker asks for by tag.
 */
describe('the Worker behind a cache', () => {
  let worker: CountedWorker
  let client: Client

  beforeAll(async () => {
    worker = await startCountedWorker({ isCached: true })
    client = worker.client
  })
  afterAll(() => worker.stop())

  const tripsOf = async (call: () => Promise<Answer>) => (await worker.statusAndTrips(call)).trips
  const countsOf = () => client.get('/v1/counts?site=bao&article=/mot&article=/hai')

  const publish = async (article: string) => {
    const { body } = await client.post({ article: articleAt(article), body: `Ý kiến ở ${article}` })
    await client.decide('comment', [body.id], 'approved')
    await expect.poll(async () => (await client.thread(article)).text).toContain(body.id)
    return String(body.id)
  }

  it('a thread page takes one request to the database, and none from then on', async () => {
    expect(await tripsOf(() => client.thread('/mot'))).toBe(1)
    expect(await tripsOf(() => client.thread('/mot'))).toBe(0)
    expect(await tripsOf(() => client.thread('/mot', '&sort=oldest'))).toBe(1)
    expect(await tripsOf(() => client.thread('/mot', '&sort=oldest'))).toBe(0)
  })

  it('counts take one, and none from then on', async () => {
    expect(await tripsOf(countsOf)).toBe(1)
    expect(await tripsOf(countsOf)).toBe(0)
  })

  it('pages of any origin share what is kept, and each may read it', async () => {
    const path = '/v1/comments?site=bao&article=/nguon'
    const from = (origin: string) => () => client.get(path, { Origin: origin })
    expect(await tripsOf(from('https://mot.example'))).toBe(1)
    expect(await tripsOf(from('https://hai.example'))).toBe(0)
    const { headers } = await from('https://ba.example')()
    expect(headers.get('Access-Control-Allow-Origin')).toBe('*')
  })

  it('whoever has the page already is told so without the database', async () => {
    const { headers } = await client.thread('/quen')
    const known = { 'If-None-Match': headers.get('ETag') ?? '' }
    const again = () => client.get('/v1/comments?site=bao&article=%2Fquen', known)
    expect(await worker.statusAndTrips(again)).toEqual({ status: 304, trips: 0 })
  })

  it('a decision drops the article’s page and no other', async () => {
    await client.thread('/khac')
    const id = await publish('/duyet')
    expect(await tripsOf(() => client.thread('/khac'))).toBe(0)
    await client.decide('comment', [id], 'rejected')
    await expect.poll(async () => (await client.thread('/duyet')).text).not.toContain(id)
  })

  it('what is refused or fails is never kept', async () => {
    const path = '/v1/comments?site=khong-co&article=/mot'
    expect(await worker.statusAndTrips(() => client.get(path))).toEqual({ status: 404, trips: 1 })
    expect(await worker.statusAndTrips(() => client.get(path))).toEqual({ status: 404, trips: 1 })
  })
})

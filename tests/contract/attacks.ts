import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { searchNumber } from '../../widget/search.ts'
import { inWords } from '../support.ts'
import {
  ADMIN_TOKEN,
  type Answer,
  articleAt,
  type Client,
  newShare,
  openClient,
  ORIGIN,
  PAGES,
  type Service,
} from './client.ts'

interface Challenge {
  algorithm: string
  challenge: string
  salt: string
  signature: string
  maxnumber: number
}

/** What people with scripts try, from as many addresses as they like, at the usual limits. */
export function attacks(start: (settings: Record<string, string>) => Promise<Service>) {
  describe('under attack', () => {
    let client: Client
    let formToken = ''
    let sent = 0
    let written = 0

    /** An address that nobody has used, of those for documentation (RFC 5737, RFC 3849). */
    const newAddress = () => `2001:db8:${(++sent).toString(16)}::1`
    const from = (address: string, claimed?: string) => {
      const { comingFrom } = client.service
      if (comingFrom === undefined) throw new Error('This service hears everybody from one address')
      return comingFrom(address, claimed)
    }
    const post = (changes: Record<string, unknown> = {}, headers = from(newAddress())) =>
      client.post(
        { body: `Ý kiến của tôi, số ${inWords(++written)}.`, formToken, ...changes },
        headers,
      )
    const makeSite = async (key: string, settings: object) => {
      const origins = [ORIGIN, PAGES]
      const made = await client.admin('POST', '/v1/admin/sites', {
        key,
        name: 'Báo',
        origins,
        settings: { moderation: { mode: 'none' }, ...settings },
      })
      expect(made.status, made.text).toBe(201)
    }

    beforeAll(async () => {
      client = openClient(await start({ ADMIN_TOKEN, TRUST_PROXY_HOPS: '1' }))
      await makeSite('bao', {
        comments: { proof: 'off' },
        defence: { articlePerMinute: 6, sitePerMinute: 1000, holdMinutes: 1 },
      })
      await makeSite('canh-giac', { comments: { proof: 'always' }, defence: { proofCost: 1000 } })
      formToken = await vi.waitFor(async () => {
        const { status, text, body } = await client.thread('/mo-dau')
        expect(status, text).toBe(200)
        // A thread page; its own tests prove its shape.
        return (body as { form: { token: string } }).form.token
      }, 20_000)
      // A form is sent by a person once it was open for three seconds.
      await vi.waitFor(
        async () =>
          expect((await post({ article: articleAt(`/mo-dau/${sent}`) })).status).toBe(201),
        { timeout: 20_000, interval: 500 },
      )
    })
    afterAll(() => client.service.stop())

    it('a flood from many addresses switches its article to hold-all, on record, and no other (Z02)', async () => {
      const { flooded, states } = await inOneMinute(async (attempt) => {
        const flooded = `/lu/${attempt}`
        const states: number[] = []
        for (let i = 0; i < 10; i++)
          states.push((await post({ article: articleAt(flooded) })).status)
        return { flooded, states }
      })
      expect(states).toEqual([...Array<number>(6).fill(201), ...Array<number>(4).fill(202)])
      const { body: queue } = await client.queue(flooded)
      expect(checksOf(queue.items.filter(isPending))).toEqual(Array(4).fill(['flood']))
      expect((await post({ article: articleAt('/lu/yen') })).status).toBe(201)
      const { text } = await client.admin('GET', '/v1/admin/audit?site=bao')
      expect(text).toContain('article.held-all')
      expect(text).toContain(flooded)
    })

    it('headers that rotate change nothing: the client is who reached our own proxy (Z08)', async () => {
      const answers: Answer[] = []
      // A minute may end in between: twenty pass at most.
      for (let i = 0; i < 21; i++)
        answers.push(
          await post(
            { article: articleAt(`/xoay/${i}`) },
            {
              'True-Client-IP': `192.0.2.${i}`,
              'X-Real-IP': `192.0.2.${i}`,
              'X-Client-IP': `192.0.2.${i}`,
              Forwarded: `for=192.0.2.${i};proto=https`,
              ...from('203.0.113.9', `192.0.2.${i}, 10.0.0.${i}`),
            },
          ),
        )
      expect(answers.filter(({ status }) => status < 300).length).toBeGreaterThanOrEqual(10)
      expect(answers.at(-1)).toMatchObject({ status: 429, body: { code: 'rate-limited' } })
    })

    it('one address in other spellings, and all of a /64, are one client (Z08)', async () => {
      const rooms = await inOneMinute(async (attempt) => {
        const net = `2001:db8:ffff:a${attempt}`
        const spellings = [
          [
            `${net}::1`,
            `${net}::2`,
            `${net.toUpperCase()}:1:2:3:4`,
            `2001:0db8:ffff:0a${attempt}::`,
          ],
          [
            `203.0.113.1${attempt}`,
            `::ffff:203.0.113.1${attempt}`,
            `::FFFF:203.0.113.1${attempt}`,
            `::ffff:cb00:71${(10 + attempt).toString(16).padStart(2, '0')}`,
          ],
        ]
        const left = []
        for (const address of spellings.flat()) left.push(await roomOf(address))
        return left
      })
      expect(rooms).toEqual([29, 28, 27, 26, 29, 28, 27, 26])
    })

    const roomOf = async (address: string) => {
      const path = '/v1/challenge?site=bao&action=comment'
      const { headers } = await client.get(path, from(address))
      return Number(/remaining=(\d+)/.exec(headers.get('RateLimit') ?? '')?.[1])
    }

    it('a solved challenge is good for one comment of one site, also at once (S07)', async () => {
      const answers: Answer[] = []
      const proof = await solve('comment')
      const there = { site: 'canh-giac', article: articleAt('/giai'), proof }
      const together = Array.from({ length: 8 }, () => post(there))
      answers.push(...(await Promise.all(together)))
      const taken = answers.filter(({ status }) => status < 300)
      expect(taken).toHaveLength(1)
      answers.push(await post(there))
      for (const { status, body } of answers.filter((answer) => answer !== taken[0]))
        expect([status, body.code]).toEqual([428, 'proof-required'])
      expect((await post({ ...there, proof: await solve('share') })).status).toBe(428)
      expect((await post({ ...there, proof: undefined })).status).toBe(428)
    })

    it('nor for two shares (S07)', async () => {
      const proof = await solve('share')
      const share = (n: number) =>
        client.send(
          'POST',
          '/v1/shares',
          newShare({
            site: 'canh-giac',
            article: articleAt('/giai'),
            sender: { name: 'Bình', email: `binh-tan-cong-${n}@thu.example` },
            proof,
          }),
          from(newAddress()),
        )
      expect((await share(1)).status).toBe(202)
      expect(await share(2)).toMatchObject({ status: 428, body: { code: 'proof-required' } })
    })

    const solve = async (action: string) => {
      const path = `/v1/challenge?site=canh-giac&action=${action}`
      const { body } = await client.get(path, from(newAddress()))
      // A challenge; its own tests prove its shape.
      const { salt, challenge, maxnumber, ...rest } = body as Challenge
      const number = searchNumber(salt, challenge, 0, maxnumber + 1)
      return btoa(JSON.stringify({ ...rest, salt, challenge, number }))
    }

    it.each([
      ['Cyrillic letters', 'Аdmin'],
      ['Cyrillic letters in a Vietnamese name', 'Tоà sоạn'],
      ['Greek letters', 'Αdmιn'],
      ['full-width letters', 'Ａｄｍｉｎ'],
      ['mathematical letters', '𝐀𝐝𝐦𝐢𝐧'],
      ['letters with nothing between', 'A\u200bd\u200bm\u200bi\u200bn'],
      ['dots', 'T.ò.a s.o.ạ.n'],
      ['no marks', 'TOA SOAN'],
      ['loose marks', 'Ban biên tập'.normalize('NFD')],
      ['digits for letters', '4dm1n'],
      ['a word beside it', 'Tòa soạn Báo Thử'],
    ])('the newsroom’s name in %s is refused at the name (F31, Z03)', async (_, name) => {
      const answer = await post({ author: { name }, article: articleAt('/ten') })
      expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer: '/author/name' }] } })
    })

    it('people’s own names pass', async () => {
      for (const [i, name] of ['Toàn Sơn', 'Đặng Minh', 'Bàn Biên Thùy', 'Adam Min'].entries())
        expect((await post({ author: { name }, article: articleAt(`/nguoi/${i}`) })).status).toBe(
          201,
        )
    })

    it('the same words from many addresses under many articles wait from the fourth on', async () => {
      const body = 'Đề nghị mọi người ký tên ủng hộ bản kiến nghị này ngay hôm nay.'
      const forms = [body, body.toUpperCase(), body.normalize('NFD'), body.replaceAll(' ', '  ')]
      const statuses = []
      for (const [i, text] of [...forms, body].entries())
        statuses.push((await post({ body: text, article: articleAt(`/lap/${i}`) })).status)
      expect(statuses).toEqual([201, 201, 201, 202, 202])
      const { body: queue } = await client.queue('/lap/3')
      expect(checksOf(queue.items)).toEqual([['duplicate']])
    })
  })
}

interface Queued {
  state: string
  reasons: { check: string }[]
}

const isPending = ({ state }: Queued) => state === 'pending'
const checksOf = (items: Queued[]) => items.map(({ reasons }) => reasons.map(({ check }) => check))

/** Runs within one of the minutes that windows count by, beginning anew where one ended in between. */
async function inOneMinute<T>(run: (attempt: number) => Promise<T>): Promise<T> {
  const minute = () => Math.floor(Date.now() / 60_000)
  for (let attempt = 1; attempt < 5; attempt++) {
    const startedAt = minute()
    const result = await run(attempt)
    if (minute() === startedAt) return result
  }
  throw new Error('Never done within one minute')
}

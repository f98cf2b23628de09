import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ADMIN_TOKEN, type Client, openClient, ORIGIN, PAGES, type Service } from './client.ts'
import { attacks } from './attacks.ts'
import { crossOriginRules } from './cross-origin.ts'
import { type Listener, outside, startListener } from './outside.ts'
import { pressure } from './pressure.ts'
import { readerMails } from './reader-mails.ts'
import { readersAndModerators } from './readers.ts'
import { refusals } from './refusals.ts'
import { sharing } from './sharing.ts'
import { signingIn } from './signing-in.ts'
import { surface } from './surface.ts'

/**
 * The same suite over real HTTP against any runtime. `start` gives a service with an empty database, mail by
 * SMTP and these settings.
 */
export function describeService(
  name: string,
  start: (settings: Record<string, string>) => Promise<Service>,
  canLoseDatabase: boolean,
) {
  describe(name, () => {
    let client: Client
    let listener: Listener
    beforeAll(async () => {
      listener = await startListener()
      client = openClient(await start({ ADMIN_TOKEN, LIMIT_FACTOR: '1000', ...listener.settings }))
      const made = await client.admin('POST', '/v1/admin/sites', {
        key: 'bao',
        name: 'Báo Thử',
        origins: [ORIGIN, PAGES],
        settings: { undoSeconds: 0 },
      })
      expect(made.status, made.text).toBe(201)
    })
    afterAll(async () => {
      await client.service.stop()
      await listener.stop()
    })

    readersAndModerators(() => client)
    sharing(() => client)
    signingIn(() => client)
    readerMails(() => client)
    outside(
      () => client,
      () => listener,
    )
    refusals(() => client)
    crossOriginRules(() => client)
    surface(() => client)
    pressure(() => client, start, canLoseDatabase)
    attacks(start)

    describe('after all of that', () => {
      it('no answer held a secret, a path of this machine or a stack trace (S09)', () => {
        expect(client.seen.length).toBeGreaterThan(100)
        const traces = /node_modules|\n {4}at |SQLITE_|INSERT INTO/
        expect(client.seen.filter((answer) => traces.test(answer))).toEqual([])
        expect(client.seen.filter(holdsSecret(client.service))).toEqual([])
      })

      it('the log held nothing of a reader: no address, text, name or token (Z07)', () => {
        // Development tools write lines of their own between ours.
        const lines = client.service.log().split('\n').filter(isOurs)
        expect(lines.length).toBeGreaterThan(100)
        const personal = /@(?:thu|ban)\.example|tòa soạn|Lê Văn Tám|\/r\/[\w-]{20}/
        expect(lines.filter((line) => personal.test(line))).toEqual([])
        expect(lines.filter(holdsSecret(client.service))).toEqual([])
      })
    })
  })
}

function isOurs(line: string): boolean {
  return line.startsWith('{"at":')
}

function holdsSecret({ secrets }: Service) {
  return (text: string) => secrets.some((secret) => text.includes(secret))
}

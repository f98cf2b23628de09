import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nodeDigests } from '../src/adapters/node-digests.ts'
import { createKeyring, webDigests } from '../src/signing.ts'

const SECRETS = [
  'present-secret-0123456789-0123456789',
  'former-secret-0123456789-01234567890',
] as const

describe('Node’s digests', () => {
  const web = createKeyring(...SECRETS, webDigests)
  const node = createKeyring(...SECRETS, nodeDigests)

  it('are those of every other runtime, so that data can move between them', async () => {
    const anyText = fc.string({ unit: 'grapheme', maxLength: 200 })
    await fc.assert(
      fc.asyncProperty(anyText, anyText, async (kind, text) => {
        expect(await node.sha256(text)).toBe(await web.sha256(text))
        expect(await node.pseudonyms(kind, text)).toEqual(await web.pseudonyms(kind, text))
        expect(await node.open(kind, await web.seal(kind, text))).toBe(text)
      }),
    )
  })
})

import { describe, expect, it } from 'vitest'
import { banValue } from '../src/defence/bans.ts'
import { createKeyring } from '../src/signing.ts'

const keyring = createKeyring('bans-secret-0123456789-0123456789-0123456789', null)

describe('the value of a ban', () => {
  it.each([
    ['email', 'A.n+1@gmail.com', 'an@googlemail.com'],
    ['address', '::ffff:203.0.113.7', '203.0.113.7'],
    ['address', '2001:db8:1:2::9', '2001:DB8:1:2:ffff::1'],
    ['word', 'Quán  Ma', 'quan ma'],
  ] as const)('of %s %s is that of %s', async (kind, one, other) => {
    const value = await banValue(keyring, kind, one)
    expect(value).not.toBeNull()
    expect(await banValue(keyring, kind, other)).toBe(value)
  })

  it.each([
    ['email', 'không phải thư'],
    ['address', 'bao.example'],
    ['word', ' \u200b '],
  ] as const)('of %s "%s" is none', async (kind, typed) => {
    expect(await banValue(keyring, kind, typed)).toBeNull()
  })
})

import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openHttpClient } from '../src/adapters/http-client.ts'
import { FILE_PACE, indexPending } from '../src/search.ts'
import { type Sqld, startSqld } from './runtime/sqld.ts'
import { createTestApp, json, newComment, newShare, ORIGIN, type TestApp } from './support.ts'

const article = { key: '/tim/mot', url: `${ORIGIN}/tim/mot`, title: 'Khác' }
const author = { name: 'Minh Khôi' }

/** What lies in the archive, by a letter each. */
const archive: Record<string, string> = {
  a: 'Điều hoà của thư viện chạy rất êm, khuyến khích mọi người.',
  b: 'Em được tiếng là khó tính, nhưng việc này phải nói.'.normalize('NFD'),
  c: 'Ｈọｃ　ｐｈí lớp 12 tăng 1.500.000 đồng từ 1/9/2026.',
  d: 'Thuỷ triều dâng ngập Ðường số 5, mong sớm hòa vào tuyến cống mới.',
  e: 'The metro line to Suoi Tien is clean and 100% on time.',
  f: 'cac ban oi, nuoc ngap lut het roi, de nghi xu ly',
  g: 'Ông Nguyễn Văn Đức nói: “giá xăng E5-RON92 giảm 5%”.',
  h: `'; DROP TABLE comment; -- "hai" OR ba NEAR( bốn AND NOT năm*`,
  i: 'Ngập lụt ở quận 7 kéo dài, nước vào nhà.',
  j: 'Giá\u200B xăng_dầu: tăng/giảm thất thường…\nNgười dân khổ.',
}

/** What is typed, and which of them it finds. Words are joined by "and", the last may be unfinished. */
const queries: [query: string, found: string][] = [
  // Without marks, with them, and with some of them.
  ...rows('dieu a', 'Điều a', 'điều a', 'ĐIỀU a', 'đieu a', 'diều a', 'duoc b', 'được b', 'đuoc b'),
  ...rows('khuyen a', 'khuyến a', 'KHUYẾN a', 'khuyê a', 'tieng b', 'tiếng b', 'TIẾNG b'),
  ...rows('duc g', 'Đức g', 'ðức g', 'Ɖức g', 'duong d', 'đường d', 'Đường d', 'ðường d'),
  // Both places of the tone.
  ...rows('hoa ad', 'hoà ad', 'hòa ad', 'thuy d', 'thuỷ d', 'thủy d', 'THỦY d'),
  // Composed and decomposed, full-width, invisible characters.
  ['điều'.normalize('NFD'), 'a'],
  ['tiếng'.normalize('NFD'), 'b'],
  ['ｈｏｃ', 'c'],
  ['ｈọｃ　ｐｈí', 'c'],
  ['di\u200Beu', 'a'],
  ['\u00A0dieu\u3000', 'a'],
  ['gi\u00ADa xang', 'gj'],
  // Several words, in any order, the last unfinished.
  ['điều hoà', 'a'],
  ['hoà điều', 'a'],
  ['dieu hoa thu vien', 'a'],
  ['ngap lut', 'fi'],
  ['ngập', 'dfi'],
  ['nước ngập', 'fi'],
  ['thu vi', 'a'],
  ['khuy', 'a'],
  ['học phí lớp 12', 'c'],
  ['nguyen van duc', 'g'],
  ['giá xăng', 'gj'],
  ['giá xăng giảm', 'gj'],
  ['người dân', 'j'],
  // Numbers and English.
  ['12', 'c'],
  ['1.500.000', 'c'],
  ['1/9/2026', 'c'],
  ['100%', 'e'],
  ['E5-RON92', 'g'],
  ['ron92', 'g'],
  ['metro line', 'e'],
  ['METRO', 'e'],
  ['suối tiên', 'e'],
  ['quận 7', 'i'],
  // The author, and the article's title.
  ['minh khôi', 'abcdefghij'],
  ['chuyen muc metro', 'e'],
  // S01: operators are words or nothing.
  ['"hai"', 'h'],
  ['hai OR metro', ''],
  ['ba NEAR bốn', 'h'],
  ['NEAR(', 'h'],
  ['NEAR(dieu hoa, 5)', ''],
  ['drop table comment', 'h'],
  ["'; DROP TABLE comment; --", 'h'],
  ['dieu AND hoa', ''],
  ['dieu NOT hoa', ''],
  ['body:dieu', ''],
  ['^dieu', 'a'],
  ['dieu*', 'a'],
  ['{author body}: metro', ''],
  ['die"u', ''],
  // Nothing to look for, or nothing there.
  ...['%', '_', '*', '"', '()', '…', '👍'].map((q): [string, string] => [q, '']),
  ['khongcotunay', ''],
  ['ieu', ''],
  ['oa dieu', ''],
]

function rows(...given: string[]): [string, string][] {
  return given.map((row) => {
    const at = row.lastIndexOf(' ')
    return [row.slice(0, at), row.slice(at + 1)]
  })
}

let sqld: Sqld | undefined
const databases: [string, () => Promise<TestApp>][] = [
  ['a file', () => createTestApp()],
  [
    'a libSQL server',
    async () => {
      const { url } = (sqld = await startSqld())
      return createTestApp({}, () => Promise.resolve(openHttpClient({ url })))
    },
  ],
]
afterAll(() => sqld?.stop())

describe.each(databases)('search in %s', (_, open) => {
  let t: TestApp
  const ids = new Map<string, string>()

  beforeAll(async () => {
    t = await open()
    for (const [letter, body] of Object.entries(archive)) {
      t.from(`198.51.100.${letter.charCodeAt(0)}`)
      const sent = newComment({ article, author, body })
      expect((await t.send('POST', '/v1/comments', sent)).status).toBe(202)
      ids.set(sent.id, letter)
      t.pass(1000)
    }
    // As the feed or an editor gives it; a reader's word for it does not count.
    await t.client.execute("UPDATE article SET title = 'Chuyên mục' WHERE key = '/tim/mot'")
    await indexPending(t.ports.db)
  })
  afterAll(() => t.close())

  test.each(queries)('%j finds %j', async (query, found) => {
    const path = `/v1/admin/comments?limit=100&q=${encodeURIComponent(query)}`
    const response = await t.admin('GET', path)
    expect(response.status).toBe(200)
    const { items } = await json(response)
    const letters = items.map(({ id }: { id: string }) => ids.get(id) ?? '?')
    expect(letters.sort().join('')).toBe(found)
  })

  test.each(['', ' ', '\u200B', '\u00A0'])('%j is no search', async (query) => {
    const path = `/v1/admin/comments?q=${encodeURIComponent(query)}`
    expect((await t.admin('GET', path)).status).toBe(422)
  })
})

describe('search in shares', () => {
  let t: TestApp
  const link = newShare({
    sender: { name: 'Đặng Thuỳ Dương', email: 'duong@thu.example' },
    recipients: ['ban-than@ban.example'],
    message: 'Đọc bài về điều hòa này nhé.',
  })
  const other = newShare({ sender: { name: 'Lê An', email: 'an@thu.example' } })

  beforeAll(async () => {
    t = await createTestApp()
    for (const [i, share] of [link, other].entries()) {
      t.from(`198.51.100.${i}`)
      expect((await t.send('POST', '/v1/shares', share)).status).toBe(202)
      t.pass(1000)
    }
    await t.client.execute("UPDATE article SET title = 'Mưa lớn ở Cần Thơ'")
    await indexPending(t.ports.db)
  })
  afterAll(() => t.close())

  const find = async (q: string, more = '') => {
    const path = `/v1/admin/shares?q=${encodeURIComponent(q)}${more}`
    const { items } = await json(await t.admin('GET', path))
    return items.map(({ id }: { id: string }) => id)
  }

  test('finds the sender, the message and the article, with and without diacritics', async () => {
    for (const q of [
      'dang thuy duong',
      'Đặng Thùy Dư',
      'ĐIỀU HOÀ',
      'dieu hoa',
      'duong can tho nhe',
    ])
      expect(await find(q), q).toEqual([link.id])
    expect(await find('cần thơ')).toEqual([link.id, other.id])
    expect(await find('cần thơ', '&sort=newest')).toEqual([other.id, link.id])
    expect(await find('can tho', '&state=pending&site=bao')).toEqual([])
    expect(await find('can tho', '&state=unconfirmed&site=bao')).toHaveLength(2)
  })

  test('never finds an address', async () => {
    for (const q of ['duong@thu.example', 'thu.example', 'ban-than', 'ban.example', 'example'])
      expect(await find(q), q).toEqual([])
  })

  test('a viewer, who must not know the senders, cannot try their names', async () => {
    const made = await t.admin('POST', '/v1/admin/tokens', { name: 'Xem', role: 'viewer' })
    const { secret } = await json(made)
    const look = async (q: string) => {
      const headers = { Authorization: `Bearer ${secret}` }
      const path = `/v1/admin/shares?q=${encodeURIComponent(q)}`
      return (await json(await t.request(path, { headers }))).items.length
    }
    expect([await look('duong'), await look('thuy dieu hoa'), await look('dieu hoa')]).toEqual([
      0, 0, 1,
    ])
  })

  test.each([
    ['the title of a comment’s article', "UPDATE article SET title = 'Lúa mới'", 'comments'],
    ['a comment', "UPDATE comment SET body = 'Lúa mới'", 'comments'],
    ['the title of a share’s article', "UPDATE article SET title = 'Lúa mới'", 'shares'],
    ['a share', "UPDATE share SET message = 'Lúa mới'", 'shares'],
  ])('%s that changes while it is indexed is indexed anew', async (_, change, kind) => {
    const own = await createTestApp()
    await own.send('POST', `/v1/${kind}`, kind === 'shares' ? newShare() : newComment())
    const batch = own.client.batch.bind(own.client)
    vi.spyOn(own.client, 'batch').mockImplementationOnce(async (...given) => {
      await own.client.execute(change)
      return batch(...given)
    })
    await indexPending(own.ports.db)
    await indexPending(own.ports.db)

    const { items } = await json(await own.admin('GET', `/v1/admin/${kind}?q=lua+moi`))
    expect(items).toHaveLength(1)
    await own.close()
  })

  test.each([
    ['comment', "UPDATE comment SET body = 'Lúa mới'", 'comments'],
    ['share', "UPDATE share SET message = 'Lúa mới'", 'shares'],
  ])('a %s that another run indexes meanwhile keeps its newest words', async (_, change, kind) => {
    const own = await createTestApp()
    await own.send('POST', `/v1/${kind}`, kind === 'shares' ? newShare() : newComment())
    const batch = own.client.batch.bind(own.client)
    vi.spyOn(own.client, 'batch').mockImplementationOnce(async (...given) => {
      await own.client.execute(change)
      await indexPending(own.ports.db)
      return batch(...given)
    })
    await indexPending(own.ports.db)

    const find = async () =>
      (await json(await own.admin('GET', `/v1/admin/${kind}?q=lua+moi`))).items.length
    expect(await find()).toBe(1)
    await indexPending(own.ports.db)
    expect(await find()).toBe(1)
    await own.close()
  })

  test('what the batches write is merged between them, on the file as by requests', async () => {
    const own = await createTestApp()
    await own.send('POST', '/v1/comments', newComment())
    await own.client.execute(`
      WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 600)
      INSERT INTO comment (id, site_seq, article_seq, audience, state, first_state, author_name, author_hash,
        address_hash, body, text_hash, fingerprint, token_hash, reasons, consent_version, created_at, editable_until)
      SELECT i, site_seq, article_seq, 'public', 'pending', 'pending', 'Lan', '', '', 'Lúa ' || hex(randomblob(200)),
        '', i, '', '[]', '1', i, i FROM n, comment`)
    const pieces = async () => {
      const { rows } = await own.client.execute(
        'SELECT count(DISTINCT segid) AS n FROM comment_search_idx',
      )
      return Number(rows[0]?.['n'])
    }
    expect(await indexPending(own.ports.db, { ...FILE_PACE, rest: 0 })).toBe(601)
    expect(await pieces()).toBeLessThan(8)

    await own.client.execute(
      'INSERT INTO search_pending (comment_seq) SELECT seq FROM comment WHERE true ON CONFLICT DO NOTHING',
    )
    expect(await indexPending(own.ports.db)).toBe(601)
    expect(await pieces()).toBeLessThan(8)
    const { items } = await json(await own.admin('GET', '/v1/admin/comments?q=lua&limit=100'))
    expect(items).toHaveLength(100)
    await own.close()
  })

  test('words leave the index with the share that they were in, and when they change', async () => {
    const gone = newShare({ sender: { name: 'Vô Danh', email: 'vd@thu.example' } })
    t.from('198.51.100.77')
    await t.send('POST', '/v1/shares', gone)
    await indexPending(t.ports.db)
    expect(await find('vo danh')).toEqual([gone.id])
    await t.client.execute({
      sql: "UPDATE share SET sender_name = '', message = NULL WHERE id = ?",
      args: [gone.id],
    })
    await indexPending(t.ports.db)
    expect(await find('vo danh')).toEqual([])
    await t.client.execute(`DELETE FROM recipient WHERE share_seq =
      (SELECT seq FROM share WHERE sender_name = '')`)
    await t.client.execute("DELETE FROM share WHERE sender_name = ''")
    const { rows } = await t.client.execute('SELECT count(*) AS n FROM share_search_docsize')
    expect(Number(rows[0]?.['n'])).toBe(2)
  })
})

test('at least fifty queries are asked', () => {
  expect(new Set(queries.map(([query]) => query)).size).toBeGreaterThanOrEqual(50)
})

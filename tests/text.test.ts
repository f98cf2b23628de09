import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findLineFault, findTextFault } from '../src/text/bounds.ts'
import { isPlain } from '../src/text/characters.ts'
import { fold, foldWithOffsets, sourceSpan } from '../src/text/fold.ts'
import { countGraphemes } from '../src/text/graphemes.ts'
import { normaliseLine, normaliseText } from '../src/text/normalise.ts'
import { isUnmarkedVietnamese } from '../src/text/unmarked.ts'

/** Text as people and attackers type it: Vietnamese in both forms, marks, invisibles, emoji, lone surrogates. */
const anyText = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.constantFrom(
        ...[
          'Điều',
          'hoà',
          'e\u0302\u0301',
          '\u0323',
          '\u0301\u200B\u0302',
          '\u200D',
          '\uFE0F',
          '👩‍👩‍👧',
          '1\uFE0F\u20E3',
        ],
        ...[
          '\uD800',
          '\uDC00',
          '\u202E',
          'ﬁ',
          'Ａ',
          '\u00A0',
          '\n\n\n',
          '\r\n',
          '  ',
          'İ',
          '\u0344',
          'Ðường',
          '\u3164',
        ],
      ),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''))

describe('bounds', () => {
  test.each([
    ['Tòa soạn thân mến,\n\tcảm ơn 👍🏽', null],
    ['dòng một\r\ndòng hai', null],
    ['e\u0302\u0301'.repeat(500), null],
    ['a'.repeat(5001), 'too-long'],
    ['a\0b', 'control'],
    ['a\u0085b', 'control'],
    ['a\u001Bb', 'control'],
    ['a\rb', 'control'],
    ['a\uD800b', 'ill-formed'],
    ['\uDE00\uD83D', 'ill-formed'],
    [`z${'\u0301'.repeat(9)}`, 'marks'],
    [`z${'\u0301'.repeat(8)}`, null],
    [`z${'\u0301\u200B'.repeat(9)}`, 'marks'],
  ])('F29 F30 %j is judged %s', (raw, fault) => expect(findTextFault(raw, 5000)).toBe(fault))

  test('M03 a line refuses every kind of line break and tab', () => {
    for (const sly of ['\n', '\r\n', '\t', '\u2028', '\u2029', '\u0085', '\r\n\t'])
      expect(findLineFault(`An${sly}Bcc: x@y.vn`, 200)).toBe('control')
    expect(findLineFault('Nguyễn Thị Ánh', 200)).toBe(null)
  })

  test('F29 the verdict is the same for composed and decomposed Vietnamese', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-zàáâãèéêìíòóôõùúăđĩũơư\u1EA1-\u1EF9 \n]{0,80}$/),
        (text) => {
          expect(findTextFault(text.normalize('NFD'), 1000)).toBe(
            findTextFault(text.normalize('NFC'), 1000),
          )
        },
      ),
    )
  })
})

describe('the stored form', () => {
  test.each([
    ['tiê\u0301ng Viê\u0323t', 'tiếng Việt'],
    ['a\u00A0b\u3000c', 'a b c'],
    ['a\u200Bb\u202Ec\u2066d\u00ADe\uFEFF', 'abcde'],
    ['👩‍👩‍👧 ❤️ 1️⃣ 👍🏽 🏳️‍🌈', '👩‍👩‍👧 ❤️ 1️⃣ 👍🏽 🏳️‍🌈'],
    ['k\u200Dhông\uFE0F', 'không'],
    ['một  \r\nhai\r\n\r\n\r\n\r\n\r\nba\n', 'một\nhai\n\n\nba'],
    ['\u2800\u3164', ''],
    ['Ðường về, ðẹp; Það guð', 'Đường về, đẹp; Það guð'],
    [`z${'\u0335'.repeat(8)}!`, `z${'\u0335'.repeat(4)}!`],
  ])('F30 %j is kept as %j', (raw, stored) => expect(normaliseText(raw)).toBe(stored))

  test('a name keeps its spelling and loses only what nobody sees', () => {
    expect(normaliseLine('  Nguyễn\u00A0 Thị\u200B  Thuỷ ')).toBe('Nguyễn Thị Thuỷ')
  })

  test('F31 normalising twice changes nothing, and what comes out is within the bounds', () => {
    fc.assert(
      fc.property(anyText, (raw) => {
        for (const normalise of [normaliseText, normaliseLine]) {
          const once = normalise(raw)
          expect(normalise(once)).toBe(once)
          expect(once.normalize('NFC')).toBe(once)
          if (findTextFault(raw, 1e6) === null) expect(findTextFault(once, 1e6)).toBe(null)
        }
      }),
      { numRuns: 2000 },
    )
  })

  test('F30 ten thousand line breaks become two empty lines', () => {
    expect(normaliseText(`a${' \n'.repeat(10_000)}b`)).toBe('a\n\n\nb')
  })
})

describe('lengths', () => {
  test.each([
    ['tiếng Việt', 10],
    ['tiếng Việt'.normalize('NFD'), 10],
    ['👩‍👩‍👧‍👦🇻🇳', 2],
    ['“Hay…” – 5₫', 11],
    ['', 0],
  ])('%j is read as %i characters', (text, count) => expect(countGraphemes(text)).toBe(count))

  test('counting stops just above the limit', () => {
    expect(countGraphemes('😀'.repeat(1000), 10)).toBe(11)
  })

  test('the quick way counts as the segmenter does', () => {
    const segmenter = new Intl.Segmenter('vi')
    fc.assert(
      fc.property(anyText, (raw) => {
        const text = normaliseText(raw)
        expect(countGraphemes(text)).toBe([...segmenter.segment(text)].length)
      }),
    )
  })
})

test('what keyboards type needs no normalising, character by character', () => {
  const characters = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code))
  const plain = characters.filter(isPlain)
  expect(plain.length).toBeGreaterThan(380)
  for (const character of plain) {
    const changes =
      /[\p{M}\p{Default_Ignorable_Code_Point}\p{Cs}\uFFF9-\uFFFBÐðƉɖ]|(?! )\p{Zs}|(?!\n)\p{Cc}/u.test(
        character,
      ) || character.normalize('NFC') !== character
    expect([character, changes]).toEqual([character, false])
  }
  expect(
    'aăâbcdđeêghiklmnoôơpqrstuưvxyáạảãàắặẳẵằấậẩẫầéẹẻẽèếệểễềíịỉĩìóọỏõòốộổỗồớợởỡờúụủũùứựửữừýỵỷỹỳ',
  ).toSatisfy(isPlain)
})

test('many characters that fold into several are folded whole, and short texts after them', () => {
  const [one, two] = ['㏂', 'ﬁ']
  expect(fold(one)).toBe('a.m.')
  const long = (one + two).repeat(5000)
  const folded = foldWithOffsets(long)
  expect(folded.text).toBe('a.m.fi'.repeat(5000))
  expect(sourceSpan(folded, 6 * 4999, 6 * 5000)).toEqual([9998, 10_000])
  expect(foldWithOffsets('Ắ')).toEqual({
    text: 'a',
    starts: Uint32Array.of(0),
    ends: Uint32Array.of(1),
    marks: Uint16Array.of(1 | 32),
  })
})

describe('the fold', () => {
  test.each([
    ['Điều', 'dieu'],
    ['được', 'duoc'],
    ['khuyến', 'khuyen'],
    ['tiếng'.normalize('NFD'), 'tieng'],
    ['ĐIỀU', 'dieu'],
    ['Ðường ðẹp Ɖi ɖâu', 'duong dep di dau'],
    ['hoà hòa thuỷ thủy quý qúy', 'hoa hoa thuy thuy quy quy'],
    ['Ｖｉệｔ　Ｎａｍ', 'viet nam'],
    ['ﬁ ℌ ① İ ΟΔΟΣ', 'fi h 1 i οδος'.replace('ς', 'σ')],
    ['a\u200Bd\u2060m\u00ADin', 'admin'],
    [' nhiều \n\n dòng\t', 'nhieu dong'],
  ])('F31 of %j is %j', (text, folded) => expect(fold(text)).toBe(folded))

  test('is idempotent for every character there is', () => {
    for (let code = 0; code <= 0x10ffff; code += 1) {
      const once = fold(`a${String.fromCodePoint(code)}b`)
      if (fold(once) !== once) expect.fail(`U+${code.toString(16)}`)
    }
  }, 120_000)

  test('is idempotent, the same for NFC and NFD, and the same with offsets', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(fold(fold(text))).toBe(fold(text))
        expect(fold(text.normalize('NFD'))).toBe(fold(text.normalize('NFC')))
        expect(foldWithOffsets(text).text).toBe(fold(text))
      }),
      { numRuns: 2000 },
    )
  })

  test('every offset cuts the original between whole characters, in order', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { text: folded, starts, ends } = foldWithOffsets(text)
        const cuts = new Set([0])
        let at = 0
        for (const character of text) cuts.add((at += character.length))
        expect([starts.length, ends.length]).toEqual([folded.length, folded.length])
        for (let i = 0; i < folded.length; i += 1) {
          expect(cuts.has(starts[i]!) && cuts.has(ends[i]!) && starts[i]! < ends[i]!).toBe(true)
          if (i > 0) expect(starts[i]!).toBeGreaterThanOrEqual(starts[i - 1]!)
        }
      }),
      { numRuns: 1000 },
    )
  })

  test.each([
    ['Trời ơi, Điều 5', 'dieu', 'Điều'],
    ['Trời ơi, Điều 5'.normalize('NFD'), 'dieu', 'Điều'.normalize('NFD')],
    ['👩‍👩‍👧 của ﬁnance', 'finance', 'ﬁnance'],
    ['ad\u200Bmin!', 'admin', 'ad\u200Bmin'],
    ['𝐀𝐝𝐦𝐢𝐧', 'admin', '𝐀𝐝𝐦𝐢𝐧'],
  ])('a find in %j marks exactly %j', (text, needle, marked) => {
    const folded = foldWithOffsets(text)
    const at = folded.text.indexOf(needle)
    expect(text.slice(...sourceSpan(folded, at, at + needle.length))).toBe(marked)
  })
})

describe('Vietnamese without marks', () => {
  test.each([
    'toi thay bai viet nay rat hay va dung su that',
    'ko biet sao bn lai noi nhu the dc nhi, mk thay vo ly qua',
    'TOI KHONG DONG Y VOI BAI VIET NAY DAU NHE',
    'de nghi toa soan kiem tra lai thong tin trong bai nay, gia xang khong the tang nhu vay',
  ])('is recognised: %s', (text) => expect(isUnmarkedVietnamese(text)).toBe(true))

  test.each([
    'Tôi thấy bài viết này rất hay và đúng sự thật',
    'hay qua',
    'The quick brown fox jumps over the lazy dog and then goes home',
    'I think this is the best article that I have read about Vietnam in years',
    'Nguyen Van An, Tran Thi Binh, Le Van Cuong, Pham Thi Dung',
    'Anh ấy nói: “toi thay bai viet nay rat hay va dung su that” là sao?',
    '> toi thay bai viet nay rat hay va dung su that\nĐồng ý',
    'xem https://a.vn/toi-thay-bai-viet-nay-rat-hay-va-dung-su-that',
    '',
  ])('is not claimed of: %s', (text) => expect(isUnmarkedVietnamese(text)).toBe(false))

  test('is judged alike for composed and decomposed text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(isUnmarkedVietnamese(text.normalize('NFD'))).toBe(
          isUnmarkedVietnamese(text.normalize('NFC')),
        )
      }),
    )
  })
})

/** Letters of other scripts that pass for Latin ones, after folding. Own selection, by eye. */
const PAIRS =
  'аa вb сc ԁd еe ѕs іi јj кk ӏl мm нh оo рp ԛq тt уy ѵv ԝw хx һh гr пn иu зz ' +
  'αa βb εe ηn ιi κk μm νv οo ρp τt υu χx γy ωw ζz σo δd ' +
  'ıi łl øo ɑa ɡg ħh ŧt ƀb ɓb ƒf ŋn ɩi ʀr ʟl ɴn ɪi ʏy ᴀa ʙb ᴄc ᴅd ᴇe ꜰf ɢg ʜh ᴊj ᴋk ᴍm ᴏo ᴘp ꜱs ᴛt ᴜu ᴠv ᴡw ᴢz ' +
  'օo ոn սu հh ցg'

const byLetter: ReadonlyMap<string, string> = new Map(
  PAIRS.split(' ').map((pair) => [pair.charAt(0), pair.charAt(1)]),
)

/** The Latin letter that `character` (folded, one code point) is meant to be read as, or itself. */
export function unmask(character: string): string {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x80) return character
  for (const first of LETTER_EMOJI) {
    if (code >= first && code < first + 26) return String.fromCharCode(97 + code - first)
  }
  return byLetter.get(character) ?? character
}

/** First of 26 in a row: negative circled, negative squared and regional indicator letters, which NFKC leaves alone. */
const LETTER_EMOJI = [0x1f150, 0x1f170, 0x1f1e6]

/** Digits and signs read as letters inside a word. */
export const LEET: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '9': 'g',
  '@': 'a',
  $: 's',
  '!': 'i',
  '|': 'i',
}

/** Teencode: letters typed for a sound. */
export const TEENCODE_LETTERS: Readonly<Record<string, string>> = {
  j: 'i',
  k: 'c',
  z: 'd',
  w: 'u',
  f: 'ph',
}

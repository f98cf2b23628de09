import { assertHeaderText } from './header-text.ts'

/** A dot of any script (IDNA maps the other three to it) before a name of two letters or more, as in hosts. */
const dotInHost = /(?<=[\p{L}\p{N}_-])([.\u3002\uff0e\uff61])(?=[\p{L}\p{M}]{2})/gu

/**
 * Reader text that no mail client makes a link of: `evil.test` becomes `evil. test`, `http://` becomes `http: //`.
 * A visible space, because clients differ in what invisible characters they look through. `TP.HCM` gains the
 * space it should have had; numbers such as 1.000.000 stay.
 */
export function defang(text: string): string {
  return text.replace(dotInHost, '$1 ').replace(/:(?=[/\\]{2})/g, ': ')
}

/** A reader's name or subject: one line, defanged. Throws `invalid` where it holds a line break or control. */
export function oneLine(text: string): string {
  return defang(assertHeaderText(text))
}

/** A reader's words: defanged, every line break that some client honours made a plain one, so that quoting holds. */
export function ownWords(text: string): string {
  return defang(text.replace(/\r\n|[\r\v\f\u0085\u2028\u2029]/g, '\n'))
}

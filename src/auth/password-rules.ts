import { fold } from '../text/fold.ts'
import { PASSWORD_LENGTH } from './password-length.ts'

/**
 * What the common passwords of twelve characters and more are made of: once digits and signs are taken off, such a
 * word, alone or repeated, is no password (ASVS 6.2.4). Folded: without marks, in small letters.
 */
const COMMON = new Set(
  `password passwd passwort matkhau matkhaumoi newpassword mypassword changeme default secret login admin
  administrator root user guest test welcome letmein iloveyou anhyeuem emyeuanh yeuem yeuanh vietnam vietnamvodich
  toiyeuvietnam hanoi saigon hochiminh danang toasoan phanhoi baochi phongvien bientap kiemduyet comment moderator
  qwerty qwertyuiop qwertz azerty asdfgh asdfghjkl zxcvbn zxcvbnm qazwsx qazwsxedc qwer qwe asd abc abcd abcdef
  superman batman football baseball princess sunshine monkey dragon master michael trustno starwars computer
  internet whatever pokemon charlie jordan shadow hello helloworld nguyen gmail facebook google samsung iphone`
    .split(/\s+/)
    .filter((word) => word !== ''),
)
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz'
const DISGUISES: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '@': 'a',
  $: 's',
}
/** “aaaaaaaaaaaa” and “ababababab12” are long, not strong. */
const MIN_DIFFERENT = 5

/** Why a new password cannot be taken, or null. `email` is its owner's: the own address is no password. */
export function findPasswordFault(password: string, email: string): 'length' | 'common' | null {
  if (password.length < PASSWORD_LENGTH.min || password.length > PASSWORD_LENGTH.max)
    return 'length'
  const plain = fold(password)
  if (new Set(plain).size < MIN_DIFFERENT) return 'common'
  const disguised = plain.replace(/[01345@$]/g, (char) => DISGUISES[char] ?? char)
  const own = lettersOf(fold(email.slice(0, Math.max(0, email.indexOf('@')))))
  return [plain, disguised].some((text) => isWeak(lettersOf(text), own)) ? 'common' : null
}

/** Letters that are nothing, one common word over and over, a run of the alphabet, or the owner's own name. */
function isWeak(letters: string, own: string): boolean {
  if (letters === '' || letters === own || ALPHABET.includes(letters)) return true
  const unit = repeatedUnit(letters)
  return COMMON.has(letters) || COMMON.has(unit) || ALPHABET.includes(unit)
}

/** The shortest text of which this one is a repetition, itself when there is none. */
function repeatedUnit(text: string): string {
  const at = (text + text).indexOf(text, 1)
  return text.slice(0, at)
}

function lettersOf(text: string): string {
  return text.replace(/[^a-z]/g, '')
}

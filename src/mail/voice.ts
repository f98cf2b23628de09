import { en } from './texts.en.ts'
import { vi } from './texts.vi.ts'

export type MailLanguage = 'vi' | 'en'

/** How a Vietnamese paper addresses its readers: as friends, or formally. */
export type AddressForm = 'ban' | 'quy-doc-gia'

type Sentence = string | Record<AddressForm, string>

/** Every sentence of every mail, per language. `{name}` are placeholders; `{you}` and `{You}` are the reader. */
export type MailTexts = Record<keyof typeof vi, Sentence>

/** Who is writing, and how. */
export interface Letterhead {
  siteName: string
  language: MailLanguage
  addressForm: AddressForm
  /** IANA name; times in mails are the site's. */
  timeZone: string
}

/** Says a sentence of the table. Values are put in as they are, once: a `{…}` in a value stays what it is. */
export type Say = (key: keyof MailTexts, values?: Record<string, string>) => string

export function voice({ siteName, language, addressForm }: Letterhead): Say {
  const texts: MailTexts = language === 'vi' ? vi : en
  const sentence = (key: keyof MailTexts) => inForm(texts[key], addressForm)
  const you = sentence('you')
  const fixed = { you, You: you.charAt(0).toUpperCase() + you.slice(1), site: siteName }
  return (key, values = {}) => fill(sentence(key), { ...fixed, ...values })
}

function inForm(sentence: Sentence, addressForm: AddressForm): string {
  return typeof sentence === 'string' ? sentence : sentence[addressForm]
}

function fill(sentence: string, values: Record<string, string>): string {
  return sentence.replace(/\{(\w+)\}/g, (placeholder, name: string) => values[name] ?? placeholder)
}

/** `22/11/2026` at the site. */
export function dayOf(time: Date, { timeZone }: Letterhead): string {
  const day = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
  })
  return day.format(time)
}

/** `22/11/2026 23:05` at the site. */
export function minuteOf(time: Date, letterhead: Letterhead): string {
  const { timeZone } = letterhead
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' })
  return `${dayOf(time, letterhead)} ${clock.format(time)}`
}

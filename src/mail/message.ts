import { MailFailure, type Mail, type MailAddress } from '../ports.ts'
import { isHeaderText, isPlainAddress } from './header-text.ts'

/** Extra headers a mail may bring. Everything that names people or describes the body is ours alone. */
const allowedHeader =
  /^(?:List-[A-Za-z-]+|Auto-Submitted|Feedback-ID|In-Reply-To|References|X-[A-Za-z-]+)$/

/** RFC 5322 §2.1.1: a line has at most 998 characters. Extra headers stay on one line, as folding broke DKIM elsewhere. */
const maxHeaderLength = 998

/**
 * What nodemailer is told to send: addresses as objects (a string would be split at commas and groups), an
 * envelope of our own with one recipient, nothing read from files or URLs. Throws a permanent `MailFailure`
 * for a mail that must never leave, whoever composed it.
 */
export function composeMessage(mail: Mail, date: Date) {
  refuseUnsafe(mail)
  return {
    messageId: `<${mail.id}>`,
    date,
    from: mailbox(mail.from),
    to: mailbox(mail.to),
    ...(mail.replyTo === undefined ? {} : { replyTo: mailbox(mail.replyTo) }),
    envelope: { from: mail.from.address, to: [mail.to.address] },
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    headers: Object.entries(mail.headers ?? {}).map(asOneLine),
    // Vietnamese has a mark in most words: base64 words are shorter than quoted-printable ones.
    textEncoding: 'B' as const,
    xMailer: false as const,
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

function mailbox({ name, address }: MailAddress): MailAddress {
  return { name, address }
}

function asOneLine([key, value]: [string, string]) {
  return { key, value: { prepared: true, foldLines: false, value } }
}

function refuseUnsafe(mail: Mail) {
  const people = [mail.from, mail.to, ...(mail.replyTo === undefined ? [] : [mail.replyTo])]
  if (!people.every(({ address }) => isPlainAddress(address))) throw refusal('address')
  if (!people.every(({ name }) => isHeaderText(name))) throw refusal('name')
  if (!isHeaderText(mail.subject)) throw refusal('subject')
  if (!isPlainAddress(mail.id)) throw refusal('id')
  if (!Object.entries(mail.headers ?? {}).every(isSafeHeader)) throw refusal('header')
}

function isSafeHeader([key, value]: [string, string]): boolean {
  const isAscii = /^[\u0020-\u007e]+$/.test(value)
  return allowedHeader.test(key) && isAscii && key.length + value.length + 2 <= maxHeaderLength
}

function refusal(part: string): MailFailure {
  return new MailFailure('permanent', `the mail's ${part} is not safe to send`)
}

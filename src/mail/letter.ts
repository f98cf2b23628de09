import type { Mail, MailAddress } from '../ports.ts'
import { assertHeaderText } from './header-text.ts'
import { renderHtml, renderText, type Block, type Link } from './layout.ts'
import { voice, type Letterhead, type Say } from './voice.ts'

/** A mail without its addresses. */
export interface Letter {
  /** Display name of the sender; the address is always the site's own. */
  fromName: string
  subject: string
  text: string
  html: string
  headers: Record<string, string>
}

export interface LetterBody {
  fromName?: string
  subject: string
  blocks: Block[]
  reasons: string[]
  ways?: Link[]
  headers?: Record<string, string>
}

/** Lays one letter out in both parts. Throws `invalid` when the subject or the name could break a header. */
export function writeLetter(letterhead: Letterhead, compose: (say: Say) => LetterBody): Letter {
  const { fromName, subject, headers, ...body } = compose(voice(letterhead))
  const { siteName, language } = letterhead
  const page = { siteName, language, subject: assertHeaderText(subject), ways: [], ...body }
  return {
    fromName: assertHeaderText(fromName ?? siteName),
    subject,
    text: renderText(page),
    html: renderHtml(page),
    // RFC 3834 §5: no vacation notice or other robot answers such a mail.
    headers: { 'Auto-Submitted': 'auto-generated', ...headers },
  }
}

export interface Addresses {
  /** `Message-ID`, the same for every attempt. */
  id: string
  /** The site's own sending address. */
  from: string
  to: string
  /** Only an address that its owner has confirmed. */
  replyTo?: MailAddress
}

export function addressLetter(letter: Letter, { id, from, to, replyTo }: Addresses): Mail {
  const { fromName, ...content } = letter
  return {
    id,
    from: { name: fromName, address: from },
    to: { name: '', address: to },
    ...(replyTo === undefined ? {} : { replyTo }),
    ...content,
  }
}

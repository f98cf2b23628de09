import { oneLine, ownWords } from './defang.ts'
import type { Block } from './layout.ts'
import { writeLetter, type Letter } from './letter.ts'
import type { Letterhead, Say } from './voice.ts'

/** From the verified record of the article, never from what a stranger claims about it. */
export interface VerifiedArticle {
  title: string
  url: string
  excerpt?: string
}

export interface ShareConfirmation {
  senderName: string
  recipients: string[]
  message?: string
  /** null while the article is unverified: the mail then names none. */
  article: VerifiedArticle | null
  /** Page with the button; opening it does nothing yet. */
  confirmUrl: string
  expiresInHours: number
  /** Way out for somebody whose address another person entered. */
  stopUrl?: string
  /** Has every device that was confirmed for this address confirm again. */
  forgetUrl?: string
}

/** To the sender: what will be sent to whom, and the link that leads to the button. */
export function shareConfirmation(letterhead: Letterhead, share: ShareConfirmation): Letter {
  return writeLetter(letterhead, (say) => ({
    subject: confirmationSubject(say, share.article),
    blocks: [
      { kind: 'paragraph', text: say('hello', { name: oneLine(share.senderName) }) },
      ...articleToConfirm(say, share.article),
      { kind: 'facts', rows: [{ label: say('confirmRecipients'), values: share.recipients }] },
      ...messageQuote(say('confirmMessage'), share.message),
      { kind: 'button', text: say('confirmButton'), url: share.confirmUrl },
      { kind: 'paragraph', text: say('confirmHow', { hours: String(share.expiresInHours) }) },
    ],
    reasons: [say('confirmIgnore')],
    ways: [
      ...(share.stopUrl === undefined ? [] : [{ text: say('stopAll'), url: share.stopUrl }]),
      ...(share.forgetUrl === undefined ? [] : [{ text: say('forget'), url: share.forgetUrl }]),
    ],
  }))
}

function confirmationSubject(say: Say, article: VerifiedArticle | null): string {
  return article ? say('confirmSubject', { title: article.title }) : say('confirmSubjectUntitled')
}

function articleToConfirm(say: Say, article: VerifiedArticle | null): Block[] {
  if (!article) return [{ kind: 'paragraph', text: say('confirmIntroUntitled') }]
  return [
    { kind: 'paragraph', text: say('confirmIntro') },
    { kind: 'title', text: article.title },
  ]
}

export interface SharedArticle {
  senderName: string
  /** Plain words of the sender, already free of links, addresses and numbers. */
  message?: string
  article: VerifiedArticle
  /** Mail goes back to the sender: their address is confirmed and in `Reply-To`. */
  hasReplyTo: boolean
  /** Ends these mails for this address; also takes the one-click POST of RFC 8058. Short, ASCII. */
  stopUrl: string
  abuseUrl: string
}

/** To one friend: the article, the sender's words, why it came and the way out. */
export function sharedArticle(letterhead: Letterhead, share: SharedArticle): Letter {
  const name = oneLine(share.senderName)
  const { title, url, excerpt } = share.article
  return writeLetter(letterhead, (say) => ({
    fromName: say('via', { name }),
    subject: say('friendSubject', { name, title }),
    blocks: [
      { kind: 'paragraph', text: say('friendIntro', { name }) },
      ...messageQuote(say('friendMessage', { name }), share.message),
      { kind: 'article', title, action: say('friendRead'), url, excerpt },
    ],
    reasons: [
      say('friendWhy', { name }),
      ...(share.hasReplyTo ? [say('friendReply', { name })] : []),
    ],
    ways: [
      { text: say('stop'), url: share.stopUrl },
      { text: say('abuse'), url: share.abuseUrl },
    ],
    headers: {
      'List-Unsubscribe': `<${new URL(share.stopUrl).href}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
  }))
}

function messageQuote(caption: string, message: string | undefined): Block[] {
  return message ? [{ kind: 'quote', caption, text: ownWords(message) }] : []
}

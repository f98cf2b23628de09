import { oneLine, ownWords } from './defang.ts'
import { writeLetter, type Letter } from './letter.ts'
import { minuteOf, type Letterhead } from './voice.ts'

export interface Digest {
  name: string
  /** How many items have waited for too long; `items` shows the first of them. */
  count: number
  /** How long the site lets things wait, in words. */
  after: string
  items: DigestItem[]
  queueUrl: string
  stopUrl: string
}

export interface DigestItem {
  author: string
  /** The beginning of what was written. */
  text: string
  title: string | null
  sentAt: Date
  /** Page with the buttons; opening it does nothing yet. */
  url: string
}

/** To a moderator: what has waited for too long, with a page for each item on which it can be decided. */
export function moderatorDigest(letterhead: Letterhead, digest: Digest): Letter {
  return writeLetter(letterhead, (say) => ({
    subject: say('digestSubject', { count: String(digest.count) }),
    blocks: [
      {
        kind: 'paragraph',
        text: say('digestIntro', {
          name: oneLine(digest.name),
          count: String(digest.count),
          after: digest.after,
        }),
      },
      ...digest.items.flatMap(({ author, text, title, sentAt, url }) => [
        {
          kind: 'quote' as const,
          caption: say('digestItem', {
            author: oneLine(author),
            time: minuteOf(sentAt, letterhead),
            title: title === null ? '…' : oneLine(title),
          }),
          text: ownWords(text) || '—',
        },
        { kind: 'button' as const, text: say('digestOpen'), url },
      ]),
      { kind: 'paragraph', text: say('digestHow') },
      { kind: 'button', text: say('digestQueue'), url: digest.queueUrl },
    ],
    reasons: [say('digestWhy')],
    ways: [{ text: say('digestStop'), url: digest.stopUrl }],
    headers: {
      'List-Unsubscribe': `<${new URL(digest.stopUrl).href}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
  }))
}

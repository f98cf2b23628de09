import { oneLine, ownWords } from './defang.ts'
import type { Block, Link } from './layout.ts'
import { writeLetter, type Letter } from './letter.ts'
import type { Letterhead, Say } from './voice.ts'

export interface NoticeConfirmation {
  /** Page with the button that switches the notices on; opening it does nothing yet. */
  confirmUrl: string
  /** The same for one mail a day. */
  dailyUrl: string
  expiresInHours: number
  stopUrl: string
}

/** To the address given with a comment: whether to hear of answers. Says nothing that anybody wrote. */
export function noticeConfirmation(letterhead: Letterhead, notice: NoticeConfirmation): Letter {
  return writeLetter(letterhead, (say) => ({
    subject: say('noticeConfirmSubject'),
    blocks: [
      { kind: 'paragraph', text: say('helloYou') },
      { kind: 'paragraph', text: say('noticeConfirmIntro') },
      { kind: 'button', text: say('noticeConfirmButton'), url: notice.confirmUrl },
      {
        kind: 'paragraph',
        text: say('noticeConfirmHow', { hours: String(notice.expiresInHours) }),
      },
    ],
    reasons: [say('noticeConfirmIgnore')],
    ways: [
      { text: say('noticeDaily'), url: notice.dailyUrl },
      { text: say('stopAll'), url: notice.stopUrl },
    ],
  }))
}

export interface ReplyNotice {
  threads: {
    /** Title of the article once that is verified. */
    articleTitle: string | null
    /** The thread, at its first new answer. */
    url: string
    replies: { authorName: string; body: string }[]
    /** New answers besides those shown. */
    more: number
  }[]
  pace: 'each' | 'daily'
  /** Ends what this mail is about; also takes the one-click POST of RFC 8058. Short, ASCII. */
  stopUrl: string
  /** Ends every notice of the site for this address. */
  stopAllUrl: string
  /** Page with the button for the other pace; null where the mail is about several threads. */
  paceUrl: string | null
}

/** To a reader who asked for it: approved answers, in one mail for a thread or for a day. */
export function replyNotice(letterhead: Letterhead, notice: ReplyNotice): Letter {
  const { threads, pace, stopUrl, stopAllUrl, paceUrl } = notice
  const count = threads.reduce((sum, { replies, more }) => sum + replies.length + more, 0)
  return writeLetter(letterhead, (say) => ({
    subject: noticeSubject(say, notice),
    blocks: [
      { kind: 'paragraph', text: say('helloYou') },
      { kind: 'paragraph', text: say('noticeIntro', { count: String(count) }) },
      ...threads.flatMap((thread) => threadBlocks(say, thread)),
    ],
    reasons: [say('noticeWhy')],
    ways: [
      ...waysOf(say, stopUrl, stopAllUrl),
      ...(paceUrl === null
        ? []
        : [{ text: say(pace === 'each' ? 'noticeDaily' : 'noticeEach'), url: paceUrl }]),
    ],
    headers: {
      'List-Unsubscribe': `<${new URL(stopUrl).href}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
  }))
}

function noticeSubject(say: Say, { threads, pace }: ReplyNotice): string {
  const title = threads.length === 1 ? threads[0]?.articleTitle : undefined
  if (title != null) return say('noticeSubject', { title })
  return say(pace === 'daily' ? 'noticesSubject' : 'noticeSubjectUntitled')
}

function threadBlocks(say: Say, thread: ReplyNotice['threads'][number]): Block[] {
  const { articleTitle, replies, more, url } = thread
  return [
    ...(articleTitle === null ? [] : [{ kind: 'title' as const, text: articleTitle }]),
    ...replies.map(({ authorName, body }) => ({
      kind: 'quote' as const,
      caption: say('noticeReply', { name: oneLine(authorName) }),
      text: ownWords(body),
    })),
    ...(more === 0
      ? []
      : [{ kind: 'paragraph' as const, text: say('noticeMore', { count: String(more) }) }]),
    { kind: 'button' as const, text: say('noticeRead'), url },
  ]
}

function waysOf(say: Say, stopUrl: string, stopAllUrl: string): Link[] {
  const all = { text: say('noticeStopAll'), url: stopAllUrl }
  return stopUrl === stopAllUrl ? [all] : [{ text: say('noticeStop'), url: stopUrl }, all]
}

export interface MyDataLink {
  /** Page that shows what is stored; opening it changes nothing. */
  url: string
  expiresInHours: number
  stopUrl: string
}

/** To an address about which something is stored: the link to see, erase or anonymise it. */
export function myDataLink(letterhead: Letterhead, link: MyDataLink): Letter {
  return writeLetter(letterhead, (say) => ({
    subject: say('dataSubject'),
    blocks: [
      { kind: 'paragraph', text: say('helloYou') },
      { kind: 'paragraph', text: say('dataIntro') },
      { kind: 'button', text: say('dataButton'), url: link.url },
      { kind: 'paragraph', text: say('dataHow', { hours: String(link.expiresInHours) }) },
    ],
    reasons: [say('dataIgnore')],
    ways: [{ text: say('stopAll'), url: link.stopUrl }],
  }))
}

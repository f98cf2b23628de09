import { oneLine, ownWords } from './defang.ts'
import type { Fact } from './layout.ts'
import { writeLetter, type Letter } from './letter.ts'
import { dayOf, minuteOf, type Letterhead, type Say } from './voice.ts'

/** What a reader once sent, as these mails quote it. */
export interface ReaderResponse {
  authorName: string
  subject?: string
  body: string
  sentAt: Date
  /** What to quote to the newsroom. */
  reference: string
  /** Title of the article once that is verified. */
  articleTitle?: string
}

export interface TicketAnswer {
  response: ReaderResponse
  /** The editors' words, plain text with line breaks. */
  answer: string
  /** Who signs; the editors as a whole when absent. */
  signature?: string
}

/** To a reader who wrote to the editors: their answer above, the reader's letter quoted below. */
export function ticketAnswer(
  letterhead: Letterhead,
  { response, ...ticket }: TicketAnswer,
): Letter {
  return writeLetter(letterhead, (say) => ({
    subject: say('answerSubject'),
    blocks: [
      { kind: 'paragraph', text: say('hello', { name: oneLine(response.authorName) }) },
      { kind: 'paragraph', text: say('answerIntro', { date: dayOf(response.sentAt, letterhead) }) },
      { kind: 'paragraph', text: ticket.answer.replaceAll('\r\n', '\n') },
      {
        kind: 'paragraph',
        text: say('answerEnd', { signature: ticket.signature ?? say('editors') }),
      },
      { kind: 'quote', caption: say('answerQuestion'), text: ownWords(response.body) },
      { kind: 'facts', rows: factsOf(say, letterhead, response) },
    ],
    reasons: [say('answerWhy')],
  }))
}

export interface ResponseCopy {
  response: ReaderResponse
  audience: 'public' | 'editors'
  /** Page that tells how the response stands. */
  statusUrl?: string
  /** Way out for somebody whose address another person entered. */
  stopUrl?: string
}

/** To the reader who asked for a copy of what they sent. */
export function responseCopy(letterhead: Letterhead, copy: ResponseCopy): Letter {
  const { response, audience, statusUrl, stopUrl } = copy
  return writeLetter(letterhead, (say) => ({
    subject: say('copySubject'),
    blocks: [
      { kind: 'paragraph', text: say('hello', { name: oneLine(response.authorName) }) },
      {
        kind: 'paragraph',
        text: `${say('copyIntro')} ${say(audience === 'public' ? 'copyPublic' : 'copyEditors')}`,
      },
      { kind: 'quote', caption: say('copyBody'), text: ownWords(response.body) },
      { kind: 'facts', rows: factsOf(say, letterhead, response) },
      ...(statusUrl === undefined
        ? []
        : [{ kind: 'button' as const, text: say('copyStatus'), url: statusUrl }]),
    ],
    reasons: [say('copyIgnore')],
    ways: stopUrl === undefined ? [] : [{ text: say('stopAll'), url: stopUrl }],
  }))
}

export interface OwnLink {
  sentAt: Date
  reference: string
  /** Title of the article once that is verified. */
  articleTitle?: string
  /** Page where the response can be edited or withdrawn; opening it does nothing yet. */
  manageUrl: string
  expiresInHours: number
  /** Way out for somebody whose address another person entered. */
  stopUrl: string
}

/**
 * To the address given with a response: the link that edits or withdraws it. Says nothing that its author
 * wrote, not even a name, because nobody has confirmed whose address it is.
 */
export function ownLink(letterhead: Letterhead, { sentAt, ...link }: OwnLink): Letter {
  const { reference, articleTitle, manageUrl, expiresInHours, stopUrl } = link
  return writeLetter(letterhead, (say) => ({
    subject: say('ownSubject'),
    blocks: [
      { kind: 'paragraph', text: say('helloYou') },
      { kind: 'paragraph', text: say('ownIntro') },
      { kind: 'facts', rows: placeFacts(say, letterhead, { sentAt, reference, articleTitle }) },
      { kind: 'button', text: say('ownButton'), url: manageUrl },
      { kind: 'paragraph', text: say('ownHow', { hours: String(expiresInHours) }) },
    ],
    reasons: [say('ownIgnore')],
    ways: [{ text: say('stopAll'), url: stopUrl }],
  }))
}

/** Where and when a response was sent, with its subject. */
export function factsOf(say: Say, letterhead: Letterhead, response: ReaderResponse): Fact[] {
  const { subject, articleTitle, sentAt, reference } = response
  const place = placeFacts(say, letterhead, { articleTitle, sentAt, reference })
  return subject ? [fact(say('factSubject'), oneLine(subject)), ...place] : place
}

interface Place {
  articleTitle: string | undefined
  sentAt: Date
  reference: string
}

function placeFacts(say: Say, letterhead: Letterhead, place: Place): Fact[] {
  const { articleTitle, sentAt, reference } = place
  return [
    ...(articleTitle ? [fact(say('factArticle'), articleTitle)] : []),
    fact(say('factSentAt'), minuteOf(sentAt, letterhead)),
    fact(say('factReference'), reference),
  ]
}

function fact(label: string, value: string): Fact {
  return { label, values: [value] }
}

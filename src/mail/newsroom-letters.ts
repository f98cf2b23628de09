import { oneLine, ownWords } from './defang.ts'
import { writeLetter, type Letter } from './letter.ts'
import { factsOf, type ReaderResponse } from './response-letters.ts'
import type { Letterhead } from './voice.ts'

export interface ForwardedLetter {
  response: ReaderResponse
  /** Name of the desk. */
  desk: string
  /** What the editor adds; may be empty. */
  note: string
  /** The colleague who passes it on. */
  sender: string
  /** Address, telephone and the like, as far as the reader left them. */
  contact: string[]
  /** The letter in the console. */
  itemUrl: string
}

/** To a desk of the newsroom: a reader's letter with what the reader left about themselves. */
export function forwardedLetter(letterhead: Letterhead, forward: ForwardedLetter): Letter {
  const { response, desk, note, sender, contact, itemUrl } = forward
  return writeLetter(letterhead, (say) => ({
    subject: say('forwardSubject', { reference: response.reference }),
    blocks: [
      { kind: 'paragraph', text: say('forwardIntro', { sender: oneLine(sender), desk }) },
      ...(note === '' ? [] : [{ kind: 'paragraph' as const, text: note }]),
      {
        kind: 'quote',
        caption: say('forwardQuote', { name: oneLine(response.authorName) }),
        text: ownWords(response.body),
      },
      {
        kind: 'facts',
        rows: [
          ...factsOf(say, letterhead, response),
          ...(contact.length === 0 ? [] : [{ label: say('factContact'), values: contact }]),
        ],
      },
      { kind: 'button', text: say('forwardButton'), url: itemUrl },
    ],
    reasons: [say('forwardWhy')],
  }))
}

/** To a reader whose words an editor has changed before or after publishing: the words as they now are. */
export function editNotice(letterhead: Letterhead, response: ReaderResponse): Letter {
  return writeLetter(letterhead, (say) => ({
    subject: say('editedSubject'),
    blocks: [
      { kind: 'paragraph', text: say('hello', { name: oneLine(response.authorName) }) },
      { kind: 'paragraph', text: say('editedIntro') },
      { kind: 'quote', caption: say('editedQuote'), text: ownWords(response.body) },
      { kind: 'facts', rows: factsOf(say, letterhead, response) },
    ],
    reasons: [say('editedWhy')],
  }))
}

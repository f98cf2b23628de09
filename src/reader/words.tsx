import type { Child } from 'hono/jsx'
import { ActButton } from './page.tsx'
import { readerTexts } from './texts.ts'

/** A page's words: for whom, in which language, what. */
export interface LinkPage {
  title: string
  siteName: string
  language: 'vi' | 'en'
  content: Child
}

export type Sentence = keyof (typeof readerTexts)['vi']

/** A page of one sentence, with the button where there is something to press. */
export function words(
  siteName: string,
  language: 'vi' | 'en',
  title: Sentence,
  text: Sentence,
  button?: Sentence,
): LinkPage {
  const texts = readerTexts[language]
  return {
    title: texts[title],
    siteName,
    language,
    content: (
      <>
        <p>{texts[text]}</p>
        {button !== undefined && <ActButton label={texts[button]} />}
      </>
    ),
  }
}

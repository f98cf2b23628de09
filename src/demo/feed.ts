import { escapeMarkup } from '../escape.ts'
import { paperMotto, paperName, type Edition } from './pages.tsx'
import type { DemoStory } from './stories.ts'

/** RSS 2.0 of all stories, newest first; each `guid` is the article's canonical address. */
export function feedOf({ origin, stories }: Edition): string {
  return `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>${escapeMarkup(paperName)}</title>
<link>${escapeMarkup(origin)}/</link>
<description>${escapeMarkup(paperMotto)}</description>
<language>vi</language>
<atom:link href="${escapeMarkup(origin)}/feed.xml" rel="self" type="application/rss+xml"/>
${stories.map((story) => itemOf(origin, story)).join('\n')}
</channel></rss>
`
}

function itemOf(origin: string, story: DemoStory): string {
  const link = escapeMarkup(`${origin}${story.key}`)
  // toUTCString writes the RFC 822 form that RSS 2.0 asks for.
  return `<item><title>${escapeMarkup(story.title)}</title><link>${link}</link><description>${escapeMarkup(story.description)}</description><category>${escapeMarkup(story.section.name)}</category><pubDate>${story.publishedAt.toUTCString()}</pubDate><guid isPermaLink="true">${link}</guid></item>`
}

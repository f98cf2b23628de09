import { editionOf } from './dates.ts'
import { libraryBoat } from './library-boat.ts'
import { shortStories } from './short-stories.ts'

/** A story as the newsroom wrote it, before it has a date. Every text is plain text. */
export interface StoryText {
  slug: string
  section: Section
  title: string
  /** The standfirst (sapo); also the page's and the feed's description. */
  description: string
  author: string
  /** How long before the edition's 08:30 it was published. */
  minutesBeforeEdition: number
  figure: Figure
  body: Block[]
  /** The question that closes the story and asks readers to answer. */
  invitation: string
  tags: string[]
}

export interface Section {
  slug: string
  name: string
}

/** `name` is the file `/anh/{name}.svg`; `alt` says what is seen, `caption` what it means. */
export interface Figure {
  name: 'thuyen-sach' | 'xe-buyt' | 'bang-lang' | 'cho-noi' | 'sua-do'
  alt: string
  caption: string
}

/** A paragraph, or a heading between paragraphs. */
export type Block = string | { heading: string }

export interface DemoStory extends StoryText {
  /** The article's key: its path on the demo's origin. */
  key: string
  publishedAt: Date
}

/** All stories, newest first; the first is the long one. Their dates hang on the latest edition before `now`. */
export function demoStories(now: Date): [DemoStory, ...DemoStory[]] {
  const edition = editionOf(now)
  return [published(libraryBoat, edition), ...shortStories.map((text) => published(text, edition))]
}

function published(text: StoryText, edition: Date): DemoStory {
  const publishedAt = new Date(edition.getTime() - text.minutesBeforeEdition * 60_000)
  return { ...text, key: `/bai/${text.slug}`, publishedAt }
}

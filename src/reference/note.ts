/** What a field means, with the longest text it takes in characters as people count them (graphemes). */
export type Note = string | { meaning: string; maxGraphemes: number }

/** A note on a text of at most so many characters. */
export const upTo = (maxGraphemes: number, meaning: string): Note => ({ meaning, maxGraphemes })

/** Fields of a site, as sent and as answered. */
export const siteFields: Record<string, Note> = {
  key: 'Lower-case letters, digits and hyphens, at most 40. Never changes.',
  name: upTo(100, 'As mails and pages call it.'),
  origins: 'From where its pages may write, such as `https://bao.example`.',
  settings: 'See SiteSettings.',
  version: 'Rises with every change; also the ETag.',
}

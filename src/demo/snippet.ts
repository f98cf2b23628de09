import { escapeMarkup } from '../escape.ts'

export interface SnippetOptions {
  /** Origin of the service, without a slash at the end. */
  publicUrl: string
  /** Key of the site. */
  site: string
  /** Key of the article. */
  article: string
}

/** The lines a newsroom pastes below an article; the link inside serves readers without JavaScript. */
export function snippet({ publicUrl, site, article }: SnippetOptions): string {
  const page = `${publicUrl}/p/${encodeURIComponent(site)}?article=${encodeURIComponent(article)}`
  const [url, siteKey, key, link] = [publicUrl, site, article, page].map(escapeMarkup)
  return `<script type="module" src="${url}/widget.js"></script>
<gui-ban-be site="${siteKey}" article="${key}"></gui-ban-be>
<phan-hoi site="${siteKey}" article="${key}"><a href="${link}">Xem và gửi phản hồi</a></phan-hoi>
<tin-khac site="${siteKey}"></tin-khac>`
}

import { escapeMarkup } from '../escape.ts'

export interface SnippetOptions {
  /** Origin of the service, without a slash at the end. */
  publicUrl: string
  /** Key of the site. */
  site: string
  /** Key of the article. */
  article: string
}

/** The lines a newsroom pastes below an article; the links inside serve readers without JavaScript. */
export function snippet({ publicUrl, site, article }: SnippetOptions): string {
  const query = `?article=${encodeURIComponent(article)}`
  const page = `${publicUrl}/p/${encodeURIComponent(site)}`
  const [url, siteKey, key, link, share] = [
    publicUrl,
    site,
    article,
    page + query,
    `${page}/share${query}`,
  ].map(escapeMarkup)
  return `<script type="module" src="${url}/widget.js"></script>
<gui-ban-be site="${siteKey}" article="${key}"><a href="${share}">Gửi cho bạn bè</a></gui-ban-be>
<phan-hoi site="${siteKey}" article="${key}"><a href="${link}">Xem và gửi phản hồi</a></phan-hoi>
<tin-khac site="${siteKey}"></tin-khac>`
}

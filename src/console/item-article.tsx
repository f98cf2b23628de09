import { pathTo } from './address.ts'
import type { QueueComment } from './load-desk.ts'
import { MarkedText } from './marked-text.tsx'
import type { View } from './view.ts'

interface ArticleLinkProps {
  view: View
  article: QueueComment['article']
  words?: string[]
}

/** The article's title; only an http(s) address becomes a link. */
export function ArticleLink({ view, article, words = [] }: ArticleLinkProps) {
  const isWeb =
    URL.canParse(article.url) && ['http:', 'https:'].includes(new URL(article.url).protocol)
  const title = (
    <bdi>
      <MarkedText view={view} text={article.title} words={words} />
    </bdi>
  )
  return isWeb ? (
    <a href={article.url} target="_blank" rel="noopener noreferrer">
      {title}
    </a>
  ) : (
    title
  )
}

/** The article in a sentence or two, and everything else that was sent about it. */
export function ArticleFacts({
  view,
  item,
  excerpt,
}: {
  view: View
  item: QueueComment
  excerpt: string | undefined
}) {
  const others = pathTo('all', { site: item.site, article: item.article.key })
  return (
    <>
      <dt>{view.say('inArticle')}</dt>
      <dd>
        <ArticleLink view={view} article={item.article} />
      </dd>
      {excerpt !== undefined && <dd class="quiet">{excerpt}</dd>}
      <dd>
        <a href={others}>{view.say('otherOfArticle')}</a>
      </dd>
    </>
  )
}

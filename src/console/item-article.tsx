import { pathTo } from './address.ts'
import type { QueueComment } from './load-desk.ts'
import { MarkedText } from './marked-text.tsx'
import type { TextKey } from './texts.ts'
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

interface FactsProps {
  view: View
  item: Pick<QueueComment, 'site' | 'article'>
  excerpt: string | undefined
}

/** The article in a sentence or two, and everything else that was sent about it. */
export function ArticleFacts(props: FactsProps) {
  return <Facts {...props} queue="all" text="otherOfArticle" />
}

/** The same for a share: who else has sent the article. */
export function ShareArticleFacts(props: FactsProps) {
  return <Facts {...props} queue="shares" text="otherSharesOfArticle" />
}

function Facts({
  view,
  item,
  excerpt,
  queue,
  text,
}: FactsProps & { queue: 'all' | 'shares'; text: TextKey }) {
  const others = pathTo(queue, { site: item.site, article: item.article.key })
  return (
    <>
      <dt>{view.say('inArticle')}</dt>
      <dd>
        <ArticleLink view={view} article={item.article} />
      </dd>
      {excerpt !== undefined && <dd class="quiet">{excerpt}</dd>}
      <dd>
        <a href={others}>{view.say(text)}</a>
      </dd>
    </>
  )
}

import { html, raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import { shortDateTime, vietnameseDate, vietnameseDateTime } from './dates.ts'
import { snippet } from './snippet.ts'
import type { Block, DemoStory } from './stories.ts'

/** The newspaper's name, in the masthead, the titles and the feed. */
export const paperName = 'Bến Sông'

/** One sentence about the paper, for the masthead and the feed. */
export const paperMotto = 'Nhật báo của thành phố ven sông'

/** What every page of one edition needs to know. */
export interface Edition {
  /** Origin of the newspaper's own pages. */
  origin: string
  /** Origin of the service that the widget talks to. */
  publicUrl: string
  siteKey: string
  /** Newest first. */
  stories: [DemoStory, ...DemoStory[]]
}

interface PageProps {
  edition: Edition
  path: string
  title: string
  description: string
  story?: DemoStory
  children: Child
}

/** The front page: the long story large, the short ones below it. */
export function FrontPage({ edition }: { edition: Edition }) {
  const [lead, ...rest] = edition.stories
  return (
    <Page
      edition={edition}
      path="/"
      title={`${paperName} – ${paperMotto}`}
      description="Chuyện phố, chuyện sông và những người sống cạnh nhau, mỗi sáng."
    >
      <h1 class="unseen">Tin hôm nay</h1>
      <Teaser edition={edition} story={lead} isLead />
      <div class="rest">
        {rest.map((story) => (
          <Teaser edition={edition} story={story} />
        ))}
      </div>
      {raw(`<script type="module" src="${edition.publicUrl}/widget.js"></script>`)}
    </Page>
  )
}

/** An article, followed by the widget's blocks exactly as the README's snippet has them. */
export function ArticlePage({ edition, story }: { edition: Edition; story: DemoStory }) {
  const { publicUrl, siteKey: site } = edition
  return (
    <Page
      edition={edition}
      path={story.key}
      title={story.title}
      description={story.description}
      story={story}
    >
      <article class="article">
        <ArticleHead site={site} story={story} />
        <figure>
          <Picture story={story} />
          <figcaption>{story.figure.caption}</figcaption>
        </figure>
        <div class="column text">
          {story.body.map((block) => (
            <TextBlock block={block} />
          ))}
          <p class="invitation">{story.invitation}</p>
          <ul class="tags" aria-label="Từ khóa">
            {story.tags.map((tag) => (
              <li>{tag}</li>
            ))}
          </ul>
        </div>
      </article>
      <div class="column">
        <div class="readers" id="phan-hoi">
          {raw(snippet({ publicUrl, site, article: story.key }))}
        </div>
      </div>
    </Page>
  )
}

/** Answered with 404. */
export function MissingPage({ edition }: { edition: Edition }) {
  return (
    <Page
      edition={edition}
      path="/khong-tim-thay"
      title="Không tìm thấy trang"
      description="Trang này không có hoặc đã được dời đi."
    >
      <div class="column article">
        <h1>Không tìm thấy trang</h1>
        <p>
          Trang này không có hoặc đã được dời đi. Mời bạn trở về <a href="/">trang chủ</a>.
        </p>
      </div>
    </Page>
  )
}

function Page({ edition, path, title, description, story, children }: PageProps) {
  const url = `${edition.origin}${path}`
  return html`<!doctype html>${(
      <html lang="vi">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>{story ? `${title} | ${paperName}` : title}</title>
          <meta name="description" content={description} />
          <link rel="canonical" href={url} />
          <meta property="og:type" content={story ? 'article' : 'website'} />
          <meta property="og:title" content={title} />
          <meta property="og:description" content={description} />
          <meta property="og:url" content={url} />
          <meta property="og:site_name" content={paperName} />
          <meta property="og:locale" content="vi_VN" />
          {story && <ArticleMeta story={story} />}
          <meta name="color-scheme" content="light dark" />
          <link rel="icon" type="image/svg+xml" href="/favicon.svg" />
          <link rel="alternate" type="application/rss+xml" title={paperName} href="/feed.xml" />
          <link rel="stylesheet" href="/style.css" />
        </head>
        <body>
          <a class="unseen" href="#noi-dung">
            Đến nội dung chính
          </a>
          <Masthead edition={edition} story={story} />
          <main id="noi-dung">{children}</main>
          <Imprint />
        </body>
      </html>
    )}`
}

function ArticleMeta({ story }: { story: DemoStory }) {
  return (
    <>
      <meta property="article:published_time" content={story.publishedAt.toISOString()} />
      <meta property="article:section" content={story.section.name} />
      <meta name="author" content={story.author} />
    </>
  )
}

function Masthead({ edition, story }: { edition: Edition; story: DemoStory | undefined }) {
  const [{ publishedAt }] = edition.stories
  return (
    <header class="masthead">
      <p class="name">
        <a href="/">{paperName}</a>
      </p>
      <p class="motto">
        <span>{paperMotto}</span> <span>{vietnameseDate(publishedAt)}</span>
      </p>
      <nav class="sections" aria-label="Chuyên mục">
        {edition.stories.map(({ section }) => (
          <a
            href={`/#${section.slug}`}
            aria-current={section.slug === story?.section.slug ? 'true' : undefined}
          >
            {section.name}
          </a>
        ))}
      </nav>
    </header>
  )
}

interface TeaserProps {
  edition: Edition
  story: DemoStory
  isLead?: boolean
}

function Teaser({ edition, story, isLead = false }: TeaserProps) {
  return (
    <article class={isLead ? 'teaser lead' : 'teaser'} id={story.section.slug}>
      <a class="picture" href={story.key} tabindex={-1} aria-hidden="true">
        <Picture story={story} />
      </a>
      <div>
        <p class="kicker">{story.section.name}</p>
        <h2>
          <a href={story.key}>{story.title}</a>
        </h2>
        <p class="summary">{story.description}</p>
        <p class="meta">
          <PublishedAt story={story} format={shortDateTime} />
          <ResponseCount site={edition.siteKey} story={story} />
        </p>
      </div>
    </article>
  )
}

function ArticleHead({ site, story }: { site: string; story: DemoStory }) {
  return (
    <header class="column">
      <nav class="crumbs" aria-label="Đường dẫn">
        <ol>
          <li>
            <a href="/">Trang chủ</a>
          </li>
          <li>
            <a href={`/#${story.section.slug}`}>{story.section.name}</a>
          </li>
        </ol>
      </nav>
      <h1>{story.title}</h1>
      <p class="standfirst">{story.description}</p>
      <p class="byline">
        <strong>{story.author}</strong>
        <ResponseCount site={site} story={story} />
        <PublishedAt story={story} format={vietnameseDateTime} />
      </p>
    </header>
  )
}

/** The widget fills in the bare number; without JavaScript a plain link remains. */
function ResponseCount({ site, story }: { site: string; story: DemoStory }) {
  return (
    <a class="responses" href={`${story.key}#phan-hoi`}>
      Ý kiến <phan-hoi-count site={site} article={story.key}></phan-hoi-count>
    </a>
  )
}

interface PublishedAtProps {
  story: DemoStory
  format: (date: Date) => string
}

function PublishedAt({ story: { publishedAt }, format }: PublishedAtProps) {
  return <time datetime={publishedAt.toISOString()}>{format(publishedAt)}</time>
}

function Picture({ story: { figure } }: { story: DemoStory }) {
  return <img src={`/anh/${figure.name}.svg`} alt={figure.alt} width="1200" height="675" />
}

function TextBlock({ block }: { block: Block }) {
  return typeof block === 'string' ? <p>{block}</p> : <h2>{block.heading}</h2>
}

function Imprint() {
  return (
    <footer class="imprint">
      <p>
        {paperName} là tờ báo mẫu để xem thử Phản hồi. Người, nơi chốn và sự việc trong bài đều do
        chúng tôi đặt ra. · <a href="/feed.xml">RSS</a>
      </p>
    </footer>
  )
}

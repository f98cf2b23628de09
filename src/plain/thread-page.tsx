import { allowedAudiences } from '../comments/rules.ts'
import { sentence } from '../messages.ts'
import { articleUrl, type Refused } from './draft.ts'
import { CommentForm, prepareCommentForm } from './comment-form.tsx'
import { CommentItem } from './comment-item.tsx'
import type { PlainEnv } from './form.ts'
import { SitePage, type View, viewOf } from './frame.tsx'
import { pageAddress, type PlainParams } from './params.ts'
import { fill } from './texts.ts'
import { loadThread, type Mode } from './thread-data.ts'

type Loaded = Awaited<ReturnType<typeof loadThread>>

interface PageProps {
  view: View
  params: PlainParams
  loaded: Loaded
  mode: Mode
}

/** The comments of an article with the form below; only the form while a comment is being answered or corrected. */
export async function showThread(
  vars: PlainEnv['Variables'],
  params: PlainParams,
  refused: Refused | null = null,
) {
  const mode = modeOf(params, refused)
  const loaded = await loadThread(vars, params, mode)
  const view = viewOf(loaded.site)
  const props = { view, params, loaded, mode }
  const url = articleUrl(loaded.site, loaded.article, params.article)
  const hasMail = vars.ports.config.mailUrl !== null
  const isOffered = mode !== 'thread' && (refused !== null || canWrite(props))
  const prepared =
    isOffered && url !== null ? await prepareCommentForm(vars, view, url, refused) : null
  const title = titleOf(props)
  return (
    <SitePage
      view={view}
      title={refused === null ? title : `${view.t.errTitle}: ${title}`}
      canonical={canonicalOf(props, vars.ports.config.publicUrl)}
    >
      <Heading hasForm={prepared !== null} hasMail={hasMail} {...props} />
      {mode === 'form' ? <Answered {...props} /> : <Comments {...props} />}
      {refused === null && !canWrite(props) && <p class="notice">{closedOf(props)}</p>}
      {isOffered && url === null && <p class="notice">{view.t.openOnSite}</p>}
      {prepared !== null && (
        <CommentForm {...{ view, params, prepared }} answered={loaded.answered} hasMail={hasMail} />
      )}
      {mode !== 'list' && (
        <p>
          <a href={pageAddress(view.site.key, { article: params.article })}>
            {view.t.backToThread}
          </a>
        </p>
      )}
    </SitePage>
  )
}

/** Later pages of a list and pages of unverified articles are not for search engines. */
function canonicalOf({ view, params, loaded, mode }: PageProps, publicUrl: string) {
  const { article, thread, after } = params
  if (mode === 'form' || after !== undefined || loaded.article?.url == null) return undefined
  const page = mode === 'thread' && thread !== undefined ? { article, thread } : { article }
  return publicUrl + pageAddress(view.site.key, page)
}

/** What is being answered, above the form. */
function Answered({ view, params, loaded: { answered } }: PageProps) {
  if (answered === null) return null
  return (
    <ol class="thread answered">
      <CommentItem view={view} params={params} comment={answered} canReply={false} isQuoted />
    </ol>
  )
}

function modeOf({ reply, thread }: PlainParams, refused: Refused | null): Mode {
  if (refused !== null || reply !== undefined) return 'form'
  return thread === undefined ? 'list' : 'thread'
}

/** What is answered must be there, and responses must be taken. */
function canWrite({ view, params, loaded }: PageProps): boolean {
  const isReplyable = params.reply === undefined || loaded.answered !== null
  return loaded.isOpen && isReplyable && allowedAudiences(view.site.settings).length > 0
}

function closedOf({ view: { site, t }, loaded }: PageProps): string {
  return loaded.isOpen && allowedAudiences(site.settings).length > 0
    ? sentence('parent', site.settings.language)
    : t.closed
}

function titleOf({ view: { t }, loaded: { article, answered }, mode }: PageProps): string {
  const about = article?.title ?? null
  const what =
    mode !== 'form'
      ? t.title
      : answered === null
        ? t.submit
        : fill(t.replyTo, { name: answered.author.name })
  return about === null ? what : `${what}: ${about}`
}

/** The article where it is verified, and the ways on. Its key and what strangers claim are never shown. */
function Heading({
  view: { t, site },
  params: { article: key },
  loaded: { article },
  mode,
  hasForm,
  hasMail,
}: PageProps & { hasForm: boolean; hasMail: boolean }) {
  const url = article?.url ?? null
  return (
    <>
      <h1>{url === null ? t.title : <a href={url}>{article?.title}</a>}</h1>
      {mode === 'list' && (
        <ul class="ways">
          {url !== null && (
            <li>
              <a href={url}>{t.readArticle}</a>
            </li>
          )}
          {hasForm && (
            <li>
              <a href="#write">{t.write}</a>
            </li>
          )}
          {hasMail && site.settings.share.isEnabled && (
            <li>
              <a href={pageAddress(site.key, { article: key }, '/share')}>{t.passTitle}</a>
            </li>
          )}
          <li>
            <a href={`/p/${site.key}/status`}>{t.statusTitle}</a>
          </li>
        </ul>
      )}
    </>
  )
}

/** In schema.org's words, so that search engines read a discussion of the article. */
function Comments({ view, params, loaded, mode }: PageProps) {
  const { t, site } = view
  const { article, comments, next } = loaded
  const count = article?.commentCount ?? 0
  return (
    <section itemscope itemtype="https://schema.org/DiscussionForumPosting">
      {article?.url != null && (
        <>
          <meta itemprop="headline" content={article.title ?? ''} />
          <link itemprop="url" href={article.url} />
          <meta itemprop="datePublished" content={article.publishedAt.toISOString()} />
          <meta itemprop="commentCount" content={String(count)} />
          <span itemprop="author" itemscope itemtype="https://schema.org/Organization">
            <meta itemprop="name" content={site.name} />
          </span>
        </>
      )}
      <div class="head">
        <h2>{`${t.title} (${count})`}</h2>
        {mode === 'list' && count > 1 && <Sorts view={view} params={params} />}
      </div>
      {comments.length === 0 ? (
        <p class="quiet">{t.empty}</p>
      ) : (
        <ol class="thread">
          {comments.map((comment) => (
            <CommentItem view={view} params={params} comment={comment} canReply={loaded.isOpen} />
          ))}
        </ol>
      )}
      {next !== null && (
        <p>
          <a class="next" href={pageAddress(site.key, { ...params, after: next })} rel="next">
            {t.more}
          </a>
        </p>
      )}
    </section>
  )
}

function Sorts({ view: { t, site }, params }: Pick<PageProps, 'view' | 'params'>) {
  return (
    <nav aria-label={t.sort}>
      {(['newest', 'oldest', 'top'] as const).map((sort) => (
        <a
          href={pageAddress(site.key, { article: params.article, sort })}
          {...(sort === params.sort ? { 'aria-current': 'true' as const } : {})}
        >
          {t[sort]}
        </a>
      ))}
    </nav>
  )
}

import * as v from 'valibot'
import { formRules } from '../../comments/page.ts'
import type { CommentView } from '../../comments/view.ts'
import { CommentForm } from '../../plain/comment-form.tsx'
import { formView } from '../../plain/draft.ts'
import { SitePage, viewOf } from '../../plain/frame.tsx'
import { PlainParams } from '../../plain/params.ts'
import type { LoadedSite } from '../../sites/origin.ts'
import { previewPath } from './preview-script.ts'

/** What the page in the frame may do: show itself with our own scripts, inside our own page, and ask nobody. */
export const previewPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'"

const ARTICLE = '/'

/** The widget of a site with settings that nobody has saved; without a script, the form of its plain page. */
export function Preview({ site, hasMail }: { site: LoadedSite; hasMail: boolean }) {
  const view = viewOf(site)
  const params = v.parse(PlainParams, { article: ARTICLE })
  const prepared = { form: formView(view.t, null, []), hidden: {}, problem: null }
  return (
    <SitePage view={view} title={view.t.submit}>
      <h1>{view.t.submit}</h1>
      <div id="preview-answer" data-answer={JSON.stringify(answerFor(site, hasMail))} hidden></div>
      <script src={previewPath}></script>
      <script type="module" src="/widget.js"></script>
      {site.settings.share.isEnabled && <gui-ban-be site={site.key} article={ARTICLE}></gui-ban-be>}
      <phan-hoi site={site.key} article={ARTICLE}></phan-hoi>
      <noscript>
        <CommentForm {...{ view, params, prepared, hasMail }} answered={null} />
      </noscript>
    </SitePage>
  )
}

/** A thread page as the service gives it, with one comment to look at. */
function answerFor(site: LoadedSite, hasMail: boolean) {
  return {
    article: {
      key: ARTICLE,
      url: null,
      title: null,
      isOpen: site.settings.comments.isOpen,
      closesAt: null,
      commentCount: 1,
    },
    form: formRules(site, 'none', '', hasMail),
    comments: [example(site.settings.language)],
    next: null,
  }
}

function example(language: 'vi' | 'en'): CommentView {
  const id = '01970000-0000-7000-8000-000000000000'
  const words = {
    vi: { name: 'Nguyễn Thị Hoà', body: 'Bài viết rất hữu ích, cảm ơn tòa soạn.' },
    en: { name: 'Mary Nguyen', body: 'A very useful article. Thank you.' },
  }[language]
  return {
    id,
    parentId: null,
    rootId: null,
    author: { name: words.name, badge: null },
    subject: null,
    body: words.body,
    createdAt: '2026-01-01T01:00:00.000Z',
    editedAt: null,
    likeCount: 3,
    isFeatured: false,
    isWithdrawn: false,
    replyCount: 0,
    replies: [],
    repliesNext: null,
  }
}

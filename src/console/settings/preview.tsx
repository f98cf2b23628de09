import * as v from 'valibot'
import { CommentForm } from '../../plain/comment-form.tsx'
import { formView } from '../../plain/draft.ts'
import { SitePage, viewOf } from '../../plain/frame.tsx'
import { PlainParams } from '../../plain/params.ts'
import type { LoadedSite } from '../../sites/origin.ts'

/** What the page in the frame may do: show itself, inside our own page only. */
export const previewPolicy =
  "default-src 'none'; style-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'"

/** The readers' form of a site with settings that nobody has saved. */
export function Preview({ site }: { site: LoadedSite }) {
  const view = viewOf(site)
  const params = v.parse(PlainParams, { article: '/' })
  const prepared = { form: formView(view.t, null, []), hidden: {}, problem: null }
  return (
    <SitePage view={view} title={view.t.submit}>
      <h1>{view.t.submit}</h1>
      <CommentForm view={view} params={params} prepared={prepared} answered={null} />
    </SitePage>
  )
}

import type { Kit, Target } from './kit.ts'
import css from './stories.css'

interface Story {
  key: string
  url: string
  title: string
  commentCount: number
}

/**
 * Other stories of the site as a plain list of links, under the element's `heading` and with its `counted` words
 * (`{n}` for the number) where it has them. Where there are none, the element's own
 * content stays.
 */
export async function mount(
  root: ShadowRoot,
  kit: Kit,
  target: Target,
  signal: AbortSignal,
  host: Element,
) {
  const { h } = kit
  const isEnglish = target.lang === 'en'
  const limit = Math.min(Number(host.getAttribute('limit')) || 5, 50)
  const sort = host.getAttribute('sort') === 'discussed' ? 'discussed' : 'recent'
  // One more than shown: the article at hand is left out.
  const query = new URLSearchParams({ site: target.site, sort, limit: String(limit + 1) })
  const answer = await kit.call<{ articles: Story[] }>(target, `articles?${query.toString()}`)
  if (signal.aborted) return
  if (answer.status !== 200) throw new Error('unavailable')
  const others = answer.body.articles
    .filter(({ key, url }) => key !== target.key && /^https?:/i.test(url))
    .slice(0, limit)
  if (!others.length) throw new Error('none')
  const say = (count: number) => {
    const english = count === 1 ? '{n} comment' : '{n} comments'
    const words = host.getAttribute('counted') ?? (isEnglish ? english : '{n} ý kiến')
    return words.replace('{n}', count.toLocaleString(target.lang))
  }
  const items = others.map(({ url, title, commentCount }) =>
    h(
      'li.story',
      null,
      h('a', { href: url, dir: 'auto' }, title),
      commentCount > 0 && h('span', null, ' ', say(commentCount)),
    ),
  )
  const title = host.getAttribute('heading') ?? (isEnglish ? 'Other stories' : 'Các tin khác')
  kit.restyle(root, css)
  root.append(
    h(
      'section.stories',
      { lang: target.lang },
      h('h2.title', null, title),
      h('ul', null, ...items),
    ),
  )
}

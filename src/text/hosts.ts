/** Top-level domains seen in reader spam that are no Vietnamese words, also those reserved for tests (RFC 2606). */
const CLEAR =
  'com net org info biz xyz top club vip bet win online site shop app dev asia edu gov mobi pro store live link click ' +
  'icu fun space website tech life world loan casino cyou lol blog news one page games game cam work sbs buzz cfd ' +
  'vn us uk eu de fr jp kr cn ru tw hk sg io tv cc ly gl gg gd ws nu ph kh th my au ca tk ml ga cf gq test example ' +
  'invalid localhost local internal onion'
/** Top-level domains that are also Vietnamese syllables typed without marks ("đi.me"): a host only with more proof. */
const DOUBTFUL = 'ai co in is la me to id am be do it so tin'

const clear: ReadonlySet<string> = new Set(CLEAR.split(' '))
const doubtful: ReadonlySet<string> = new Set(DOUBTFUL.split(' '))

/** How surely `label` (folded) ends a host name. */
export function judgeTopLevel(label: string): 'clear' | 'doubtful' | 'none' {
  if (clear.has(label) || label.startsWith('xn--')) return 'clear'
  return doubtful.has(label) ? 'doubtful' : 'none'
}

/** Top-level domains that count even behind blanks, brackets or a spelled-out dot. */
export const SPELLED_TOP_LEVELS = 'com|net|org|vn|info|xyz|bet|club'

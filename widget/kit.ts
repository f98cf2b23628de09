/** What every part of the widget builds on. It lives in the loader and is handed to the chunks, so that none loads twice. */

type Attribute = string | number | boolean | null | undefined | ((event: Event) => unknown)
export type Attributes = Record<string, Attribute>
export type Child = Node | string | false | null | undefined

type Tags = HTMLElementTagNameMap
type Made<Name> = Name extends keyof Tags
  ? Tags[Name]
  : Name extends `${infer Tag extends keyof Tags}.${string}`
    ? Tags[Tag]
    : never

/**
 * Makes an element from `tag.class.class`. Functions named `on…` become listeners; what is empty, false or
 * null is left out. Classes are parts too, so that a page's `::part` rules reach everything. Text children
 * become text nodes, so markup in them stays text.
 */
export function h<Name extends keyof Tags | `${keyof Tags}.${string}`>(
  name: Name,
  attributes?: Attributes | null,
  ...children: Child[]
): Made<Name> {
  const [tag = '', ...classes] = name.split('.')
  const element = document.createElement(tag)
  const part = classes.join(' ')
  const all: Attributes = { class: part, part, ...attributes }
  // The DOM makes strings of numbers and booleans itself.
  for (const [key, value] of Object.entries(all))
    if (typeof value === 'function') element.addEventListener(key.slice(2), value)
    else if (value) element.setAttribute(key, value as string)
  for (const child of children) if (child) element.append(child)
  // The tag is the first word of the name.
  return element as Made<Name>
}

/** Which article of which site an element speaks about, and where its service is. */
export interface Target {
  site: string
  key: string
  url: string
  title: string
  /** Origin of the service, without a slash at the end. */
  api: string
  lang: 'vi' | 'en'
  /** JWT of a signed-in member, from the page. */
  member: string | null
}

/** `status` 0 means that no readable answer arrived. `body` is the parsed JSON, empty where there was none. */
export interface Answer<Body> {
  status: number
  body: Body
  /** `Retry-After`: seconds, or a date. */
  wait: string | null
}

export interface CallOptions {
  method?: string
  body?: object
  headers?: Record<string, string>
  cache?: RequestCache
}

/** One request to the service, without credentials. Never rejects. Gives up after 20 seconds. */
export async function call<Body>(
  target: Target,
  path: string,
  { body, headers, ...rest }: CallOptions = {},
): Promise<Answer<Body>> {
  const deadline = new AbortController()
  const timer = setTimeout(() => deadline.abort(), 20000)
  // The service is our own: its answers are typed by the contract in wire.ts. Callers look at `status` first.
  const answer: Answer<Body> = { status: 0, body: {} as Body, wait: null }
  try {
    const response = await fetch(`${target.api}/v1/${path}`, {
      ...rest,
      ...(body && { body: JSON.stringify(body) }),
      headers: {
        'Accept-Language': target.lang,
        ...(body && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      credentials: 'omit',
      signal: deadline.signal,
    })
    answer.status = response.status
    answer.wait = response.headers.get('Retry-After')
    answer.body = (await response.json()) as Body
  } catch {
    // What had arrived by then is the answer.
  }
  clearTimeout(timer)
  return answer
}

/** Query string of an article's comments; the same words in the same order, so that HTTP caches agree. */
export function threadPath({ site, key }: Target, sort: string, more = '') {
  const query = new URLSearchParams({ site, article: key, sort, limit: '20' })
  return `comments?${String(query)}${more}`
}

/** Empties a root and gives it a style: constructed sheets pass a strict CSP; browsers without them (Safari before 16.4) get a style element. */
export function restyle(root: ShadowRoot, css: string) {
  root.textContent = ''
  try {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    root.adoptedStyleSheets = [sheet]
  } catch {
    root.append(h('style', null, css))
  }
}

export const kit = { h, call, threadPath, restyle }
export type Kit = typeof kit

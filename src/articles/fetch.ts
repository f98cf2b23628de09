import { readStart } from '../bytes.ts'

const TIMEOUT_MS = 5000
const MAX_REDIRECTS = 3

/**
 * Reads the start of a document from one of a site's own origins, at most `maxBytes`, within 5 s. Redirects are
 * followed by hand, so that none leads to anybody else's address. Throws when it cannot be read.
 */
export async function fetchFromSite(
  fetcher: typeof fetch,
  address: string,
  origins: string[],
  accept: string,
  maxBytes: number,
): Promise<{ url: string; text: string }> {
  let url = address
  const signal = AbortSignal.timeout(TIMEOUT_MS)
  for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
    if (!origins.includes(new URL(url).origin)) throw new Error('The address is on another origin')
    const response = await fetcher(url, {
      redirect: 'manual',
      signal,
      headers: { Accept: accept, 'User-Agent': 'phanhoi' },
    })
    const location = response.headers.get('Location')
    if (response.status >= 300 && response.status < 400 && location !== null) {
      await response.body?.cancel()
      url = new URL(location, url).href
      continue
    }
    if (!response.ok) throw new Error(`The site answered ${response.status}`)
    const { bytes } = await readStart(response.body, maxBytes)
    return { url, text: new TextDecoder().decode(bytes) }
  }
  throw new Error('Too many redirects')
}

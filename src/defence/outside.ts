import type { Ports } from '../ports.ts'
import type { Reason } from '../schema.ts'
import type { KnownSecret } from '../sites/known-secrets.ts'
import type { LoadedSite } from '../sites/origin.ts'

/** Asks one outside service; never rejects: what fails to answer holds. */
export type OutsideCheck = () => Promise<Reason[]>

/** All that an outside service may be told of. */
export interface OutsideItem {
  id: string
  article: { key: string; url: string }
  name: string
  email: string | null
  /** Subject and body. */
  text: string
  /** Network address, '' where nobody knows it. */
  address: string
}

/** Whether the site asks anybody outside. Letters to the editors are between the reader and the newsroom. */
export function asksOutside({ settings }: LoadedSite, audience: 'public' | 'editors'): boolean {
  const { akismet, webhook } = settings.outside
  return audience === 'public' && (akismet.url !== null || webhook.url !== null)
}

/** The checks of those services that the site asks; none of them is loaded for sites that ask nobody. */
export async function outsideChecks(
  ports: Ports,
  site: LoadedSite,
  secrets: KnownSecret[],
  item: OutsideItem,
): Promise<OutsideCheck[]> {
  const { akismet, webhook } = site.settings.outside
  const { askAkismet, askWebhook } = await import('./ask-outside.ts')
  const asked = { ports, site, secrets, item }
  const checks: OutsideCheck[] = []
  const { url } = akismet
  if (url !== null) checks.push(() => askAkismet(url, asked))
  const hook = webhook.url
  if (hook !== null) checks.push(() => askWebhook(hook, asked))
  return checks
}

import { Moment } from '../times.tsx'
import type { View } from '../view.ts'
import { speakStats } from './texts.ts'

/** What has waited longest, in one line with the way there. */
export function OldestWaiting({ view, since }: { view: View; since: string | null }) {
  const say = speakStats(view.language)
  if (since === null) return <p class="oldest quiet">{say('nothingWaits')}</p>
  return (
    <p class="oldest">
      <a href="/admin/pending">{say('oldest')}</a> <Moment view={view} at={since} />
    </p>
  )
}

import type { Oldest } from '../moderation/oldest.ts'
import { ago } from './times.tsx'
import type { View } from './view.ts'

/** How long the oldest item has waited, always in view; the script keeps it true. */
export function OldestLine({ view, oldest }: { view: View; oldest: Oldest | null }) {
  return (
    <a
      class="oldest-line"
      id="oldest"
      href={`/admin/${oldest?.queue ?? 'pending'}?sort=oldest`}
      hidden={oldest === null}
    >
      {oldestText(view, oldest)}
    </a>
  )
}

/** `Chờ lâu nhất: 3 giờ trước`, or nothing. */
export function oldestText({ say, now }: View, oldest: Oldest | null): string {
  return oldest === null ? '' : say('oldestWaiting', { ago: ago(say, now, oldest.at) })
}

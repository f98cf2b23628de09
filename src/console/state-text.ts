import type { State } from '../schema.ts'
import type { TextKey } from './texts.ts'

/** How a state is called: only public comments are published, letters are accepted and shares let through. */
export function stateText(state: State, kind: 'comment' | 'share', isLetter: boolean): TextKey {
  if (state !== 'approved') return state
  if (kind === 'share') return 'approvedShare'
  return isLetter ? 'approvedLetter' : 'approved'
}

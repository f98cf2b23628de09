import type { Problem } from '../../problem.ts'
import type { ItemContext } from './fields.tsx'
import type { ItemText } from './texts.ts'

interface ToldProps {
  context: Pick<ItemContext, 'say' | 'view' | 'path'>
  address: {
    done?: string | undefined
    rejected?: string | undefined
    told?: 'done' | undefined
    failed?: string | undefined
    undo?: 'failed' | undefined
  }
  fault: Problem | undefined
}

/** What was just done with the way to take it back, or why it was not done. */
export function Told({ context: { say, view, path }, address, fault }: ToldProps) {
  const key = fault === undefined ? null : faultText(fault)
  if (key !== null)
    return (
      <p class="notice error" role="alert">
        {say(key, { detail: fault?.options.errors?.[0]?.detail ?? '' })}
      </p>
    )
  if (address.undo === 'failed') return <p class="notice">{view.say('undoFailed')}</p>
  if (address.failed !== undefined) return <p class="notice">{view.say('failed', { n: 1 })}</p>
  if (address.done !== undefined)
    return (
      <form
        class="notice"
        role="status"
        method="post"
        action={`/admin/decisions/${address.done}/undo`}
      >
        {address.rejected === undefined
          ? say('told_done')
          : say('told_bannedRejected', { n: address.rejected })}{' '}
        <input type="hidden" name="back" value={path} />
        <button class="plain">{say('undo')}</button>
      </form>
    )
  if (address.told === undefined) return null
  return (
    <p class="notice" role="status">
      {say('told_done')}
    </p>
  )
}

/** The sentence for a problem that a person can mend; null for all others. */
export function faultText({ code }: Problem): ItemText | null {
  if (code === 'conflict' || code === 'invalid-transition' || code === 'invalid')
    return `fault_${code}`
  return code === 'idempotency-key-reused' ? 'fault_conflict' : null
}

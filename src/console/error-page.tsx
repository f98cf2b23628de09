import { accessFaults } from '../auth/access-faults.ts'
import { type Problem, type ProblemCode } from '../problem.ts'
import { PlainPage } from './entry-pages.tsx'
import type { TextKey } from './texts.ts'
import { duration } from './times.tsx'
import type { View } from './view.ts'

/** A refusal as people read it. */
export function ErrorPage({
  view,
  problem,
  publicUrl,
  isRead,
}: {
  view: View
  problem: Problem
  publicUrl: string
  /** Nothing was to be changed, so only the role can stand in the way. */
  isRead: boolean
}) {
  const [title, text] = proxySentence(problem) ??
    (isRead && problem.code === 'forbidden' ? (['forbidden', 'forbiddenRole'] as const) : null) ??
    sentences[problem.code] ?? ['broken', 'brokenText']
  const time = duration(view.say, problem.options.retryAfterSeconds ?? 60)
  const url = `${publicUrl}/admin`
  return <PlainPage view={view} title={view.say(title)} text={view.say(text, { time, url })} />
}

/** What somebody from a sign-in proxy can do about being refused. */
function proxySentence({ options: { detail } }: Problem): [TextKey, TextKey] | null {
  if (detail === accessFaults.assertion) return ['forbidden', 'proxyAssertion']
  return detail === accessFaults.nobody ? ['forbidden', 'proxyNobody'] : null
}

const sentences: Partial<Record<ProblemCode, [TextKey, TextKey]>> = {
  'not-found': ['notFound', 'notFoundText'],
  forbidden: ['forbidden', 'forbiddenText'],
  'rate-limited': ['broken', 'signInSlow'],
  unavailable: ['broken', 'awayText'],
}

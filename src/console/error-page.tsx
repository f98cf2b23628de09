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
}: {
  view: View
  problem: Problem
  publicUrl: string
}) {
  const [title, text] = sentences[problem.code] ?? ['broken', 'brokenText']
  const time = duration(view.say, problem.options.retryAfterSeconds ?? 60)
  const url = `${publicUrl}/admin`
  return <PlainPage view={view} title={view.say(title)} text={view.say(text, { time, url })} />
}

const sentences: Partial<Record<ProblemCode, [TextKey, TextKey]>> = {
  'not-found': ['notFound', 'notFoundText'],
  forbidden: ['forbidden', 'forbiddenText'],
  'rate-limited': ['broken', 'signInSlow'],
  unavailable: ['broken', 'awayText'],
}

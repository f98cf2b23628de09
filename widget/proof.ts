import type { Kit, Target } from './kit.ts'

/** Placeholder until the solver stands. */
export function solveProof(_call: Kit['call'], _target: Target, _action: string): Promise<string> {
  return Promise.resolve('')
}

import type { Reason } from '../schema.ts'

/** Asks one outside service; never rejects: what fails to answer holds. */
export type OutsideCheck = () => Promise<Reason[]>

/** True for the folded shape of a Vietnamese syllable (`nghieng`, `thuy`), whatever it means. Takes folded text. */
export function isSyllable(folded: string): boolean {
  return folded.length <= LONGEST_SYLLABLE && SYLLABLE.test(folded)
}

/** `nghieng` */
const LONGEST_SYLLABLE = 7

const ONSET = '[bdhlmrsvx]|ch?|g[hi]?|kh?|n(?:gh?|h)?|ph?|qu|t[hr]?'
const NUCLEUS =
  'a[iouy]?|e[ou]?|i(?:a|eu?|u)?|o(?:a[ioy]?|eo?|[io])?|u(?:[aeiu]|ay|o[iu]?|y(?:[au]|eu?)?|au)?|y(?:a|eu?)?'
const CODA = 'ch?|n[gh]?|[mpt]'
const SYLLABLE = new RegExp(`^(?:${ONSET})?(?:${NUCLEUS})(?:${CODA})?$`)

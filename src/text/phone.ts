/** `suggestion` is the ten-digit number that replaced an old one of eleven, for the reader to confirm. */
export type ParsedPhone = { e164: string } | { suggestion: string }

/**
 * A phone number as readers write it (`0912.345.678`, `+84 912 345 678`, `(028) 3822 1234`), as E.164; foreign numbers
 * need their `+`. null for what is no number, short service numbers included.
 */
export function parsePhone(raw: string): ParsedPhone | null {
  if (raw.length > 40) return null
  const written = raw.normalize('NFKC')
  if (!/^[\s\d+().-]+$/.test(written)) return null
  const digits = written.replace(/[\s().-]/g, '')
  const national = digits.replace(/^(?:\+|00)?840?(?=\d{9,10}$)/, '0')
  if (MOBILE.test(national) || LANDLINE.test(national)) return { e164: `+84${national.slice(1)}` }
  const replaced = replaceOldPrefix(national)
  if (replaced !== null) return { suggestion: replaced }
  return FOREIGN.test(digits) ? { e164: digits } : null
}

const MOBILE = /^0[35789]\d{8}$/
/** Since 2017 every landline has eleven digits with its leading 0. */
const LANDLINE = /^02\d{9}$/
const FOREIGN = /^\+(?!84)[1-9]\d{7,14}$/

/** The change of 2018: the operator's four digits became three, the last seven stayed. */
const REPLACED_PREFIXES: Readonly<Record<string, string>> = {
  '0120': '070',
  '0121': '079',
  '0122': '077',
  '0126': '076',
  '0128': '078',
  '0123': '083',
  '0124': '084',
  '0125': '085',
  '0127': '081',
  '0129': '082',
  '0162': '032',
  '0163': '033',
  '0164': '034',
  '0165': '035',
  '0166': '036',
  '0167': '037',
  '0168': '038',
  '0169': '039',
  '0186': '056',
  '0188': '058',
  '0199': '059',
}

function replaceOldPrefix(national: string): string | null {
  if (!/^01\d{9}$/.test(national)) return null
  const prefix = REPLACED_PREFIXES[national.slice(0, 4)]
  return prefix === undefined ? null : prefix + national.slice(4)
}

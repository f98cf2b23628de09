/** In UTF-16 units, as browsers count `maxlength`. Long enough to need no rules about characters (NIST SP 800-63B). */
export const PASSWORD_LENGTH = { min: 12, max: 128 }

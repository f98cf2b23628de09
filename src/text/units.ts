/** As many arguments as every engine takes in one call. */
const CHUNK = 4096

/** The string of the first `length` of these UTF-16 units. Made unit by unit it would be a chain of pieces, in ten times the room. */
export function textOf(units: Uint16Array, length: number): string {
  let text = ''
  for (let from = 0; from < length; from += CHUNK) {
    const part = units.subarray(from, Math.min(length, from + CHUNK))
    // Any list of numbers will do; spreading it would walk through it one by one.
    text += String.fromCharCode.apply(null, part as unknown as number[])
  }
  return text
}

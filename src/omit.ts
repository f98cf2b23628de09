/** The object without these members. */
export function omit<T extends object, K extends keyof T>(object: T, ...names: K[]): Omit<T, K> {
  const left = Object.entries(object).filter(([name]) => !names.some((one) => one === name))
  // What is left are the other members as they were.
  return Object.fromEntries(left) as unknown as Omit<T, K>
}

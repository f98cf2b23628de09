/** A script of `src/console/browser`, bundled by `bundle.ts`. */
declare module 'browser:*' {
  const text: string
  export default text
}

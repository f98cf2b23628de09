import deskScript from 'browser:desk'
import { fingerprint } from './fingerprint.ts'

/** The console's script as the browser gets it. Everything works without it; it adds keys, speed and news. */
export const consoleScript = deskScript

/** Where the pages find the script. */
export const scriptPath = `/admin/console.${fingerprint(consoleScript)}.js`

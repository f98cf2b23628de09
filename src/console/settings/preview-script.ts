import previewScript from 'browser:preview'
import { fingerprint } from '../fingerprint.ts'

/** Answers the widget in the preview's frame; without it the form stands there without a script. */
export { previewScript }

/** Where the page finds it. */
export const previewPath = `/admin/preview.${fingerprint(previewScript)}.js`

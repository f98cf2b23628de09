import { defineConfig } from 'vitest/config'
import { browserScriptsInTests } from '../src/console/bundle.ts'

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['tests/**/*.test.{ts,tsx}'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
  plugins: [browserScriptsInTests],
  oxc: { jsx: { importSource: 'hono/jsx' } },
})

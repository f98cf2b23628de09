import chromium from '@sparticuz/chromium'
import { chromium as playwright, type Browser } from 'playwright-core'

/**
 * A real Chromium from the package registry alone. Its default arguments are not used: they switch web security
 * off and would hide CORS and CSP defects.
 */
export async function launchChromium(more: string[] = []): Promise<Browser> {
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: ['--no-sandbox', '--disable-gpu', '--no-zygote', ...more],
  })
}

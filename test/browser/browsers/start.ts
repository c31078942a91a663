/** Starts a browser by its name. */
import type { BrowserName } from '../../../scripts/browsers.ts'
import type { TestedBrowser } from './browser-page.ts'
import { startChromium } from './chromium-page.ts'
import { startFirefox } from './firefox-page.ts'
import { startWebKit } from './webkit-page.ts'

const STARTS: Readonly<Record<BrowserName, () => Promise<TestedBrowser>>> = {
  chromium: startChromium,
  firefox: startFirefox,
  webkit: startWebKit,
}

export function startBrowser(name: BrowserName): Promise<TestedBrowser> {
  return STARTS[name]()
}

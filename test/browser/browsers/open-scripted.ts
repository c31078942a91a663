import { bundle } from '../bundle.ts'
import type { BrowserPage, TestedBrowser } from './browser-page.ts'

/** Opens a page with nothing but a script in it, which is bundled from its entry. */
export async function openScripted(browser: TestedBrowser, entry: string): Promise<BrowserPage> {
  const script = await bundle(entry)
  const page = await browser.newPage()
  // With a doctype, as pages have one: without it the parser nests tables in paragraphs.
  await page.open('data:text/html,<!doctype html><body></body>')
  await page.evaluate((text) => {
    const element = document.createElement('script')
    element.textContent = text
    document.head.append(element)
  }, script)
  return page
}

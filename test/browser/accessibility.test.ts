/** The example as assistive technology finds it: axe-core looks at each of its pages, light and dark, wide and narrow. */
import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser, type TestBrowser } from './chromium.ts'
import { startExample, type Example } from './example.ts'
import { expectEventually } from './expect-eventually.ts'
import { isLive } from './wire-tap.ts'

let opened: TestBrowser
let browser: Browser
let served: Example

beforeAll(async () => {
  served = await startExample()
  opened = await openBrowser()
  ;({ browser } = opened)
})

afterAll(async () => {
  await opened[Symbol.asyncDispose]()
  await served[Symbol.asyncDispose]()
})

/** What axe-core finds wrong: the rule, and the elements that break it. */
async function violations(page: Page): Promise<string[]> {
  // Evaluated by the debugger, which no policy of the page forbids.
  await page.evaluate(axe.source)
  const found = await page.evaluate(async () => {
    // The script above has put it there.
    const { axe: inPage } = globalThis as unknown as { axe: typeof axe }
    return (await inPage.run()).violations.map(({ id, nodes }) => ({
      id,
      targets: nodes.map(({ target }) => target),
    }))
  })
  return found.map(({ id, targets }) => `${id}: ${targets.join(', ')}`)
}

const LOOKS = [
  { colorScheme: 'light', viewport: { width: 1280, height: 800 } },
  { colorScheme: 'dark', viewport: { width: 360, height: 740 } },
] as const

describe.each(LOOKS)('axe-core finds nothing wrong, $colorScheme at $viewport.width pixels,', (look) => {
  test.each(['/', '/articles/1', '/articles/2'])('with %s', async (path) => {
    await using context = await browser.newContext(look)
    const page = await context.newPage()
    await page.goto(served.url + path)
    await isLive(page)
    expect(await violations(page)).toEqual([])
  })

  test('with an article that was opened from the list, and a comment that was refused', async () => {
    await using context = await browser.newContext(look)
    const page = await context.newPage()
    await page.goto(served.url)
    await isLive(page)
    await page.getByRole('link', { name: 'The life of a click' }).click()
    await page.getByRole('button', { name: 'Send comment' }).click()
    await expectEventually(() => page.locator('.error').first().innerText()).not.toBe('')
    expect(await violations(page)).toEqual([])
  })

  test('with a page that does not exist', async () => {
    await using context = await browser.newContext(look)
    const page = await context.newPage()
    await page.goto(`${served.url}/nowhere`)
    expect(await violations(page)).toEqual([])
  })
})

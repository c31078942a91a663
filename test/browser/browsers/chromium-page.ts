/** Chromium, driven by Playwright over the protocol of its developer tools. */
import type { Page } from 'playwright-core'
import { openBrowser } from '../chromium.ts'
import type { TakenPage } from '../pages.ts'
import { callOf, type BrowserPage, type InputMethod, type TestedBrowser } from './browser-page.ts'
import { drag } from './drag.ts'

export async function startChromium(): Promise<TestedBrowser> {
  const { pages, [Symbol.asyncDispose]: close } = await openBrowser()
  return {
    newPage: async () => pageOf(await pages.shared()),
    [Symbol.asyncDispose]: close,
  }
}

async function pageOf({ page, [Symbol.asyncDispose]: close }: TakenPage): Promise<BrowserPage> {
  return {
    open: async (address) => void (await page.goto(address)),
    back: async () => void (await page.goBack({ waitUntil: 'commit' })),
    forward: async () => void (await page.goForward({ waitUntil: 'commit' })),
    mouse: (points) => drag(page.mouse, points),
    press: (key, held = []) => page.keyboard.press([...held, key].join('+')),
    evaluate: (script, ...values) => page.evaluate(callOf(script, values)),
    inputMethod: await inputMethodOf(page),
    [Symbol.asyncDispose]: close,
  }
}

async function inputMethodOf(page: Page): Promise<InputMethod> {
  const session = await page.context().newCDPSession(page)
  return {
    async compose(text) {
      const caret = { selectionStart: text.length, selectionEnd: text.length }
      await session.send('Input.imeSetComposition', { text, ...caret })
    },
    choose: async (text) => void (await session.send('Input.insertText', { text })),
  }
}

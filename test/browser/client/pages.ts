/** Pages of a browser that tests take in turns: to start a process for each takes longer than most tests. */
import type { Browser, Page } from 'playwright-core'

/** A page until it is given back. */
export interface TakenPage {
  readonly page: Page
  giveBack(): Promise<void>
}

export interface Pages {
  /** A page that other tests have had. What would stay in it for the next is refused. */
  shared(): Promise<TakenPage>
  /** A page in a context of its own. */
  own(): Promise<TakenPage>
}

const EVENTS = [
  'console',
  'dialog',
  'framenavigated',
  'pageerror',
  'popup',
  'request',
  'response',
  'websocket',
]

export function pagesOf(browser: Browser): Pages {
  const free: Page[] = []
  return {
    async shared() {
      const page = free.pop() ?? (await openShared(browser))
      return {
        page,
        async giveBack() {
          for (const event of EVENTS) page.removeAllListeners(event)
          await page.goto('about:blank')
          free.push(page)
        },
      }
    },
    async own() {
      const context = await browser.newContext()
      return { page: await context.newPage(), giveBack: () => context.close() }
    },
  }
}

async function openShared(browser: Browser): Promise<Page> {
  const context = await browser.newContext()
  const page = await context.newPage()
  const refuse = (): never => {
    throw new Error('Other tests get this page too. Open one that is not shared: { shared: false }.')
  }
  Object.assign(page, {
    addInitScript: refuse,
    emulateMedia: refuse,
    exposeBinding: refuse,
    exposeFunction: refuse,
    route: refuse,
    setViewportSize: refuse,
  })
  Object.assign(page.clock, { install: refuse, setFixedTime: refuse, setSystemTime: refuse })
  return page
}

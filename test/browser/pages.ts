/** Pages of a browser that tests take in turns: to start a process for each takes longer than most tests. */
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core'

/** A page until it is given back, which `await using` does. */
export interface TakenPage extends AsyncDisposable {
  readonly page: Page
}

export interface Pages {
  /** A page that other tests have had. Nothing of theirs is left in it, and what would stay for the next is refused. */
  shared(): Promise<TakenPage>
  /** A page in a context of its own. */
  own(): Promise<TakenPage>
  /** Closes all contexts but those of pages that are shared. */
  closeOthers(): Promise<void>
}

interface SharedPage {
  readonly page: Page
  readonly context: BrowserContext
  readonly session: CDPSession
}

const EVENTS = [
  'console',
  'dialog',
  'domcontentloaded',
  'framenavigated',
  'load',
  'pageerror',
  'popup',
  'request',
  'requestfailed',
  'requestfinished',
  'response',
  'websocket',
]

/** `prepare` is called once for each page that is shared. */
export function pagesOf(
  browser: Browser,
  prepare: (page: Page) => Promise<unknown> = () => Promise.resolve(),
): Pages {
  const free: SharedPage[] = []
  const ofShared = new Set<BrowserContext>()
  return {
    async shared() {
      const taken = free.pop() ?? (await openShared(browser, prepare))
      ofShared.add(taken.context)
      return { page: taken.page, [Symbol.asyncDispose]: () => giveBack(taken) }
    },
    async own() {
      const context = await browser.newContext()
      return { page: await context.newPage(), [Symbol.asyncDispose]: () => context.close() }
    },
    async closeOthers() {
      const others = browser.contexts().filter((context) => !ofShared.has(context))
      await Promise.all(others.map((context) => context.close()))
    },
  }

  async function giveBack(shared: SharedPage): Promise<void> {
    try {
      await empty(shared)
      free.push(shared)
    } catch {
      // It is closed, or goes from page to page by itself: nobody gets it again.
      ofShared.delete(shared.context)
      await shared.context.close()
    }
  }
}

async function empty({ page, context, session }: SharedPage): Promise<void> {
  for (const event of EVENTS) page.removeAllListeners(event)
  for (const other of context.pages()) if (other !== page) await other.close()
  await context.setOffline(false)
  await page.evaluate(storeNothing)
  await page.goto('about:blank')
  await context.clearCookies()
  await session.send('Network.clearBrowserCache')
  await session.send('Page.resetNavigationHistory')
}

/** A server of another test may get the same port, and then its pages would find what is stored now or on leaving. */
function storeNothing(): void {
  Storage.prototype.setItem = () => {}
  try {
    sessionStorage.clear()
    localStorage.clear()
  } catch {
    // The page has no origin, and so nothing that it could store.
  }
}

async function openShared(browser: Browser, prepare: (page: Page) => Promise<unknown>): Promise<SharedPage> {
  const context = await browser.newContext()
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await prepare(page)
  const refuse = (): never => {
    throw new Error('Other tests get this page too. Open one that is not shared.')
  }
  Object.assign(page, {
    addInitScript: refuse,
    emulateMedia: refuse,
    exposeBinding: refuse,
    exposeFunction: refuse,
    route: refuse,
    setExtraHTTPHeaders: refuse,
    setViewportSize: refuse,
  })
  Object.assign(page.clock, { install: refuse, setFixedTime: refuse, setSystemTime: refuse })
  Object.assign(context, {
    addInitScript: refuse,
    exposeBinding: refuse,
    exposeFunction: refuse,
    grantPermissions: refuse,
    route: refuse,
    setExtraHTTPHeaders: refuse,
  })
  return { page, context, session }
}

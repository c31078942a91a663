import type { JSDOM } from 'jsdom'
import type { Jsdom } from './load-jsdom.ts'
import { addMissing } from './missing-in-jsdom.ts'
import { hearNavigation, type Navigation } from './navigation.ts'
import type { Network } from './network.ts'
import type { PageWindow } from './page-window.ts'
import { runClient, type RunningClient } from './run-client.ts'
import type { LoadedPage, Visitor } from './visitor.ts'

/** What a window is opened with. */
export interface WindowSetting {
  readonly jsdom: Jsdom
  readonly visitor: Visitor
  readonly network: Network
  /** What runs in place of the scripts of hooks. */
  readonly hooks: Readonly<Record<string, unknown>>
  go(navigation: Navigation): void
}

/** A window, and the client in it. */
export interface OpenedWindow {
  readonly window: PageWindow
  readonly client: RunningClient
}

/** Shows a page and runs the client in it, the very bytes that the page's script element names. */
export async function openWindow(page: LoadedPage, setting: WindowSetting): Promise<OpenedWindow> {
  const { jsdom, visitor, network, hooks, go } = setting
  const virtualConsole = new jsdom.VirtualConsole()
  virtualConsole.on('error', (...words: unknown[]) => {
    network.traffic.errors.push(words.map(String).join(' '))
  })
  virtualConsole.on('jsdomError', (error) => {
    // jsdom says no more of `location.reload()` and `location.assign()`. The client asks for these alone.
    const { loaded } = network.traffic
    if (/navigation to another/i.test(error.message)) go({ url: new URL(loaded, window.location.href).href })
    else network.traffic.errors.push(error.message)
  })
  const dom: JSDOM = new jsdom.JSDOM(page.html, {
    url: page.url,
    runScripts: 'outside-only',
    pretendToBeVisual: true,
    cookieJar: visitor.jar,
    virtualConsole,
    beforeParse: (parsed) => addMissing(pageWindow(parsed), network),
  })
  const window = pageWindow(dom.window)
  hearNavigation(window, go)
  const client = await runClient({
    window,
    context: dom.getInternalVMContext(),
    hooks,
    load: async (address) => {
      const response = await visitor.fetch(visitor.request(new URL(address, page.url).href))
      return response.text()
    },
  })
  return { window, client }
}

/** Leaves a page as a browser does: the page hears of it, and then nothing of it runs any more. */
export function closeWindow(window: PageWindow, network: Network): void {
  window.dispatchEvent(new window.PageTransitionEvent('pagehide', { persisted: false }))
  network.hangUp()
  window.close()
}

/** jsdom's own type leaves out most classes that its windows have, and lets anything else through. */
function pageWindow(window: JSDOM['window']): PageWindow {
  // It is a window, with all that windows of browsers have but what `addMissing` adds.
  return window as unknown as PageWindow
}

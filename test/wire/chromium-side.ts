/** Chromium as the browser of a transcript. */
import type { Browser, BrowserContext, Page, WebSocketRoute } from 'playwright-core'
import { client, modules } from '../../src/server/client-script.generated.ts'
import { pageOf, type BrowserSide } from './browser-side.ts'
import { tidy, withoutChance, type Gesture, type Sight } from './transcript.ts'

/** Opens a page whose body is this, of a route or not, and runs the client in it. Its time stands still. */
export async function openInChromium(browser: Browser, body: string, routes?: true): Promise<BrowserSide> {
  const context = await browser.newContext({ serviceWorkers: 'block' })
  const page = await context.newPage()
  const sent: string[] = []
  let connection: WebSocketRoute | null = null
  let up = true
  /** The page has closed the socket that the server closes. */
  let isClosed = false
  await page.clock.install({ time: 0 })
  await page.clock.pauseAt(60_000)
  await serve(context, body, routes)
  await page.routeWebSocket('**/_live/socket', (route) => {
    if (!up) return void route.close()
    connection = route
    route.onClose(() => (isClosed = true))
    route.onMessage((text) => void sent.push(withoutChance(String(text))))
  })
  await page.goto('http://localhost/')
  await settle(page)

  return {
    gesture,
    receive,
    loseConnection,
    close,
    findConnection,
    pass: (milliseconds) => page.clock.runFor(milliseconds),
    take,
    see: async () => ({ ...(await see(page)), ...(routes && { address: new URL(page.url()).pathname }) }),
    [Symbol.asyncDispose]: () => context.close(),
  }

  async function gesture(what: Gesture): Promise<void> {
    if ('press' in what) return page.keyboard.press(what.press)
    // By the keyboard: a click of the mouse tells a position, which depends on fonts.
    if ('check' in what) return page.getByLabel(what.check).press('Space')
    if ('click' in what) return page.getByText(what.click, { exact: true }).press('Enter')
    await page.getByLabel(what.type[0]).focus()
    await page.keyboard.press('End')
    return page.keyboard.insertText(what.type[1])
  }

  async function receive(text: string): Promise<void> {
    connection?.send(text)
    await settle(page)
  }

  async function loseConnection(): Promise<void> {
    up = false
    await cut(4503)
    await context.setOffline(true)
    await settle(page)
  }

  async function close(code: number): Promise<void> {
    if (!isClosed) await cut(code)
    isClosed = false
  }

  async function cut(code: number): Promise<void> {
    await connection?.close({ code, reason: 'cut' })
    await page.waitForSelector('html:not([data-live-status=live])')
  }

  async function findConnection(): Promise<void> {
    up = true
    await context.setOffline(false)
    await settle(page)
  }

  async function take(): Promise<string[]> {
    await settle(page)
    return sent.splice(0)
  }
}

async function serve(context: BrowserContext, body: string, routes: true | undefined): Promise<void> {
  let requests = 0
  await context.route('http://localhost/**', (route) => {
    const { pathname } = new URL(route.request().url())
    const script = Object.entries({ client, ...modules }).find(([name]) => pathname === `/${name}.js`)
    if (script) return route.fulfill({ contentType: 'text/javascript', body: script[1].text })
    const token = pathname === '/' && requests++ > 0 ? '{renewed}' : '{token}'
    return route.fulfill({ contentType: 'text/html', body: pageOf({ body, token, routes }) })
  })
}

async function see(page: Page): Promise<Sight> {
  await settle(page)
  const [html, fields] = await page.evaluate(() => {
    const controls = [...document.querySelectorAll('input')]
    const values = controls.map(({ type, checked, value }) => (type === 'checkbox' ? checked : value))
    return [document.body.innerHTML, values] as const
  })
  return { dom: tidy(html), ...(fields.length > 0 && { fields: [...fields] }) }
}

/**
 * Long enough for messages between the page and this process: each evaluation passes through both. The modules are
 * imported too, so that what waits for one of them has got it.
 */
async function settle(page: Page): Promise<void> {
  // A text, since Vitest would rewrite the imports of a function.
  const imports = Object.keys(modules).map((name) => `import('/${name}.js')`)
  for (let turn = 0; turn < 3; turn++)
    await page.evaluate(`Promise.all([${imports.join()}]).then(() => null)`)
}

/** jsdom as the browser of a transcript. */
import { JSDOM } from 'jsdom'
import { client, modules } from '../../src/server/client-script.generated.ts'
import { findButton, findField } from '../../src/testing/find.ts'
import { Keyboard } from '../../src/testing/keyboard.ts'
import type { BrowserEnd } from '../../src/testing/connection.ts'
import { addMissing } from '../../src/testing/missing-in-jsdom.ts'
import type { PageWindow } from '../../src/testing/page-window.ts'
import { Pointer } from '../../src/testing/pointer.ts'
import { runClient } from '../../src/testing/run-client.ts'
import { pageOf, type BrowserSide } from './browser-side.ts'
import { HeldTime } from './held-time.ts'
import { tidy, withoutChance, type Gesture, type Sight } from './transcript.ts'

/** Opens a page whose body is this, of a route or not, and runs the client in it. */
export async function openInJsdom(body: string, routes?: true): Promise<BrowserSide> {
  const time = new HeldTime()
  const sent: string[] = []
  let connection: BrowserEnd | null = null
  /** The page has closed the socket that the server closes. */
  let isClosed = false
  const network = {
    up: true,
    connect: (_url: string, browser: BrowserEnd) => {
      if (network.up) {
        connection = browser
        queueMicrotask(() => browser.opened())
      } else queueMicrotask(() => browser.closed(1006, ''))
      const closeUp = (): void => void (isClosed = true)
      return { sendUp: (text: string) => void sent.push(withoutChance(text)), closeUp }
    },
    fetch: () => Promise.resolve(new Response(pageOf({ body, token: '{renewed}', routes }))),
  }
  const dom = new JSDOM(pageOf({ body, routes }), {
    url: 'http://localhost/',
    runScripts: 'outside-only',
    pretendToBeVisual: true,
    beforeParse: (parsed) => {
      addMissing(parsed as unknown as PageWindow, network)
      parsed['performance'].now = () => time.now()
      parsed['setTimeout'] = (run: () => void, milliseconds = 0) => time.after(milliseconds, run)
      parsed['clearTimeout'] = (timer: number) => time.cancel(timer)
    },
  })
  const window = dom.window as unknown as PageWindow
  const pointer = new Pointer(window)
  const keyboard = new Keyboard(window, pointer)
  const scripts = Object.entries({ client, ...modules })
  await runClient({
    window,
    context: dom.getInternalVMContext(),
    hooks: {},
    load: async (address) => scripts.find(([name]) => address === `/${name}.js`)?.[1].text ?? '',
  })
  await importModules(window)
  await turn()

  return {
    gesture,
    receive,
    loseConnection: () => setConnection(false),
    close,
    findConnection: () => setConnection(true),
    pass,
    take: async () => {
      await turn()
      return sent.splice(0)
    },
    see,
    [Symbol.asyncDispose]: async () => dom.window.close(),
  }

  async function gesture(what: Gesture): Promise<void> {
    const { document } = window
    if ('click' in what) pointer.click(findButton(document, what.click))
    else if ('check' in what) pointer.click(findField(document, what.check))
    else if ('press' in what) keyboard.press(what.press)
    else keyboard.type(findField(document, what.type[0]), what.type[1], { atOnce: true })
    await turn()
  }

  async function receive(text: string): Promise<void> {
    connection?.message(text)
    await turn()
  }

  async function close(code: number): Promise<void> {
    if (!isClosed) connection?.closed(code, '')
    isClosed = false
    await turn()
  }

  async function setConnection(up: boolean): Promise<void> {
    network.up = up
    if (!up) connection?.closed(1006, '')
    window.dispatchEvent(new window.Event(up ? 'online' : 'offline'))
    await turn()
  }

  async function pass(milliseconds: number): Promise<void> {
    time.pass(milliseconds)
    await turn()
  }

  async function see(): Promise<Sight> {
    await turn()
    const fields = [...window.document.querySelectorAll('input')]
    return {
      dom: tidy(window.document.body.innerHTML),
      ...(fields.length > 0 && {
        fields: fields.map(({ type, checked, value }) => (type === 'checkbox' ? checked : value)),
      }),
      ...(routes && { address: window.location.pathname }),
    }
  }
}

/** Imports the lazy modules, so that the client need not wait for one that it asks for. */
async function importModules({ document }: PageWindow): Promise<void> {
  const script = document.querySelector<HTMLScriptElement>('script[data-live-token]')
  const addresses = Object.values(script?.dataset ?? {}).filter((address) => address?.startsWith('data:'))
  await Promise.all(addresses.map((address) => import(String(address))))
}

/** Long enough for what the client does by itself: it takes messages one after the other. */
async function turn(): Promise<void> {
  for (let each = 0; each < 3; each++) await new Promise((resolve) => setImmediate(resolve))
}

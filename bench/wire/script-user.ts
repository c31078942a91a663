import type { App } from 'overwire'
import { JSDOM, VirtualConsole, type DOMWindow } from 'jsdom'
import { MOUSE } from './mouse.ts'
import { inProcess, type Line, type Transport } from './transport.ts'
import type { VirtualTime } from './virtual-time.ts'

/** How long a message is under way, one direction. */
const LATENCY = 20

/**
 * A visitor with the real client: the very script that the application serves, in jsdom, with timers and a
 * network whose time is virtual.
 */
export class ScriptUser {
  readonly document: Document
  /** Texts that the client sent. */
  readonly sent: string[] = []
  readonly #window: DOMWindow

  private constructor(window: DOMWindow) {
    this.#window = window
    this.document = window.document
  }

  static async visit(app: App, path: string, time: VirtualTime): Promise<ScriptUser> {
    const transport = inProcess(app)
    const { html, cookie } = await transport.get(path)
    const { window } = new JSDOM(html, {
      url: `http://localhost${path}`,
      runScripts: 'outside-only',
      virtualConsole: new VirtualConsole().forwardTo(console),
    })
    const user = new ScriptUser(window)
    Object.assign(window, {
      setTimeout: (run: () => void, milliseconds?: number) => time.set(run, milliseconds),
      clearTimeout: (timer?: number) => time.clear(timer),
      WebSocket: socketClass({ transport, cookie, time, sent: user.sent }),
    })
    window.eval(await scriptOf(app, window.document))
    // A token is opened by the platform's cryptography, which takes real time.
    while (user.status !== 'live') await time.pass(LATENCY)
    return user
  }

  get status(): string | undefined {
    return this.document.documentElement.dataset['liveStatus']
  }

  /** Clicks with a mouse. */
  click(selector: string): void {
    const [clientX, clientY] = MOUSE.at
    const click = { bubbles: true, cancelable: true, composed: true, clientX, clientY }
    this.document.querySelector(selector)?.dispatchEvent(new this.#window.MouseEvent('click', click))
  }

  close(): void {
    this.#window.close()
  }
}

interface Network {
  readonly transport: Transport
  readonly cookie: string
  readonly time: VirtualTime
  readonly sent: string[]
}

/** As much of a WebSocket as the client uses, to an application in this process. */
function socketClass({ transport, cookie, time, sent }: Network): new () => object {
  return class {
    static readonly CONNECTING = 0
    static readonly OPEN = 1
    readyState = 0
    onopen: (() => void) | null = null
    onmessage: ((event: { readonly data: string }) => void) | null = null
    onclose: (() => void) | null = null
    #line: Line | undefined

    constructor() {
      void this.#open()
    }

    send(text: string): void {
      sent.push(text)
      time.set(() => this.#line?.send(text), LATENCY)
    }

    close(): void {
      void this.#line?.close()
    }

    async #open(): Promise<void> {
      this.#line = await transport.connect(cookie, (text) =>
        time.set(() => this.onmessage?.({ data: text }), LATENCY),
      )
      this.readyState = 1
      this.onopen?.()
    }
  }
}

async function scriptOf(app: App, document: Document): Promise<string> {
  const script = document.querySelector<HTMLScriptElement>('script[data-live-token]')
  if (!script) throw new Error('The page has no script of ours.')
  const response = await app.handler.fetch(new Request(script.src))
  if (!response) throw new Error(`${script.src} is not served.`)
  return response.text()
}

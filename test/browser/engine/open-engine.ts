/** Opens pages that have the engine in them, and nothing else of the client. */
import type { Page } from 'playwright-core'
import { afterAll } from 'vitest'
import { bundle } from '../bundle.ts'
import { openBrowser } from '../chromium.ts'
import type { TakenPage } from '../pages.ts'
import type { Beside, Operations } from './in-page.ts'
import { Rendering } from './rendering.ts'

/** A browser whose pages have a script of the engine. */
export interface EngineBrowser extends AsyncDisposable {
  /** A page with nothing but the script in it. */
  open(): Promise<Page>
  /** Takes a page back, to be emptied and given again. */
  release(page: Page): void
}

export async function openEngine(): Promise<EngineBrowser> {
  const opened = await openBrowser()
  const script = await bundle('test/browser/engine/in-page.ts')
  const taken: TakenPage[] = []
  const free: Page[] = []
  return {
    async open() {
      const page = free.pop() ?? (await take())
      // A document of its own, so that nothing is left of what was there.
      await page.goto('about:blank')
      // With a doctype, as pages have one: without it the parser nests tables in paragraphs.
      await page.setContent('<!doctype html><body></body>')
      await page.addScriptTag({ content: script })
      return page
    },
    release: (page) => free.push(page),
    async [Symbol.asyncDispose]() {
      for (const each of taken) await each[Symbol.asyncDispose]()
      await opened[Symbol.asyncDispose]()
    },
  }

  async function take(): Promise<Page> {
    const shared = await opened.pages.shared()
    taken.push(shared)
    return shared.page
  }
}

/** A browser for all tests of a file. */
export async function engineForFile(): Promise<EngineBrowser> {
  const engine = await openEngine()
  afterAll(() => engine[Symbol.asyncDispose]())
  return engine
}

/** A page that shows a root, and the server's side of it. */
export class LivePage implements AsyncDisposable {
  readonly page: Page
  readonly rendering: Rendering

  readonly #browser: EngineBrowser

  private constructor(browser: EngineBrowser, page: Page, rendering: Rendering) {
    this.#browser = browser
    this.page = page
    this.rendering = rendering
  }

  /** Shows the HTML of a value and binds it. `before` runs when the HTML is there and not bound yet. */
  static async open(
    browser: EngineBrowser,
    value: unknown,
    before: (page: Page) => Promise<unknown> = async () => {},
  ): Promise<LivePage> {
    const live = await LivePage.show(browser, value)
    await before(live.page)
    await live.page.evaluate((joined) => engine.hydrate(joined), JSON.stringify(live.rendering.shape()))
    return live
  }

  /** Makes a value from nothing. */
  static async create(browser: EngineBrowser, value: unknown): Promise<LivePage> {
    const live = await LivePage.show(browser, value)
    await live.page.evaluate(
      (established) => engine.create(established),
      JSON.stringify(live.rendering.values()),
    )
    return live
  }

  /** Shows the HTML of a value and leaves it at that. */
  static async show(browser: EngineBrowser, value: unknown): Promise<LivePage> {
    const rendering = new Rendering(value)
    const page = await browser.open()
    await page.evaluate((html) => engine.show(html), rendering.html())
    return new LivePage(browser, page, rendering)
  }

  /** Brings the page to another value, which the event of this number caused, and counts what that did to it. */
  change(value: unknown, cause = 0): Promise<Operations> {
    const changed = JSON.stringify(this.rendering.change(value))
    return this.page.evaluate(([text, event]) => engine.observe(text, event), [changed, cause] as const)
  }

  /** Sends an event, which is one of the control's own if it is of one. Returns its number. */
  send(own?: string): Promise<number> {
    return this.page.evaluate((selector) => engine.send(selector), own)
  }

  /** An event ends. */
  end(event: number, isDone = true): Promise<void> {
    return this.page.evaluate(([number, done]) => engine.endEvent(number, done), [event, isDone] as const)
  }

  /** What the root shows. */
  picture(): Promise<string> {
    return this.page.evaluate(() => engine.picture())
  }

  /** What a root shows that starts with a value. It stands beside this one meanwhile, which takes less than a page. */
  fresh(value: unknown): Promise<string> {
    const rendering = this.rendering.beside(value)
    const joined = JSON.stringify(rendering.shape())
    return this.#beside(rendering.html(), rendering.root, { joined, changes: [] })
  }

  /** What a root shows that is made from values, and then changes. */
  created(first: unknown, ...others: readonly unknown[]): Promise<string> {
    const rendering = this.rendering.beside(first)
    const html = rendering.html()
    const established = JSON.stringify(rendering.values())
    const changes = others.map((value) => JSON.stringify(rendering.change(value)))
    return this.#beside(html, rendering.root, { established, changes })
  }

  #beside(html: string, root: number, how: Beside): Promise<string> {
    return this.page.evaluate(([text, number, started]) => engine.beside(text, number, started), [
      html,
      root,
      how,
    ] as const)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#browser.release(this.page)
  }
}

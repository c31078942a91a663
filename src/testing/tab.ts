import { neverTrue, notSettled, pageNotLive } from '../errors/testing.ts'
import { Keyboard } from './keyboard.ts'
import type { Jsdom } from './load-jsdom.ts'
import type { Navigation } from './navigation.ts'
import { Network } from './network.ts'
import { closeWindow, openWindow } from './open-window.ts'
import type { LiveStatus, PageWindow } from './page-window.ts'
import { Pointer } from './pointer.ts'
import { realNow, realWait } from './real-time.ts'
import type { RunningClient } from './run-client.ts'
import type { LoadedPage, Visitor } from './visitor.ts'
import { visibleText } from './visible-text.ts'

/** What a tab is opened with. */
export interface TabSetting {
  readonly jsdom: Jsdom
  readonly visitor: Visitor
  /** Milliseconds after which waiting is given up. */
  readonly patience: number
  /** What runs in place of the scripts of hooks. */
  readonly hooks: Readonly<Record<string, unknown>>
}

/** A page that is shown, and what acts on it. */
interface Shown {
  readonly page: LoadedPage
  readonly window: PageWindow
  readonly client: RunningClient
  readonly pointer: Pointer
  readonly keyboard: Keyboard
}

/** How often a page must be found at rest, a turn of the event loop apart, to be called so. */
const RESTING_TURNS = 3
/** How long a history takes to travel, at most. */
const TRAVEL_TIME = 100

/** One tab: the page that it shows, its network, and how it comes to rest. */
export class Tab {
  readonly setting: TabSetting
  readonly network: Network
  #shown: Shown | null = null
  #loading: Promise<void> | null = null
  /** Addresses of the pages that were loaded before this one. */
  readonly #before: string[] = []

  constructor(setting: TabSetting) {
    this.setting = setting
    this.network = new Network(setting.visitor)
  }

  /** What is shown. There is a page from the first `load` on. */
  get shown(): Shown {
    if (this.#shown === null) throw new Error('This user has left: its tab was closed.')
    return this.#shown
  }

  get status(): LiveStatus {
    const { liveStatus } = this.shown.window.document.documentElement.dataset
    // Nobody but the client writes it.
    return (liveStatus as LiveStatus | undefined) ?? 'plain'
  }

  /** Loads a page in place of the one that is shown, and waits until it is live. */
  async load({ url, init }: Navigation): Promise<void> {
    const page = await this.setting.visitor.load(url, init)
    this.#leave()
    const { jsdom, visitor, hooks } = this.setting
    const go = (navigation: Navigation): void => this.#go(navigation)
    const { window, client } = await openWindow(page, { jsdom, visitor, network: this.network, hooks, go })
    const pointer = new Pointer(window)
    this.#shown = { page, window, client, pointer, keyboard: new Keyboard(window, pointer) }
    await this.#becomeLive()
  }

  /** Resolves when nothing is under way: no page, no text on its way, no event without an outcome. */
  async settled(): Promise<void> {
    const end = realNow() + this.setting.patience
    let resting = 0
    while (resting < RESTING_TURNS) {
      await realWait(resting > 0 ? 0 : 1)
      if (this.#loading) await this.#loading
      const waiting = this.#waiting()
      resting = waiting.length > 0 ? 0 : resting + 1
      if (waiting.length > 0 && realNow() > end) {
        throw notSettled({ patience: this.setting.patience, waiting })
      }
    }
  }

  /** Resolves when the condition holds. */
  async until(condition: () => boolean): Promise<void> {
    const end = realNow() + this.setting.patience
    while (!condition()) {
      if (realNow() > end) {
        const page = visibleText(this.shown.window.document.body)
        throw neverTrue({ patience: this.setting.patience, condition: String(condition), page })
      }
      await realWait(1)
    }
  }

  /** Goes back in the history of the page, or else to the page before it. */
  async back(): Promise<void> {
    const { window } = this.shown
    let travelled = false
    window.addEventListener('popstate', () => (travelled = true), { once: true })
    window.history.back()
    const end = realNow() + TRAVEL_TIME
    while (!travelled && realNow() < end) await realWait(1)
    const before = travelled ? undefined : this.#before.pop()
    if (before !== undefined) {
      await this.load({ url: before })
      this.#before.pop()
    }
  }

  close(): void {
    this.#leave()
  }

  #go(navigation: Navigation): void {
    this.network.traffic.leavesUntil = 0
    this.#loading = this.load(navigation).finally(() => (this.#loading = null))
    // Whoever acts hears of it by `settled`.
    this.#loading.catch(() => {})
  }

  #leave(): void {
    if (this.#shown === null) return
    const { window } = this.#shown
    this.#before.push(window.location.href)
    this.#shown = null
    closeWindow(window, this.network)
  }

  async #becomeLive(): Promise<void> {
    const { window, page, client } = this.shown
    const { patience } = this.setting
    const end = realNow() + patience
    const isReady = (): boolean => ['live', 'plain'].includes(this.status) && client.hasLinks
    while (this.network.up && !isReady()) {
      if (realNow() > end || /^(ended|refused)$/.test(this.status) || window !== this.#shown?.window) {
        const crossed = this.network.traffic.texts.map(({ way, text }) => `${way} ${text}`)
        throw pageNotLive({ url: page.url, status: this.status, patience, crossed })
      }
      await realWait(1)
    }
  }

  /** What is under way, as people read it. */
  #waiting(): readonly string[] {
    if (this.#loading) return ['a page to load']
    if (!this.network.up) return []
    const live = ['live', 'plain', 'ended'].includes(this.status)
    return [
      ...(live ? [] : [`the page to be live: it is "${this.status}"`]),
      ...(this.network.busy ? ['texts on their way'] : []),
      ...this.network.traffic.waiting,
      ...(realNow() < this.network.traffic.leavesUntil ? ['the page to leave'] : []),
      // A frame may have arrived whose effects take their time.
      ...(this.shown.window.document.querySelector('[data-live-pending]') ? ['a frame to be applied'] : []),
    ]
  }
}

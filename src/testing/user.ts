import { notUsable } from '../errors/testing.ts'
import { describe, findAll, findButton, findField, findForm, findOption, usable, type Words } from './find.ts'
import type { TypeOptions } from './keyboard.ts'
import type { LiveStatus } from './page-window.ts'
import { Tab } from './tab.ts'
import type { WireText } from './traffic.ts'
import { collapse, visibleText } from './visible-text.ts'

/** Options of every action. */
export interface ActionOptions {
  /** Whether to wait until the page has come to rest. Default: true. */
  readonly settle?: boolean
}

/**
 * Somebody at a page: finds things by what they are called, acts, and reads. The page is what the application
 * answered, with the client that it serves; only the network and the layout of a browser are missing.
 *
 * Each action waits until the page has come to rest: every event has its outcome, and nothing is on its way.
 *
 * ```ts
 * await using user = await visit(app, '/articles/2')
 * await user.type('Your name', 'Ada')
 * await user.click('Send')
 * expect(user.text('.comment')).toBe('Ada')
 * ```
 */
export class User {
  readonly #tab: Tab
  readonly #others: User[] = []

  constructor(tab: Tab) {
    this.#tab = tab
  }

  // --- acting ---

  /** Clicks the button or link of this name, or the one element that a CSS selector finds. */
  async click(what: Words, options?: ActionOptions): Promise<void> {
    this.#tab.shown.pointer.click(findButton(this.document, what))
    await this.#rest(options)
  }

  /** Types into the field of this label, placeholder or name, or that a CSS selector finds. */
  async type(field: Words, text: string, options?: TypeOptions & ActionOptions): Promise<void> {
    this.#tab.shown.keyboard.type(findField(this.document, field), text, options)
    await this.#rest(options)
  }

  /** Presses a key where the focus is: `Enter`, `Escape`, `Control+s`. */
  async press(keys: string, options?: ActionOptions): Promise<void> {
    this.#tab.shown.keyboard.press(keys)
    await this.#rest(options)
  }

  /** Chooses options of a select by their text or value: one, or a list where several may be chosen. */
  async select(field: Words, choice: string | readonly string[], options?: ActionOptions): Promise<void> {
    const select = findField(this.document, field)
    const wanted = typeof choice === 'string' ? [choice] : choice
    if (!('options' in select)) throw notUsable({ element: describe(select), why: 'it is not a select' })
    const chosen = wanted.map((words) => findOption(select, words))
    this.#tab.shown.pointer.choose(select, chosen)
    await this.#rest(options)
  }

  /** Checks a checkbox, or chooses a radio button. */
  async check(field: Words, options?: ActionOptions): Promise<void> {
    await this.#setChecked(field, true, options)
  }

  /** Unchecks a checkbox. */
  async uncheck(field: Words, options?: ActionOptions): Promise<void> {
    await this.#setChecked(field, false, options)
  }

  /** Submits a form as the Enter key does. Without words: the only form of the page. */
  async submit(form?: Words, options?: ActionOptions): Promise<void> {
    this.#tab.shown.pointer.submit(findForm(this.document, form))
    await this.#rest(options)
  }

  /** Presses the browser's Back button. */
  async back(options?: ActionOptions): Promise<void> {
    await this.#tab.back()
    await this.#rest(options)
  }

  /** Goes to an address, as typed into the address bar. */
  async goto(path: string): Promise<void> {
    await this.#tab.load({ url: new URL(path, this.url).href })
    await this.settled()
  }

  /** Opens a second tab: the same visitor, another page. */
  async tab(path: string): Promise<User> {
    const user = await openUser(new Tab(this.#tab.setting), path)
    this.#others.push(user)
    return user
  }

  // --- waiting ---

  /** Resolves when every event has its outcome and nothing is on its way; at once while there is no network. */
  async settled(): Promise<void> {
    await this.#tab.settled()
  }

  /** Resolves when the condition holds: for what comes later than the outcome of an event. */
  async until(condition: () => boolean): Promise<void> {
    await this.#tab.until(condition)
  }

  // --- the network ---

  /** Loses the network: the connection is cut, and what is on its way is lost. */
  async disconnect(): Promise<void> {
    const { network, shown } = this.#tab
    network.lose()
    shown.window.dispatchEvent(new shown.window.Event('offline'))
    await this.until(() => this.status !== 'live')
  }

  /** Finds the network again. The client comes back by itself; resolves when the page is live and at rest. */
  async reconnect(): Promise<void> {
    const { network, shown } = this.#tab
    network.restore()
    shown.window.dispatchEvent(new shown.window.Event('online'))
    await this.settled()
  }

  /** From now on a text takes this many milliseconds, each way. */
  latency(milliseconds: number): void {
    this.#tab.network.latency = milliseconds
  }

  // --- reading ---

  /** What a user reads in all that the selector finds, or on the page; whitespace is collapsed. */
  text(selector: string = 'body'): string {
    return collapse(this.texts(selector).join(' '))
  }

  /** The same, a text for each element that the selector finds. */
  texts(selector: string): readonly string[] {
    return findAll(this.document, selector).map(visibleText)
  }

  /** The markup in all that the selector finds, without comments. */
  html(selector: string = 'body'): string {
    const markup = findAll(this.document, selector).map((element) => element.innerHTML)
    return markup.join('').replaceAll(/<!--.*?-->/gs, '')
  }

  /** Whether there is something that the selector finds. */
  has(selector: string): boolean {
    return this.document.querySelector(selector) !== null
  }

  /** The value of a field. */
  value(field: Words): string {
    return findField(this.document, field).value
  }

  /** Whether a checkbox or a radio button is checked. */
  checked(field: Words): boolean {
    return findField(this.document, field).matches(':checked')
  }

  /** The address. */
  get url(): string {
    return this.#tab.shown.window.location.href
  }

  get title(): string {
    return this.document.title
  }

  /** What stands in `html[data-live-status]`; `plain` for a page without the client. */
  get status(): LiveStatus {
    return this.#tab.status
  }

  /** What the server answered when the page was loaded; its body is read. */
  get response(): Response {
    return this.#tab.shown.page.response
  }

  /** The HTML as it was answered, before anything was live. */
  get source(): string {
    return this.#tab.shown.page.html
  }

  /** What has crossed the wire, the oldest first. */
  get frames(): readonly WireText[] {
    return this.#tab.network.traffic.texts
  }

  /**
   * What went wrong: errors of scripts, failed handlers, events and joins that were refused, operations that could not
   * be performed.
   */
  get errors(): readonly string[] {
    return this.#tab.network.traffic.errors
  }

  /** The document, for what cannot be said otherwise. */
  get document(): Document {
    return this.#tab.shown.window.document
  }

  /** Closes the tab, and those opened from it. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#tab.close()
    for (const user of this.#others.splice(0)) await user[Symbol.asyncDispose]()
  }

  async #setChecked(field: Words, checked: boolean, options?: ActionOptions): Promise<void> {
    const element = usable(findField(this.document, field))
    if (element.matches(':checked') !== checked) this.#tab.shown.pointer.click(element)
    await this.#rest(options)
  }

  async #rest(options: ActionOptions = {}): Promise<void> {
    if (options.settle !== false) await this.settled()
  }
}

/** Opens a page in a new tab. */
export async function openUser(tab: Tab, path: string): Promise<User> {
  try {
    await tab.load({ url: path })
    await tab.settled()
  } catch (error) {
    tab.close()
    throw error
  }
  return new User(tab)
}

/**
 * A server that sends pages and other frames, and a browser that loads sheets and draws when it likes, for
 * {@link createArrivals}, with what must hold whatever happens.
 */
import type { createArrivals as create, Arrivals, PageWaits } from '../../src/client/navigation/arrivals.ts'
import { Timeline } from './timeline.ts'

export type ArrivalStep =
  | { readonly kind: 'frame'; readonly throws: boolean }
  /**
   * `sheets`: it has some, which are there already or not. `moves`: it is shown in a transition, when the browser draws or
   * at once; then the transition may turn out to be none.
   */
  | { readonly kind: 'page'; readonly sheets: 'none' | 'there' | 'missing'; readonly moves: Moves }
  /** The sheets of a page are there, or a transition is called back. Pages may be over, and browsers may do it twice. */
  | { readonly kind: 'loaded' | 'drawn'; readonly which: number }
  | { readonly kind: 'time'; readonly milliseconds: number }
  /** The window is hidden, or the socket was lost. */
  | { readonly kind: 'hidden' | 'lost' }

export type Moves = 'never' | 'when drawn' | 'at once' | 'at once and not'

const LONGEST_LOAD = 1_500
const LONGEST_DRAWING = 200

interface Sent {
  readonly at: number
  readonly page: SentPage | undefined
  state: 'waits' | 'applied' | 'dropped'
}

interface SentPage {
  sheets: 'loading' | 'there'
  transition: 'none' | 'begun' | 'called' | 'skipped'
  ready(): void
  show(): void
}

export class ArrivalsModel {
  readonly #time = new Timeline()
  readonly #arrivals: Arrivals
  readonly #sent: Sent[] = []
  readonly #pages: SentPage[] = []
  /** All that waits is to be applied by now. */
  #isHurried = false
  /** The transition whose callback runs. */
  #called: SentPage | undefined

  constructor(createArrivals: typeof create) {
    this.#arrivals = createArrivals({
      after: (milliseconds, run) => void this.#time.timer(milliseconds, () => this.#run(run)),
    })
  }

  step(step: ArrivalStep): void {
    switch (step.kind) {
      case 'frame':
        this.#take(undefined, step.throws)
        break
      case 'page':
        this.#takePage(step.sheets, step.moves)
        break
      case 'loaded':
        this.#run(() => this.#pick(step.which)?.ready())
        break
      case 'drawn':
        this.#draw(this.#pick(step.which))
        break
      case 'time':
        this.#time.pass(step.milliseconds)
        break
      case 'hidden':
        this.#isHurried = true
        this.#run(() => this.#arrivals.hurry())
        break
      case 'lost':
        for (const sent of this.#waiting) sent.state = 'dropped'
        this.#run(() => this.#arrivals.drop())
    }
    this.#look()
  }

  get #waiting(): Sent[] {
    return this.#sent.filter(({ state }) => state === 'waits')
  }

  #pick(which: number): SentPage | undefined {
    return this.#pages[this.#pages.length - 1 - which]
  }

  // --- what arrives ---

  #take(page: SentPage | undefined, throws: boolean, waits?: PageWaits): void {
    const sent: Sent = { at: this.#time.now, page, state: 'waits' }
    this.#sent.push(sent)
    const isFree = this.#waiting.length === 1 && !page
    this.#run(() =>
      this.#arrivals.take(() => {
        this.#applied(sent)
        if (throws) throw new Error('thrown by a frame')
      }, waits),
    )
    if (isFree && sent.state !== 'applied') throw new Error('A frame waits for nothing.')
  }

  #takePage(sheets: 'none' | 'there' | 'missing', moves: Moves): void {
    this.#isHurried = false
    const page: SentPage = {
      sheets: sheets === 'none' ? 'there' : 'loading',
      transition: 'none',
      ready() {},
      show() {},
    }
    this.#pages.push(page)
    this.#take(page, false, {
      load: (ready) => {
        page.ready = () => {
          page.sheets = 'there'
          ready()
        }
        if (sheets === 'there') page.ready()
        return sheets !== 'none'
      },
      begin: (show) => moves !== 'never' && !this.#isHurried && this.#begin(page, show, moves),
      skip: () => {
        if (page.transition !== 'begun')
          throw new Error(`A transition is skipped that is ${page.transition}.`)
        page.transition = 'skipped'
      },
      dropped: () => {
        if (this.#sentOf(page)?.state !== 'dropped') throw new Error('A page is dropped that is not lost.')
        if (page.transition === 'begun') page.transition = 'skipped'
      },
    })
  }

  #begin(page: SentPage, show: () => void, moves: Moves): boolean {
    const behind = this.#waiting.filter((sent) => sent.page && sent.page !== page)
    if (behind.length > 0) throw new Error('A transition begins for a page that another one follows.')
    if (this.#pages.some(({ transition }) => transition === 'begun'))
      throw new Error('Two transitions at once.')
    page.transition = 'begun'
    page.show = show
    if (moves !== 'when drawn') this.#draw(page)
    return moves !== 'at once and not'
  }

  // --- what the browser does ---

  #draw(page: SentPage | undefined): void {
    if (!page) return
    const wasBegun = page.transition === 'begun'
    if (wasBegun) page.transition = 'called'
    this.#called = page
    this.#run(() => page.show())
    this.#called = undefined
    if (wasBegun && this.#sentOf(page)?.state !== 'applied') throw new Error('Its transition shows no page.')
  }

  /** Frames of the client may throw, which concerns nobody else. */
  #run(run: () => void): void {
    try {
      run()
    } catch (error) {
      if (!String(error).includes('thrown by a frame')) throw error
    }
  }

  // --- what must hold ---

  #applied(sent: Sent): void {
    if (sent.state !== 'waits') throw new Error(`What is ${sent.state} is applied.`)
    if (sent !== this.#waiting[0]) throw new Error('Something is applied before what came first.')
    sent.state = 'applied'
    const { page } = sent
    if (!page) return
    const isLate = this.#time.now - sent.at >= LONGEST_LOAD
    if (page.sheets === 'loading' && !isLate && !this.#isHurried)
      throw new Error('A page is shown without its sheets.')
    if (page.transition === 'begun') throw new Error('A page is shown before its transition is called back.')
    if (page.transition === 'called' && this.#called !== page) throw new Error('A page is shown too late.')
  }

  #look(): void {
    const [first] = this.#waiting
    if (!first) return
    if (this.#isHurried) throw new Error('Something waits in a hidden window.')
    if (!first.page) throw new Error('A frame waits for nothing.')
    if (first.page.sheets === 'there' && first.page.transition !== 'begun')
      throw new Error('A page waits for nothing.')
    if (first.page.transition === 'begun' && this.#waiting.some(({ page }) => page && page !== first.page))
      throw new Error('A page waits for the transition of another one.')
    if (this.#time.now - first.at > LONGEST_LOAD + LONGEST_DRAWING)
      throw new Error('Something waits longer than it may.')
    for (const { page, state } of this.#sent)
      if (state === 'dropped' && page?.transition === 'begun')
        throw new Error('A lost page has a transition.')
  }

  #sentOf(page: SentPage): Sent | undefined {
    return this.#sent.find((sent) => sent.page === page)
  }
}

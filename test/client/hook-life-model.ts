/** A page, a module and an author's hook for {@link createLife}: which callbacks are called, whatever happens. */
import type { createLife, Life } from '../../src/client/hooks/life.ts'

export type LifeStep =
  | { readonly kind: 'bind' | 'unbind' | 'leave' | 'return' | 'arrive' | 'cut' | 'live' | 'move' }
  | { readonly kind: 'data'; readonly text: string }
  /** What `mounted` does from now on, and what its callbacks do to the page. */
  | { readonly kind: 'hook'; readonly mounts: 'at once' | 'later' | 'never'; readonly calls?: LifeStep }
  | { readonly kind: 'settle' }

type Call = 'mounted' | 'failed' | 'updated' | 'destroyed' | 'disconnected' | 'reconnected'

/** So many callbacks no sequence of steps can ask for. */
const MOST_ACTS = 500

export class LifeModel {
  readonly #life: Life
  readonly calls: Call[] = []
  #acts = 0
  /** Whether a callback runs. */
  #isCalled = false
  #isBound = false
  #isInPage = false
  #hasModule = false
  #isLive = true
  #text = 'a'
  #mounts: 'at once' | 'later' | 'never' = 'at once'
  /** What the next callback does to the page. */
  #calls: LifeStep | undefined
  /** How a call of `mounted` that has not settled will end. */
  #open: 'mounted' | 'failed' | undefined
  /** What the hook knows while it is mounted. */
  #known: { text: string; isLive: boolean } | undefined

  constructor(create: typeof createLife) {
    this.#life = create({
      mount: (text) => {
        check(!this.#known && !this.#open, 'mounted while it is mounted')
        check(this.#isPresent, 'mounted where it is not wanted')
        check(text === this.#text, 'mounted with data of before')
        this.#open = this.#mounts === 'never' ? 'failed' : 'mounted'
        this.#known = { text, isLive: true }
        this.#act()
        if (this.#mounts !== 'later') this.#settle()
      },
      update: (text) => {
        const known = this.#mounted('updated')
        check(known.text !== text, 'updated with the data that it knows')
        check(text === this.#text, 'updated with data of before')
        known.text = text
        this.#act()
      },
      destroy: () => {
        this.#mounted('destroyed')
        check(!this.#isPresent, 'destroyed where it is wanted')
        this.#known = undefined
        this.#act()
      },
      disconnect: () => {
        const known = this.#mounted('disconnected')
        check(known.isLive && !this.#isLive, 'disconnected without a cut')
        known.isLive = false
        this.#act()
      },
      reconnect: () => {
        const known = this.#mounted('reconnected')
        check(!known.isLive && this.#isLive, 'reconnected without a cut')
        known.isLive = true
        this.#act()
      },
    })
  }

  step(step: LifeStep): void {
    switch (step.kind) {
      case 'bind':
      case 'unbind':
        this.#isBound = step.kind === 'bind'
        break
      case 'leave':
      case 'return':
        this.#isInPage = step.kind === 'return'
        break
      // It is taken out and put in again within one change: nobody is told between.
      case 'move':
      case 'hook':
        if (step.kind === 'hook') [this.#mounts, this.#calls] = [step.mounts, step.calls]
        break
      case 'arrive':
        this.#hasModule = true
        break
      case 'cut':
      case 'live':
        this.#isLive = step.kind === 'live'
        break
      case 'data':
        this.#text = step.text
        break
      case 'settle':
        return this.#settle()
    }
    this.#life.want({ isPresent: this.#isPresent, text: this.#text, isLive: this.#isLive })
  }

  /** All that is under way ends: then the hook is there exactly where it is wanted, and knows what is true. */
  finish(): void {
    this.step({ kind: 'hook', mounts: 'at once' })
    this.#settle()
    this.#expectTrue()
    this.step({ kind: 'leave' })
    check(!this.#known, 'still mounted when the element is gone')
    this.step({ kind: 'bind' })
    this.step({ kind: 'arrive' })
    this.step({ kind: 'return' })
    check(!!this.#known, 'not mounted on the return of the element')
    this.#expectTrue()
  }

  #expectTrue(): void {
    check(this.#life.isMounted === !!this.#known, 'does not know whether it is mounted')
    if (!this.#known) {
      const why = this.calls.at(-1)
      check(!this.#isPresent || why === 'failed', 'not mounted where it is wanted')
      return
    }
    check(this.#isPresent, 'mounted where it is not wanted')
    check(this.#known.text === this.#text, 'the hook knows data of before')
    check(this.#known.isLive === this.#isLive, 'the hook does not know of the connection')
  }

  get #isPresent(): boolean {
    return this.#isBound && this.#isInPage && this.#hasModule
  }

  #mounted(call: Call): { text: string; isLive: boolean } {
    check(!this.#open, `${call} before mounted has settled`)
    this.calls.push(call)
    if (!this.#known) throw new Error(`${call} without mounted`)
    return this.#known
  }

  #settle(): void {
    const how = this.#open
    if (!how) return
    this.#open = undefined
    this.calls.push(how)
    if (how === 'failed') this.#known = undefined
    this.#life.settled(how)
  }

  /** A callback changes the page. */
  #act(): void {
    check(++this.#acts < MOST_ACTS, 'never ends')
    check(!this.#isCalled, 'a callback is called in another one')
    const step = this.#calls
    this.#calls = undefined
    this.#isCalled = true
    if (step) this.step(step)
    this.#isCalled = false
  }
}

function check(holds: boolean, what: string): void {
  if (!holds) throw new Error(what)
}

/** A circuit that takes navigations, as the protocol describes it: by their ranks, the newest wins. */

export interface Navigate {
  readonly kind: 'navigate'
  readonly number: number
  readonly href: string
  readonly how: 'push' | 'replace' | 'traverse'
  readonly isShown: boolean
  /** The visit that the user saw. */
  readonly sees: number
}

/** What a handler does when it ends. */
export type Doing =
  | { readonly does: 'nothing' }
  | { readonly does: 'navigate' | 'search'; readonly to: string; readonly how: 'push' | 'replace' }

export type Up = Navigate | { readonly kind: 'event'; readonly number: number; readonly doing: Doing }

export type Down =
  | {
      readonly kind: 'page'
      readonly rank: number
      readonly location: string
      readonly how: 'push' | 'replace'
      readonly isFresh: boolean
      readonly visit: number
    }
  | { readonly kind: 'address'; readonly location: string; readonly how: 'push' | 'replace' }
  | { readonly kind: 'load'; readonly rank: number; readonly href: string }

interface Mounting {
  readonly rank: number
  readonly to: string
  readonly how: 'push' | 'replace'
  readonly isFresh: boolean
}

/** Is no page of the application. */
export const FOREIGN = '/foreign'
/** Leads to `/a`. */
export const REDIRECT = '/old'

let visits = 0

export class NavigationServer {
  visit: number = ++visits
  location: string
  /** What is sent. */
  readonly #send: (frame: Down) => void
  #greatest = 0
  #mounting: Mounting | undefined
  readonly #handlers: { readonly number: number; readonly visit: number; readonly doing: Doing }[] = []

  constructor(location: string, send: (frame: Down) => void) {
    this.location = resolve(location)
    this.#send = send
  }

  get isBusy(): boolean {
    return !!this.#mounting || this.#handlers.length > 0
  }

  receive(event: Up): void {
    if (event.kind === 'event') {
      this.#handlers.push({ number: event.number, visit: this.visit, doing: event.doing })
      return
    }
    const { number, href, how, isShown, sees } = event
    const isFresh = how === 'traverse' && !(isShown && sees === this.visit)
    this.#begin({ rank: number, to: href, how: how === 'traverse' ? 'replace' : how, isFresh })
  }

  /** A handler ends. One of a visit that was left does nothing. */
  finish(which: number): void {
    const [handler] = this.#handlers.splice(which % (this.#handlers.length || 1), 1)
    if (handler?.visit === this.visit) this.#do(handler.doing, handler.number)
  }

  /** Nobody's event: it gives way to a navigation that is under way. */
  timer(doing: Doing): void {
    this.#do(doing, 0)
  }

  /** The page of the navigation that is under way is ready. */
  mounted(): void {
    const mounting = this.#mounting
    if (!mounting) return
    this.#mounting = undefined
    const { rank, how } = mounting
    if (mounting.to === FOREIGN) return this.#send({ kind: 'load', rank, href: FOREIGN })
    const to = resolve(mounting.to)
    this.#show(rank, to, how, mounting.isFresh || !isSamePage(to, this.location))
  }

  #do(doing: Doing, rank: number): void {
    if (doing.does === 'nothing') return
    const { does, to, how } = doing
    if (does === 'search') {
      const [path = ''] = this.location.split('?')
      this.location = path + to.slice(to.split('?')[0]?.length)
      this.#send({ kind: 'address', location: this.location, how })
      return
    }
    const isDropped = rank ? rank < this.#greatest : !!this.#mounting
    if (isDropped && isSamePage(to, this.location) && rank) this.#show(rank, to, how, false)
    else if (!isDropped) this.#begin({ rank, to, how, isFresh: false })
  }

  #begin(mounting: Mounting): void {
    this.#greatest = Math.max(this.#greatest, mounting.rank)
    // The mount of an older one is given up.
    this.#mounting = mounting
  }

  #show(rank: number, location: string, how: 'push' | 'replace', isFresh: boolean): void {
    if (isFresh) this.visit = ++visits
    this.location = location
    this.#send({ kind: 'page', rank, location, how, isFresh, visit: this.visit })
  }
}

export function resolve(href: string): string {
  return href === REDIRECT ? '/a' : href
}

export function isSamePage(one: string, other: string): boolean {
  return one.split('?')[0] === other.split('?')[0]
}

/**
 * The history of a page of actions. An entry keeps the action that made it, with its data: on Back and
 * Forward that action is sent again. The entry with which the page was opened has none: it gets back the very
 * nodes that stood in the elements which actions have filled since.
 */
import type { EventMessage } from '../protocol/messages.ts'
import { ROOT } from './roots.ts'

/** What an entry of this page keeps. */
interface Entry {
  /** The document that made it: another load of the page has other content. */
  readonly live: string
  readonly action?: string
  readonly data?: Data
  /** The page was opened with it. */
  readonly opening?: boolean
}
type Data = Exclude<EventMessage['payload']['data'], undefined>

/** What stood in an element when the page was opened. */
interface Content {
  readonly nodes: readonly Node[]
  readonly root: string | null
}

/** What history leads to. */
export interface Travels {
  /** Sends the action of an entry again; the number of its event. */
  again(action: string, data: Data): number
  /** The opening content is back. */
  restored(): void
}

/** An event and its number. */
export interface Cause {
  readonly event: number
  readonly message: EventMessage
}

export class PageHistory {
  readonly #document: string
  readonly #travels: Travels
  readonly #start: string = place()
  #place: string = place()
  /** Another entry is shown than the one that the page was opened with. */
  #away = false
  /** The effects that are being performed lead to another entry. */
  #leaving = false
  /** The number of the event by which the entry that is shown was asked for again. */
  #replay = 0
  #title = ''
  readonly #kept = new Map<Element, Content>()

  /** `document` names this load of the page. */
  constructor(document: string, travels: Travels) {
    this.#document = document
    this.#travels = travels
  }

  start(): void {
    addEventListener('popstate', () => this.#travelled())
  }

  /** Effects are about to be performed, and whether they lead to another entry. */
  begin(leaving: boolean): void {
    this.#leaving = leaving
    if (leaving && !this.#kept.size) this.#title = document.title
  }

  /** The children of this element are about to be others. */
  keep(element: Element): void {
    if (!this.#leaving || this.#kept.has(element)) return
    const root = element.getAttribute(ROOT)
    this.#kept.set(element, { nodes: root === null ? [...element.childNodes] : [aside(element)], root })
  }

  /** Whether this container of a root can come back. */
  keeps(root: number, container: Element): boolean {
    return [...this.#kept].some(
      ([element, content]) =>
        (element === container && content.root === String(root)) ||
        content.nodes.some((node) => node.contains(container)),
    )
  }

  /** What was kept cannot come back as it was: going back there loads the page. */
  forget(): void {
    this.#kept.clear()
  }

  /** Shows this address. True when that is another page for the user. */
  show(href: string, how: 'push' | 'replace', cause: Cause | undefined): boolean {
    const url = new URL(href, location.href)
    const again = cause?.message.type === 'popstate'
    if (again && cause.event !== this.#replay) return false
    const push = how === 'push' && !again && url.href !== location.href
    const entry = { live: this.#document, ...actionOf(cause) }
    if (!push) history.replaceState(entry, '', url)
    else {
      if (!this.#entry()) history.replaceState({ live: this.#document, opening: !this.#away }, '')
      history.pushState(entry, '', url)
      this.#away = true
    }
    this.#place = place()
    return push
  }

  /** An event has ended; it may have been an action that was sent again. */
  settled({ event, message }: Cause, done: boolean): void {
    if (message.type !== 'popstate') return
    if (event === this.#replay) {
      if (!done) reload()
      // The user went on to the opening entry while this was under way.
    } else if (!this.#away) this.#restore()
  }

  /** Sends the action of this entry again, if it has one. */
  repeat(): void {
    const { action, data } = this.#entry() ?? {}
    if (action) this.#replay = this.#travels.again(action, data ?? {})
  }

  #travelled(): void {
    const before = this.#place
    this.#place = place()
    const entry = this.#entry()
    this.#replay = 0
    if (entry?.action) {
      this.#away = true
      this.repeat()
    } else if (entry?.opening) this.#restore()
    else if (entry || isEntry(history.state)) reload()
    // What is left are entries that a click on `#…` made. They show what was shown before.
    else if (this.#place !== before) {
      if (this.#place === this.#start) this.#restore()
      else reload()
    }
  }

  #restore(): void {
    if (this.#kept.size) {
      document.title = this.#title
      for (const [element, { nodes, root }] of this.#kept) {
        element.replaceChildren(...nodes)
        if (root === null) element.removeAttribute(ROOT)
        else element.setAttribute(ROOT, root)
      }
    } else if (this.#away) reload()
    this.#kept.clear()
    this.#away = false
    this.#travels.restored()
  }

  /** The entry that is shown, if this load of the page made it. */
  #entry(): Entry | undefined {
    const { state }: { state: unknown } = history
    return isEntry(state) && state.live === this.#document ? state : undefined
  }
}

/** A root goes on while its content is out of the page: its nodes need a parent. */
function aside(container: Element): DocumentFragment {
  const content = new DocumentFragment()
  content.append(...container.childNodes)
  return content
}

function isEntry(state: unknown): state is Entry {
  return typeof state === 'object' && state !== null && 'live' in state
}

function actionOf(cause: Cause | undefined): { action?: string; data?: Data } {
  const { target, payload } = cause?.message ?? {}
  return typeof target === 'string' ? { action: target, data: payload?.data ?? {} } : {}
}

function place(): string {
  return location.pathname + location.search
}

/** The server knows best what stands there; without it, what is shown is better than nothing. */
function reload(): void {
  if (navigator.onLine) location.reload()
}

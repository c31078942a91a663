/** A hook on an element: calls what its author has written, and survives it. */
import type { Json } from '../../protocol/differences.ts'
import type { DirectedPart } from '../additions.ts'
import { isInPage } from '../commands/leaving-mark.ts'
import { FOREIGN } from '../marks.ts'
import { core } from '../modules/core.ts'
import { createLife, type Life } from './life.ts'
import { OwnedNodes } from './owned-nodes.ts'
import type { AnyHook } from './scripts.ts'

/** What a hook on an element needs of those around it. */
export interface HookHost {
  /** Whether the page is live, as far as hooks are told. */
  readonly isLive: boolean
  /** Says which hook has failed where, once. */
  failed(name: string, where: string, error: unknown): void
  push(placed: PlacedHook, name: string, payload: Json): Promise<unknown>
  /** What it pushes when it is destroyed. */
  pushLate(): Promise<never>
  /** What it has pushed and is not sent goes nowhere any more. */
  left(element: Element): void
  /** What the hook moves in this element, which is the view's, is put back. */
  keepOrder(element: Element): void
}

type Callback = 'mounted' | 'updated' | 'destroyed' | 'disconnected' | 'reconnected'

/** What a callback gives that has thrown. */
const THROWN = Symbol()
/** Messages that wait for a hook to be mounted. Of more the oldest are dropped. */
const MOST_MESSAGES = 100

export class PlacedHook {
  readonly name: string
  readonly part: DirectedPart
  readonly #host: HookHost
  readonly #life: Life
  /** Undefined until its script is there. */
  #hook: AnyHook | undefined
  /** Whether the view has it on the element. */
  #isBound = true
  /** Its data as JSON, and what the author gets of that. */
  #text = ''
  #data: Json = null
  /** What the view has rendered into the element, while the hook has that. */
  #rendered: readonly ChildNode[] | undefined
  /** What authors get. */
  #port: object = {}
  #listeners = new Map<string, (payload: Json) => unknown>()
  /** What the server has sent before it was mounted. */
  #messages: (readonly [message: string, payload: Json])[] = []
  readonly #owned: OwnedNodes

  constructor(name: string, part: DirectedPart, host: HookHost) {
    this.name = name
    this.part = part
    this.#host = host
    this.#owned = new OwnedNodes(part.element)
    this.#life = createLife({
      mount: (text) => this.#mount(text),
      update: (text) => this.#update(text),
      destroy: () => this.#destroy(),
      disconnect: () => void this.#call('disconnected'),
      reconnect: () => void this.#call('reconnected'),
    })
  }

  get isBound(): boolean {
    return this.#isBound
  }

  /** Whether its element is in the page, and the view has it there. */
  get stands(): boolean {
    return this.#isBound && isInPage(this.part.element)
  }

  /** Whether what is in the element stays the view's. */
  get #isOpen(): boolean {
    return !core.natural(this.part.element).hasAttribute(FOREIGN)
  }

  get hasScript(): boolean {
    return this.#hook !== undefined
  }

  arrived(hook: AnyHook): void {
    this.#hook = hook
    this.look()
  }

  /** What the view says of it now. It is told of that when the change to the page is over. */
  show(data: Json): void {
    this.#text = JSON.stringify(data)
  }

  /** The view does not have it on the element any more. */
  unbind(): void {
    this.#isBound = false
  }

  /** Something has changed around it. */
  look(): void {
    this.#life.want({
      isPresent: this.stands && this.hasScript,
      text: this.#text,
      isLive: this.#host.isLive,
    })
    // One whose `mounted` has not settled is not destroyed before that, which may be never.
    this.#owned.show(this.stands)
  }

  /** The server sends it something. */
  take(message: string, payload: Json): void {
    if (this.#life.isMounted) return this.#deliver(message, payload)
    // One that never mounts would keep all of them.
    if (this.#messages.push([message, payload]) > MOST_MESSAGES) this.#messages.shift()
  }

  // --- what its life asks for ---

  #mount(text: string): void {
    const { element } = this.part
    // It begins with what the view has rendered, also where the hook has changed that when it was here before.
    this.#restore()
    if (this.#isOpen) this.#host.keepOrder(element)
    else this.#rendered = [...core.natural(element).childNodes]
    this.#data = parsed(text)
    this.#port = this.#createPort()
    const state = this.#call('mounted')
    if (isThenable(state)) {
      state.then(
        (value) => this.#mounted(value),
        (error: unknown) => {
          this.#host.failed(this.name, 'mounted', error)
          this.#mounted(THROWN)
        },
      )
    } else this.#mounted(state)
  }

  #mounted(state: unknown): void {
    if (state === THROWN) {
      this.#end()
      this.#restore()
      return this.#life.settled('failed')
    }
    Object.assign(this.#port, { state })
    const messages = this.#messages
    this.#messages = []
    this.#life.settled('mounted')
    for (const [message, payload] of messages) this.#deliver(message, payload)
  }

  #update(text: string): void {
    const before = this.#data
    this.#data = parsed(text)
    this.#call('updated', before)
  }

  #destroy(): void {
    this.#call('destroyed')
    this.#end()
    // What has left the page may still be seen while it goes.
    if (isInPage(this.part.element)) this.#restore()
  }

  /** Nothing of this life goes on. */
  #end(): void {
    this.#listeners = new Map()
    this.#messages = []
    this.#host.left(this.part.element)
    this.#owned.end()
  }

  #restore(): void {
    const rendered = this.#rendered
    this.#rendered = undefined
    if (rendered) core.natural(this.part.element).replaceChildren(...rendered)
  }

  // --- what its author has and has written ---

  #createPort(): object {
    const { element } = this.part
    const data = (): Json => this.#data
    // Another one each time that it is mounted: what an earlier one is asked for is not done any more.
    const port = {
      element,
      get data() {
        return data()
      },
      push: (name: string, payload: Json = null) =>
        this.#port === port ? this.#host.push(this, name, payload) : this.#host.pushLate(),
      on: (name: string, listener: (payload: Json) => unknown) => {
        if (this.#port === port) this.#listeners.set(name, listener)
      },
      own: (node: Node) => {
        if (this.#port === port) this.#owned.add(node)
      },
    }
    return port
  }

  #call(callback: Callback, before?: Json): unknown {
    try {
      // The author's types say what each gets.
      const hook = this.#hook as Partial<Record<Callback, (port: object, before?: Json) => unknown>>
      const result = hook[callback]?.(this.#port, before)
      // That of `mounted` is waited for.
      if (callback !== 'mounted') this.#watch(callback, result)
      return result
    } catch (error) {
      this.#host.failed(this.name, callback, error)
      return THROWN
    }
  }

  #deliver(message: string, payload: Json): void {
    try {
      this.#watch(message, this.#listeners.get(message)?.(payload))
    } catch (error) {
      this.#host.failed(this.name, message, error)
    }
  }

  #watch(where: string, result: unknown): void {
    if (isThenable(result))
      result.then(undefined, (error: unknown) => this.#host.failed(this.name, where, error))
  }
}

/** A promise, also of another window or of a library. */
function isThenable(value: unknown): value is PromiseLike<unknown> {
  // Whatever else it is does not matter.
  return typeof (value as Partial<PromiseLike<unknown>> | null | undefined)?.then === 'function'
}

/** A copy of its own: what authors do to it changes nothing else. */
function parsed(text: string): Json {
  // The server has made it.
  return JSON.parse(text) as Json
}

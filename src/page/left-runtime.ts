import type { Context } from '../view/context.ts'
import type {
  DocumentPort,
  LanguagePort,
  Origin,
  Runtime,
  TopicPosition,
  TopicSubscriber,
} from '../view/runtime.ts'
import { isSignal } from '../view/signals.ts'
import type { StoredHolder } from '../view/stored-holder.ts'
import { ComponentInstance } from './component-instance.ts'

/**
 * What views reach once their visit is left: handlers that still run may end their work, but what they render, send or
 * lead to concerns a page that nobody sees any more.
 */
export class LeftRuntime implements Runtime {
  /** Of the visit. */
  readonly context: Context
  readonly following = false
  readonly answering = false
  readonly holders: Set<StoredHolder> = new Set()
  readonly #page: Runtime

  /** `page` is that of the page that it was part of. */
  constructor(page: Runtime, context: Context) {
    this.#page = page
    this.context = context
  }

  /** What they say of the document is not shown. */
  get document(): DocumentPort {
    const { document } = this.#page
    return { title: document.title, headOf: (record) => document.headOf(record), setHead() {} }
  }

  get language(): LanguagePort {
    const { locale, timeZone } = this.context
    return { locale, timeZone }
  }

  get rowLimits(): { readonly count: number; readonly bytes: number } {
    return this.#page.rowLimits
  }

  origin(): Origin {
    return { event: 0, from: 'outside' }
  }

  listenersIn(): readonly never[] {
    return []
  }

  fail(record: object, error: unknown): void {
    if (!isSignal(error)) this.report(record, error)
  }

  report(record: object, error: unknown): void {
    this.#page.report(record, error)
  }

  publish(topic: string, data: unknown): Promise<void> {
    return this.#page.publish(topic, data)
  }

  position(topic: string): Promise<TopicPosition | null> {
    return this.#page.position(topic)
  }

  subscribe(topic: string, from: TopicPosition | null, subscriber: TopicSubscriber): () => void {
    return this.#page.subscribe(topic, from, subscriber)
  }

  after(milliseconds: number, run: () => void): () => void {
    return this.#page.after(milliseconds, run)
  }

  estimateBytes(value: unknown): number {
    return this.#page.estimateBytes(value)
  }

  stream(): null {
    return null
  }

  invalidate(): void {}
  run(): void {}
  effect(): void {}
  navigate(): void {}
  setSearch(): void {}
  streamRendered(): void {}
}

/** Whether a view or component is of a visit that is left. */
export function isLeft(owner: unknown): boolean {
  return owner instanceof ComponentInstance && owner.scope.runtime instanceof LeftRuntime
}

/** Whether something is of a visit that is left, or was when it stood. */
export function isInLeftVisit(instance: ComponentInstance): boolean {
  return isLeft(instance) || (instance.parent !== null && isInLeftVisit(instance.parent))
}

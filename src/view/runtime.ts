import type { Effect } from '../protocol/messages.ts'
import type { TemplateResult } from '../template/template-value.ts'
import type { Context } from './context.ts'

/**
 * What a view needs of the circuit that it runs in. The view layer has no clock, no sockets and no
 * randomness of its own: they are behind this port.
 */
export interface Runtime {
  readonly context: Context
  /** Whether a browser follows: `start` hooks, timers and subscriptions run only then. */
  readonly following: boolean
  /** Marks the record's view and its ancestors dirty and renders once in a microtask. */
  invalidate(record: object): void
  /**
   * Runs the author's code for a view: it renders after the synchronous part and when it settles, also
   * when it throws. What is thrown is reported, never passed on.
   */
  run(record: object, code: () => unknown): void
  report(record: object, error: unknown): void
  effect(effect: Effect): void
  title(text: string): void
  /** Sends data to everyone who follows the topic. Throws at once for what cannot be serialised. */
  publish(topic: string, data: unknown): Promise<void>
  /** Where the topic stands now. */
  position(topic: string): Promise<TopicPosition>
  /** Follows a topic from a position, from null from now on. Resolves to what ends it. */
  subscribe(topic: string, from: TopicPosition | null, subscriber: TopicSubscriber): Promise<() => void>
  after(milliseconds: number, run: () => void): () => void
  /** The path of the stream part that a holder renders to, or null while nothing shows it. */
  stream(source: object): StreamPort | null
}

/** Where a topic stands: opaque to everyone but the pub/sub. */
export type TopicPosition = string

/** Gets the messages of a topic. */
export interface TopicSubscriber {
  message(data: unknown, position: TopicPosition): void
  /** Messages are lost. */
  gap(position: TopicPosition): void
}

/** Rows of a stream on their way to the browser. */
export interface StreamPort {
  add(how: 'append' | 'prepend' | 'reset', entries: StreamEntries): void
  remove(keys: readonly string[]): void
}

/** Rows of a stream: their keys, and what its template gave for each. */
export interface StreamEntries {
  readonly keys: readonly string[]
  readonly rows: readonly TemplateResult[]
}

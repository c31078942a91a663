import type { Effect } from '../protocol/messages.ts'
import type { TemplateResult } from '../template/template-value.ts'
import type { Context } from './context.ts'
import type { Head } from './head.ts'
import type { StoredHolder } from './stored-holder.ts'

/**
 * What a view needs of the page that it is in. The view layer has no clock, no sockets and no randomness of its
 * own: they are behind this port.
 */
export interface Runtime {
  readonly context: Context
  /** Whether a browser follows: `start` hooks, timers and subscriptions run only then. */
  readonly following: boolean
  /** Whether a handler runs for a request that is being answered: where it leads is the answer. */
  readonly answering: boolean
  /** What asks for something now: kept by work that settles later, so that its render has the same origin. */
  origin(record: object): Origin
  /** Marks the record's view and its ancestors dirty, and renders once in a microtask. */
  invalidate(record: object, origin?: Origin): void
  /**
   * Runs the author's code for a view: it renders after the synchronous part, at each `yield` and when it
   * settles, also when it throws. What is thrown is reported, never passed on. Without an origin no event has
   * asked for it: timers and topics. `settled` is called when the code has settled.
   */
  run(record: object, code: () => unknown, origin?: Origin, settled?: () => void): void
  /** Deals with what author code threw: a redirect is followed, an error is reported. `event` has begun that code. */
  fail(record: object, error: unknown, event?: number): void
  effect(effect: Effect): void
  /** What listens to events in the view's part of the page, with all that is in it, as it was rendered last. */
  listenersIn(record: object): Iterable<object>
  /** What of the page keeps something that the browser stores. */
  readonly holders: Set<StoredHolder>
  readonly document: DocumentPort
  readonly language: LanguagePort
  /** Leads the visitor to another page. */
  navigate(record: object, to: string, history: 'push' | 'replace'): void
  /** Gives the page another search, as it stands in an address: `?page=2`. */
  setSearch(record: object, search: string, history: 'push' | 'replace'): void
  /** Sends data to everyone who follows the topic. Throws at once for what cannot be serialised. */
  publish(topic: string, data: unknown): Promise<void>
  /** Where the topic stands now; null where that is not to be had, which is reported. */
  position(topic: string): Promise<TopicPosition | null>
  /** Follows a topic from a position, from null from now on, until the returned function is called. */
  subscribe(topic: string, from: TopicPosition | null, subscriber: TopicSubscriber): () => void
  /** How many rows of a stream wait while no browser shows them, at most. */
  readonly rowLimits: { readonly count: number; readonly bytes: number }
  /** What a value holds in memory, roughly. */
  estimateBytes(value: unknown): number
  /** Reports an error that the view goes on with. */
  report(record: object, error: unknown): void
  after(milliseconds: number, run: () => void): () => void
  /** The way of a stream's rows to the browser; null while nothing shows it. */
  stream(source: object): StreamPort | null
  /** The stream is in the tree that is being built, with its rows that wait. */
  streamRendered(source: object, rendered: RenderedStream): void
}

/** The document around a page. */
export interface DocumentPort {
  /** What it shows; undefined while no view has set one. */
  readonly title: string | undefined
  /** What the record's view has said of it. */
  headOf(record: object): Head
  setHead(record: object, head: Head): void
}

/** The language that a page is in, and the time zone of its browser. */
export interface LanguagePort {
  locale: string
  readonly timeZone: string
}

/** What has asked for a render. */
export interface Origin {
  /** The event whose handler it was; 0 for none. */
  readonly event: number
  /**
   * `outside`: something outside of rendering. `render`: `render`, `changed` or `start`, or a load that they have
   * begun: such renders may feed themselves. `unclear`: a step of work that is under way.
   */
  readonly from: 'outside' | 'render' | 'unclear'
}

/** Where a topic stands: opaque to everyone but the pub/sub. */
export type TopicPosition = string

/** Gets the messages of a topic. */
export interface TopicSubscriber {
  message(data: unknown, position: TopicPosition): void
  /** Messages are lost. Null: where the topic stands is not known. */
  gap(position: TopicPosition | null): void
}

/** What a render shows of a stream, and whether nothing showed it there before. */
export interface RenderedStream extends StreamEntries {
  readonly place: 'same' | 'new'
}

/** Rows of a stream on their way to the browser. */
export interface StreamPort {
  /** Throws for a row that cannot be shown, before it asks what is to become of them. */
  add(entries: StreamEntries, decide: () => StreamChange): void
  remove(keys: readonly string[]): void
}

/** How rows come to a stream, and what becomes of them and of others. */
export interface StreamChange {
  readonly how: 'append' | 'prepend' | 'reset' | 'before'
  /** With `before`, the key of the row that they stand before; null for the end. */
  readonly before?: string | null
  /** The keys of rows that need not be sent. */
  readonly unseen: ReadonlySet<string>
  /** The keys of rows that leave afterwards. */
  readonly removed: readonly string[]
}

/** Rows of a stream: their keys, and what its template gave for each. */
export interface StreamEntries {
  readonly keys: readonly string[]
  readonly rows: readonly TemplateResult[]
}

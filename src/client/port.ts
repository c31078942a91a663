/**
 * What a lazy module gets of the client, and what it adds to it. A lazy module is a file without imports of its
 * own, whose `start(port)` is called once.
 */
import type { Instance } from './parts.ts'
import type { StreamRow } from '../protocol/differences.ts'
import type { EventMessage, Operation } from '../protocol/messages.ts'
import type { report } from './connection.ts'
import type { parseFor, parseMarkup } from './markup.ts'
import type { pendingEvent, pushEvent } from './push-event.ts'
import type { Rows } from './rows.ts'
import type { editable, regionOf } from './targets.ts'

export interface ClientPort {
  // --- of the core ---
  readonly pushEvent: typeof pushEvent
  readonly pendingEvent: typeof pendingEvent
  readonly report: typeof report
  readonly editable: typeof editable
  readonly regionOf: typeof regionOf
  readonly parseMarkup: typeof parseMarkup
  readonly parseFor: typeof parseFor
  /** The rows of all streams by their first nodes. */
  readonly streamRows: WeakMap<Node, Instance>
  /** The history of the page, once its module is there. */
  history(): PageHistory | undefined
  // --- of the module ---
  /** These words of effects are performed so. */
  onEffect(words: readonly Operation[0][], perform: PerformOperation): void
  /** Streams are changed so. */
  onStream(kind: StreamKind): void
  /** This follows the history of the page. */
  onHistory(history: PageHistory): void
}

/** `cause` is the event whose handler asked for it, where an outcome in the same frame says so. */
export type PerformOperation = (operation: Operation, cause: EventMessage | undefined) => void

export interface StreamKind {
  change(stream: Rows<string>, how: StreamChange, rows: readonly (StreamRow | string)[]): void
  /** The key of the outermost stream row around a node that is still within the element. */
  rowKey(inside: Node, within: Element): string | undefined
}

export type StreamChange = 'append' | 'prepend' | 'reset' | 'remove'

export interface PageHistory {
  /** Effects are about to be performed; `leads` says whether to another entry. */
  begin(leads: boolean): void
  /** The children of this element are about to be others. */
  keep(element: HTMLElement): void
  /** What was kept cannot come back: going there loads the page. */
  forget(): void
  /** An event has ended; it may have been an action that was sent again. */
  ended(message: EventMessage | undefined, isDone: boolean): void
  /** Sends the action of the entry that is shown again, if it has one. */
  repeat(): void
  /** The user went back or forward. */
  travel(): void
}

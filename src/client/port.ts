/**
 * What a lazy module gets of the client, and what it adds to it. A lazy module is a file without imports of its
 * own, whose `start(port)` is called once.
 */
import type { Instance } from './parts.ts'
import type { StreamRow } from '../protocol/differences.ts'
import type { EventMessage, Operation } from '../protocol/messages.ts'
import type { failed, report } from './connection.ts'
import type { EventPart, handlerOf } from './handlers.ts'
import type { parseFor, parseMarkup } from './markup.ts'
import type { pendingEvent, pushEvent } from './push-event.ts'
import type { Rows } from './rows.ts'
import type { editable, regionOf, targetsOf } from './targets.ts'

export interface ClientPort {
  // --- of the core ---
  readonly pushEvent: typeof pushEvent
  readonly pendingEvent: typeof pendingEvent
  readonly report: typeof report
  readonly failed: typeof failed
  readonly editable: typeof editable
  readonly regionOf: typeof regionOf
  readonly parseMarkup: typeof parseMarkup
  readonly parseFor: typeof parseFor
  /** The rows of all streams by their first nodes. */
  readonly streamRows: WeakMap<Node, Instance>
  readonly targetsOf: typeof targetsOf
  readonly handlerOf: typeof handlerOf
  /** What was changed before there was a module of edits, with the number of the first event sent after that. */
  readonly changedEarly: WeakMap<EventTarget, number>
  /** What has sent `input` and `change` events before that. */
  readonly heardEarly: WeakSet<EventTarget>
  /** The number of the event that will be sent next. */
  nextEvent(): number
  /** The element that an event under way is of. */
  elementOf(event: number): Element | undefined
  /** The history of the page, once its module is there. */
  history(): PageHistory | undefined
  // --- of the module ---
  /** These words of effects are performed so. */
  onEffect(words: readonly Operation[0][], perform: PerformOperation): void
  /** Streams are changed so. */
  onStream(kind: StreamKind): void
  /** What users can change is decided so. */
  onEdits(edits: Edits): void
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

export interface Edits {
  /** The server renders another value of a property that users can change. */
  render(element: Element, name: string, value: unknown): void
  /** Such a property is bound in the page; without a name it is not known which. */
  adopt(element: Element, name: string): void
  /** Something in this element changed: the select around it, if any, must choose again. */
  contentChanged(element: Element | null): void
  /** The end of a patch, which this event caused. */
  settle(cause: number): void
  /** Sends an event when it is its turn. */
  submit(happened: Happened): void
  /** An event has its outcome. */
  end(event: number, isDone: boolean): void
  /** The handler of this event has its form reset, or what a selector finds. */
  reset(event: number, selector: string | undefined): void
}

/** An event that is to be sent. */
export interface Happened {
  readonly event: Event
  readonly target: Element
  /** Where its handler stands. */
  readonly element: Element
  /** The handler; none where an attribute names an action. */
  readonly part: EventPart | undefined
  /** Reads and sends it. Returns its number, or 0 when it cannot be sent. */
  send(): number
}

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

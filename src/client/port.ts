/**
 * What a lazy module gets of the client, and what it adds to it. A lazy module is a file without imports of its
 * own, whose `start(port)` is called once.
 */
import type { Command, StreamRow } from '../protocol/differences.ts'
import type { isNewestOnly } from '../protocol/event-types.ts'
import type { EventMessage } from '../protocol/messages.ts'
import type { SentEvent } from './connection.ts'
import type { keepCaret } from './caret.ts'
import type { natural } from './clobbering.ts'
import type { formOf } from './form-of.ts'
import type { EventPart, handlerOf } from './handlers.ts'
import type { parseFor, parseMarkup } from './markup.ts'
import type { modifiersOf } from './modifiers.ts'
import type { assign } from './property.ts'
import type { pendingEvent, pushEvent } from './push-event.ts'
import type { Rows } from './rows.ts'
import type { editable, regionOf, targetsOf } from './targets.ts'

/** What a lazy module uses of the client. */
export interface ClientPort {
  /** The document. */
  readonly page: Document
  readonly natural: typeof natural
  readonly keepCaret: typeof keepCaret
  readonly assign: typeof assign
  readonly formOf: typeof formOf
  readonly modifiersOf: typeof modifiersOf
  readonly isNewestOnly: typeof isNewestOnly
  readonly pushEvent: typeof pushEvent
  readonly pendingEvent: typeof pendingEvent
  readonly targetsOf: typeof targetsOf
  readonly editable: typeof editable
  readonly regionOf: typeof regionOf
  readonly parseMarkup: typeof parseMarkup
  readonly parseFor: typeof parseFor
  readonly handlerOf: typeof handlerOf
  /** What was changed before there was a module of edits, with the number of the first event sent after that. */
  readonly changedEarly: Map<Element, number>
  /** What has sent `input` and `change` events before that. */
  readonly heardEarly: WeakSet<EventTarget>
  /** What was sent before that and has no outcome, by its number. */
  readonly sentEarly: ReadonlyMap<number, Happened>
  /** The number of the event that will be sent next. */
  nextEvent(): number
  /** An event that is under way. */
  sentEvent(event: number): SentEvent | undefined
  /** The modules that are there. */
  readonly loaded: { readonly liveActions?: PageHistory }
  /** What performs effects, by their words: modules add to it. */
  readonly performers: { [word: string]: (effect: never, event: number) => void }
}

export interface StreamKind {
  change(stream: Rows<string>, how: StreamChange, rows: readonly (StreamRow | string)[]): void
}

export type StreamChange = 'append' | 'prepend' | 'reset' | 'remove'

/** What becomes of what the server renders for controls. */
export interface RenderedControls {
  /** The server renders another value of a property that users can change. */
  render(element: Element, name: string, value: unknown): void
  /** Such a property is bound in the page; without a name it is not known which. */
  adopt(element: Element, name: string): void
  /** The end of a change to the trees, which this event caused. */
  settle(cause: number): void
}

export interface Edits extends RenderedControls {
  /** Something in this element changed: the select around it, if any, must choose again. */
  contentChanged(element: Element | null): void
  /** Sends an event when it is its turn. */
  submit(happened: Happened): void
  /** An event has its outcome. */
  end(event: number, isDone: boolean): void
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

export interface Actions extends PageHistory {
  /** Does what the browser does by itself for an event. */
  command(command: Command): void
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

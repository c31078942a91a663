/**
 * What crosses the wire, in both directions. Frequent messages are positional, rare ones start with a word.
 * A socket keeps order, so frames carry no numbers: both ends count from the join.
 * It is long because it lists all of them.
 */
import type {
  ChildDifference,
  Command,
  Difference,
  Json,
  NewInstance,
  PlainCommand,
  Shape,
  StreamRow,
  TemplateTable,
} from './differences.ts'
import type { LocalReport } from './local-expressions.ts'
import type { HeadOperation, ZoneMessage } from './head-messages.ts'
import type { NavigationEffect, PrefetchMessage } from './navigation-messages.ts'
import type { KeptEffect } from './kept-effects.ts'
import type { Path } from './paths.ts'

/** The version of the protocol that this build speaks. A browser that speaks another is told to reload. */
export const PROTOCOL_VERSION = 1

// --- from the browser ---

export type UpMessage =
  | JoinMessage
  | RejoinMessage
  | EventMessage
  | AcknowledgeMessage
  | MismatchMessage
  | PrefetchMessage
  | LeftMessage
  | ProblemMessage
  | ZoneMessage
  | HeartbeatMessage
  | LeaveMessage

/** Asks for a circuit for a page that was just loaded. Idempotent by token and nonce. */
export interface JoinMessage {
  readonly kind: 'join'
  readonly version: number
  /** The sealed token of the page. */
  readonly token: string
  /** Made by the document for itself; a repeated join with it is the same circuit. */
  readonly nonce: string
  /** The count of sockets on which the document has spoken, this one included. A late message of an earlier socket has a smaller one. */
  readonly attempt: number
  /** False when the DOM is not the HTML of the response any more: send values, not the shape. */
  readonly hydrate: boolean
  /** Content hashes of the templates that the browser has. */
  readonly templates: readonly string[]
  /** Where the user wants to go, when that is not where the page of the token is. */
  readonly location?: string
}

/** Takes a circuit up again after its socket was lost. */
export interface RejoinMessage {
  readonly kind: 'rejoin'
  readonly version: number
  readonly circuit: string
  readonly secret: string
  /** How many frames the browser has applied. */
  readonly received: number
  /** See {@link JoinMessage.attempt}. */
  readonly attempt: number
}

/**
 * Something happened that the server rendered a handler for, or that names an action. With an empty type it
 * is an event that the browser gave up: it takes its number, and nothing else.
 */
export interface EventMessage {
  readonly kind: 'event'
  /** How many frames the user had seen: the version of the tree, and an acknowledgement. */
  readonly seen: number
  /** The DOM event type. */
  readonly type: string
  /** The path of an event part, the name of an action, or the address of a navigation. */
  readonly target: Path | string
  readonly payload: EventPayload
  /** What it tells is beyond the bounds, in this way: it is refused, and its payload is not here. */
  readonly excess?: string
}

/** A name and its text. */
export type FormEntry = readonly [name: string, text?: string]

/** What an event tells of itself. All of it is hostile until checked. */
export interface EventPayload {
  /** Of the control that the handler is on, or that fired. Several for a multiple select. */
  readonly value?: string | readonly string[]
  readonly checked?: boolean
  /** The entries of the form, submitter included, as `FormData` has them. One may lack its text: that is `value`. */
  readonly form?: readonly FormEntry[]
  /** `data-*` of the element. */
  readonly data?: { readonly [name: string]: string }
  readonly key?: string
  readonly code?: string
  readonly repeat?: boolean
  /** `a` alt, `c` ctrl, `m` meta, `s` shift, in this order. */
  readonly modifiers?: string
  readonly button?: number
  /** Pointer position in CSS pixels: in the viewport, and in the element. */
  readonly at?: readonly [clientX: number, clientY: number, offsetX: number, offsetY: number]
  /** Wheel movement in CSS pixels. */
  readonly wheel?: readonly [deltaX: number, deltaY: number]
  /** Scroll position of the element in CSS pixels. */
  readonly scroll?: readonly [left: number, top: number]
  /** The key of the stream row that it happened in. */
  readonly row?: string
  /** `detail` of a CustomEvent. */
  readonly detail?: Json
  /** What was pasted or dropped. */
  readonly transfer?: Transfer
  /** The user did it in another circuit: this one does not show it. */
  readonly recovered?: boolean
  /** The local states that the handler asks for, where they are not as they were described. */
  readonly local?: LocalReport
}

/** A text and its markup, each cut to `TRANSFER_LENGTH`, and files without what is in them. */
export type Transfer = readonly [
  text: string,
  html: string,
  ...files: (readonly [name: string, type: string, size: number])[],
]

/** Every frame up to this count has been applied. */
export interface AcknowledgeMessage {
  readonly kind: 'ack'
  readonly seen: number
}

/** The browser could not bind or apply something: it asks for one full render. */
export interface MismatchMessage {
  readonly kind: 'mismatch'
  readonly seen: number
  readonly reason: string
}

/** The DOM of these roots is gone. */
export interface LeftMessage {
  readonly kind: 'left'
  readonly roots: readonly number[]
}

/** An operation could not be performed; the others were. */
export interface ProblemMessage {
  readonly kind: 'problem'
  readonly code: ProblemCode
  readonly detail: string
}

export type ProblemCode =
  'missing-target' | 'owned-by-view' | 'invalid-selector' | 'command-failed' | 'hook-failed'

/** Asks whether the connection still works, or answers that it does. Either end may ask. */
export interface HeartbeatMessage {
  readonly kind: 'beat' | 'here'
}

/** The document is being unloaded for good: the circuit ends without its grace period. */
export interface LeaveMessage {
  readonly kind: 'leave'
}

// --- from the server ---

export type DownMessage =
  Frame | JoinedMessage | RejoinedMessage | ReceivedMessage | RefusedMessage | HeartbeatMessage

/** `[templates?, difference, effect, effect, …]`: the only message that is counted and sent again. */
export interface Frame {
  readonly kind: 'frame'
  readonly templates?: TemplateTable
  /** `0` when no tree changed. */
  readonly difference: Difference | 0
  readonly effects: readonly Effect[]
}

/** The circuit stands, and this is how its roots look. Position 0 of both counts. */
export interface JoinedMessage {
  readonly kind: 'joined'
  readonly circuit: string
  readonly secret: string
  readonly limits: BrowserLimits
  readonly templates: TemplateTable
  readonly roots: readonly RootEstablished[]
}

/** What a browser keeps to, so that none of its events is refused for its rate or its size. */
export type BrowserLimits = readonly [
  eventsPerSecond: number,
  eventBurst: number,
  bytesPerSecond: number,
  byteBurst: number,
  /** The longest text frame that the server takes, in bytes. */
  frameBytes: number,
  /** The longest wait between two tries to connect, in milliseconds. */
  longestWait: number,
]

/** By shape where the HTML in the page is what the server holds, by values otherwise. */
export type RootEstablished =
  | readonly [root: number, how: 'shape', shape: Shape]
  | readonly [root: number, how: 'values', content: NewInstance | null]

/** The circuit goes on. What the browser missed follows; it resends its events after `received`. */
export interface RejoinedMessage {
  readonly kind: 'rejoined'
  /** How many events of this circuit the server has received. */
  readonly received: number
}

/** Events up to this number have been received: they need not be sent again. It is not counted as a frame. */
export interface ReceivedMessage {
  readonly kind: 'received'
  readonly received: number
}

/** A join or rejoin was refused. */
export interface RefusedMessage {
  readonly kind: 'refused'
  readonly code: RefusalCode
  /** How long the browser waits before it tries again, in seconds. */
  readonly seconds?: number
}

export type RefusalCode =
  | 'version'
  | 'token-invalid'
  | 'token-expired'
  | 'token-used'
  | 'circuit-ended'
  | 'circuit-limit'
  | 'gone'
  | 'origin'
  | 'busy'

/** Done once, in order, each after the difference of the handler that caused it. */
export type Effect =
  | Outcome
  | FrameEffect
  | NavigationEffect
  | Operation
  | PlainCommand
  | readonly ['run', ...commands: Command[]]

/** How an event ended. A bare number is the number of an event that is done. Events count from 1. */
export type Outcome =
  | number
  | readonly ['failed', event: number]
  | readonly ['refused', event: number, code: EventRefusal, errors?: FieldErrors]
  | readonly ['interrupted', event: number]
  | readonly ['unknown', event: number]

/** What a schema says of what it does not take, by the name of the field; of all of it by the empty name. */
export interface FieldErrors {
  readonly [field: string]: readonly string[]
}

/** Why an event was not run. */
export type EventRefusal =
  | 'gone'
  | 'spent'
  | 'denied'
  | 'superseded'
  | 'dropped'
  | 'invalid'
  | 'unknown-action'
  | 'limited'
  | 'too-often'
  | 'unread'
  | 'expired'

/** What concerns the frame itself. */
export type FrameEffect =
  /** The newest event that made the difference of this frame, where no outcome in the frame implies it. Stands first. */
  | readonly ['cause', event: number]
  /** The event whose handler asked for the effects that follow, up to the next of this kind; 0 when nobody's did. */
  | readonly ['event', event: number]
  /** Acknowledge at once: half of the window is used. */
  | readonly ['ack']
  /** All roots are replaced, and a new epoch begins. */
  | readonly ['epoch', ...roots: (readonly [root: number, content: NewInstance | null])[]]

/** What a handler had the page do. */
export type Operation =
  | readonly [FragmentOperation, selector: string, html: string]
  | readonly ['remove', selector: string]
  | readonly ['title', text: string]
  | readonly ['url', href: string, how: 'push' | 'replace']
  | HeadOperation
  | readonly ['flash', text: string, kind: string]
  /** Loads this address, or the present one again when it is empty. */
  | readonly ['load', href: string]
  /** Controls of the form that the event came from show what is rendered; with a selector, those that it finds. */
  | readonly ['reset', event: number, selector?: string]
  /** A component starts in the target: a new root. */
  | readonly ['mount', selector: string, root: number, content: ChildDifference]
  /** A root that the server has ended. */
  | readonly ['unmount', root: number]
  | readonly ['stream', list: Path, how: 'append' | 'prepend' | 'reset', ...rows: StreamRow[]]
  /** Before the row with this key; null for the end. Rows that are there go there. */
  | readonly ['stream', list: Path, how: 'before', key: string | null, ...rows: StreamRow[]]
  | readonly ['stream', list: Path, how: 'remove', ...keys: string[]]
  | KeptEffect
  | HookEffect

/** What hooks get of the server. */
export type HookEffect =
  /** For the hooks of this name in the page; with a selector, for those that it finds. */
  | readonly ['hook', name: string, message: string, payload: Json, selector?: string]
  /** The reply to an event that a hook has pushed, before its outcome. */
  | readonly ['reply', event: number, reply: Json]

export type FragmentOperation = 'replace' | 'outer' | 'append' | 'prepend' | 'before' | 'after' | 'morph'

/** Why the server closed a socket. After all but {@link FINAL_CLOSE_CODES} the browser comes back by itself. */
export const CLOSE_CODES = {
  malformed: 4400,
  login: 4401,
  refused: 4403,
  superseded: 4409,
  ended: 4410,
  tooFast: 4429,
  tooSlow: 4430,
  restarting: 4503,
} as const

/** `superseded` and `ended`, as numbers: the browser needs no more of the table. */
export const FINAL_CLOSE_CODES: readonly number[] = [4409, 4410]
